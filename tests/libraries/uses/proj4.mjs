// project: 1,000 places to UTM and Web Mercator and back

import proj4 from 'proj4';
import { print } from '../print.cjs';

function project(count) {
  proj4.defs('EPSG:32633', '+proj=utm +zone=33 +datum=WGS84 +units=m +no_defs');
  let [east, north] = [0, 0];
  for (let i = 0; i < count; i += 1) {
    const [x, y] = proj4('EPSG:4326', 'EPSG:32633', [12 + ((i * 7) % 60) / 10, 40 + ((i * 11) % 100) / 10]);
    [east, north] = [east + x, north + y];
  }
  return {
    east: east.toFixed(2),
    north: north.toFixed(2),
    web: proj4('EPSG:3857', [13.4, 52.5]).map((n) => n.toFixed(3)),
    back: proj4('EPSG:3857', 'EPSG:4326', [1.5e6, 6.9e6]).map((n) => n.toFixed(8)),
  };
}

print(project(1_000));
