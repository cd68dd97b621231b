'use strict';

const { createRandom } = require('./random');

const LEVELS = { worst: 0, low: 0.05, median: 0.5, high: 0.95, best: 1 };

/** A year of months drawn from the past, many times over: the value at the end relative to the start. */
function simulate(returns, weights, paths, seed) {
  const random = createRandom(seed);
  const monthly = returns.map((row) => row.reduce((sum, r, i) => sum + r * weights[i], 0));
  const ends = new Float64Array(paths);
  for (let p = 0; p < paths; p++) {
    let value = 1;
    for (let month = 0; month < 12; month++) value *= 1 + monthly[Math.floor(random() * monthly.length)];
    ends[p] = value;
  }
  ends.sort();
  const outcomes = {};
  for (const [name, q] of Object.entries(LEVELS)) outcomes[name] = ends[Math.round(q * (paths - 1))];
  return outcomes;
}

exports.simulate = simulate;
