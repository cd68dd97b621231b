/** The events of the process: listeners live in the prelude's state, not on the object. */

import { validateFunction } from './errors.ts';
import { apply, splice } from './primordials.ts';
import { state } from './state.ts';

/** `listener` is what `once` wrapped, so that `off` finds it. */
type Listener = ((...args: unknown[]) => unknown) & { listener?: Listener };
type Name = string | symbol;

interface ProcessEvents {
  readonly prototype: object;
  emit(name: Name, ...args: unknown[]): boolean;
}

function listenersOf(name: Name): Listener[] {
  return state.processListeners.get(name) ?? [];
}

function add(name: Name, listener: Listener, first: boolean): void {
  validateFunction(listener, 'listener');
  const present = listenersOf(name);
  state.processListeners.set(name, first ? [listener, ...present] : [...present, listener]);
}

function remove(name: Name, listener: Listener): void {
  const present = [...listenersOf(name)];
  for (let i = present.length - 1; i >= 0; i -= 1) {
    const found = present[i] as Listener;
    if (found !== listener && found.listener !== listener) continue;
    splice(present, i, 1);
    break;
  }
  state.processListeners.set(name, present);
}

function onceOnly(name: Name, listener: Listener): Listener {
  validateFunction(listener, 'listener');
  const wrapper: Listener = function (this: unknown, ...args) {
    remove(name, wrapper);
    return apply(listener, this, args);
  };
  wrapper.listener = listener;
  return wrapper;
}

/** `tell` says that a memoizable call changed something it cannot replay. */
export function createEvents(tell: (code: string, text: string) => void): ProcessEvents {
  const change = (): void => tell('listens-to-process', 'changes the listeners of the process');
  const look = (): void => tell('listens-to-process', 'looks at the listeners of the process');
  function emit(this: unknown, name: Name, ...args: unknown[]): boolean {
    const present = listenersOf(name);
    // By number: the script may have replaced the iterator of arrays.
    for (let i = 0; i < present.length; i += 1) apply(present[i] as Listener, this, args);
    return present.length > 0;
  }
  const methods = {
    on(name: Name, listener: Listener) {
      change();
      add(name, listener, false);
      return this;
    },
    once(name: Name, listener: Listener) {
      change();
      add(name, onceOnly(name, listener), false);
      return this;
    },
    off(name: Name, listener: Listener) {
      change();
      remove(name, listener);
      return this;
    },
    prependListener(name: Name, listener: Listener) {
      change();
      add(name, listener, true);
      return this;
    },
    removeAllListeners(name?: Name) {
      change();
      if (name === undefined) state.processListeners.clear();
      else state.processListeners.delete(name);
      return this;
    },
    emit(this: unknown, name: Name, ...args: unknown[]) {
      look();
      return apply(emit, this, [name, ...args]);
    },
    listeners(name: Name): Listener[] {
      look();
      return listenersOf(name).map((found) => found.listener ?? found);
    },
    listenerCount(name: Name): number {
      look();
      return listenersOf(name).length;
    },
    eventNames(): Name[] {
      look();
      return [...state.processListeners.keys()].filter((name) => listenersOf(name).length > 0);
    },
    setMaxListeners() {
      return this;
    },
    getMaxListeners: (): number => 10,
  };
  const prototype = {};
  const aliases = { addListener: methods.on, removeListener: methods.off };
  for (const [name, value] of Object.entries({ ...methods, ...aliases })) {
    Object.defineProperty(prototype, name, { value, writable: true, configurable: true });
  }
  Object.defineProperty(prototype, 'constructor', { value: function process() {}, writable: true, configurable: true });
  return { prototype, emit: (name, ...args) => apply(emit, undefined, [name, ...args]) as boolean };
}
