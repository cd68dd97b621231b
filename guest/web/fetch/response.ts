/** Response, as node has it. */
import type { FetchHead } from '../../abi.ts';
import { inspect } from '../../prelude/inspect.ts';
import { jsonStringify } from '../../prelude/primordials.ts';
import { makeEnumerable, tag } from '../shown.ts';
import { URL } from '../url.ts';
import { defineBody } from './body.ts';
import { type Content, forked, isUnusable, noContent } from './content.ts';
import { type Extracted, extractBody } from './extract.ts';
import { guardOf, Headers, headersFrom, pairsIn } from './headers.ts';

const customInspect = Symbol.for('nodejs.util.inspect.custom');
const withoutBody = [101, 103, 204, 205, 304];
const redirects = [301, 302, 303, 307, 308];
/** What may stand in a status line. */
const reason = /^[\t\x20-\x7e\x80-\xff]*$/;

interface Facts {
  readonly type: string;
  readonly url: string;
  readonly redirected: boolean;
  readonly status: number;
  readonly statusText: string;
}

type Init = Readonly<Record<string, unknown>>;

function initOf(given: unknown): Init {
  if (given === undefined || given === null) return {};
  if (typeof given === 'object' || typeof given === 'function') return given as Init;
  throw new TypeError(`Response constructor: Expected ${inspect(given)} to be one of: Null, Undefined, Object.`);
}

function factsOf({ status: given, statusText: words }: Init): Facts {
  const status = given === undefined ? 200 : Number(given) & 0xffff;
  if (status < 200 || status > 599)
    throw new RangeError('init["status"] must be in the range of 200 to 599, inclusive.');
  const statusText = words === undefined ? '' : `${words}`;
  if (!reason.test(statusText)) throw new TypeError('Invalid statusText');
  return { type: 'default', url: '', redirected: false, status, statusText };
}

let make: (facts: Facts, headers: Headers, content: Content) => Response;
let ownerOf: (self: unknown) => { readonly content: Content; readonly headers: Headers };

export class Response {
  declare readonly body: unknown;
  declare readonly bodyUsed: boolean;

  #facts: Facts;
  #headers: Headers;
  #content: Content = noContent();

  constructor(body: unknown = null, init?: unknown) {
    const given = initOf(init);
    this.#facts = factsOf(given);
    this.#headers = given['headers'] === undefined ? new Headers() : new Headers(given['headers']);
    if (body !== null) this.#take(extractBody(body));
  }

  static {
    make = (facts, headers, content) => {
      const response = new Response();
      response.#facts = facts;
      response.#headers = headers;
      response.#content = content;
      return response;
    };
    ownerOf = (self) => {
      if (typeof self !== 'object' || self === null || !(#content in self)) throw new TypeError('Illegal invocation');
      return { content: self.#content, headers: self.#headers };
    };
  }

  #take({ content, type }: Extracted): void {
    if (isUnusable(content)) throw new TypeError('Response body object should not be disturbed or locked');
    if (withoutBody.includes(this.status))
      throw new TypeError(`Response constructor: Invalid response status code ${this.status}`);
    this.#content = content;
    if (type !== null && !this.#headers.has('content-type')) this.#headers.append('content-type', type);
  }

  static error(): Response {
    const facts = { type: 'error', url: '', redirected: false, status: 0, statusText: '' };
    return make(facts, headersFrom([], 'immutable'), noContent());
  }
  static json(...given: [data?: unknown, init?: unknown]): Response {
    if (given.length === 0) throw new TypeError('Response.json: 1 argument required, but 0 found.');
    const text = jsonStringify(given[0]) as string | undefined;
    if (text === undefined) throw new TypeError('Value is not JSON serializable');
    const { content } = extractBody(text);
    const response = new Response(null, given[1]);
    response.#take({ content, type: 'application/json' });
    return response;
  }
  static redirect(...given: [url?: unknown, status?: unknown]): Response {
    if (given.length === 0) throw new TypeError('Response.redirect: 1 argument required, but 0 found.');
    let location: string;
    try {
      location = new URL(`${given[0]}`).href;
    } catch (cause) {
      throw new TypeError(`Failed to parse URL from ${given[0]}`, { cause });
    }
    const status = given[1] === undefined ? 302 : Number(given[1]) & 0xffff;
    if (!redirects.includes(status)) throw new RangeError(`Invalid status code ${status}`);
    const facts = { type: 'default', url: '', redirected: false, status, statusText: '' };
    return make(facts, headersFrom([['location', location]], 'immutable'), noContent());
  }

  get type(): string {
    return this.#facts.type;
  }
  get url(): string {
    const { url } = this.#facts;
    const end = url.indexOf('#');
    return end < 0 ? url : url.slice(0, end);
  }
  get redirected(): boolean {
    return this.#facts.redirected;
  }
  get status(): number {
    return this.#facts.status;
  }
  get ok(): boolean {
    return this.status >= 200 && this.status <= 299;
  }
  get statusText(): string {
    return this.#facts.statusText;
  }
  get headers(): Headers {
    return this.#headers;
  }
  clone(): Response {
    if (isUnusable(this.#content)) throw new TypeError('Response.clone: Body has already been consumed.');
    return make(this.#facts, headersFrom(pairsIn(this.#headers), guardOf(this.#headers)), forked(this.#content));
  }
  [customInspect](_depth: number, options: object): string {
    return `Response ${inspect(Object.fromEntries(shownNames.map((name) => [name, this[name]])), options)}`;
  }
}

const shownNames = ['status', 'statusText', 'headers', 'body', 'bodyUsed', 'ok', 'redirected', 'type', 'url'] as const;

makeEnumerable(Response.prototype, ['type', 'url', 'redirected', 'status', 'ok', 'statusText', 'headers']);
defineBody(Response.prototype, (self) => ownerOf(self));
makeEnumerable(Response.prototype, ['clone']);
tag(Response.prototype, 'Response');

/** The answer of a server. */
export function responseFrom({ status, statusText, headers, url, redirected }: FetchHead, content: Content): Response {
  const has = !withoutBody.includes(status);
  return make(
    { type: 'basic', url, redirected, status, statusText },
    headersFrom(headers, 'immutable'),
    has ? content : noContent(),
  );
}
