/** URL and URLSearchParams. Parsing is the host's, hence node's; the answers depend on nothing but the text. */
import { OP, type UrlAnswer } from '../abi.ts';
import { askJson } from '../prelude/door.ts';
import { codedError } from '../prelude/errors.ts';
import { inspect } from '../prelude/inspect.ts';
import { attach, URLSearchParams } from './url-search-params.ts';

const customInspect = Symbol.for('nodejs.util.inspect.custom');
const fields = [
  'href',
  'origin',
  'protocol',
  'username',
  'password',
  'host',
  'hostname',
  'port',
  'pathname',
  'search',
] as const;

function parse(url: unknown, base: unknown): UrlAnswer {
  return askJson<UrlAnswer>(OP.parseUrl, `${url}`, base === undefined ? undefined : `${base}`) as UrlAnswer;
}

export class URL {
  #parts: UrlAnswer;
  #params: URLSearchParams | undefined;

  constructor(url?: unknown, base?: unknown) {
    if (url === undefined) throw codedError(TypeError, 'ERR_MISSING_ARGS', 'The "url" argument must be specified');
    this.#parts = parse(url, base);
  }

  static canParse(url: unknown, base?: unknown): boolean {
    try {
      parse(url, base);
      return true;
    } catch {
      return false;
    }
  }

  #change(part: string, value: unknown, fromParams = false): void {
    this.#parts = askJson<UrlAnswer>(OP.changeUrl, this.#parts.href, part, `${value}`) as UrlAnswer;
    if (!fromParams && this.#params) attach(this.#params, this.#parts.search, this.#follow);
  }

  /** Keeps the address in step with its search parameters. */
  readonly #follow = (search: string): void => this.#change('search', search, true);

  get href(): string {
    return this.#parts.href;
  }
  set href(value: unknown) {
    this.#parts = parse(value, undefined);
    if (this.#params) attach(this.#params, this.#parts.search, this.#follow);
  }
  get origin(): string {
    return this.#parts.origin;
  }
  get protocol(): string {
    return this.#parts.protocol;
  }
  set protocol(value: unknown) {
    this.#change('protocol', value);
  }
  get username(): string {
    return this.#parts.username;
  }
  set username(value: unknown) {
    this.#change('username', value);
  }
  get password(): string {
    return this.#parts.password;
  }
  set password(value: unknown) {
    this.#change('password', value);
  }
  get host(): string {
    return this.#parts.host;
  }
  set host(value: unknown) {
    this.#change('host', value);
  }
  get hostname(): string {
    return this.#parts.hostname;
  }
  set hostname(value: unknown) {
    this.#change('hostname', value);
  }
  get port(): string {
    return this.#parts.port;
  }
  set port(value: unknown) {
    this.#change('port', value);
  }
  get pathname(): string {
    return this.#parts.pathname;
  }
  set pathname(value: unknown) {
    this.#change('pathname', value);
  }
  get search(): string {
    return this.#parts.search;
  }
  set search(value: unknown) {
    this.#change('search', value);
  }
  get searchParams(): URLSearchParams {
    if (!this.#params) {
      this.#params = new URLSearchParams();
      attach(this.#params, this.#parts.search, this.#follow);
    }
    return this.#params;
  }
  get hash(): string {
    return this.#parts.hash;
  }
  set hash(value: unknown) {
    this.#change('hash', value);
  }
  toString(): string {
    return this.#parts.href;
  }
  toJSON(): string {
    return this.#parts.href;
  }
  [customInspect](depth: number, options: object): string {
    if (typeof depth === 'number' && depth < 0) return `${this}`;
    const shown: Record<string, unknown> = {};
    for (const field of fields) shown[field] = this[field];
    shown['searchParams'] = this.searchParams;
    shown['hash'] = this.hash;
    return `${this.constructor.name} ${inspect(shown, options)}`;
  }
}
Object.defineProperty(URL.prototype, Symbol.toStringTag, { value: 'URL', configurable: true });
for (const name of [...fields, 'searchParams', 'hash', 'toString', 'toJSON']) {
  const found = Object.getOwnPropertyDescriptor(URL.prototype, name) as PropertyDescriptor;
  Object.defineProperty(URL.prototype, name, { ...found, enumerable: true });
}
