/** A request as it is recorded: what tells it from others, readable but for its secrets, of which there are digests. */
import { fingerprint } from '../fingerprint.ts';
import type { NetRequest } from './power.ts';

/** What the file of an entry says of the request. */
export interface RecordedRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Digest of the bytes that were sent. */
  readonly body: string | null;
  readonly redirect: string;
}

/** Names of headers and parameters whose values are not to be read in a file. */
const SECRET = /auth|cookie|credential|key|pass|pwd|secret|session|sig|token/i;

function digest(value: string): string {
  return `sha256-${fingerprint(value).slice(0, 32)}`;
}

/** An address in which the values of secret parameters are digests. */
export function shownUrl(address: string): string {
  const url = new URL(address);
  url.hash = '';
  url.username = '';
  url.password = '';
  const hidden = [...url.searchParams].filter(([name]) => SECRET.test(name));
  if (hidden.length === 0) return url.href;
  const shown = [...url.searchParams].map(([name, value]) => [name, SECRET.test(name) ? digest(value) : value]);
  url.search = new URLSearchParams(shown as [string, string][]).toString();
  return url.href;
}

/** The same for telling requests apart: written anew, different spellings became one. */
function exactUrl(address: string): string {
  const shown = shownUrl(address);
  const { search } = new URL(address);
  return shown.includes('?') && !shown.endsWith(search) ? `${shown}&${digest(search)}` : shown;
}

/** All that a response may hang on. */
export function recordedRequest({ method, url, headers, body, redirect }: NetRequest): RecordedRequest {
  const byName = new Map<string, string>();
  for (const [name, value] of headers) {
    const lower = name.toLowerCase();
    const known = byName.get(lower);
    byName.set(lower, known === undefined ? value : `${known}, ${value}`);
  }
  const shown = [...byName].map(([name, value]) => [name, SECRET.test(name) ? digest(value) : value] as const);
  return {
    method,
    url: exactUrl(url),
    headers: Object.fromEntries(shown.sort(([a], [b]) => (a < b ? -1 : 1))),
    body: body === null ? null : `sha256-${fingerprint(body)}`,
    redirect,
  };
}

/** The name of an entry's files: readable, and another for every other request. */
export function entryName(request: RecordedRequest): string {
  const { host, pathname } = new URL(request.url);
  const words = `${request.method}-${host}${pathname}`.toLowerCase().replace(/[^a-z0-9]+/g, '-');
  return `${words.slice(0, 60).replace(/-$/, '')}-${fingerprint(JSON.stringify(request)).slice(0, 16)}`;
}
