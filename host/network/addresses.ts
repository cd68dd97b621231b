/**
 * Where a granted name may lead. A name means whatever its owner says; that it means this machine, or the services of its
 * own link, is not what was granted: such an address has to be granted itself, or the name has to say so (`localhost`).
 * Private networks are where many a granted name rightly leads.
 */
import { BlockList, isIPv6 } from 'node:net';
import type { Grant } from '../capabilities/grants.ts';
import { coversHost, type Place } from '../capabilities/net/hosts.ts';

/** This machine, its link, all on it, and what is no address of a host. */
const OWN: readonly (readonly [net: string, prefix: number, family: 'ipv4' | 'ipv6'])[] = [
  ['0.0.0.0', 8, 'ipv4'],
  ['127.0.0.0', 8, 'ipv4'],
  ['169.254.0.0', 16, 'ipv4'],
  ['224.0.0.0', 3, 'ipv4'],
  ['::', 128, 'ipv6'],
  ['::1', 128, 'ipv6'],
  ['fe80::', 10, 'ipv6'],
  ['ff00::', 8, 'ipv6'],
];
/** IPv6 addresses that hold one of IPv4 in their last 32 bits. */
const HOLDING: readonly (readonly [net: string, prefix: number])[] = [
  ['::', 96],
  ['::ffff:0:0', 96],
  ['::ffff:0:0:0', 96],
  ['64:ff9b::', 96],
];

function listOf(nets: readonly (readonly [string, number, ('ipv4' | 'ipv6')?])[]): BlockList {
  const list = new BlockList();
  for (const [net, prefix, family = 'ipv6'] of nets) list.addSubnet(net, prefix, family);
  return list;
}

const own = listOf(OWN);
const holding = listOf(HOLDING);

/** Whether an address means this machine or its link, however it is written. */
export function isOwnAddress(address: string): boolean {
  const family = isIPv6(address) ? 'ipv6' : 'ipv4';
  if (own.check(address, family)) return true;
  return family === 'ipv6' && holding.check(address, 'ipv6') && own.check(held(address), 'ipv4');
}

/** The IPv4 address in the last 32 bits, as the URL parser writes them. */
function held(address: string): string {
  const text = new URL(`http://[${address.split('%')[0]}]/`).hostname.slice(1, -1);
  const groups = text.split(':');
  const [high, low] = [groups.at(-2) || '0', groups.at(-1) || '0'].map((group) => Number.parseInt(group, 16));
  const parts = [(high as number) >> 8, (high as number) & 255, (low as number) >> 8, (low as number) & 255];
  return parts.join('.');
}

/** Whether a connection to a granted place may go to this address, which its name resolved to. */
export function mayLeadTo(grant: Grant, { host, port }: Place, address: string): boolean {
  if (host === 'localhost' || host.endsWith('.localhost') || !isOwnAddress(address)) return true;
  const literal = isIPv6(address) ? new URL(`http://[${address.split('%')[0]}]/`).hostname : address;
  return coversHost(grant, { host: literal, port });
}
