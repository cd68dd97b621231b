// search: a static index of 20,000 points, by range and by radius

import KDBush from 'kdbush';
import { print } from '../print.cjs';

function search(size) {
  const index = new KDBush(size);
  for (let i = 0; i < size; i += 1) index.add((i * 7919) % 1009, (i * 104_729) % 997);
  index.finish();
  return {
    range: index.range(10, 10, 40, 40).length,
    within: index
      .within(500, 500, 12)
      .sort((a, b) => a - b)
      .slice(0, 5),
  };
}

print(search(20_000));
