import { leastSquares } from './linear.js';
import { randomStream } from './random.js';

const FEATURES = ['(constant)', 'hour', 'hour²', 'distance/1000', 'weekend'];

/** One row of numbers per flight: the features, then the delay. */
function designMatrix(flights) {
  const width = FEATURES.length + 1;
  const cells = new Float64Array(flights.length * width);
  flights.forEach(({ hour, distance, weekday, delay }, i) => {
    const weekend = weekday === 0 || weekday === 6 ? 1 : 0;
    cells.set([1, hour, hour * hour, distance / 1000, weekend, delay], i * width);
  });
  return { cells, width, n: flights.length };
}

/** How the delay goes with hour, distance and weekend. */
export function fitDelay(flights) {
  const design = designMatrix(flights);
  const slopes = leastSquares(design, null);
  const { cells, width, n } = design;
  let mean = 0;
  for (let i = 0; i < n; i++) mean += cells[i * width + width - 1] / n;
  let residual = 0;
  let total = 0;
  for (let i = 0; i < n; i++) {
    let guess = 0;
    for (let j = 0; j < width - 1; j++) guess += slopes[j] * cells[i * width + j];
    const delay = cells[i * width + width - 1];
    residual += (delay - guess) ** 2;
    total += (delay - mean) ** 2;
  }
  return { names: FEATURES, slopes, r2: 1 - residual / total, n };
}

/** 90 % intervals of the slopes, by drawing flights with replacement. */
export function bootstrapSlopes(flights, replicates, seed) {
  const design = designMatrix(flights);
  const next = randomStream(seed);
  const draws = FEATURES.map(() => []);
  const picks = new Int32Array(design.n);
  for (let r = 0; r < replicates; r++) {
    next.fill(picks, design.n);
    leastSquares(design, picks).forEach((slope, j) => draws[j].push(slope));
  }
  return draws.map((values) => {
    const sorted = [...values].sort((a, b) => a - b);
    const at = (q) => sorted[Math.floor(q * (sorted.length - 1))];
    return { low: at(0.05), high: at(0.95) };
  });
}
