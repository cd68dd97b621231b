// describe: moments, quantiles, regression, clusters and a permutation-free test

import * as ss from 'simple-statistics';
import { print } from '../print.cjs';

const values = Array.from({ length: 3_000 }, (_, i) => ((i * 7919) % 10_007) / 11);

function describe(x) {
  const pairs = x.slice(0, 500).map((v, i) => [i, v]);
  const line = ss.linearRegression(pairs);
  return {
    mean: ss.mean(x),
    sd: ss.standardDeviation(x),
    skew: ss.sampleSkewness(x),
    iqr: ss.interquartileRange(x),
    line,
    r2: ss.rSquared(pairs, ss.linearRegressionLine(line)),
    groups: ss.ckmeans(x.slice(0, 200), 4).map((g) => g.length),
    density: ss.kernelDensityEstimation(x.slice(0, 100))(400),
    t: ss.tTestTwoSample(x.slice(0, 50), x.slice(50, 120), 0),
  };
}

print(describe(values));
