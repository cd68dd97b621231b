/**
 * How many of the calls that a person would call storable were answered from the store. Data table of what is not:
 * all that is deterministic, and is given nothing opaque from outside, counts as storable, whatever refuses it.
 */
import type { FunctionReport, Reason } from '../engine/trace.ts';

export interface Share {
  /** Calls of the labelled functions in the labelled runs, and how many of them were hits. */
  calls: number;
  hits: number;
  /** The same with each function of each run counted once, so that no loop decides. */
  functions: number;
  answered: number;
  /** Why the others were not, by function. */
  readonly missed: Missed[];
}

export interface Missed {
  readonly step: string;
  readonly name: string;
  readonly calls: number;
  readonly reasons: readonly string[];
}

/** Reasons, as `code: text`, with which nobody could keep a call; and why. */
const NOT_STORABLE: readonly (readonly [reason: RegExp, why: string])[] = [
  [/^(volatile|reads-memory-usage):/, 'the answer is another one each time'],
  [/^(limit|too-deep):/, 'how far a run gets is no outcome of a program'],
  [/^(left-running|unref|listens-to-process):/, 'its work goes on after it has ended'],
  [
    /^(appends-to-file|append|truncates-file|deletes-file|rename):/,
    'what it does to a file from outside hangs on that file',
  ],
  [/^file-handle:/, 'a handle is a place in a file that others move'],
  [/^exits:/, 'it never ends'],
  [/^input-changed:/, 'its input was edited while it ran'],
  [/^(made-code|dynamic-scope):/, 'code made at run time is no code that an identity is known of'],
  [/(^opaque-\w+: |made again: ).*(a maker of code|code made at run time)/, 'it can make code at run time'],
  [
    /(^opaque-\w+: |made again: ).*(a generator|an iterator|a Proxy|a promise|a pending promise|a WeakMap|a WeakSet|a function of the engine)/,
    'a value that the language lets nobody look into',
  ],
];

/** What a test says of itself in the JSON report; scripts/storable.mjs adds it up. */
declare module '@vitest/runner' {
  interface TaskMeta {
    storable?: Share;
  }
}

export function noShare(): Share {
  return { calls: 0, hits: 0, functions: 0, answered: 0, missed: [] };
}

/** Counts functions that the run was to answer from the store. */
export function countInto(share: Share, step: string, functions: readonly FunctionReport[]): void {
  for (const { name, calls, hits, reasons } of functions) {
    if (hits < calls && reasons.some(isNotStorable)) continue;
    share.calls += calls;
    share.hits += hits;
    share.functions += 1;
    share.answered += hits / calls;
    const told = reasons.map(({ verdict, code, text }) => `${verdict} ${code}: ${text}`);
    if (hits < calls) share.missed.push({ step, name, calls: calls - hits, reasons: told });
  }
}

function isNotStorable({ verdict, code, text }: Reason): boolean {
  return verdict === 'bypass' && NOT_STORABLE.some(([reason]) => reason.test(`${code}: ${text}`));
}
