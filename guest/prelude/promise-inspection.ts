/** How the console shows promises: their state is in the heap, where the host reads it. */
import { defineProperty, NativePromise } from './primordials.ts';

type Inspect = (value: unknown, options?: object) => string;

declare const __rote_promiseState: (promise: unknown) => number;
declare const __rote_promiseResult: (promise: unknown) => unknown;

const stateOf = __rote_promiseState;
const resultOf = __rote_promiseResult;
for (const name of ['__rote_promiseState', '__rote_promiseResult'])
  delete (globalThis as Record<string, unknown>)[name];

const PENDING = 0;
const REJECTED = 2;
const indent = /\n/g;

function show(promise: unknown, options: object, inspect: Inspect): string {
  const state = stateOf(promise);
  if (state === PENDING) return 'Promise { <pending> }';
  const text = `${state === REJECTED ? '<rejected> ' : ''}${inspect(resultOf(promise), options)}`;
  return text.includes('\n') ? `Promise {\n  ${text.replace(indent, '\n  ')}\n}` : `Promise { ${text} }`;
}

/** Puts the formatter's hook on promises, where nothing enumerates it. */
export function installPromiseInspection(): void {
  defineProperty(NativePromise.prototype, Symbol.for('nodejs.util.inspect.custom'), {
    value(this: unknown, depth: number, options: { depth: number | null }, inspect: Inspect): string {
      if (this === NativePromise.prototype) return 'Object [Promise] {}';
      return show(this, { ...options, depth: options.depth === null ? null : depth }, inspect);
    },
    writable: true,
    enumerable: false,
    configurable: true,
  });
}
