/** The one door to the package that is node's own streams. */
import Stream from 'readable-stream/lib/stream.js';

export type {
  Readable,
  Transform,
  TransformOptions,
  Writable,
} from 'readable-stream/lib/stream.js';
export { Stream };
export const { Readable: ReadableBase, Writable: WritableBase, Transform: TransformBase, Duplex } = Stream;
