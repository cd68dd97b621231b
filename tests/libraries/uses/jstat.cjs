// infer: distributions, a t test, analysis of variance and regression
const { print } = require('../print.cjs');
const { jStat } = require('jstat');

function infer(size) {
  const x = Array.from({ length: size }, (_, i) => ((i * 37) % 101) / 3);
  const quantiles = [0.025, 0.5, 0.975].map((p) => jStat.studentt.inv(p, 12).toFixed(8));
  let sum = 0;
  for (let i = 1; i < size; i += 1) sum += jStat.normal.cdf(i / size, 0, 1) + jStat.beta.pdf(i / size, 2, 3);
  return {
    quantiles,
    sum: sum.toFixed(8),
    sd: jStat.stdev(x, true),
    f: jStat.anovafscore([1, 2, 3, 4], [3, 4, 5, 8]).toFixed(8),
    gamma: jStat.gammafn(5.5).toFixed(6),
  };
}

print(infer(1_000));
