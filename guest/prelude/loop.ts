/**
 * The virtual event loop: deterministic, and never asleep. Computing takes no virtual time; when nothing else is left,
 * time jumps to the next timer.
 *
 * A turn has node's phases: timers that are due, answers of the host in the order asked, immediates. Node cannot have
 * an answer in the turn that asks for it, so neither can we: an answer asked in one turn settles in the next, after the
 * immediates of its own. Entering the loop costs one millisecond, hence `setTimeout(f, 0)` precedes `setImmediate`.
 *
 * Where something is awaited that comes from outside, idle time is not skipped: it passes, until that comes or the next
 * timer is due.
 */

import { type FetchNews, OP } from '../abi.ts';
import { ask, askJson } from './door.ts';
import { frame } from './memo.ts';
import { mathTrunc, splice } from './primordials.ts';
import { state } from './state.ts';

type Callback = (...args: never[]) => unknown;

export interface TimerEntry {
  due: number;
  sequence: number;
  token: number;
  readonly fn: Callback;
  readonly args: readonly unknown[];
  readonly self: unknown;
  delay: number;
  readonly repeat: boolean;
  active: boolean;
  referenced: boolean;
}

export interface Immediate {
  readonly token: number;
  readonly fn: Callback;
  readonly args: readonly unknown[];
  readonly self: unknown;
  active: boolean;
  referenced: boolean;
}

export interface Answer {
  readonly token: number;
  readonly settle: () => void;
}

/** Something awaited from outside, which nobody can tell when it comes. */
export interface Awaited extends Answer {
  readonly id: number;
}

export interface Tick {
  readonly token: number;
  readonly fn: Callback;
  readonly args: readonly unknown[];
}

const longestDelay = 2 ** 31 - 1;
/** The delay of a timer that was cleared, as node shows it. */
const cancelled = -1;

/** Milliseconds that the loop skipped so far; `Date.now()` is the real clock plus this. */
export function virtualOffsetMs(): number {
  return state.now - state.waitedMs;
}

export function addTimer(
  fn: Callback,
  delay: unknown,
  args: readonly unknown[],
  repeat: boolean,
  self: unknown,
): TimerEntry {
  const ms = delayOf(delay);
  const entry = { fn, args, self, delay: ms, repeat, active: true, referenced: true, due: 0, sequence: 0, token: 0 };
  schedule(entry);
  return entry;
}

/** Starts a timer anew, unless it was cancelled: the frame that is open now owns its next run. */
export function restartTimer(entry: TimerEntry): void {
  if (entry.delay === cancelled) return;
  if (entry.active) frame.release(entry.token);
  schedule(entry);
}

function schedule(entry: TimerEntry): void {
  entry.token = frame.capture('timer', entry.delay);
  insert(entry);
}

function insert(entry: TimerEntry): void {
  remove(entry);
  entry.active = true;
  entry.due = state.now + entry.delay;
  entry.sequence = state.sequence++;
  splice(state.timers, positionFor(entry.due), 0, entry);
}

export function cancelTimer(entry: TimerEntry): void {
  entry.delay = cancelled;
  if (!entry.active) return;
  entry.active = false;
  frame.release(entry.token);
  remove(entry);
}

function remove(entry: TimerEntry): void {
  const at = positionOf(entry);
  if (at >= 0) splice(state.timers, at, 1);
}

/** The timer that is due first. One that a hit cancelled is still there: only its entry was made to say so. */
function firstTimer(): TimerEntry | undefined {
  while (state.timers.length > 0 && !(state.timers[0] as TimerEntry).active) splice(state.timers, 0, 1);
  return state.timers[0];
}

export function addImmediate(fn: Callback, args: readonly unknown[], self: unknown): Immediate {
  const entry = { token: frame.capture('immediate'), fn, args, self, active: true, referenced: true };
  state.immediates[state.immediates.length] = entry;
  return entry;
}

export function cancelImmediate(entry: Immediate): void {
  if (!entry.active) return;
  entry.active = false;
  frame.release(entry.token);
}

/** Queues the settlement of an answer that the host has already given. */
export function addAnswer(settle: () => void): void {
  state.answers[state.answers.length] = { token: frame.capture('answer'), settle };
}

/** Waits for news of something outside, once. */
export function awaitOutside(id: number, settle: () => void): void {
  ask(OP.fetchAwait, id);
  state.awaited[state.awaited.length] = { id, token: frame.capture('answer'), settle };
}

/** No longer waits for it. */
export function forgetOutside(id: number): void {
  for (const list of [state.awaited, state.answers]) {
    for (let at = 0; at < list.length; at += 1) {
      const entry = list[at] as Answer & { readonly id?: number };
      if (entry.id !== id) continue;
      frame.release(entry.token);
      if (list === state.answers && at < state.answersReady) state.answersReady -= 1;
      splice(list as Answer[], at, 1);
      return;
    }
  }
}

export function addTick(fn: Callback, args: readonly unknown[]): void {
  state.ticks[state.ticks.length] = { token: frame.capture('tick'), fn, args };
}

/** Lets the next drain begin with an error. */
export function throwFirst(error: unknown): void {
  const fn = () => {
    throw error;
  };
  splice(state.ticks, 0, 0, { token: 0, fn, args: [] });
}

/** Runs the nextTick callbacks, those added meanwhile included. Says whether there were any: microtasks come next. */
export function drainTicks(): boolean {
  if (state.ticks.length === 0) return false;
  let at = 0;
  try {
    while (at < state.ticks.length) {
      const tick = state.ticks[at++] as Tick;
      frame.run(tick.token, tick.fn, undefined, tick.args);
    }
  } finally {
    splice(state.ticks, 0, at);
  }
  return true;
}

/**
 * Takes one step: runs one macrotask, or lets idle time pass (by itself, so that the host's clock has moved before the
 * timer runs). False when nothing is left that keeps the program alive. An exception of a callback passes through.
 */
export function runNext(): boolean {
  if (!state.started) {
    state.started = true;
    state.now += 1;
    return isAlive();
  }
  while (isAlive()) {
    if (runInPhase() || nextPhase()) return true;
  }
  return false;
}

function runInPhase(): boolean {
  if (state.phase === 'timers') return runTimer();
  return state.phase === 'answers' ? runAnswer() : runImmediate();
}

/** Moves on; a new turn that has timers only begins when the first of them is due. Says whether time passed. */
function nextPhase(): boolean {
  if (state.phase === 'timers') {
    state.phase = 'answers';
    return false;
  }
  if (state.phase === 'answers') {
    state.phase = 'immediates';
    state.immediatesNow = state.immediates;
    state.immediates = [];
    return false;
  }
  state.phase = 'timers';
  if (state.awaited.length > 0) takeArrived();
  state.answersReady = state.answers.length;
  return isIdle() && skipToTimer();
}

function isIdle(): boolean {
  return state.answers.length === 0 && !someAlive(state.immediates);
}

/** What has come from outside is an answer of this turn. When there is nothing else to do, it is waited for. */
function takeArrived(): void {
  const due = firstTimer()?.due ?? Number.POSITIVE_INFINITY;
  const longest = isIdle() ? due - state.now : 0;
  const { ids, elapsedMs } = askJson<FetchNews>(OP.fetchWait, longest) as FetchNews;
  for (let i = 0; i < ids.length; i += 1) moveToAnswers(ids[i] as number);
  const passed = ids.length === 0 ? longest : mathTrunc(elapsedMs < longest ? elapsedMs : longest);
  state.now += passed;
  state.waitedMs += passed;
}

function moveToAnswers(id: number): void {
  for (let at = 0; at < state.awaited.length; at += 1) {
    if (state.awaited[at]?.id === id) {
      state.answers[state.answers.length] = splice(state.awaited, at, 1)[0] as Awaited;
      return;
    }
  }
}

function runTimer(): boolean {
  const entry = firstTimer();
  if (!entry || entry.due > state.now) return false;
  splice(state.timers, 0, 1);
  entry.active = false;
  if (!entry.repeat) {
    frame.run(entry.token, entry.fn, entry.self, entry.args);
    return true;
  }
  const mark = state.sequence;
  entry.active = true;
  try {
    frame.run(entry.token, entry.fn, entry.self, entry.args);
  } finally {
    // Unless the callback cleared or refreshed it, an interval goes on for the frame that set it.
    if (entry.active && entry.sequence < mark) insert(entry);
  }
  return true;
}

function runAnswer(): boolean {
  if (state.answersReady === 0) return false;
  state.answersReady -= 1;
  const answer = splice(state.answers, 0, 1)[0] as Answer;
  frame.run(answer.token, answer.settle, undefined, []);
  return true;
}

function runImmediate(): boolean {
  while (state.immediatesNow.length > 0) {
    const entry = splice(state.immediatesNow, 0, 1)[0] as Immediate;
    if (!entry.active) continue;
    entry.active = false;
    frame.run(entry.token, entry.fn, entry.self, entry.args);
    return true;
  }
  return false;
}

function isAlive(): boolean {
  if (state.answers.length > 0 || state.awaited.length > 0) return true;
  if (someAlive(state.immediatesNow) || someAlive(state.immediates)) return true;
  return someAlive(state.timers);
}

/** Whether one of these keeps the program alive. */
function someAlive(entries: readonly { active: boolean; referenced: boolean }[]): boolean {
  for (let i = 0; i < entries.length; i += 1) {
    const entry = entries[i] as { active: boolean; referenced: boolean };
    if (entry.active && entry.referenced) return true;
  }
  return false;
}

function skipToTimer(): boolean {
  const first = firstTimer();
  if (!first || first.due <= state.now) return false;
  state.now = first.due;
  return true;
}

/** Node's rule: what is not between 1 and 2^31-1 becomes 1. */
function delayOf(delay: unknown): number {
  const ms = mathTrunc(Number(delay));
  return ms >= 1 && ms <= longestDelay ? ms : 1;
}

/** The first position whose due time is later: equal ones keep the order of registration. */
function positionFor(due: number): number {
  let low = 0;
  let high = state.timers.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((state.timers[middle] as TimerEntry).due <= due) low = middle + 1;
    else high = middle;
  }
  return low;
}

function positionOf(entry: TimerEntry): number {
  for (let i = positionFor(entry.due) - 1; i >= 0; i -= 1) if (state.timers[i] === entry) return i;
  return -1;
}
