// search: a static index of 5,000 boxes and its nearest neighbours

import Flatbush from 'flatbush';
import { print } from '../print.cjs';

function search(size) {
  const index = new Flatbush(size);
  for (let i = 0; i < size; i += 1)
    index.add((i * 7919) % 1009, (i * 104_729) % 997, ((i * 7919) % 1009) + 5, ((i * 104_729) % 997) + 3);
  index.finish();
  return { hits: index.search(40, 40, 60, 60).sort((a, b) => a - b), near: index.neighbors(500, 500, 1).length };
}

print(search(5_000));
