// nearest: the closest of 200 words for each of 50 misspelt ones

import leven from 'leven';
import { print } from '../print.cjs';

const word = (i) => ((i * 48_271) % 2_147_483_647).toString(36).repeat(2);

function nearest(wrong, known) {
  const words = Array.from({ length: known }, (_, i) => word(i + 1));
  const best = Array.from({ length: wrong }, (_, i) => `${word(i * 3 + 1).slice(1)}x`).map(
    (w) => words.map((k) => [leven(w, k), k]).sort(([a, x], [b, y]) => a - b || (x < y ? -1 : 1))[0],
  );
  return { sum: best.reduce((sum, [n]) => sum + n, 0), first: best.slice(0, 3) };
}

print(nearest(50, 200));
