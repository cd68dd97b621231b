/** Which hosts a grant covers: data, and the pure decisions over it. What is compared is what the URL parser made of it. */
import type { Grant } from '../grants.ts';

/** A place on the network, as a parsed address names it. */
export interface Place {
  /** Lower case, in ASCII, IP addresses in one form, IPv6 in brackets. */
  readonly host: string;
  readonly port: number;
}

const DEFAULT_PORTS: Readonly<Record<string, number>> = { 'http:': 80, 'https:': 443 };

export function placeOf({ hostname, port, protocol }: URL): Place {
  return { host: hostname, port: port === '' ? (DEFAULT_PORTS[protocol] ?? 0) : Number(port) };
}

/** For people, and for the names of dependencies. */
export function shownPlace({ host, port }: Place): string {
  return `${host}:${port}`;
}

/** Whether a grant of hosts covers a place: by exactly its name or address, with this port or any. */
export function coversHost(grant: Grant, place: Place): boolean {
  if (grant === true) return true;
  return grant.some((word) => {
    const granted = grantedHost(word);
    return granted !== null && granted.host === place.host && (granted.port ?? place.port) === place.port;
  });
}

/** What a word of a grant means; null for what names no host. */
export function grantedHost(word: string): { readonly host: string; readonly port: number | null } | null {
  const bare = /^[0-9a-f:.]*:[0-9a-f:.]*:[0-9a-f:.]*$/i.test(word) ? `[${word}]` : word;
  const port = /:(\d{1,5})$/.exec(bare)?.[1];
  const host = port === undefined ? bare : bare.slice(0, -port.length - 1);
  if (host === '' || host.endsWith(':') || /[/?#@\\\s%*]/.test(host)) return null;
  const url = parsed(`http://${host}/`);
  if (url === null || url.port !== '' || Number(port ?? 1) > 65535) return null;
  return { host: url.hostname, port: port === undefined ? null : Number(port) };
}

function parsed(text: string): URL | null {
  return URL.canParse(text) ? new URL(text) : null;
}
