import type { Quake } from './quakes.ts';
import { cosineOf, unitVectors } from './sphere.ts';

export interface PairCounts {
  readonly pairs: number;
  readonly shares: Record<string, number>;
}

const STEPS: readonly (readonly [label: string, hours: number])[] = [
  ['< 1 h', 1],
  ['< 6 h', 6],
  ['< 1 day', 24],
  ['< 3 days', 72],
  ['later', Number.POSITIVE_INFINITY],
];

/** For every event the wait until the next one nearby, as shares per class. */
export function nearestPairs(quakes: readonly Quake[], radiusKm: number): PairCounts {
  const vectors = unitVectors(quakes);
  const reach = cosineOf(radiusKm);
  const counts = new Array<number>(STEPS.length).fill(0);
  let pairs = 0;
  for (let i = 0; i < quakes.length; i++) {
    const j = nextNear(vectors, i, reach);
    if (j < 0) continue;
    const hours = (quakes[j]!.time - quakes[i]!.time) / 3_600_000;
    counts[STEPS.findIndex(([, limit]) => hours < limit)]! += 1;
    pairs += 1;
  }
  return { pairs, shares: Object.fromEntries(STEPS.map(([label], k) => [label, counts[k]! / pairs])) };
}

function nextNear(vectors: Float64Array, i: number, reach: number): number {
  const x = vectors[i * 3]!;
  const y = vectors[i * 3 + 1]!;
  const z = vectors[i * 3 + 2]!;
  for (let j = i + 1; j * 3 < vectors.length; j++) {
    if (x * vectors[j * 3]! + y * vectors[j * 3 + 1]! + z * vectors[j * 3 + 2]! >= reach) return j;
  }
  return -1;
}
