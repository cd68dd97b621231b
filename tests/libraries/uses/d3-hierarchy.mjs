// place: a treemap, a tidy tree and packed circles of one hierarchy

import { hierarchy, pack, tree, treemap } from 'd3-hierarchy';
import { print } from '../print.cjs';

const data = {
  name: 'root',
  children: Array.from({ length: 12 }, (_, i) => ({
    name: `c${i}`,
    children: Array.from({ length: 20 }, (_, j) => ({ name: `${i}-${j}`, value: (((i + 1) * (j + 3)) % 17) + 1 })),
  })),
};

function place(json) {
  const root = hierarchy(json)
    .sum((d) => d.value ?? 0)
    .sort((a, b) => b.value - a.value);
  const boxes = treemap()
    .size([400, 300])
    .padding(1)(root.copy())
    .leaves()
    .slice(0, 3)
    .map(({ x0, y0, x1, y1 }) => [x0, y0, x1, y1]);
  const tidy = tree()
    .nodeSize([4, 10])(root.copy())
    .leaves()
    .slice(-2)
    .map(({ x, y }) => [x, y]);
  const circles = pack()
    .size([300, 300])(root.copy())
    .leaves()
    .slice(0, 2)
    .map(({ r }) => r.toFixed(6));
  return { height: root.height, value: root.value, boxes, tidy, circles };
}

print(place(data));
