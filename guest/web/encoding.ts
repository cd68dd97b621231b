/** TextEncoder, TextDecoder, atob and btoa. The conversions are the host's. */
import { OP } from '../abi.ts';
import { StringDecoder } from '../node/string-decoder.ts';
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
  #stream: StringDecoder | undefined;

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
    const bytes = bytesOf(input);
    if (options?.stream || this.#stream) return this.#continue(bytes, options?.stream === true);
    return askText(OP.decodeText, bytes, this.#encoding, this.fatal, this.ignoreBOM);
  }

  #continue(bytes: Uint8Array, more: boolean): string {
    const first = this.#stream === undefined;
    this.#stream ??= new StringDecoder(this.#encoding === 'windows-1252' ? 'latin1' : this.#encoding);
    const text = this.#stream.write(bytes) + (more ? '' : this.#stream.end());
    if (!more) this.#stream = undefined;
    return first && !this.ignoreBOM && text.startsWith('\ufeff') ? text.slice(1) : text;
  }
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
