// tabulate: quantiles of normal distributions, by a function made for one
const { print } = require('../../print.cjs');
const quantile = require('@stdlib/stats-base-dists-normal-quantile');

function tabulate(steps) {
  const own = quantile.factory(10, 2);
  let sum = 0;
  for (let i = 1; i < steps; i += 1) sum += own(i / steps) + quantile(i / steps, 0, 1);
  return { sum: sum.toFixed(6), tail: own(0.975).toFixed(8), bad: quantile(1.5, 0, 1), edge: quantile(0, 0, 1) };
}

print(tabulate(3_000));
