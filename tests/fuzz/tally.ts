/** What became of the calls of all runs. */
import type { RunReport } from '../../engine/trace.ts';

export interface Tally {
  steps: number;
  hits: number;
  misses: number;
  bypasses: number;
  /** Hits and misses of runs that repeat a version: but for files that the program itself changed, all could be hits. */
  repeated: { hits: number; misses: number };
  /** How often each reason was given, `miss` or `bypass` before its code. */
  readonly reasons: Map<string, number>;
}

export function newTally(): Tally {
  return { steps: 0, hits: 0, misses: 0, bypasses: 0, repeated: { hits: 0, misses: 0 }, reasons: new Map() };
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
    for (const { verdict, code, count: times } of reasons) add(tally.reasons, `${verdict} ${code}`, times);
}

export function addTally(sum: Tally, more: Tally): void {
  sum.steps += more.steps;
  sum.hits += more.hits;
  sum.misses += more.misses;
  sum.bypasses += more.bypasses;
  sum.repeated.hits += more.repeated.hits;
  sum.repeated.misses += more.repeated.misses;
  for (const [reason, n] of more.reasons) add(sum.reasons, reason, n);
}

function add(counts: Map<string, number>, key: string, n: number): void {
  counts.set(key, (counts.get(key) ?? 0) + n);
}
