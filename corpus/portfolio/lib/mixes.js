'use strict';

const { createRandom } = require('./random');

/** Random mixes of the stocks; of those that risk about the same, the one that gains most. */
function efficientMixes({ means, covariance }, trials, seed) {
  const n = means.length;
  const random = createRandom(seed);
  const best = new Map();
  for (let t = 0; t < trials; t++) {
    const weights = [];
    let total = 0;
    for (let i = 0; i < n; i++) {
      const w = -Math.log(1 - random());
      weights.push(w);
      total += w;
    }
    for (let i = 0; i < n; i++) weights[i] /= total;
    let gain = 0;
    let variance = 0;
    for (let a = 0; a < n; a++) {
      gain += weights[a] * means[a] * 12;
      for (let b = 0; b < n; b++) variance += weights[a] * weights[b] * covariance[a][b] * 12;
    }
    const risk = Math.sqrt(variance);
    const bucket = Math.floor(risk * 50);
    const known = best.get(bucket);
    if (!known || gain > known.gain) best.set(bucket, { risk, gain, weights });
  }
  return [...best.values()].sort((a, b) => a.risk - b.risk);
}

module.exports = efficientMixes;
module.exports.efficientMixes = efficientMixes;
