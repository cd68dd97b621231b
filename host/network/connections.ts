/** Connections to checked addresses: a name is resolved once for each, and what it resolved to is what is connected to. */
import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import { HostFailure } from '../capabilities/capability.ts';
import type { Grant } from '../capabilities/grants.ts';
import { refusedPlace } from '../capabilities/net/checks.ts';
import type { Place } from '../capabilities/net/hosts.ts';
import { mayLeadTo } from './addresses.ts';

/** Where a name leads. */
export type Resolve = (host: string) => Promise<readonly { readonly address: string; readonly family: number }[]>;

/** Sockets that stay open for the next request to the same place. */
const IDLE_MS = 4_000;
/** Requests at once whose answers have not begun. */
export const MOST_AT_ONCE = 128;

/** The agents that keep connections, by protocol. */
export interface Agents {
  readonly 'http:': HttpAgent;
  readonly 'https:': HttpsAgent;
}

export function createAgents(): Agents {
  const options = { keepAlive: true, timeout: IDLE_MS };
  return { 'http:': new HttpAgent(options), 'https:': new HttpsAgent(options) };
}

/** The `lookup` of a connection to a place that was checked: answers only with addresses that it may lead to. */
export function checkedLookup(place: Place, grant: Grant, resolve: Resolve): LookupFunction {
  return (hostname, options, callback) => {
    const fail = (error: unknown): void => callback(error as NodeJS.ErrnoException, '');
    resolve(hostname).then((found) => {
      const allowed = found.filter(({ address }) => isIP(address) !== 0 && mayLeadTo(grant, place, address));
      const first = allowed[0];
      if (!first) return fail(new HostFailure(refusedPlace(place, found[0]?.address)));
      if (options.all) callback(null, [...allowed]);
      else callback(null, first.address, first.family);
    }, fail);
  };
}
