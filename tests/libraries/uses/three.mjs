// place (--seed 1): vectors, matrices, quaternions, curves, a box geometry and a ray

import {
  Box3,
  BoxGeometry,
  CatmullRomCurve3,
  Color,
  Euler,
  Matrix4,
  Mesh,
  Quaternion,
  Raycaster,
  Vector3,
} from 'three';
import { print } from '../print.cjs';

function place(count) {
  const turn = new Quaternion().setFromEuler(new Euler(0.3, 0.6, 0.9));
  const bounds = new Box3();
  for (let i = 0; i < count; i += 1) bounds.expandByPoint(new Vector3(i % 7, i % 11, i % 13).applyQuaternion(turn));
  const curve = new CatmullRomCurve3([new Vector3(0, 0, 0), new Vector3(1, 2, 0), new Vector3(3, 1, 1)]);
  const hits = new Raycaster(new Vector3(0, 0, 5), new Vector3(0, 0, -1)).intersectObject(
    new Mesh(new BoxGeometry(2, 2, 2)),
  );
  const fixed = (v) => v.toArray().map((n) => n.toFixed(6));
  return {
    max: fixed(bounds.max),
    mid: fixed(curve.getPoint(0.5)),
    length: curve.getLength().toFixed(4),
    hits: hits.map(({ distance }) => distance),
    color: new Color('teal').getHexString(),
    inverse: new Matrix4().makeTranslation(1, 2, 3).invert().elements.slice(12),
  };
}

print(place(2_000));
