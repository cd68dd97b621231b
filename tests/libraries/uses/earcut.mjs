// triangulate: a star of 400 corners with a hole

import earcut, { deviation, flatten } from 'earcut';
import { print } from '../print.cjs';

function triangulate(corners) {
  const star = Array.from({ length: corners }, (_, i) => {
    const angle = (2 * Math.PI * i) / corners;
    const radius = i % 2 === 0 ? 100 : 60;
    return [Math.round(radius * Math.cos(angle) * 100), Math.round(radius * Math.sin(angle) * 100)];
  });
  const { vertices, holes, dimensions } = flatten([
    star,
    [
      [-500, -500],
      [-500, 500],
      [500, 500],
      [500, -500],
    ],
  ]);
  const triangles = earcut(vertices, holes, dimensions);
  return { count: triangles.length / 3, deviation: deviation(vertices, holes, dimensions, triangles) };
}

print(triangulate(400));
