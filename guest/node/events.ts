/**
 * The module events: EventEmitter and its helpers. Listeners live on the emitter itself, as in node, so that they are
 * part of its value.
 */
import { codedError, invalidType } from '../prelude/errors.ts';
import { inspect } from '../prelude/inspect.ts';
import { abortError, type SignalLike } from '../web/abort.ts';

type Name = string | symbol;
export type Listener = (this: unknown, ...args: never[]) => unknown;
type Wrapped = Listener & { listener?: Listener };

/** What node's emitters carry. */
export interface Emitter {
  _events: Record<Name, Wrapped | Wrapped[]>;
  _eventsCount: number;
  _maxListeners: number | undefined;
  on(name: Name, listener: unknown): this;
  once(name: Name, listener: unknown): this;
  off(name: Name, listener: unknown): this;
  emit(name: Name, ...args: unknown[]): boolean;
  listeners(name: Name): Listener[];
  listenerCount(name: Name): number;
  removeAllListeners(name?: Name): this;
}

interface EmitterClass {
  new (): Emitter;
  readonly prototype: Emitter;
  defaultMaxListeners: number;
}

const errorMonitor = Symbol('events.errorMonitor');

/** An old-style constructor: `EventEmitter.call(this)` and `util.inherits` are common. */
export const EventEmitter = function EventEmitter(this: Emitter): void {
  reset(this);
} as unknown as EmitterClass;

function reset(emitter: Emitter): void {
  if (emitter._events === undefined || !Object.hasOwn(emitter, '_events')) {
    emitter._events = Object.create(null);
    emitter._eventsCount = 0;
  }
  emitter._maxListeners = emitter._maxListeners || undefined;
}

function check(listener: unknown): asserts listener is Listener {
  if (typeof listener !== 'function') throw invalidType('listener', 'of type function', listener);
}

function found(emitter: Emitter, name: Name): readonly Wrapped[] {
  const present = emitter._events?.[name];
  if (present === undefined) return [];
  return typeof present === 'function' ? [present] : present;
}

/** One listener stands by itself, several in an array, none not at all. */
function store(emitter: Emitter, name: Name, listeners: readonly Wrapped[]): void {
  if (emitter._events === undefined) reset(emitter);
  const before = found(emitter, name).length;
  if (listeners.length === 0) {
    if (before > 0) emitter._eventsCount -= 1;
    delete emitter._events[name];
    return;
  }
  if (before === 0) emitter._eventsCount += 1;
  emitter._events[name] = listeners.length === 1 ? (listeners[0] as Wrapped) : [...listeners];
}

function add<T extends Emitter>(emitter: T, name: Name, listener: unknown, first: boolean): T {
  check(listener);
  if (found(emitter, 'newListener').length > 0)
    emitter.emit('newListener', name, (listener as Wrapped).listener ?? listener);
  const present = found(emitter, name);
  store(emitter, name, first ? [listener, ...present] : [...present, listener]);
  return emitter;
}

function remove<T extends Emitter>(emitter: T, name: Name, listener: unknown): T {
  check(listener);
  const present = found(emitter, name);
  const at = present.findLastIndex((one) => one === listener || one.listener === listener);
  if (at < 0) return emitter;
  store(emitter, name, present.toSpliced(at, 1));
  if (found(emitter, 'removeListener').length > 0) emitter.emit('removeListener', name, listener);
  return emitter;
}

function onceOnly(emitter: Emitter, name: Name, listener: unknown): Wrapped {
  check(listener);
  const wrapper: Wrapped = (...args) => {
    emitter.off(name, wrapper);
    return Reflect.apply(listener, emitter, args);
  };
  wrapper.listener = listener;
  return wrapper;
}

function unhandled(error: unknown): unknown {
  if (error instanceof Error) return error;
  const shown = typeof error === 'string' ? `'${error}'` : inspect(error);
  return Object.assign(codedError(Error, 'ERR_UNHANDLED_ERROR', `Unhandled error. (${shown})`), { context: error });
}

const methods = {
  setMaxListeners(this: Emitter, count: number) {
    this._maxListeners = count;
    return this;
  },
  getMaxListeners(this: Emitter) {
    return this._maxListeners ?? EventEmitter.defaultMaxListeners;
  },
  emit(this: Emitter, name: Name, ...args: never[]) {
    if (name === 'error') for (const monitor of found(this, errorMonitor)) Reflect.apply(monitor, this, args);
    const present = this._events?.[name];
    if (typeof present === 'function') {
      Reflect.apply(present, this, args);
      return true;
    }
    const listeners = found(this, name);
    if (listeners.length === 0) {
      if (name === 'error') throw unhandled(args[0]);
      return false;
    }
    for (const listener of [...listeners]) Reflect.apply(listener, this, args);
    return true;
  },
  addListener(this: Emitter, name: Name, listener: unknown) {
    return add(this, name, listener, false);
  },
  on(this: Emitter, name: Name, listener: unknown) {
    return add(this, name, listener, false);
  },
  prependListener(this: Emitter, name: Name, listener: unknown) {
    return add(this, name, listener, true);
  },
  once(this: Emitter, name: Name, listener: unknown) {
    return this.on(name, onceOnly(this, name, listener));
  },
  prependOnceListener(this: Emitter, name: Name, listener: unknown) {
    return add(this, name, onceOnly(this, name, listener), true);
  },
  removeListener(this: Emitter, name: Name, listener: unknown) {
    return remove(this, name, listener);
  },
  off(this: Emitter, name: Name, listener: unknown) {
    return remove(this, name, listener);
  },
  removeAllListeners(this: Emitter, name?: Name) {
    const names = name === undefined ? Reflect.ownKeys(this._events ?? {}) : [name];
    for (const one of names) store(this, one, []);
    return this;
  },
  listeners(this: Emitter, name: Name) {
    return found(this, name).map((one) => one.listener ?? one);
  },
  rawListeners(this: Emitter, name: Name) {
    return [...found(this, name)];
  },
  listenerCount(this: Emitter, name: Name) {
    return found(this, name).length;
  },
  eventNames(this: Emitter) {
    return Reflect.ownKeys(this._events ?? {});
  },
};
Object.assign(EventEmitter.prototype, { _events: undefined, _eventsCount: 0, _maxListeners: undefined, ...methods });

interface Options {
  readonly signal?: SignalLike;
}

/** Calls a listener once when the signal is aborted; what it returns takes that back. */
function addAbortListener(signal: SignalLike, listener: () => void): object {
  if (signal.aborted) Promise.resolve().then(listener);
  else signal.addEventListener('abort', listener);
  return { [Symbol.for('nodejs.dispose')]: () => signal.removeEventListener('abort', listener) };
}

interface Target {
  addEventListener(name: Name, listener: (event: unknown) => void, options: object): void;
}

function once(emitter: Emitter | Target, name: Name, options?: Options): Promise<unknown[]> {
  const { signal } = options ?? {};
  if (signal?.aborted) return Promise.reject(abortError(signal.reason));
  const waiting =
    'addEventListener' in emitter && !('emit' in emitter) ? ofTarget(emitter, name) : first(emitter as Emitter, name);
  if (!signal) return waiting;
  return new Promise((resolve, reject) => {
    const aborted = (): void => reject(abortError(signal.reason));
    signal.addEventListener('abort', aborted);
    waiting.then(resolve, reject).then(() => signal.removeEventListener('abort', aborted));
  });
}

function ofTarget(target: Target, name: Name): Promise<unknown[]> {
  return new Promise((resolve) => target.addEventListener(name, (event) => resolve([event]), { once: true }));
}

function first(emitter: Emitter, name: Name): Promise<unknown[]> {
  return new Promise((resolve, reject) => {
    const failed = (error: unknown): void => {
      emitter.off(name, done);
      reject(error);
    };
    const done = (...args: unknown[]): void => {
      emitter.off('error', failed);
      resolve(args);
    };
    emitter.once(name, done);
    if (name !== 'error') emitter.once('error', failed);
  });
}

async function* on(emitter: Emitter, name: Name, { signal }: Options = {}): AsyncGenerator<unknown[]> {
  const waiting: unknown[][] = [];
  let wake: (() => void) | undefined;
  let failure: { error: unknown } | undefined;
  const take = (...args: unknown[]): void => {
    waiting.push(args);
    wake?.();
  };
  const fail = (error: unknown): void => {
    failure = { error };
    wake?.();
  };
  const aborted = (): void => fail(abortError(signal?.reason));
  if (signal?.aborted) throw abortError(signal.reason);
  emitter.on(name, take);
  emitter.on('error', fail);
  signal?.addEventListener('abort', aborted);
  try {
    for (;;) {
      while (waiting.length > 0) yield waiting.shift() as unknown[];
      if (failure) throw failure.error;
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
  } finally {
    emitter.off(name, take);
    emitter.off('error', fail);
    signal?.removeEventListener('abort', aborted);
  }
}

/** The module is the constructor. */
export const events = Object.assign(EventEmitter, {
  defaultMaxListeners: 10,
  EventEmitter,
  errorMonitor,
  captureRejectionSymbol: Symbol.for('nodejs.rejection'),
  once,
  on,
  listenerCount: (emitter: Emitter, name: Name): number => emitter.listenerCount(name),
  getEventListeners: (emitter: Emitter, name: Name): Listener[] => emitter.listeners(name),
  addAbortListener,
  getMaxListeners: (emitter: { getMaxListeners?(): number }): number => emitter.getMaxListeners?.() ?? 10,
  setMaxListeners(count: number, ...emitters: { setMaxListeners?(count: number): unknown }[]): void {
    for (const emitter of emitters) emitter.setMaxListeners?.(count);
  },
  usingDomains: false,
  captureRejections: false,
});
