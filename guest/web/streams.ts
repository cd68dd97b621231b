/** The streams of the web platform: the one door to the package that implements them, which is made to look as in node. */

// First: the package takes `then` while it loads.
import '../prelude/promises.ts';
import * as streams from 'web-streams-polyfill';
import { showAs } from './shown.ts';

const {
  ByteLengthQueuingStrategy,
  CountQueuingStrategy,
  ReadableByteStreamController,
  ReadableStream,
  ReadableStreamBYOBReader,
  ReadableStreamBYOBRequest,
  ReadableStreamDefaultController,
  ReadableStreamDefaultReader,
  TransformStream,
  TransformStreamDefaultController,
  WritableStream,
  WritableStreamDefaultController,
  WritableStreamDefaultWriter,
} = streams;

export const streamClasses = {
  TransformStream,
  TransformStreamDefaultController,
  WritableStream,
  WritableStreamDefaultController,
  WritableStreamDefaultWriter,
  ReadableStream,
  ReadableStreamDefaultReader,
  ReadableStreamBYOBReader,
  ReadableStreamBYOBRequest,
  ReadableByteStreamController,
  ReadableStreamDefaultController,
  ByteLengthQueuingStrategy,
  CountQueuingStrategy,
};

/** What objects of the package keep, by the names that it has for them (scripts/private-names.mjs). */
const { privateNames } = streams as unknown as { readonly privateNames: Readonly<Record<string, symbol>> };
const inside = (value: unknown, name: string): unknown =>
  (value as Record<symbol, unknown>)[privateNames[name] as symbol];

/** Whether anybody has read of a stream, or cancelled it. */
export function isDisturbed(stream: object): boolean {
  return inside(stream, '_disturbed') === true;
}

showAs(ReadableStream.prototype, 'ReadableStream', (stream) => ({
  locked: stream.locked,
  state: inside(stream, '_state'),
  supportsBYOB: inside(stream, '_readableStreamController') instanceof ReadableByteStreamController,
}));
showAs(WritableStream.prototype, 'WritableStream', (stream) => ({
  locked: stream.locked,
  state: inside(stream, '_state'),
}));
showAs(TransformStream.prototype, 'TransformStream', (stream) => ({
  readable: stream.readable,
  writable: stream.writable,
  backpressure: inside(stream, '_backpressure'),
}));
showAs(WritableStreamDefaultWriter.prototype, 'WritableStreamDefaultWriter', (writer) => ({
  stream: inside(writer, '_ownerWritableStream'),
  close: writer.closed,
  ready: writer.ready,
  desiredSize: writer.desiredSize,
}));
showAs(ReadableStreamDefaultReader.prototype, 'ReadableStreamDefaultReader', (reader) => ({
  stream: inside(reader, '_ownerReadableStream'),
  readRequests: (inside(reader, '_readRequests') as { readonly length: number }).length,
  close: reader.closed,
}));
for (const Class of [
  ReadableStreamDefaultController,
  ReadableByteStreamController,
  WritableStreamDefaultController,
  TransformStreamDefaultController,
  ReadableStreamBYOBReader,
  ReadableStreamBYOBRequest,
])
  showAs(Class.prototype, Class.name, () => ({}));
for (const Class of [ByteLengthQueuingStrategy, CountQueuingStrategy])
  showAs(Class.prototype as { readonly highWaterMark: number }, Class.name, ({ highWaterMark }) => ({ highWaterMark }));
