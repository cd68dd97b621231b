/** How the console shows objects of the web platform: their class and what a script may know of them. */
import { defineProperty } from '../prelude/primordials.ts';

type Inspect = (value: unknown, options: object) => string;
type Options = { readonly depth?: number | null };

const customInspect = Symbol.for('nodejs.util.inspect.custom');

/** Puts the formatter's hook on a prototype; `dataOf` throws for what is no such object. */
export function showAs<T>(prototype: T, name: string, dataOf: (value: T) => object): void {
  const value = function (this: T, depth: number, options: Options, inspect: Inspect): unknown {
    if (depth < 0) return this;
    const deeper = { ...options, depth: typeof options.depth === 'number' ? options.depth - 1 : null };
    return `${name} ${inspect(dataOf(this), deeper)}`;
  };
  defineProperty(prototype as object, customInspect, {
    value,
    writable: true,
    enumerable: false,
    configurable: true,
  });
}

/** Makes members enumerable, as those of the platform's prototypes are. */
export function makeEnumerable(prototype: object, names: readonly string[]): void {
  for (const name of names) {
    const found = Object.getOwnPropertyDescriptor(prototype, name) as PropertyDescriptor;
    defineProperty(prototype, name, { ...found, enumerable: true });
  }
}

/** Gives a prototype the tag by which `Object.prototype.toString` names its objects. */
export function tag(prototype: object, name: string): void {
  defineProperty(prototype, Symbol.toStringTag, { value: name, configurable: true });
}
