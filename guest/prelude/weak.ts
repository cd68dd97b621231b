/**
 * Hides garbage collection: when something is collected hangs on which calls were skipped, so scripts must not see it.
 * A WeakRef keeps its target; a FinalizationRegistry never calls back.
 */
import { defineGlobal } from './exposed.ts';

class StrongRef {
  readonly #target: object;

  constructor(target: object) {
    if ((typeof target !== 'object' && typeof target !== 'function' && typeof target !== 'symbol') || target === null) {
      throw new TypeError('WeakRef: target must be an object');
    }
    this.#target = target;
  }
  deref(): object {
    return this.#target;
  }
}

class SilentRegistry {
  readonly #callback: unknown;

  constructor(callback: unknown) {
    if (typeof callback !== 'function') throw new TypeError('FinalizationRegistry: cleanup must be callable');
    this.#callback = callback;
  }
  register(target: unknown): void {
    if (typeof target !== 'object' && typeof target !== 'function' && typeof target !== 'symbol') {
      throw new TypeError('FinalizationRegistry.prototype.register: invalid target');
    }
  }
  unregister(_token: unknown): boolean {
    return this.#callback === undefined;
  }
}
Object.defineProperty(SilentRegistry.prototype.register, 'length', { value: 2, configurable: true });

export function installWeak(): void {
  for (const [name, Class] of Object.entries({ WeakRef: StrongRef, FinalizationRegistry: SilentRegistry })) {
    Object.defineProperty(Class.prototype, Symbol.toStringTag, { value: name, configurable: true });
    defineGlobal(name, Class);
  }
}
