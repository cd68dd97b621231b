// count: stems of 4,000 words

import { stemmer } from 'stemmer';
import { print } from '../print.cjs';

const words =
  'considerations nationalism traditional running happily argument connections generously relational conditional'.split(
    ' ',
  );

function count(size) {
  const stems = {};
  for (let i = 0; i < size; i += 1) {
    const stem = stemmer(words[(i * i) % 10] + (i % 7 === 0 ? 's' : ''));
    stems[stem] = (stems[stem] ?? 0) + 1;
  }
  return stems;
}

print(count(4_000));
