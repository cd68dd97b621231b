/** What a body consists of: bytes, a stream, or what is still to come from outside; and how it is used up, once. */
import { NativePromise, NativeUint8Array, promiseThen } from '../../prelude/primordials.ts';
import { isDisturbed, streamClasses } from '../streams.ts';
import type { Incoming } from './incoming.ts';

const { ReadableStream, ReadableStreamDefaultReader } = streamClasses;

/** A stream of bytes, whoever made it. */
export type ByteStream = InstanceType<typeof ReadableStream<Uint8Array>>;

export interface Content {
  /** Null: there is no body, or the stream has it. */
  source: Uint8Array | Incoming | null;
  /** Once somebody asked for it, or gave it. */
  stream: ByteStream | null;
  /** Read without its stream. */
  used: boolean;
}

export function noContent(): Content {
  return { source: null, stream: null, used: false };
}

export function contentOfBytes(source: Uint8Array): Content {
  return { source, stream: null, used: false };
}

export function isEmpty({ source, stream }: Content): boolean {
  return source === null && stream === null;
}

export function isUsed({ stream, used }: Content): boolean {
  return used || (stream !== null && isDisturbed(stream));
}

/** Whether it cannot be read any more, or somebody else is reading it. */
export function isUnusable(content: Content): boolean {
  return isUsed(content) || content.stream?.locked === true;
}

/** Reads it whole, once. */
export function readWhole(content: Content): Promise<Uint8Array> {
  if (isUnusable(content)) return NativePromise.reject(new TypeError('Body is unusable: Body has already been read'));
  const { source, stream } = content;
  if (stream !== null) return drain(stream);
  if (source === null) return NativePromise.resolve(new NativeUint8Array(0));
  content.used = true;
  return source instanceof NativeUint8Array ? NativePromise.resolve(source as Uint8Array) : source.rest();
}

function drain(stream: ByteStream): Promise<Uint8Array> {
  const reader = new ReadableStreamDefaultReader(stream);
  const parts: Uint8Array[] = [];
  const take = ({ done, value }: { done: boolean; value?: unknown }): unknown => {
    if (done) return joined(parts);
    if (!(value instanceof NativeUint8Array)) throw new TypeError('Received non-Uint8Array chunk');
    parts.push(value);
    return promiseThen(reader.read(), take);
  };
  return promiseThen(reader.read(), take) as Promise<Uint8Array>;
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new NativeUint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** Its stream, the same one each time; null where there is no body. */
export function streamOf(content: Content): ByteStream | null {
  if (isEmpty(content)) return null;
  content.stream ??= streamFrom(content.used ? null : (content.source as Uint8Array | Incoming));
  if (content.used && !content.stream.locked) new ReadableStreamDefaultReader(content.stream);
  return content.stream;
}

function streamFrom(source: Uint8Array | Incoming | null): ByteStream {
  let left = source;
  const next = (): Promise<Uint8Array | undefined> => {
    const given = left;
    if (given !== null && !(given instanceof NativeUint8Array)) return given.next();
    left = null;
    return NativePromise.resolve(given !== null && given.length > 0 ? given.slice() : undefined);
  };
  return new ReadableStream({
    type: 'bytes',
    start(controller) {
      if (source === null) controller.close();
    },
    pull(controller) {
      return promiseThen(next(), (part: Uint8Array<ArrayBuffer> | undefined) => {
        if (part !== undefined) return controller.enqueue(part);
        controller.close();
        controller.byobRequest?.respond(0);
      }) as Promise<void>;
    },
    cancel(reason) {
      if (source !== null && !(source instanceof NativeUint8Array)) source.cancel(reason);
    },
  }) as ByteStream;
}

/** The same body for somebody else. */
export function forked(content: Content): Content {
  const { source, stream } = content;
  if (stream !== null) {
    const [mine, theirs] = stream.tee();
    content.stream = mine as ByteStream;
    return { source: null, stream: theirs as ByteStream, used: false };
  }
  const own = source instanceof NativeUint8Array || source === null ? source : source.fork();
  return { source: own, stream: null, used: false };
}

/** Hands the body over to somebody else. */
export function takenOver(content: Content): Content {
  const { source, stream } = content;
  content.used = !isEmpty(content);
  content.stream = null;
  return { source, stream, used: false };
}
