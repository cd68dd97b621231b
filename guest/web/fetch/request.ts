/** Request, as node has it. */
import { inspect } from '../../prelude/inspect.ts';
import { defineProperty } from '../../prelude/primordials.ts';
import { AbortController, AbortSignal } from '../abort.ts';
import { makeEnumerable, tag } from '../shown.ts';
import { URL } from '../url.ts';
import { defineBody } from './body.ts';
import { type Content, forked, isEmpty, isUnusable, noContent, takenOver } from './content.ts';
import { extractBody } from './extract.ts';
import { Headers, headersFrom, isToken, pairsIn } from './headers.ts';

const customInspect = Symbol.for('nodejs.util.inspect.custom');

/** Members that take one of a few words, with what they are unless said. */
const choices = {
  referrerPolicy: [
    '',
    'no-referrer',
    'no-referrer-when-downgrade',
    'same-origin',
    'origin',
    'strict-origin',
    'origin-when-cross-origin',
    'strict-origin-when-cross-origin',
    'unsafe-url',
  ],
  mode: ['cors', 'navigate', 'same-origin', 'no-cors'],
  credentials: ['same-origin', 'omit', 'include'],
  cache: ['default', 'no-store', 'reload', 'no-cache', 'force-cache', 'only-if-cached'],
  redirect: ['follow', 'manual', 'error'],
} as const;
/** In the order in which node names them. */
const named = {
  ...choices,
  mode: ['navigate', 'same-origin', 'no-cors', 'cors'],
  credentials: ['omit', 'same-origin', 'include'],
} as const;
type Choice = keyof typeof choices;
type Init = Readonly<Record<string, unknown>>;

/** What a request says of itself, beside headers and body. */
interface Facts extends Readonly<Record<Choice, string>> {
  readonly method: string;
  readonly url: string;
  readonly referrer: string;
  readonly integrity: string;
  readonly keepalive: boolean;
}

const normalized = ['DELETE', 'GET', 'HEAD', 'OPTIONS', 'POST', 'PUT'];
const unsupported = ['CONNECT', 'TRACE', 'TRACK'];

function methodOf(given: unknown): string {
  const method = `${given}`;
  const upper = method.toUpperCase();
  if (!isToken(method)) throw new TypeError(`'${method}' is not a valid HTTP method.`);
  if (unsupported.includes(upper)) throw new TypeError(`'${method}' HTTP method is unsupported.`);
  return normalized.includes(upper) ? upper : method;
}

/** An address, whole and without credentials. */
function addressOf(given: unknown): string {
  const url = `${given}`;
  let parsed: URL;
  try {
    parsed = new URL(url);
  } catch (cause) {
    throw new TypeError(`Failed to parse URL from ${url}`, { cause });
  }
  if (parsed.username || parsed.password)
    throw new TypeError(`Request cannot be constructed from a URL that includes credentials: ${url}`);
  return parsed.href;
}

function initOf(given: unknown): Init {
  if (given === undefined || given === null) return {};
  if (typeof given === 'object' || typeof given === 'function') return given as Init;
  throw new TypeError(`Request constructor: Expected ${inspect(given)} to be one of: Null, Undefined, Object.`);
}

function choiceOf(name: Choice, init: Init, from: Facts | null): string {
  const given = init[name];
  if (given === undefined) return from?.[name] ?? choices[name][0];
  if ((choices[name] as readonly string[]).includes(`${given}`)) return `${given}`;
  const among = named[name].join(', ');
  throw new TypeError(`Request constructor: ${given} is not an accepted type. Expected one of ${among}.`);
}

function referrerOf(given: unknown): string {
  if (given === '') return 'no-referrer';
  try {
    return `${given}` === 'about:client' ? 'about:client' : new URL(given).href;
  } catch (cause) {
    throw new TypeError(`Referrer "${given}" is not a valid URL.`, { cause });
  }
}

function factsOf(input: unknown, init: Init, from: Facts | null): Facts {
  const url = from ? from.url : addressOf(input);
  if (init['window'] !== undefined && init['window'] !== null)
    throw new TypeError("'window' option 'client' must be null");
  const choice = (name: Choice): string => choiceOf(name, init, from);
  const facts = {
    url,
    method: init['method'] === undefined ? (from?.method ?? 'GET') : methodOf(init['method']),
    referrer: init['referrer'] === undefined ? (from?.referrer ?? 'about:client') : referrerOf(init['referrer']),
    referrerPolicy: choice('referrerPolicy'),
    mode: choice('mode'),
    credentials: choice('credentials'),
    cache: choice('cache'),
    redirect: choice('redirect'),
    integrity: init['integrity'] === undefined ? (from?.integrity ?? '') : `${init['integrity']}`,
    keepalive: init['keepalive'] === undefined ? (from?.keepalive ?? false) : Boolean(init['keepalive']),
  };
  if (facts.mode === 'navigate') throw new TypeError('Request constructor: invalid request mode navigate.');
  if (facts.cache === 'only-if-cached' && facts.mode !== 'same-origin')
    throw new TypeError("'only-if-cached' can be set only with 'same-origin' mode");
  return facts;
}

function signalOf(init: Init, from: AbortSignal | null): AbortSignal | null {
  const given = init['signal'];
  if (given === undefined) return from;
  if (given === null || given instanceof AbortSignal) return given;
  throw new TypeError("Failed to construct 'Request': member signal is not of type AbortSignal.");
}

let ownerOf: (self: unknown) => { readonly content: Content; readonly headers: Headers };
let givenSignal: (request: Request) => AbortSignal | null;

export class Request {
  readonly #facts: Facts;
  readonly #headers: Headers;
  readonly #content: Content;
  readonly #given: AbortSignal | null;
  #signal: AbortSignal | undefined;

  constructor(...given: [input?: unknown, init?: unknown]) {
    if (given.length === 0) throw new TypeError('Request constructor: 1 argument required, but 0 found.');
    const init = initOf(given[1]);
    const from = given[0] instanceof Request ? given[0] : null;
    this.#facts = factsOf(given[0], init, from ? from.#facts : null);
    this.#given = signalOf(init, from ? from.#given : null);
    const headers = init['headers'] === undefined && from ? from.#headers : new Headers(init['headers']);
    this.#headers = headersFrom(pairsIn(headers));
    this.#content = this.#contentOf(init, from);
  }

  #contentOf(init: Init, from: Request | null): Content {
    const given = init['body'];
    const has = (given !== undefined && given !== null) || (from !== null && !isEmpty(from.#content));
    if (has && (this.method === 'GET' || this.method === 'HEAD'))
      throw new TypeError('Request with GET/HEAD method cannot have body.');
    if (init['duplex'] !== undefined && init['duplex'] !== 'half')
      throw new TypeError(`Request constructor: ${init['duplex']} is not an accepted type. Expected one of half.`);
    if (given === undefined || given === null) return from ? taken(from.#content) : noContent();
    const { content, type } = extractBody(given);
    if (content.stream !== null && init['duplex'] === undefined)
      throw new TypeError('RequestInit: duplex option is required when sending a body.');
    if (isUnusable(content)) throw new TypeError('Response body object should not be disturbed or locked');
    if (type !== null && !this.#headers.has('content-type')) this.#headers.append('content-type', type);
    return content;
  }

  static {
    ownerOf = (self) => {
      if (typeof self !== 'object' || self === null || !(#content in self)) throw new TypeError('Illegal invocation');
      return { content: self.#content, headers: self.#headers };
    };
    givenSignal = (request) => request.#given;
  }

  get method(): string {
    return this.#facts.method;
  }
  get url(): string {
    return this.#facts.url;
  }
  get headers(): Headers {
    return this.#headers;
  }
  get destination(): string {
    return '';
  }
  get referrer(): string {
    const { referrer } = this.#facts;
    return referrer === 'no-referrer' ? '' : referrer;
  }
  get referrerPolicy(): string {
    return this.#facts.referrerPolicy;
  }
  get mode(): string {
    return this.#facts.mode;
  }
  get credentials(): string {
    return this.#facts.credentials;
  }
  get cache(): string {
    return this.#facts.cache;
  }
  get redirect(): string {
    return this.#facts.redirect;
  }
  get integrity(): string {
    return this.#facts.integrity;
  }
  get keepalive(): boolean {
    return this.#facts.keepalive;
  }
  get isReloadNavigation(): boolean {
    return false;
  }
  get isHistoryNavigation(): boolean {
    return false;
  }
  /** Follows the signal that was given. */
  get signal(): AbortSignal {
    this.#signal ??= this.#given ? AbortSignal.any([this.#given]) : new AbortController().signal;
    return this.#signal;
  }
  get duplex(): string {
    return 'half';
  }
  clone(): Request {
    if (isUnusable(this.#content)) throw new TypeError('unusable');
    const { method, headers } = this;
    const copy = new Request(this.url, { ...this.#facts, method, headers, signal: this.#given });
    Object.assign(copy.#content, forked(this.#content));
    return copy;
  }
  [customInspect](_depth: number, options: object): string {
    const shown = Object.fromEntries(shownNames.map((name) => [name, this[name]]));
    return `Request ${inspect(shown, options)}`;
  }
}

const shownNames = [
  'method',
  'url',
  'headers',
  'destination',
  'referrer',
  'referrerPolicy',
  'mode',
  'credentials',
  'cache',
  'redirect',
  'integrity',
  'keepalive',
  'isReloadNavigation',
  'isHistoryNavigation',
  'signal',
] as const;

/** A request made of another takes its body over. */
function taken(content: Content): Content {
  if (isUnusable(content))
    throw new TypeError('Cannot construct a Request with a Request object that has already been used.');
  return takenOver(content);
}

makeEnumerable(Request.prototype, [...shownNames, 'duplex']);
defineBody(Request.prototype, (self) => ownerOf(self));
makeEnumerable(Request.prototype, ['clone']);
tag(Request.prototype, 'Request');
defineProperty(Request, 'length', { value: 1, configurable: true });

/** The body of a request, to be sent. */
export function contentOf(request: Request): Content {
  return ownerOf(request).content;
}

/** The signal that it was given. */
export function signalGiven(request: Request): AbortSignal | null {
  return givenSignal(request);
}
