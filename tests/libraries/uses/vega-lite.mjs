// chart: a grouped and binned plot compiled to a specification, drawn to SVG

import { parse, View } from 'vega';
import { compile } from 'vega-lite';
import { print } from '../print.cjs';

const values = Array.from({ length: 60 }, (_, i) => ({
  day: `2024-01-${String((i % 28) + 1).padStart(2, '0')}`,
  n: (i * 7) % 31,
  kind: 'xyz'[i % 3],
}));
const plot = {
  data: { values },
  mark: 'bar',
  encoding: { x: { bin: true, field: 'n' }, y: { aggregate: 'count' }, color: { field: 'kind' } },
};

async function chart(definition) {
  const { spec } = compile(definition);
  const svg = await new View(parse(spec), { renderer: 'none' }).toSVG();
  return {
    scales: spec.scales.map(({ name, type }) => [name, type]),
    marks: spec.marks.length,
    length: svg.length,
    svg: svg.slice(0, 300),
  };
}

print(await chart(plot));
