import type { Quake } from './quakes.ts';
import { Random } from './random.ts';

/** How the magnitude of completeness was found. */
export enum Completeness {
  Given,
  MaximumCurvature,
}

export interface MagnitudeFit {
  readonly from: number;
  readonly method: Completeness;
  readonly b: number;
  readonly low: number;
  readonly high: number;
}

const BIN = 0.1;

/** The magnitude above which the catalogue misses nothing: the fullest bin. */
function completeFrom(magnitudes: readonly number[]): number {
  const counts = new Map<number, number>();
  for (const m of magnitudes) {
    const bin = Math.round(m / BIN);
    counts.set(bin, (counts.get(bin) ?? 0) + 1);
  }
  let best = 0;
  let fullest = -1;
  for (const [bin, count] of counts) if (count > fullest) [best, fullest] = [bin, count];
  return best * BIN;
}

/** Aki's estimate of the b-value, with the correction for binned magnitudes. */
function bValue(magnitudes: ArrayLike<number>, from: number): number {
  let sum = 0;
  let n = 0;
  for (let i = 0; i < magnitudes.length; i++) {
    const m = magnitudes[i]!;
    if (m < from - BIN / 2) continue;
    sum += m;
    n += 1;
  }
  return Math.LOG10E / (sum / n - (from - BIN / 2));
}

/** The Gutenberg-Richter fit, with the spread of the estimate over resampled catalogues. */
export function fitMagnitudes(quakes: readonly Quake[], replicates: number, seed: number): MagnitudeFit {
  const magnitudes = quakes.map((quake) => quake.magnitude);
  const from = completeFrom(magnitudes);
  const random = new Random(seed);
  const sample = new Float64Array(magnitudes.length);
  const draws: number[] = [];
  for (let r = 0; r < replicates; r++) {
    random.resample(magnitudes, sample);
    draws.push(bValue(sample, from));
  }
  draws.sort((a, b) => a - b);
  const at = (q: number): number => draws[Math.round(q * (draws.length - 1))]!;
  const method = Completeness.MaximumCurvature;
  return { from, method, b: bValue(magnitudes, from), low: at(0.025), high: at(0.975) };
}
