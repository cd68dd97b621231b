/** The module string_decoder: text from chunks that may cut a character in two. */
import { Buffer, encodingName } from './buffer.ts';

/** How many bytes at the end belong to a character that is not whole yet. */
export function pending(bytes: Uint8Array, encoding: string): number {
  if (encoding === 'utf16le') return pendingUtf16(bytes);
  if (encoding === 'base64' || encoding === 'base64url') return bytes.length % 3;
  if (encoding !== 'utf8') return 0;
  for (let back = 1; back <= Math.min(3, bytes.length); back += 1) {
    const byte = bytes[bytes.length - back] as number;
    if ((byte & 0xc0) === 0x80) continue;
    const need = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : byte >= 0xc0 ? 2 : 1;
    return need > back ? back : 0;
  }
  return 0;
}

function pendingUtf16(bytes: Uint8Array): number {
  const odd = bytes.length % 2;
  const high = bytes[bytes.length - odd - 1] ?? 0;
  return bytes.length - odd >= 2 && high >= 0xd8 && high <= 0xdb ? odd + 2 : odd;
}

export class StringDecoder {
  readonly encoding: string;
  #rest: Uint8Array = new Uint8Array(0);

  constructor(encoding?: string) {
    this.encoding = encodingName(encoding);
  }
  write(chunk: string | Uint8Array): string {
    if (typeof chunk === 'string') return chunk;
    const bytes = Buffer.concat([this.#rest, chunk]);
    const keep = pending(bytes, this.encoding);
    this.#rest = bytes.subarray(bytes.length - keep);
    return bytes.toString(this.encoding, 0, bytes.length - keep);
  }
  end(chunk?: string | Uint8Array): string {
    const text = chunk === undefined ? '' : this.write(chunk);
    const rest = Buffer.from(this.#rest).toString(this.encoding);
    this.#rest = new Uint8Array(0);
    return text + rest;
  }
}

export const stringDecoder = { StringDecoder };
