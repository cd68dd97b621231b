/** URLSearchParams: an ordered list of names and values, in form encoding. */
import { codedError, invalidType } from '../prelude/errors.ts';
import { inspect } from '../prelude/inspect.ts';

type Pair = [name: string, value: string];
type Follow = (search: string) => void;

const customInspect = Symbol.for('nodejs.util.inspect.custom');

function decode(text: string): string {
  const spaced = text.replaceAll('+', ' ');
  try {
    return decodeURIComponent(spaced);
  } catch {
    return spaced.replace(/(?:%[0-9a-f]{2})+/gi, decodeRun);
  }
}

/** A run of escapes that is no UTF-8 as a whole: what cannot be read becomes U+FFFD. */
function decodeRun(run: string): string {
  const bytes = run.match(/%../g) ?? [];
  let decoded = '';
  for (let at = 0; at < bytes.length; ) {
    const taken = [4, 3, 2, 1].find((length) => isCharacter(bytes.slice(at, at + length).join('')));
    decoded += taken ? decodeURIComponent(bytes.slice(at, at + taken).join('')) : '\ufffd';
    at += taken ?? 1;
  }
  return decoded;
}

function isCharacter(escaped: string): boolean {
  try {
    return [...decodeURIComponent(escaped)].length === 1;
  } catch {
    return false;
  }
}

function encode(text: string): string {
  return encodeURIComponent((text as string & { toWellFormed(): string }).toWellFormed())
    .replace(/[!'()~]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`)
    .replaceAll('%20', '+');
}

function parsePairs(search: string): Pair[] {
  const text = search.startsWith('?') ? search.slice(1) : search;
  return text
    .split('&')
    .filter((part) => part !== '')
    .map((part) => {
      const at = part.indexOf('=');
      return at < 0 ? [decode(part), ''] : [decode(part.slice(0, at)), decode(part.slice(at + 1))];
    });
}

function pairsOf(init: unknown): Pair[] {
  if (init === undefined || init === null) return [];
  if (typeof init !== 'object' && typeof init !== 'function') return parsePairs(`${init}`);
  const iterate = (init as { [Symbol.iterator]?: unknown })[Symbol.iterator];
  if (typeof iterate === 'function') return [...(init as Iterable<unknown>)].map(pairOf);
  return Reflect.ownKeys(init)
    .filter((key): key is string => typeof key === 'string' && Object.prototype.propertyIsEnumerable.call(init, key))
    .map((key) => [key, `${(init as Record<string, unknown>)[key]}`]);
}

function pairOf(entry: unknown): Pair {
  const pair = typeof entry === 'object' && entry !== null ? [...(entry as Iterable<unknown>)] : [];
  if (pair.length !== 2)
    throw codedError(TypeError, 'ERR_INVALID_TUPLE', 'Each query pair must be an iterable [name, value] tuple');
  return [`${pair[0]}`, `${pair[1]}`];
}

let connect: (params: URLSearchParams, search: string, follow: Follow) => void;

export class URLSearchParams {
  #pairs: Pair[];
  #follow: Follow | undefined;

  constructor(init?: unknown) {
    this.#pairs = pairsOf(init);
  }

  static {
    connect = (params, search, follow) => {
      params.#pairs = parsePairs(search);
      params.#follow = follow;
    };
  }

  #changed(): void {
    this.#follow?.(this.toString());
  }

  get size(): number {
    return this.#pairs.length;
  }
  append(name: unknown, value: unknown): void {
    this.#pairs.push([`${name}`, `${value}`]);
    this.#changed();
  }
  delete(name: unknown, value?: unknown): void {
    this.#pairs = this.#pairs.filter(
      ([key, held]) => key !== `${name}` || (value !== undefined && held !== `${value}`),
    );
    this.#changed();
  }
  get(name: unknown): string | null {
    return this.#pairs.find(([key]) => key === `${name}`)?.[1] ?? null;
  }
  getAll(name: unknown): string[] {
    return this.#pairs.filter(([key]) => key === `${name}`).map(([, value]) => value);
  }
  has(name: unknown, value?: unknown): boolean {
    return this.#pairs.some(([key, held]) => key === `${name}` && (value === undefined || held === `${value}`));
  }
  set(name: unknown, value: unknown): void {
    const at = this.#pairs.findIndex(([key]) => key === `${name}`);
    if (at < 0) this.#pairs.push([`${name}`, `${value}`]);
    else {
      this.#pairs = this.#pairs.filter(([key], i) => key !== `${name}` || i === at);
      this.#pairs[at] = [`${name}`, `${value}`];
    }
    this.#changed();
  }
  sort(): void {
    this.#pairs.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
    this.#changed();
  }
  forEach(callback: (value: string, name: string, params: URLSearchParams) => unknown, self?: unknown): void {
    if (typeof callback !== 'function') throw invalidType('callback', 'of type function', callback);
    for (const [name, value] of this.#pairs) callback.call(self, value, name, this);
  }
  *entries(): IterableIterator<Pair> {
    for (let i = 0; i < this.#pairs.length; i += 1) yield [...(this.#pairs[i] as Pair)];
  }
  *keys(): IterableIterator<string> {
    for (const [name] of this.entries()) yield name;
  }
  *values(): IterableIterator<string> {
    for (const [, value] of this.entries()) yield value;
  }
  [Symbol.iterator](): IterableIterator<Pair> {
    return this.entries();
  }
  toString(): string {
    return this.#pairs.map(([name, value]) => `${encode(name)}=${encode(value)}`).join('&');
  }
  [customInspect](_depth: number, options: object): string {
    const shown = this.#pairs.map(([name, value]) => `${inspect(name, options)} => ${inspect(value, options)}`);
    return shown.length === 0 ? 'URLSearchParams {}' : `URLSearchParams { ${shown.join(', ')} }`;
  }
}
Object.defineProperty(URLSearchParams.prototype, Symbol.toStringTag, { value: 'URLSearchParams', configurable: true });

/** Makes parameters show a URL's search part and report their changes to it. */
export function attach(params: URLSearchParams, search: string, follow: Follow): void {
  connect(params, search, follow);
}
