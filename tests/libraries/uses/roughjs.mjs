// sketch: seeded shapes as paths of a drawing

import rough from 'roughjs';
import { print } from '../print.cjs';

function sketch(count) {
  const draw = rough.generator({ options: { seed: 5 } });
  const paths = [];
  for (let i = 0; i < count; i += 1) {
    const shape = i % 2 ? draw.rectangle(i, i, 40, 20, { fill: 'red', hachureGap: 6 }) : draw.circle(50, 50, 10 + i);
    paths.push(...draw.toPaths(shape).map(({ d }) => d.length));
  }
  return { paths: paths.length, opened: draw.toPaths(draw.line(0, 0, 10, 10))[0].d.split(' ').length };
}

print(sketch(60));
