// chart: bars with axes and a legend, from data to SVG

import { parse, View } from 'vega';
import { print } from '../print.cjs';

const values = Array.from({ length: 40 }, (_, i) => ({ x: `k${i % 8}`, y: (i * 7) % 23, c: 'ab'[i % 2] }));
const spec = {
  width: 300,
  height: 150,
  padding: 5,
  data: [
    {
      name: 't',
      values,
      transform: [
        { type: 'aggregate', groupby: ['x', 'c'], ops: ['sum'], fields: ['y'], as: ['y'] },
        { type: 'stack', groupby: ['x'], field: 'y' },
      ],
    },
  ],
  scales: [
    { name: 'x', type: 'band', domain: { data: 't', field: 'x' }, range: 'width', padding: 0.1 },
    { name: 'y', domain: { data: 't', field: 'y1' }, range: 'height', nice: true },
    { name: 'c', type: 'ordinal', domain: { data: 't', field: 'c' }, range: 'category' },
  ],
  axes: [
    { orient: 'bottom', scale: 'x' },
    { orient: 'left', scale: 'y' },
  ],
  legends: [{ fill: 'c' }],
  marks: [
    {
      type: 'rect',
      from: { data: 't' },
      encode: {
        enter: {
          x: { scale: 'x', field: 'x' },
          width: { scale: 'x', band: 1 },
          y: { scale: 'y', field: 'y0' },
          y2: { scale: 'y', field: 'y1' },
          fill: { scale: 'c', field: 'c' },
        },
      },
    },
  ],
};

async function chart(definition) {
  const svg = await new View(parse(definition), { renderer: 'none' }).toSVG();
  return { length: svg.length, rects: svg.match(/<path/g).length, svg: svg.slice(0, 400) };
}

print(await chart(spec));
