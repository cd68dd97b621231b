/** The body of a request or a response: bytes, a stream, or what is still to come from outside; and reading it whole. */
import { defineProperty, jsonParse, NativePromise, promiseThen } from '../../prelude/primordials.ts';
import { TextDecoder } from '../encoding.ts';
import type { Incoming } from './incoming.ts';

/** What a body consists of. Reading it, or making a stream of it, uses it up. */
export interface Content {
  source: Uint8Array | Incoming | null;
  used: boolean;
}

export const NO_CONTENT = (): Content => ({ source: null, used: false });

/** The same body for somebody else; what is still to come would have to be told to both. */
export function copyContent({ source }: Content): Content {
  if (source !== null && !(source instanceof Uint8Array))
    throw new TypeError('a body that is still coming cannot be cloned');
  return { source, used: false };
}

/** Reads it whole, once. */
function readWhole(content: Content): Promise<Uint8Array> {
  if (content.used) return NativePromise.reject(new TypeError('Body is unusable: Body has already been read'));
  const { source } = content;
  if (source === null) return NativePromise.resolve(new Uint8Array(0));
  content.used = true;
  return source instanceof Uint8Array ? NativePromise.resolve(source) : source.rest();
}

function read<T>(content: Content, as: (bytes: Uint8Array) => T): Promise<T> {
  return promiseThen(readWhole(content), as) as Promise<T>;
}

function textOf(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes);
}

/** Gives a class its body's members. */
export function defineBody<T extends object>(prototype: T, contentOf: (owner: T) => Content): void {
  const members = {
    get bodyUsed(): boolean {
      return contentOf(this as unknown as T).used;
    },
    arrayBuffer(): Promise<ArrayBuffer> {
      return read(contentOf(this as unknown as T), (bytes) => bytes.slice().buffer as ArrayBuffer);
    },
    text(): Promise<string> {
      return read(contentOf(this as unknown as T), textOf);
    },
    json(): Promise<unknown> {
      return read(contentOf(this as unknown as T), (bytes) => jsonParse(textOf(bytes)) as unknown);
    },
    bytes(): Promise<Uint8Array> {
      return read(contentOf(this as unknown as T), (bytes) => bytes.slice());
    },
  };
  for (const [name, descriptor] of Object.entries(Object.getOwnPropertyDescriptors(members)))
    defineProperty(prototype, name, descriptor);
}
