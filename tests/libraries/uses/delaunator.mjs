// triangulate: 1,500 points and the area of the hull

import Delaunator from 'delaunator';
import { print } from '../print.cjs';

function triangulate(size) {
  const points = Array.from({ length: size }, (_, i) => [(i * 7919) % 1009, (i * 104_729) % 997]);
  const { hull, triangles } = Delaunator.from(points);
  let area = 0;
  for (let i = 0; i < hull.length; i += 1) {
    const [[x0, y0], [x1, y1]] = [points[hull[i]], points[hull[(i + 1) % hull.length]]];
    area += (x1 - x0) * (y1 + y0);
  }
  return { triangles: triangles.length / 3, hull: hull.length, area: Math.abs(area) / 2 };
}

print(triangulate(1_500));
