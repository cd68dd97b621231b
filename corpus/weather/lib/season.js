export { slope } from './slope.js';

/** Centered moving average; shorter at the ends. */
function smooth(values, half) {
  const n = values.length;
  const result = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    const from = Math.max(0, i - half);
    const to = Math.min(n - 1, i + half);
    let sum = 0;
    for (let j = from; j <= to; j++) sum += values[j];
    result[i] = sum / (to - from + 1);
  }
  return result;
}

/** Splits a series into trend, a wave of the given period, and noise, refining a few times. */
export function decompose(values, period, rounds) {
  let trend = smooth(values, period >> 1);
  let seasonal = new Float64Array(period);
  for (let round = 0; round < rounds; round++) {
    const sums = new Float64Array(period);
    const counts = new Float64Array(period);
    values.forEach((value, i) => {
      sums[i % period] += value - trend[i];
      counts[i % period] += 1;
    });
    seasonal = smooth(sums.map((sum, i) => (counts[i] > 0 ? sum / counts[i] : 0)), 7);
    trend = smooth(values.map((value, i) => value - seasonal[i % period]), period >> 1);
  }
  let square = 0;
  values.forEach((value, i) => {
    square += (value - trend[i] - seasonal[i % period]) ** 2;
  });
  return { seasonal, trend, noise: Math.sqrt(square / values.length) };
}

/** The mean day of an hourly series, smoothed, with its turning points. */
export function dailyCurve(hourly, passes) {
  let series = hourly;
  for (let pass = 0; pass < passes; pass++) series = smooth(series, 2 + pass);
  const sums = new Float64Array(24);
  for (let i = 0; i < hourly.length; i++) sums[(i + 1) % 24] += hourly[i];
  let roughness = 0;
  for (let i = 0; i < hourly.length; i++) roughness += Math.abs(hourly[i] - series[i]) / hourly.length;
  return { warmest: sums.indexOf(Math.max(...sums)), coldest: sums.indexOf(Math.min(...sums)), roughness };
}
