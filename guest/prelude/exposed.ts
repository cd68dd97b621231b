/** Gives what the prelude exposes the look of native functions, and lists it for `Function.prototype.toString`. */
import { defineProperty, getOwnPropertyDescriptor, getPrototypeOf, ownKeys } from './primordials.ts';

type AnyFunction = (...args: never[]) => unknown;

/** Every function that scripts can reach and the prelude made. Their source is not theirs to see. */
export const exposed = new Set<AnyFunction>();

/** Names a function, and sets its length where the default would differ from node's. */
export function named<F extends AnyFunction>(fn: F, name: string, length?: number): F {
  defineProperty(fn, 'name', { value: name, configurable: true });
  if (length !== undefined) defineProperty(fn, 'length', { value: length, configurable: true });
  return fn;
}

/** Defines a global as node does: not enumerable unless said. A class gets its name, which bundling may have changed. */
export function defineGlobal(name: string, value: unknown, enumerable = false): void {
  if (typeof value === 'function') named(value as AnyFunction, name);
  defineProperty(globalThis, name, { value, writable: true, enumerable, configurable: true });
}

/** Gives back to the classes of a module the names that bundling may have changed. */
export function restoreClassNames(members: object): void {
  for (const [name, value] of Object.entries(members)) {
    if (typeof value === 'function' && /^[A-Z][a-z]/.test(name)) named(value, name);
  }
}

/** Lists every function reachable from the values given, except what the engine had before the prelude. */
export function exposeAll(roots: readonly unknown[], native: ReadonlySet<unknown>): void {
  const seen = new Set<unknown>();
  const queue = [...roots];
  while (queue.length > 0) {
    const value = queue.pop();
    if ((typeof value !== 'object' && typeof value !== 'function') || value === null) continue;
    if (seen.has(value)) continue;
    seen.add(value);
    if (typeof value === 'function' && !native.has(value)) exposed.add(value as AnyFunction);
    queue.push(...neighbours(value));
  }
}

/** Everything that the engine itself can reach from the global object. */
export function reachable(root: object): Set<unknown> {
  const seen = new Set<unknown>([root]);
  for (const value of seen) {
    if ((typeof value !== 'object' && typeof value !== 'function') || value === null) continue;
    for (const next of neighbours(value)) {
      if ((typeof next === 'object' || typeof next === 'function') && next !== null) seen.add(next);
    }
  }
  return seen;
}

function neighbours(value: object): unknown[] {
  const found: unknown[] = [getPrototypeOf(value)];
  for (const key of ownKeys(value)) {
    const descriptor = getOwnPropertyDescriptor(value, key);
    if (descriptor) found.push(descriptor.value, descriptor.get, descriptor.set);
  }
  return found;
}
