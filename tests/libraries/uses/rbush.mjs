// search: a dynamic tree with bulk loading and removal

import RBush from 'rbush';
import { print } from '../print.cjs';

function search(size) {
  const boxes = Array.from({ length: size }, (_, i) => {
    const [x, y] = [(i * 7919) % 1009, (i * 104_729) % 997];
    return { minX: x, minY: y, maxX: x + 4, maxY: y + 4, id: i };
  });
  const tree = new RBush().load(boxes);
  for (const box of boxes.slice(0, 200)) tree.remove(box);
  const found = tree.search({ minX: 40, minY: 40, maxX: 80, maxY: 80 });
  return {
    count: tree.all().length,
    found: found.map(({ id }) => id).sort((a, b) => a - b),
    hit: tree.collides({ minX: 0, minY: 0, maxX: 1, maxY: 1 }),
  };
}

print(search(3_000));
