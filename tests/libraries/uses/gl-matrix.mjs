// transform: 2,000 vectors through a chain of matrices and quaternions

import { mat4, quat, vec3 } from 'gl-matrix';
import { print } from '../print.cjs';

function transform(count) {
  const view = mat4.lookAt(mat4.create(), [1, 2, 3], [0, 0, 0], [0, 1, 0]);
  const turn = quat.fromEuler(quat.create(), 30, 45, 60);
  const sum = vec3.create();
  for (let i = 0; i < count; i += 1) {
    const v = vec3.fromValues(i % 7, i % 11, i % 13);
    vec3.transformQuat(v, v, turn);
    vec3.add(sum, sum, vec3.transformMat4(v, v, view));
  }
  return { sum: [...sum].map((n) => n.toFixed(2)), det: mat4.determinant(view).toFixed(5) };
}

print(transform(2_000));
