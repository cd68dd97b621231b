/** What became of the calls of all runs. */
import type { RunReport } from '../../engine/trace.ts';

export interface Tally {
  steps: number;
  hits: number;
  misses: number;
  bypasses: number;
  /** Hits and misses of runs that repeat a version: but for files that the program itself changed, all could be hits. */
  repeated: { hits: number; misses: number };
  readonly bypassReasons: Map<string, number>;
}

export function newTally(): Tally {
  return { steps: 0, hits: 0, misses: 0, bypasses: 0, repeated: { hits: 0, misses: 0 }, bypassReasons: new Map() };
}

export function countRun(tally: Tally, { calls, functions }: RunReport, isRepeated: boolean): void {
  tally.steps += 1;
  tally.hits += calls.hit;
  tally.misses += calls.miss;
  tally.bypasses += calls.bypass;
  if (isRepeated) {
    tally.repeated.hits += calls.hit;
    tally.repeated.misses += calls.miss;
  }
  for (const { reasons } of functions)
    for (const { verdict, code, count: times } of reasons)
      if (verdict === 'bypass') tally.bypassReasons.set(code, (tally.bypassReasons.get(code) ?? 0) + times);
}

export function addTally(sum: Tally, more: Tally): void {
  sum.steps += more.steps;
  sum.hits += more.hits;
  sum.misses += more.misses;
  sum.bypasses += more.bypasses;
  sum.repeated.hits += more.repeated.hits;
  sum.repeated.misses += more.repeated.misses;
  for (const [code, n] of more.bypassReasons) sum.bypassReasons.set(code, (sum.bypassReasons.get(code) ?? 0) + n);
}
