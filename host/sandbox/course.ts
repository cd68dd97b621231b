/** The course of a script: its evaluation, the turns of its loop, errors that nobody takes, and its end. */
import type { Memo } from '../../engine/memo.ts';
import { GuestExit } from '../capabilities/capability.ts';
import type { RunClock } from '../capabilities/clock.ts';
import type { Entries } from './entries.ts';
import { type Guest, GuestThrew } from './guest.ts';
import { CLASS, OBJECT, PROMISE_RESULT, TAG } from './layout.ts';
import type { Loader } from './loader.ts';
import { type EventLoop, ROUNDS_AFTER } from './loop.ts';
import type { Rejections } from './rejections.ts';
import type { GuestSolitude } from './solitude.ts';

/** How a script ended. */
export type SessionEnd =
  | { readonly kind: 'exit'; readonly code: number }
  /** `rejected`: by a promise that nobody handled. */
  | { readonly kind: 'threw'; readonly handle: number; readonly rejected: boolean; readonly code: number }
  | { readonly kind: 'unsettled' };

/** What drives the guest. */
export interface CoursePowers {
  readonly guest: Guest;
  readonly entries: Entries;
  readonly memo: Memo;
  readonly loader: Loader;
  readonly loop: EventLoop;
  readonly solitude: GuestSolitude;
  readonly rejections: Rejections;
  readonly clock: RunClock;
}

const PENDING = 0;
const REJECTED = 2;
const REJECTION = 'unhandledRejection';
/** Node's code where a listener of uncaught errors throws. */
const LISTENER_FAILED = 7;

export class Course {
  readonly #powers: CoursePowers;
  /** What evaluating the entry file gave: a handle, a module's promise among others. */
  #entry = 0;

  constructor(powers: CoursePowers) {
    this.#powers = powers;
  }

  /** Runs an entry file to its end, its loop included. */
  run(file: string, format: 'module' | 'commonjs'): SessionEnd {
    try {
      return this.#begin(file, format) ?? this.#turns() ?? this.#end();
    } catch (error) {
      if (error instanceof GuestExit) return { kind: 'exit', code: error.exitCode };
      throw error;
    }
  }

  #begin(file: string, format: 'module' | 'commonjs'): SessionEnd | null {
    const ended = this.#attempt(() => {
      this.#entry = format === 'module' ? this.#evaluateModule(file) : this.#requireMain(file);
      // An ES module runs inside a microtask: the others come before the nextTick callbacks.
      if (format === 'module') this.#runMicrotasks();
    });
    return ended ?? (this.#hasFailed() ? this.#rejection() : null);
  }

  #turns(): SessionEnd | null {
    let more = true;
    let ended: SessionEnd | null = null;
    while (more && !ended) {
      ended = this.#attempt(() => this.#settle()) ?? this.#rejection();
      ended ??= this.#attempt(() => {
        more = this.#runNext() || (this.#powers.entries.bool('emitBeforeExit') && this.#runNext());
      });
    }
    return ended;
  }

  #evaluateModule(file: string): number {
    const { guest, loader, loop, solitude } = this.#powers;
    solitude.entryFile = file;
    try {
      return guest.evaluate(loader.esModule(file), file, true);
    } catch (error) {
      if (error instanceof GuestThrew) loop.runMicrotasks(() => true, ROUNDS_AFTER.throwing);
      throw error;
    }
  }

  #requireMain(file: string): number {
    const { guest, entries } = this.#powers;
    return entries.call('requireMain', [guest.newString(file)]);
  }

  // ---------- errors

  /** Runs guest code; an exception that nobody in the script takes ends the run. */
  #attempt(action: () => void): SessionEnd | null {
    try {
      action();
      return null;
    } catch (error) {
      if (!(error instanceof GuestThrew)) throw error;
      return this.#uncaught(error.handle, 'uncaughtException');
    }
  }

  /** Listeners of the process may take an uncaught error; else it is told and the run ends with 1. */
  #uncaught(handle: number, origin: string): SessionEnd | null {
    const { entries, memo } = this.#powers;
    memo.enter(null);
    const { taken, reason } = this.#dispatched(handle, origin);
    if (taken) return null;
    if (entries.bool('hasListenerFailed'))
      return { kind: 'threw', handle: reason, rejected: false, code: LISTENER_FAILED };
    this.#emitExit(1);
    return { kind: 'threw', handle, rejected: origin === REJECTION && !this.#hasFailed(), code: 1 };
  }

  /** Whether a listener took an error; what one threw takes its place. */
  #dispatched(handle: number, origin: string): { taken: boolean; reason: number } {
    const { guest, entries } = this.#powers;
    const name = guest.newString(origin);
    try {
      return { taken: entries.bool('dispatchUncaught', [handle, name]), reason: handle };
    } catch (error) {
      if (!(error instanceof GuestThrew)) throw error;
      return { taken: false, reason: error.handle };
    } finally {
      guest.free(name);
    }
  }

  /** The entry's own rejection, or the first that nobody handled. */
  #rejection(): SessionEnd | null {
    const { guest, entries, rejections } = this.#powers;
    if (this.#hasFailed())
      return this.#uncaught(guest.duplicate(this.#promise(this.#entry) + PROMISE_RESULT), REJECTION);
    for (let promise = rejections.take(); promise !== 0; promise = rejections.take()) {
      const reason = guest.duplicate(this.#promise(promise) + PROMISE_RESULT);
      const taken = entries.bool('dispatchUnhandled', [reason, promise]);
      const ended = taken ? null : this.#uncaught(reason, REJECTION);
      if (ended) return ended;
    }
    return null;
  }

  // ---------- the loop

  /** Microtasks and nextTick callbacks, in turn, until neither is left. */
  #settle(): void {
    do {
      this.#drainTicks();
      this.#runMicrotasks();
    } while (!this.#hasFailed() && this.#drainTicks());
  }

  #runMicrotasks(): void {
    this.#powers.loop.runMicrotasks(() => this.#hasFailed(), ROUNDS_AFTER.rejecting);
  }

  #drainTicks(): boolean {
    this.#powers.memo.enter(null);
    return this.#powers.entries.bool('drainTicks');
  }

  #runNext(): boolean {
    const { entries, loop, clock } = this.#powers;
    loop.beginMacrotask();
    const more = entries.bool('runNext');
    clock.skip(entries.number('virtualOffsetMs'));
    return more;
  }

  // ---------- the end

  #end(): SessionEnd {
    const promise = this.#promise(this.#entry);
    if (promise !== 0 && this.#powers.guest.word(promise) === PENDING) return { kind: 'unsettled' };
    return { kind: 'exit', code: this.#emitExit() };
  }

  /** Tells the script's exit listeners; answers the exit code. */
  #emitExit(code?: number): number {
    const { guest, entries } = this.#powers;
    return entries.number('emitExit', code === undefined ? [] : [guest.newInt(code)]);
  }

  /** Whether the entry module waited and then threw. */
  #hasFailed(): boolean {
    const promise = this.#promise(this.#entry);
    return promise !== 0 && this.#powers.guest.word(promise) === REJECTED;
  }

  /** The engine's record of a promise, or 0. */
  #promise(value: number): number {
    const { guest } = this.#powers;
    if (value === 0 || guest.tag(value) !== TAG.object) return 0;
    const object = guest.word(value);
    if (guest.word(object + OBJECT.flags) >>> 16 !== CLASS.promise) return 0;
    return guest.word(object + OBJECT.payload);
  }
}
