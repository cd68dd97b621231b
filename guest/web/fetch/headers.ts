/** Headers, as the fetch standard has them and in the words of node's errors. */
import { inspect } from '../../prelude/inspect.ts';
import { defineProperty } from '../../prelude/primordials.ts';
import { makeEnumerable, tag } from '../shown.ts';

/** Whether they may be changed. */
export type HeadersGuard = 'none' | 'immutable';
type Pair = readonly [name: string, value: string];

const customInspect = Symbol.for('nodejs.util.inspect.custom');
const token = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;
const forbiddenInValue = /[\0\r\n]/;
const outerSpace = /^[\t\n\r ]+|[\t\n\r ]+$/g;

/** Texts whose units are bytes. */
export function byteString(value: unknown, context: string): string {
  if (typeof value === 'symbol')
    throw new TypeError(`${context} is a symbol, which cannot be converted to a DOMString.`);
  const text = `${value}`;
  for (let i = 0; i < text.length; i += 1) {
    if (text.charCodeAt(i) <= 255) continue;
    throw new TypeError(
      `Cannot convert argument to a ByteString because the character at index ${i} has a value of ${text.charCodeAt(i)} which is greater than 255.`,
    );
  }
  return text;
}

/** Whether a text is a token, as names of headers and methods are. */
export function isToken(text: string): boolean {
  return token.test(text);
}

function nameOf(method: string, given: unknown): string {
  const name = byteString(given, `Headers.${method} name`);
  if (!token.test(name)) throw new TypeError(`Headers.${method}: "${name}" is an invalid header name.`);
  return name.toLowerCase();
}

function valueOf(method: string, given: unknown): string {
  const value = byteString(given, `Headers.${method} value`).replace(outerSpace, '');
  if (!forbiddenInValue.test(value)) return value;
  throw new TypeError(`Headers.${method}: "${value}" is an invalid header value.`);
}

function needs(method: string, given: readonly unknown[], count: number): void {
  if (given.length >= count) return;
  const found = given.length === 0 ? '0' : `only ${given.length}`;
  throw new TypeError(`Headers.${method}: ${count} argument${count > 1 ? 's' : ''} required, but ${found} found.`);
}

function pairsOf(init: unknown): (readonly [unknown, unknown])[] {
  if ((typeof init !== 'object' && typeof init !== 'function') || init === null) throw new TypeError(unfit);
  const iterate = (init as { [Symbol.iterator]?: unknown })[Symbol.iterator];
  if (typeof iterate === 'function') return [...(init as Iterable<unknown>)].map(pairOf);
  const keys = Reflect.ownKeys(init).filter((key) => Object.getOwnPropertyDescriptor(init, key)?.enumerable);
  return keys.map((key) => [key, (init as Record<string | symbol, unknown>)[key]]);
}

const unfit =
  'Headers constructor: Argument 1 could not be converted to one of: sequence<sequence<ByteString>>, record<ByteString, ByteString>.';

function pairOf(entry: unknown): readonly [unknown, unknown] {
  if (typeof entry !== 'object' || entry === null)
    throw new TypeError(`Headers constructor: ${inspect(entry)} is not iterable.`);
  const pair = [...(entry as Iterable<unknown>)];
  if (pair.length !== 2)
    throw new TypeError(`Headers constructor: expected name/value pair to be length 2, found ${pair.length}.`);
  return [pair[0], pair[1]];
}

let makeHeaders: (pairs: Iterable<Pair>, guard: HeadersGuard) => Headers;
let rawPairs: (headers: Headers) => Pair[];
let guardIn: (headers: Headers) => HeadersGuard;

export class Headers {
  /** By lower-case name: the name as it was written first, and its values. */
  #fields: Record<string, { written: string; values: string[] }> = Object.create(null);
  #guard: HeadersGuard = 'none';

  constructor(init: unknown = undefined) {
    if (init === undefined) return;
    if (init === null) throw new TypeError(unfit);
    for (const [name, value] of pairsOf(init)) this.append(name, value);
  }

  static {
    makeHeaders = (pairs, guard) => {
      const headers = new Headers();
      for (const [name, value] of pairs) headers.append(name, value);
      headers.#guard = guard;
      return headers;
    };
    guardIn = (headers) => headers.#guard;
    rawPairs = (headers) =>
      Object.entries(headers.#fields).flatMap(([name, { written, values }]): Pair[] =>
        name === 'set-cookie' ? values.map((value) => [written, value]) : [[written, headers.get(name) as string]],
      );
  }

  #change(): void {
    if (this.#guard === 'immutable') throw new TypeError('immutable');
  }
  append(...given: [name?: unknown, value?: unknown]): void {
    needs('append', given, 2);
    const name = nameOf('append', given[0]);
    const value = valueOf('append', given[1]);
    this.#change();
    this.#fields[name] ??= { written: `${given[0]}`, values: [] };
    this.#fields[name].values.push(value);
  }
  delete(...given: [name?: unknown]): void {
    needs('delete', given, 1);
    const name = nameOf('delete', given[0]);
    this.#change();
    delete this.#fields[name];
  }
  get(...given: [name?: unknown]): string | null {
    needs('get', given, 1);
    const name = nameOf('get', given[0]);
    return this.#fields[name]?.values.join(name === 'cookie' ? '; ' : ', ') ?? null;
  }
  has(...given: [name?: unknown]): boolean {
    needs('has', given, 1);
    return this.#fields[nameOf('has', given[0])] !== undefined;
  }
  set(...given: [name?: unknown, value?: unknown]): void {
    needs('set', given, 2);
    const name = nameOf('set', given[0]);
    const value = valueOf('set', given[1]);
    this.#change();
    const written = this.#fields[name]?.written ?? `${given[0]}`;
    this.#fields[name] = { written, values: [value] };
  }
  getSetCookie(): string[] {
    return [...(this.#fields['set-cookie']?.values ?? [])];
  }
  /** By name; each cookie by itself. */
  #sorted(): Pair[] {
    const names = Object.keys(this.#fields).sort();
    return names.flatMap((name): Pair[] =>
      name === 'set-cookie' ? this.getSetCookie().map((value) => [name, value]) : [[name, this.get(name) as string]],
    );
  }
  *entries(): IterableIterator<[string, string]> {
    for (let i = 0; i < this.#sorted().length; i += 1) yield [...(this.#sorted()[i] as Pair)];
  }
  *keys(): IterableIterator<string> {
    for (const [name] of this.entries()) yield name;
  }
  *values(): IterableIterator<string> {
    for (const [, value] of this.entries()) yield value;
  }
  forEach(callback: (value: string, name: string, headers: Headers) => unknown, self?: unknown): void {
    if (typeof callback !== 'function')
      throw new TypeError("Failed to execute 'forEach' on 'Headers': parameter 1 is not of type 'Function'.");
    for (const [name, value] of this.entries()) callback.call(self, value, name, this);
  }
  [Symbol.iterator](): IterableIterator<[string, string]> {
    return this.entries();
  }
  [customInspect](_depth: number, options: object): string {
    const shown = Object.values(this.#fields).map(({ written }) => [written, this.get(written)] as const);
    return `Headers ${inspect(Object.fromEntries(shown), options)}`;
  }
}
makeEnumerable(Headers.prototype, [
  'append',
  'delete',
  'get',
  'has',
  'set',
  'getSetCookie',
  'keys',
  'values',
  'entries',
  'forEach',
]);
for (const [name, length] of [
  ['append', 2],
  ['delete', 1],
  ['get', 1],
  ['has', 1],
  ['set', 2],
] as const)
  defineProperty(Headers.prototype[name], 'length', { value: length, configurable: true });
tag(Headers.prototype, 'Headers');
defineProperty(Headers.prototype, Symbol.iterator, {
  value: Headers.prototype.entries,
  writable: true,
  enumerable: false,
  configurable: true,
});

/** Headers from pairs; what the network gave cannot be changed. */
export function headersFrom(pairs: Iterable<Pair>, guard: HeadersGuard = 'none'): Headers {
  return makeHeaders(pairs, guard);
}

/** Names as they were written, in the order in which they came. */
export function pairsIn(headers: Headers): Pair[] {
  return rawPairs(headers);
}

export function guardOf(headers: Headers): HeadersGuard {
  return guardIn(headers);
}
