// measure: areas, buffers, hulls, distances, joins and simplified lines

import * as turf from '@turf/turf';
import { print } from '../../print.cjs';

const places = turf.featureCollection(
  Array.from({ length: 200 }, (_, i) => turf.point([((i * 37) % 100) / 50, ((i * 61) % 90) / 45], { n: i % 5 })),
);

function measure(points) {
  const hull = turf.convex(points);
  const grid = turf.squareGrid([0, 0, 2, 2], 60, { units: 'kilometers' });
  const line = turf.lineString(points.features.slice(0, 60).map((p) => p.geometry.coordinates));
  return {
    area: turf.area(hull).toFixed(1),
    cells: turf.collect(grid, points, 'n', 'all').features.map((c) => c.properties.all.length),
    near: turf.nearestPoint([1, 1], points).properties.n,
    length: turf.length(line).toFixed(4),
    simple: turf.simplify(line, { tolerance: 0.3 }).geometry.coordinates.length,
    buffer: turf.area(turf.buffer(turf.point([1, 1]), 5)).toFixed(0),
    inside: turf.pointsWithinPolygon(points, turf.bboxPolygon([0, 0, 1, 1])).features.length,
  };
}

print(measure(places));
