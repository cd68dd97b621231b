/**
 * The module zlib: gzip, deflate and raw data, at once, by callback and as streams, which give what they come to at their
 * end. Brotli and Zstandard are absent.
 */
import { OP } from '../abi.ts';
import { ask, askBytes } from '../prelude/door.ts';
import { codedError, invalidType, outOfRange, validateFunction } from '../prelude/errors.ts';
import { addAnswer } from '../prelude/loop.ts';
import { Buffer } from './buffer.ts';
import { type Transform, TransformBase, type TransformOptions } from './stream/classes.ts';
import { zlibCodes, zlibConstants } from './zlib-constants.ts';

type Data = string | ArrayBufferView | ArrayBuffer;
type Callback = (error: unknown, result?: Buffer) => void;

interface Options extends TransformOptions {
  readonly level?: number;
  readonly memLevel?: number;
  readonly strategy?: number;
  readonly windowBits?: number;
  readonly dictionary?: Data;
  readonly maxOutputLength?: number;
  readonly chunkSize?: number;
  readonly finishFlush?: number;
}

/** What a class of the module does; `wraps` is what zlib adds to the number of window bits. */
interface Format {
  readonly compresses: boolean;
  readonly wraps: 'raw' | 0 | 16 | 32;
}

const RANGES = {
  level: [-1, 9],
  memLevel: [1, 9],
  strategy: [0, 4],
  windowBits: [8, 15],
} as const;
const DEFAULTS = { level: -1, memLevel: 8, strategy: 0, windowBits: 15 };
/** Bytes of input at a time: few where much comes out of them, so that no piece of the output is large. */
const SLICES = { least: 64, first: 4096, most: 65_536 };
const LARGE = 262_144;

function bytesOf(data: unknown, name = 'buffer'): Uint8Array {
  if (typeof data === 'string') return Buffer.from(data);
  if (data instanceof ArrayBuffer) return new Uint8Array(data);
  if (ArrayBuffer.isView(data)) return new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  throw invalidType(name, 'of type string or an instance of Buffer, TypedArray, DataView, or ArrayBuffer', data);
}

function setting(options: Options, name: keyof typeof RANGES, least: number): number {
  const value = options[name];
  if (value === undefined) return DEFAULTS[name];
  const [low, high] = [Math.max(least, RANGES[name][0]), RANGES[name][1]];
  if (typeof value !== 'number') throw invalidType(`options.${name}`, 'of type number', value);
  if (!(value >= low && value <= high)) throw outOfRange(`options.${name}`, `>= ${low} and <= ${high}`, value);
  return value;
}

/** The settings of one run, as the host takes them. */
function settingsOf({ compresses, wraps }: Format, options: Options): string {
  // Inflating, 0 means what the data says.
  const isOpen = !compresses && (options.windowBits === 0 || options.windowBits === undefined);
  const bits = isOpen ? DEFAULTS.windowBits : setting(options, 'windowBits', compresses && wraps === 16 ? 9 : 8);
  const { dictionary } = options;
  return JSON.stringify({
    compresses,
    windowBits: wraps === 'raw' ? -bits : bits + wraps,
    level: setting(options, 'level', -1),
    memLevel: setting(options, 'memLevel', 1),
    strategy: setting(options, 'strategy', 0),
    dictionary: dictionary === undefined ? null : Buffer.from(dictionaryOf(dictionary)).toString('base64'),
  });
}

function dictionaryOf(dictionary: Data): Uint8Array {
  if (typeof dictionary !== 'string') return bytesOf(dictionary, 'options.dictionary');
  throw invalidType('options.dictionary', 'an instance of Buffer, TypedArray, DataView, or ArrayBuffer', dictionary);
}

function run(format: Format, data: Data, options: Options = {}): Buffer {
  const input = bytesOf(data);
  const id = ask(OP.compressionOpen, settingsOf(format, options)) as number;
  const most = options.maxOutputLength ?? Number.POSITIVE_INFINITY;
  const finish = options.finishFlush ?? zlibConstants.Z_FINISH;
  const parts: Uint8Array[] = [];
  let size = 0;
  try {
    for (let at = 0, end = 0, slice = SLICES.first; end < input.length || at === 0; at = end || 1) {
      end = Math.min(input.length, end + slice);
      const part = askBytes(OP.compressionPush, id, input.subarray(at, end), end === input.length ? finish : 0);
      slice = part.length > LARGE ? Math.max(SLICES.least, slice >> 2) : Math.min(SLICES.most, slice * 2);
      size += part.length;
      if (size > most)
        throw codedError(RangeError, 'ERR_BUFFER_TOO_LARGE', `Cannot create a Buffer larger than ${most} bytes`);
      parts.push(part);
    }
  } finally {
    ask(OP.compressionClose, id);
  }
  return Buffer.concat(parts);
}

const FORMATS: Readonly<Record<string, Format>> = {
  Deflate: { compresses: true, wraps: 0 },
  Inflate: { compresses: false, wraps: 0 },
  Gzip: { compresses: true, wraps: 16 },
  Gunzip: { compresses: false, wraps: 32 },
  DeflateRaw: { compresses: true, wraps: 'raw' },
  InflateRaw: { compresses: false, wraps: 'raw' },
  Unzip: { compresses: false, wraps: 32 },
};

/** A stream of the module: it collects what is written and gives the result at its end. */
function streamClass(name: string, format: Format): new (options?: Options) => Transform {
  const made = {
    [name]: class extends TransformBase {
      readonly #parts: Uint8Array[] = [];
      readonly #options: Options;
      bytesWritten = 0;

      constructor(given?: Options) {
        const options = given ?? {};
        super(options);
        settingsOf(format, options);
        if (options.chunkSize !== undefined && !(options.chunkSize >= zlibConstants.Z_MIN_CHUNK))
          throw outOfRange('options.chunkSize', `>= ${zlibConstants.Z_MIN_CHUNK}`, options.chunkSize);
        this.#options = options;
      }
      override _transform(chunk: unknown, encoding: string, done: (error?: unknown) => void): void {
        const bytes = typeof chunk === 'string' ? Buffer.from(chunk, encoding) : bytesOf(chunk, 'chunk');
        this.#parts.push(bytes);
        this.bytesWritten += bytes.length;
        done();
      }
      override _flush(done: (error?: unknown, result?: unknown) => void): void {
        let result: Buffer;
        try {
          result = run(format, Buffer.concat(this.#parts), this.#options);
        } catch (error) {
          done(error);
          return;
        }
        done(null, result);
      }
      flush(kind: unknown, callback: unknown = kind): void {
        if (typeof callback === 'function') addAnswer(() => callback());
      }
      close(callback?: () => void): void {
        if (callback) this.once('close', callback);
        this.destroy();
      }
    },
  };
  return made[name] as new (
    options?: Options,
  ) => Transform;
}

/** `gzipSync`, `gzip`, `Gzip` and `createGzip`, for each format. */
function membersOf(name: string, format: Format): Record<string, unknown> {
  const Stream = streamClass(name, format);
  const short = name[0]?.toLowerCase() + name.slice(1);
  const members: Record<string, unknown> = {
    [name]: Stream,
    [`create${name}`]: (options?: Options) => new Stream(options),
    [`${short}Sync`]: (buffer: Data, options?: Options) => run(format, buffer, options),
    [short]: (buffer: Data, options: Options | Callback, callback = options as Callback) => {
      validateFunction(callback, 'callback');
      const settings = typeof options === 'function' ? {} : options;
      const input = bytesOf(buffer);
      settingsOf(format, settings);
      addAnswer(() => later(() => run(format, input, settings), callback));
    },
  };
  Object.defineProperty(members[`create${name}`] as object, 'name', { value: `create${name}`, configurable: true });
  Object.defineProperty(members[short] as object, 'name', { value: 'asyncBufferWrapper', configurable: true });
  Object.defineProperty(members[`${short}Sync`] as object, 'name', { value: 'syncBufferWrapper', configurable: true });
  return members;
}

function later(compute: () => Buffer, callback: Callback): void {
  let result: Buffer;
  try {
    result = compute();
  } catch (error) {
    callback(error);
    return;
  }
  callback(null, result);
}

/** CRC-32 of zlib (ISO 3309), continued from a value. */
function crc32(data: Data, value = 0): number {
  let crc = ~value;
  for (const byte of bytesOf(data, 'data')) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  }
  return ~crc >>> 0;
}

export const zlib: Record<string, unknown> = {
  crc32,
  ...Object.assign({}, ...Object.entries(FORMATS).map(([name, format]) => membersOf(name, format))),
  constants: { ...zlibConstants },
  codes: { ...zlibCodes },
};
