/** setTimeout and its kin: node's handles over the virtual loop. */

import { OP } from '../abi.ts';
import { ask } from './door.ts';
import { validateFunction } from './errors.ts';
import { defineGlobal, named } from './exposed.ts';
import { inspect } from './inspect.ts';
import {
  addImmediate,
  addTimer,
  cancelImmediate,
  cancelTimer,
  type Immediate as ImmediateEntry,
  restartTimer,
  type TimerEntry,
  throwFirst,
} from './loop.ts';
import { frame } from './memo.ts';
import { defineProperty, NativePromise, promiseThen } from './primordials.ts';
import { dispatchUncaught } from './process.ts';
import { state } from './state.ts';

type Callback = (...args: never[]) => unknown;

const customInspect = Symbol.for('nodejs.util.inspect.custom');

/** What setTimeout and setInterval return. */
export class Timeout {
  #entry: TimerEntry | undefined;

  constructor(start: (self: Timeout) => TimerEntry) {
    this.#entry = start(this);
  }

  ref(): this {
    if (this.#entry) this.#entry.referenced = true;
    return this;
  }
  unref(): this {
    if (frame.active()) ask(OP.bypass, 'unref', 'lets the process end before a timer of its own');
    if (this.#entry) this.#entry.referenced = false;
    return this;
  }
  hasRef(): boolean {
    return this.#entry?.referenced ?? false;
  }
  refresh(): this {
    if (this.#entry) restartTimer(this.#entry);
    return this;
  }
  close(): this {
    if (this.#entry) cancelTimer(this.#entry);
    return this;
  }
  [Symbol.toPrimitive](): number {
    return idOf(this);
  }
  [customInspect](_depth: number, options: object): string {
    const { due, delay, repeat } = this.#entry as TimerEntry;
    const shown = { _idleTimeout: delay, _idleStart: due - delay, _repeat: repeat ? delay : null };
    return `Timeout ${inspect(shown, options)}`;
  }

  /** Cancels; node's clearTimeout accepts whatever it is given. */
  static cancel(handle: unknown): void {
    if (typeof handle === 'object' && handle !== null && #entry in handle) handle.close();
    else if (typeof handle === 'number' || typeof handle === 'string') cancelNumbered(+handle);
  }
}

const idSymbol = Symbol('asyncId');

/** Which timer has which number is known here alone, and follows from what other code asked for before. */
function usesNumbers(what: string): void {
  if (frame.active()) ask(OP.bypass, 'timer-number', `${what} a timer by its number`);
}

function cancelNumbered(id: number): void {
  usesNumbers('clears');
  state.numberedTimeouts[id - 1]?.close();
}

/** The number of a handle, given when a script first asks for it; clearTimeout then accepts it too. */
function idOf(timeout: Timeout): number {
  const marked = timeout as Timeout & { [idSymbol]?: number };
  if (marked[idSymbol] !== undefined) return marked[idSymbol];
  usesNumbers('names');
  const id = state.numberedTimeouts.length + 1;
  defineProperty(timeout, idSymbol, { value: id });
  state.numberedTimeouts[id - 1] = timeout;
  return id;
}

/** What setImmediate returns. */
export class Immediate {
  readonly #entry: ImmediateEntry;

  constructor(start: (self: Immediate) => ImmediateEntry) {
    this.#entry = start(this);
  }

  ref(): this {
    this.#entry.referenced = true;
    return this;
  }
  unref(): this {
    this.#entry.referenced = false;
    return this;
  }
  hasRef(): boolean {
    return this.#entry.referenced;
  }

  static cancel(handle: unknown): void {
    if (typeof handle === 'object' && handle !== null && #entry in handle) cancelImmediate(handle.#entry);
  }
}

export const timers = {
  setTimeout(callback: Callback, delay?: unknown, ...args: unknown[]): Timeout {
    validateFunction(callback, 'callback');
    return new Timeout((self) => addTimer(callback, delay, args, false, self));
  },
  clearTimeout(handle?: unknown): void {
    Timeout.cancel(handle);
  },
  setInterval(callback: Callback, delay?: unknown, ...args: unknown[]): Timeout {
    validateFunction(callback, 'callback');
    return new Timeout((self) => addTimer(callback, delay, args, true, self));
  },
  clearInterval(handle?: unknown): void {
    Timeout.cancel(handle);
  },
  setImmediate(callback: Callback, ...args: unknown[]): Immediate {
    validateFunction(callback, 'callback');
    return new Immediate((self) => addImmediate(callback, args, self));
  },
  clearImmediate(handle?: unknown): void {
    Immediate.cancel(handle);
  },
};

const resolved = NativePromise.resolve();

export function queueMicrotask(callback: () => void): void {
  validateFunction(callback, 'callback');
  const token = frame.capture('microtask');
  promiseThen(resolved, () => {
    try {
      frame.run(token, callback, undefined, []);
    } catch (error) {
      surface(error);
    }
  });
}

/** An error here is uncaught, not a rejection: a listener takes it at once, or nothing else runs before that is told. */
function surface(error: unknown): void {
  try {
    if (dispatchUncaught(error, 'uncaughtException')) return;
  } catch (another) {
    return surfaceFirst(another);
  }
  surfaceFirst(error);
}

function surfaceFirst(error: unknown): void {
  throwFirst(error);
  frame.surface();
}

export function installTimers(): void {
  for (const [name, fn] of Object.entries(timers)) defineGlobal(name, fn, true);
  named(timers.setTimeout, 'setTimeout', 5);
  named(timers.setInterval, 'setInterval', 5);
  named(timers.setImmediate, 'setImmediate', 4);
  named(timers.clearTimeout, 'clearTimeout', 1);
  named(timers.clearInterval, 'clearInterval', 1);
  named(timers.clearImmediate, 'clearImmediate', 1);
  defineGlobal('queueMicrotask', queueMicrotask, true);
}
