// cluster (--clock 2026-01-31T12:00:00Z): 2,000 points over four zoom levels

import Supercluster from 'supercluster';
import { print } from '../print.cjs';

const points = Array.from({ length: 2_000 }, (_, i) => ({
  type: 'Feature',
  properties: { id: i },
  geometry: { type: 'Point', coordinates: [((i * 7919) % 3600) / 10 - 180, ((i * 104_729) % 1700) / 10 - 85] },
}));

function cluster(features) {
  const index = new Supercluster({ radius: 60, maxZoom: 6 }).load(features);
  return [0, 2, 4, 6].map((zoom) => {
    const found = index.getClusters([-180, -85, 180, 85], zoom);
    return { zoom, found: found.length, most: Math.max(...found.map(({ properties }) => properties.point_count ?? 1)) };
  });
}

print(cluster(points));
