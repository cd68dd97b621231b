/**
 * Pure computations that the host does exactly as node does and far faster than the guest could: encodings and URLs.
 * The answers follow from the arguments alone, so nothing is recorded.
 */
import type { UrlAnswer } from '../../guest/abi.ts';
import { OP } from '../../guest/abi.ts';
import { bytes, text } from './arguments.ts';
import { type Capability, type GuestValue, HostFailure } from './capability.ts';
import { codedFailure } from './failure.ts';

export function textCapability(): Capability {
  return {
    ops: {
      [OP.encode]: ([value, encoding]) => Buffer.from(text(value), text(encoding) as BufferEncoding),
      [OP.decode]: ([value, encoding]) => asBuffer(bytes(value)).toString(text(encoding) as BufferEncoding),
      [OP.decodeText]: ([value, label, fatal, ignoreBOM, isPart]) => {
        const decoder = () => new TextDecoder(text(label), { fatal: fatal === true, ignoreBOM: ignoreBOM === true });
        return decodeText(decoder, bytes(value), isPart === true && label === 'windows-1252');
      },
      [OP.parseUrl]: ([url, base]) => parseUrl(text(url), base),
      [OP.changeUrl]: ([url, part, value]) => changeUrl(text(url), text(part), text(value)),
    },
  };
}

function asBuffer(value: Uint8Array): Buffer {
  return Buffer.from(value.buffer, value.byteOffset, value.byteLength);
}

/** A part of a windows-1252 text is read by other tables than a whole one: node's, in both cases. */
function decodeText(decoder: () => InstanceType<typeof TextDecoder>, value: Uint8Array, stream: boolean): string {
  try {
    return decoder().decode(value, { stream });
  } catch (error) {
    const code = (error as { code?: string }).code ?? 'ERR_ENCODING_INVALID_ENCODED_DATA';
    throw codedFailure(error instanceof RangeError ? 'RangeError' : 'TypeError', code, (error as Error).message);
  }
}

const parts = [
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
  'hash',
] as const;

function answerOf(url: URL): string {
  const answer = Object.fromEntries(parts.map((part) => [part, url[part]]));
  return JSON.stringify(answer satisfies Partial<UrlAnswer>);
}

function parseUrl(url: string, base: GuestValue): string {
  try {
    return answerOf(new URL(url, typeof base === 'string' ? base : undefined));
  } catch {
    const properties: [string, string][] = [
      ['code', 'ERR_INVALID_URL'],
      ['input', url],
    ];
    if (typeof base === 'string') properties.push(['base', base]);
    throw new HostFailure({ name: 'TypeError', message: 'Invalid URL', properties });
  }
}

function changeUrl(href: string, part: string, value: string): string {
  const url = new URL(href);
  const name = parts.find((known) => known === part && known !== 'origin');
  if (name) Reflect.set(url, name, value);
  return answerOf(url);
}
