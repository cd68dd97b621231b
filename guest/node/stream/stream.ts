/** The modules stream and stream/promises. */
import { Stream } from './classes.ts';
import { duplexPair } from './duplex-pair.ts';
import {
  duplexFromWeb,
  duplexToWeb,
  readableFromWeb,
  readableToWeb,
  writableFromWeb,
  writableToWeb,
} from './web-adapters.ts';

Object.assign(Stream.Readable, { fromWeb: readableFromWeb, toWeb: readableToWeb });
Object.assign(Stream.Writable, { fromWeb: writableFromWeb, toWeb: writableToWeb });
Object.assign(Stream.Duplex, { fromWeb: duplexFromWeb, toWeb: duplexToWeb });
Object.assign(Stream, { duplexPair, _isArrayBufferView: (value: unknown): boolean => ArrayBuffer.isView(value) });

export const stream = Stream;
export const streamPromises = Stream.promises;
