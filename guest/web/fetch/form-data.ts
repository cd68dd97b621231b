/** FormData, as node has it. */
import { inspect } from '../../prelude/inspect.ts';
import { defineProperty } from '../../prelude/primordials.ts';
import { Blob, File } from '../blob.ts';
import { makeEnumerable, tag } from '../shown.ts';

/** A field: a text, or a file. */
export type FormValue = string | File;
type Entry = readonly [name: string, value: FormValue];

const customInspect = Symbol.for('nodejs.util.inspect.custom');

function needs(method: string, given: readonly unknown[], count: number): void {
  if (given.length >= count) return;
  const found = given.length === 0 ? '0' : `only ${given.length}`;
  throw new TypeError(`FormData.${method}: ${count} argument${count > 1 ? 's' : ''} required, but ${found} found.`);
}

function wellFormed(text: unknown): string {
  return (`${text}` as string & { toWellFormed(): string }).toWellFormed();
}

/** A blob becomes a file; a file may get another name. */
function valueOf(method: string, given: readonly unknown[]): FormValue {
  const [, value, fileName] = given;
  if (!(value instanceof Blob)) {
    if (given.length < 3) return wellFormed(value);
    throw new TypeError(`Failed to execute '${method}' on 'FormData': parameter 2 is not of type 'Blob'`);
  }
  if (value instanceof File && given.length < 3) return value;
  const name = given.length > 2 ? wellFormed(fileName) : 'blob';
  const lastModified = value instanceof File ? { lastModified: value.lastModified } : {};
  return new File([value], name, { type: value.type, ...lastModified });
}

let entriesIn: (form: FormData) => Entry[];

export class FormData {
  #entries: Entry[] = [];

  constructor(form?: unknown) {
    if (form !== undefined)
      throw new TypeError('FormData constructor: Argument 1 could not be converted to: undefined.');
  }

  static {
    entriesIn = (form) => form.#entries;
  }

  append(...given: [name?: unknown, value?: unknown, fileName?: unknown]): void {
    needs('append', given, 2);
    this.#entries.push([wellFormed(given[0]), valueOf('append', given)]);
  }
  delete(...given: [name?: unknown]): void {
    needs('delete', given, 1);
    this.#entries = this.#entries.filter(([name]) => name !== wellFormed(given[0]));
  }
  get(...given: [name?: unknown]): FormValue | null {
    needs('get', given, 1);
    return this.#entries.find(([name]) => name === wellFormed(given[0]))?.[1] ?? null;
  }
  getAll(...given: [name?: unknown]): FormValue[] {
    needs('getAll', given, 1);
    return this.#entries.filter(([name]) => name === wellFormed(given[0])).map(([, value]) => value);
  }
  has(...given: [name?: unknown]): boolean {
    needs('has', given, 1);
    return this.#entries.some(([name]) => name === wellFormed(given[0]));
  }
  set(...given: [name?: unknown, value?: unknown, fileName?: unknown]): void {
    needs('set', given, 2);
    const entry: Entry = [wellFormed(given[0]), valueOf('set', given)];
    const at = this.#entries.findIndex(([name]) => name === entry[0]);
    if (at < 0) this.#entries.push(entry);
    else this.#entries = this.#entries.flatMap((each, i) => (i === at ? [entry] : each[0] === entry[0] ? [] : [each]));
  }
  *entries(): IterableIterator<[string, FormValue]> {
    for (let i = 0; i < this.#entries.length; i += 1) yield [...(this.#entries[i] as Entry)];
  }
  *keys(): IterableIterator<string> {
    for (const [name] of this.entries()) yield name;
  }
  *values(): IterableIterator<FormValue> {
    for (const [, value] of this.entries()) yield value;
  }
  forEach(...given: [callback?: unknown, self?: unknown]): void {
    needs('forEach', given, 1);
    const [callback, self] = given;
    if (typeof callback !== 'function')
      throw new TypeError("Failed to execute 'forEach' on 'FormData': parameter 1 is not of type 'Function'.");
    for (const [name, value] of this.entries()) callback.call(self, value, name, this);
  }
  [Symbol.iterator](): IterableIterator<[string, FormValue]> {
    return this.entries();
  }
  [customInspect](_depth: number, options: object): string {
    const shown: Record<string, unknown> = {};
    for (const name of new Set(this.keys())) {
      const all = this.getAll(name);
      shown[name] = all.length > 1 ? all : all[0];
    }
    return `FormData ${inspect(shown, options)}`;
  }
}
defineProperty(FormData.prototype, Symbol.iterator, {
  value: FormData.prototype.entries,
  writable: true,
  enumerable: false,
  configurable: true,
});
for (const [name, length] of [
  ['append', 2],
  ['delete', 1],
  ['get', 1],
  ['getAll', 1],
  ['has', 1],
  ['set', 2],
  ['forEach', 1],
] as const)
  defineProperty(FormData.prototype[name], 'length', { value: length, configurable: true });
makeEnumerable(FormData.prototype, [
  'append',
  'delete',
  'get',
  'getAll',
  'has',
  'set',
  'keys',
  'values',
  'entries',
  'forEach',
]);
tag(FormData.prototype, 'FormData');

/** Fields in their order. */
export function fieldsOf(form: FormData): readonly Entry[] {
  return entriesIn(form);
}
