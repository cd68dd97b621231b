/** What may be given as a body, and the type that goes with it. */
import { Buffer } from '../../node/buffer.ts';
import { Blob, bytesIn } from '../blob.ts';
import { streamClasses } from '../streams.ts';
import { URLSearchParams } from '../url-search-params.ts';
import { type ByteStream, type Content, contentOfBytes, noContent } from './content.ts';
import { FormData } from './form-data.ts';
import { multipartOf } from './form-writing.ts';

const { ReadableStream } = streamClasses;

export interface Extracted {
  readonly content: Content;
  readonly type: string | null;
}

export function extractBody(given: unknown): Extracted {
  if (given === null || given === undefined) return { content: noContent(), type: null };
  if (given instanceof ReadableStream) return ofStream(given as ByteStream);
  if (given instanceof URLSearchParams) return text(`${given}`, 'application/x-www-form-urlencoded;charset=UTF-8');
  if (given instanceof Blob) return ofBytes(bytesIn(given), given.type || null);
  if (given instanceof FormData) {
    const { bytes, type } = multipartOf(given);
    return ofBytes(bytes, type);
  }
  if (ArrayBuffer.isView(given))
    return ofBytes(new Uint8Array(given.buffer, given.byteOffset, given.byteLength).slice(), null);
  if (given instanceof ArrayBuffer) return ofBytes(new Uint8Array(given).slice(), null);
  if (typeof given === 'object' && Symbol.asyncIterator in given)
    return ofStream(ReadableStream.from(given as AsyncIterable<Uint8Array>) as ByteStream);
  return text(`${given as string}`, 'text/plain;charset=UTF-8');
}

function text(words: string, type: string): Extracted {
  return ofBytes(new Uint8Array(Buffer.from(words)), type);
}

function ofBytes(bytes: Uint8Array, type: string | null): Extracted {
  return { content: contentOfBytes(bytes), type };
}

function ofStream(stream: ByteStream): Extracted {
  return { content: { source: null, stream, used: false }, type: null };
}
