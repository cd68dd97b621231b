// A package as an ES module: named imports, the namespace, own code around it.
import { linearRegression, mean, median, quantile, standardDeviation } from 'simple-statistics';
import * as statistics from 'simple-statistics';

function sample(n, seed) {
  const values = [];
  let state = seed;
  for (let i = 0; i < n; i++) {
    state = (state * 16807) % 2147483647;
    values.push(state % 1000);
  }
  return values;
}

function describe(values) {
  const [low, high] = [quantile(values, 0.25), quantile(values, 0.75)];
  return { n: values.length, mean: mean(values), median: median(values), sd: standardDeviation(values).toFixed(6), low, high };
}

function trend(values) {
  const { m, b } = linearRegression(values.map((y, x) => [x, y]));
  return `${m.toFixed(6)} x + ${b.toFixed(4)}`;
}

const values = sample(60, 12345);
console.log(values.slice(0, 8));
console.log(describe(values));
console.log(trend(values));
console.log(typeof statistics.ckmeans, statistics.sum([0.1, 0.2, 0.3]).toFixed(10), statistics.mode([1, 2, 2, 3]));
console.log(statistics.sampleCorrelation(values.slice(0, 30), values.slice(30)).toFixed(8));
