/** TextEncoder, TextDecoder, atob and btoa. The conversions are the host's. */
import { OP } from '../abi.ts';
import { Buffer } from '../node/buffer.ts';
import { pending } from '../node/string-decoder.ts';
import { askBytes, askText } from '../prelude/door.ts';
import { codedError, invalidType } from '../prelude/errors.ts';
import { DOMException } from './dom-exception.ts';

export class TextEncoder {
  get encoding(): string {
    return 'utf-8';
  }
  encode(text: unknown = ''): Uint8Array {
    return askBytes(OP.encode, `${text}`, 'utf8');
  }
  encodeInto(text: string, target: Uint8Array): { read: number; written: number } {
    let read = 0;
    let written = 0;
    for (const character of text) {
      const bytes = askBytes(OP.encode, character, 'utf8');
      if (written + bytes.length > target.length) break;
      target.set(bytes, written);
      written += bytes.length;
      read += character.length;
    }
    return { read, written };
  }
}

/** Labels of the encodings that are served, and their names. */
const labels: Readonly<Record<string, string>> = {
  'utf-8': 'utf-8',
  utf8: 'utf-8',
  'unicode-1-1-utf-8': 'utf-8',
  'utf-16le': 'utf-16le',
  'utf-16': 'utf-16le',
  'utf-16be': 'utf-16be',
  unicodefffe: 'utf-16be',
  'ucs-2': 'utf-16le',
  unicode: 'utf-16le',
  'iso-10646-ucs-2': 'utf-16le',
  csunicode: 'utf-16le',
  'x-unicode20utf8': 'utf-8',
  unicode11utf8: 'utf-8',
  unicode20utf8: 'utf-8',
  cp1252: 'windows-1252',
  iso88591: 'windows-1252',
  'iso8859-1': 'windows-1252',
  l1: 'windows-1252',
  ucs2: 'utf-16le',
  latin1: 'windows-1252',
  'iso-8859-1': 'windows-1252',
  ascii: 'windows-1252',
  'us-ascii': 'windows-1252',
  'windows-1252': 'windows-1252',
};

function bytesOf(input: unknown): Uint8Array {
  if (input === undefined) return new Uint8Array(0);
  if (ArrayBuffer.isView(input)) return new Uint8Array(input.buffer, input.byteOffset, input.byteLength);
  if (input instanceof ArrayBuffer || input instanceof SharedArrayBuffer) return new Uint8Array(input);
  throw invalidType('list', 'an instance of SharedArrayBuffer, ArrayBuffer or ArrayBufferView', input);
}

interface DecoderOptions {
  readonly fatal?: boolean;
  readonly ignoreBOM?: boolean;
}

export class TextDecoder {
  readonly #encoding: string;
  readonly #options: DecoderOptions;
  /** Of a text that goes on: bytes that wait for the next ones, and whether some were decoded. */
  #rest: Uint8Array = new Uint8Array(0);
  #begun = false;

  constructor(label: unknown = 'utf-8', options: DecoderOptions = {}) {
    const found = labels[`${label}`.trim().toLowerCase()];
    if (found === undefined)
      throw codedError(RangeError, 'ERR_ENCODING_NOT_SUPPORTED', `The "${label}" encoding is not supported`);
    this.#encoding = found;
    this.#options = options ?? {};
  }
  get encoding(): string {
    return this.#encoding;
  }
  get fatal(): boolean {
    return this.#options.fatal === true;
  }
  get ignoreBOM(): boolean {
    return this.#options.ignoreBOM === true;
  }
  decode(input?: unknown, options?: { readonly stream?: boolean }): string {
    const bytes = this.#rest.length === 0 ? bytesOf(input) : Buffer.concat([this.#rest, bytesOf(input)]);
    const isMore = options?.stream === true;
    const whole = bytes.length - (isMore ? unfinished(bytes, this.#encoding) : 0);
    const keepsBom = this.ignoreBOM || this.#begun;
    const isPart = isMore || this.#begun;
    this.#rest = bytes.slice(whole);
    this.#begun = isMore && (this.#begun || whole > 0);
    return askText(OP.decodeText, bytes.subarray(0, whole), this.#encoding, this.fatal, keepsBom, isPart);
  }
}

/** What no character begins with waits for nothing. */
function unfinishedUtf8(bytes: Uint8Array): number {
  const kept = pending(bytes, 'utf8');
  const lead = bytes[bytes.length - kept] ?? 0;
  return kept > 0 && (lead > 0xf4 || lead < 0xc2) ? 0 : kept;
}

/** How many bytes at the end may belong to a character that is not whole yet. */
function unfinished(bytes: Uint8Array, encoding: string): number {
  if (encoding === 'windows-1252') return 0;
  if (encoding === 'utf-8') return unfinishedUtf8(bytes);
  if (encoding === 'utf-16le') return pending(bytes, 'utf16le');
  const odd = bytes.length % 2;
  const high = bytes[bytes.length - odd - 2] ?? 0;
  return high >= 0xd8 && high <= 0xdb ? odd + 2 : odd;
}

const alphabet = /^[A-Za-z0-9+/]*={0,2}$/;

export function atob(data: unknown): string {
  const text = `${data}`.replace(/[\t\n\f\r ]/g, '');
  const bare = text.length % 4 === 0 ? text.replace(/={1,2}$/, '') : text;
  if (!alphabet.test(bare) || bare.includes('=') || bare.length % 4 === 1) {
    throw new DOMException('The string to be decoded is not correctly encoded.', 'InvalidCharacterError');
  }
  return askText(OP.decode, askBytes(OP.encode, bare, 'base64'), 'latin1');
}

export function btoa(data: unknown): string {
  const text = `${data}`;
  for (let i = 0; i < text.length; i += 1) {
    if (text.charCodeAt(i) > 255) throw new DOMException('Invalid character', 'InvalidCharacterError');
  }
  return askText(OP.decode, askBytes(OP.encode, text, 'latin1'), 'base64');
}
