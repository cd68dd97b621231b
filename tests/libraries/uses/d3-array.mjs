// describe: rollup, bin, quantiles, cross and bisect

import { bin, bisectLeft, cross, deviation, extent, flatRollup, max, mean, quantileSorted, sort, sum } from 'd3-array';
import { print } from '../print.cjs';

const values = Array.from({ length: 20_000 }, (_, i) => ((i * 7919) % 10_007) / 7);

function describe(numbers) {
  const sorted = sort(numbers);
  return {
    extent: extent(numbers),
    mean: mean(numbers),
    deviation: deviation(numbers),
    quartiles: [0.25, 0.5, 0.75].map((p) => quantileSorted(sorted, p)),
    bins: bin()
      .thresholds(10)(numbers)
      .map((b) => b.length),
    rolled: flatRollup(
      numbers,
      (own) => sum(own),
      (n) => Math.floor(n) % 4,
    ),
    at: bisectLeft(sorted, 700),
    pairs: max(cross([1, 2, 3], [4, 5], (a, b) => a * b)),
  };
}

print(describe(values));
