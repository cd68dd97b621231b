/** What may be given as a body, as bytes and the type that goes with them. */
import { Buffer } from '../../node/buffer.ts';
import { URLSearchParams } from '../url-search-params.ts';
import { type Content, NO_CONTENT } from './body.ts';

export interface Extracted {
  readonly content: Content;
  readonly type: string | null;
}

export function extractBody(given: unknown): Extracted {
  if (given === null || given === undefined) return { content: NO_CONTENT(), type: null };
  if (given instanceof URLSearchParams) return text(`${given}`, 'application/x-www-form-urlencoded;charset=UTF-8');
  if (ArrayBuffer.isView(given))
    return bytes(new Uint8Array(given.buffer, given.byteOffset, given.byteLength).slice(), null);
  if (given instanceof ArrayBuffer) return bytes(new Uint8Array(given).slice(), null);
  return text(`${given as string}`, 'text/plain;charset=UTF-8');
}

function text(words: string, type: string): Extracted {
  return bytes(new Uint8Array(Buffer.from(words)), type);
}

function bytes(source: Uint8Array, type: string | null): Extracted {
  return { content: { source, used: false }, type };
}
