/** What the fetch standard makes of a redirect. Pure. */
import { HostFailure } from '../capabilities/capability.ts';
import { plainFailure } from '../capabilities/net/failures.ts';
import type { NetRequest } from '../capabilities/net/power.ts';

const STATUSES = [301, 302, 303, 307, 308];
const MOST = 20;
/** What speaks of a body that is not sent again. */
const OF_BODY = ['content-encoding', 'content-language', 'content-location', 'content-type', 'content-length'];
/** What is meant for one origin alone. */
const OF_ORIGIN = ['authorization', 'proxy-authorization', 'cookie', 'host'];

/** What a redirect is told by. */
export interface Answered {
  readonly status: number;
  readonly location: string | undefined;
}

/** The request that follows an answer; null when the answer is what was asked for. */
export function nextRequest(request: NetRequest, { status, location }: Answered, hops: number): NetRequest | null {
  if (!STATUSES.includes(status) || request.redirect === 'manual') return null;
  if (request.redirect === 'error') throw plainFailure('unexpected redirect');
  if (location === undefined) return null;
  const from = new URL(request.url);
  const to = targetOf(location, from);
  if (hops > MOST) throw plainFailure('redirect count exceeded');
  const isOther = to.origin !== from.origin;
  if (isOther && (to.username || to.password)) throw plainFailure('cross origin not allowed for request mode "cors"');
  const becomesGet =
    (status === 303 && request.method !== 'GET' && request.method !== 'HEAD') ||
    ((status === 301 || status === 302) && request.method === 'POST');
  const dropped = [...(becomesGet ? OF_BODY : []), ...(isOther ? OF_ORIGIN : [])];
  return {
    ...request,
    url: to.href,
    headers: request.headers.filter(([name]) => !dropped.includes(name.toLowerCase())),
    ...(becomesGet ? { method: 'GET', body: null } : {}),
  };
}

function targetOf(location: string, from: URL): URL {
  // Headers are bytes; many a server writes its own alphabet.
  const text = Buffer.from(location, 'latin1').toString('utf8');
  if (!URL.canParse(text, from.href)) throw invalidUrl(text);
  const to = new URL(text, from);
  if (to.protocol !== 'http:' && to.protocol !== 'https:') throw plainFailure('URL scheme must be a HTTP(S) scheme');
  if (to.hash === '') to.hash = from.hash;
  return to;
}

function invalidUrl(input: string): HostFailure {
  const properties = [
    ['code', 'ERR_INVALID_URL'],
    ['input', input],
  ] as const;
  return new HostFailure({ name: 'TypeError', message: 'Invalid URL', properties });
}
