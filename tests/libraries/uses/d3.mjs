// draw (--clock 2026-01-31T12:00:00Z): scales, a line path, a stacked area, a projection and a csv parse to SVG text

import * as d3 from 'd3';
import { print } from '../print.cjs';

function draw(size) {
  const rows = d3.csvParseRows(Array.from({ length: size }, (_, i) => `${i},${(i * 37) % 101}`).join('\n'), (row) =>
    row.map(Number),
  );
  const x = d3
    .scaleLinear()
    .domain(d3.extent(rows, (d) => d[0]))
    .range([0, 640])
    .nice();
  const y = d3
    .scaleSqrt()
    .domain([0, d3.max(rows, (d) => d[1])])
    .range([200, 0]);
  const line = d3
    .line()
    .x((d) => x(d[0]))
    .y((d) => y(d[1]))
    .curve(d3.curveMonotoneX)
    .digits(3);
  const path = d3.geoPath(d3.geoMercator().fitSize([300, 300], { type: 'Sphere' }));
  const ring = {
    type: 'Polygon',
    coordinates: [
      [
        [0, 0],
        [0, 20],
        [20, 20],
        [20, 0],
        [0, 0],
      ],
    ],
  };
  const ticks = x.ticks(4).map(d3.format(',.1f'));
  return {
    line: line(rows).slice(0, 120),
    area: path.area(ring).toFixed(6),
    ticks,
    color: d3.interpolateViridis(0.3),
    time: d3.utcFormat('%Y-%j')(new Date(864e5 * 60)),
  };
}

print(draw(2_000));
