/**
 * Every mutable cell of the prelude, in one table. Each is one of:
 * `observed`: a value that scripts can see and change; a fact like a variable of theirs;
 * `answer`: follows from host answers alone, which are recorded when they are asked;
 * `bypass`: changing it inside a memoizable call leaves that call unstored (the prelude says so when it happens);
 * `loop`: the event loop's own bookkeeping, whose registrations carry the frame that made them.
 */

import type { Answer, Awaited, Immediate, Tick, TimerEntry } from './loop.ts';
import type { Module } from './modules.ts';

export const state = {
  /** bypass: indentation of console groups; the host keeps a copy that its `console` dependency reads. */
  groupIndent: '',
  /** bypass: counters of console.count, by label. */
  counts: new Map<string, number>(),
  /** bypass: starts of console.time in nanoseconds, by label (reading the clock is volatile besides). */
  timings: new Map<string, bigint>(),

  /** answer: process.argv, made at the first read; an array that scripts may change. */
  argv: undefined as string[] | undefined,
  /** observed: process.exitCode; changing it is a bypass. The host keeps a copy that its `process` dependency reads. */
  exitCode: undefined as number | string | undefined,
  /** bypass: the stream process.stdin, made at the first use. */
  stdin: undefined as object | undefined,
  /** bypass: the streams behind process.stdout and process.stderr, by descriptor, made when more than writing is asked. */
  outputs: [] as (object | undefined)[],
  /** bypass: channels of diagnostics_channel, by name; asking for one is a bypass. */
  channels: new Map<string | symbol, object>(),
  /** bypass: listeners of process events. */
  processListeners: new Map<string | symbol, ((...args: unknown[]) => unknown)[]>(),
  /** bypass: CommonJS modules by file, as `require.cache`; a call that asks for modules is not stored. */
  requireCache: undefined as Record<string, Module> | undefined,
  /** bypass: the entry script as a CommonJS module, as `require.main`. */
  mainModule: undefined as Module | undefined,
  /** bypass: set once process.exit or the natural end has emitted `exit`. */
  exiting: false,
  /** bypass: set when a listener of uncaught errors throws, which ends the run. */
  listenerFailed: false,
  /** observed: process.title, as process.exitCode. */
  title: 'node',
  /** volatile: the host clock (ns) that process.uptime and performance.now count from, taken at the first read. */
  clockOrigin: undefined as bigint | undefined,
  /** bypass: marks and measures of `performance`. */
  performanceEntries: [] as { name: string; entryType: string; startTime: number; duration: number; detail: unknown }[],
  /** loop: errors that the formatter is in the middle of; empty between calls. */
  errorsBeingShown: [] as unknown[],

  /** loop: virtual milliseconds since the start; also the idle time that was skipped. */
  now: 0,
  /** loop: whether the first turn began (the loop's start costs one millisecond, as it does in node). */
  started: false,
  /** loop: which part of a turn comes next. */
  phase: 'timers' as 'timers' | 'answers' | 'immediates',
  /** loop: order of registration. */
  sequence: 0,
  /** loop: timers in order of (due, sequence). */
  timers: [] as TimerEntry[],
  /** loop: host answers that wait to be settled. */
  answers: [] as Answer[],
  /** loop: what is awaited from outside; volatile for whoever began it. */
  awaited: [] as Awaited[],
  /** loop: milliseconds of real time that went by waiting for it, which are part of `now`. */
  waitedMs: 0,
  /** loop: answers that this turn may settle. */
  answersReady: 0,
  /** loop: immediates of a later turn. */
  immediates: [] as Immediate[],
  /** loop: immediates of this turn. */
  immediatesNow: [] as Immediate[],
  /** loop: timeouts whose number a script asked for. */
  numberedTimeouts: [] as { close(): unknown }[],
  /** loop: nextTick callbacks. */
  ticks: [] as Tick[],
};
