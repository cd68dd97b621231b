/** Blob and File: immutable bytes in parts, which no one else holds. */
import { Buffer } from '../node/buffer.ts';
import { codedError, invalidType, invalidValue } from '../prelude/errors.ts';
import { defineProperty, NativePromise } from '../prelude/primordials.ts';
import { queueMicrotask } from '../prelude/timers.ts';
import { makeEnumerable, showAs, tag } from './shown.ts';
import { streamClasses } from './streams.ts';

const { ReadableStream } = streamClasses;

interface Options {
  readonly type?: unknown;
  readonly endings?: unknown;
}

/** Bytes of a chunk of its stream, at most. */
const CHUNK = 65_536;
const printable = /^[\x20-\x7e]*$/;

function typeOf(given: unknown): string {
  const text = `${given}`;
  return printable.test(text) ? text.toLowerCase() : '';
}

function checkedOptions(options: unknown): Options {
  if (options === undefined || options === null) return {};
  if (typeof options !== 'object' && typeof options !== 'function')
    throw invalidType('options', 'a dictionary', options);
  return options as Options;
}

let partsOf: (blob: Blob) => readonly Uint8Array[];
let made: (parts: readonly Uint8Array[], type: string) => Blob;

/** A copy of what a source holds; a text may have its line ends turned into this platform's. */
function copied(source: unknown, endings: unknown): readonly Uint8Array[] {
  if (source instanceof Blob) return partsOf(source);
  if (ArrayBuffer.isView(source)) return [new Uint8Array(source.buffer, source.byteOffset, source.byteLength).slice()];
  if (source instanceof ArrayBuffer || source instanceof SharedArrayBuffer) return [new Uint8Array(source).slice()];
  const text = `${source}`;
  return [new Uint8Array(Buffer.from(endings === 'native' ? text.replace(/\r\n?/g, '\n') : text))];
}

function collected(sources: unknown, endings: unknown): Uint8Array[] {
  const given = sources as Iterable<unknown> | null;
  if (given === null || typeof given !== 'object' || typeof given[Symbol.iterator] !== 'function')
    throw invalidType('sources', 'a sequence', sources);
  return [...given].flatMap((source) => copied(source, endings)).filter((part) => part.length > 0);
}

/** A position counted from the end if negative, within the size. */
function position(given: unknown, size: number, otherwise: number): number {
  const at = given === undefined ? otherwise : Math.trunc(Number(given)) || 0;
  return at < 0 ? Math.max(size + at, 0) : Math.min(at, size);
}

function* piecesOf(parts: readonly Uint8Array[]): Generator<Uint8Array> {
  for (const part of parts) for (let at = 0; at < part.length; at += CHUNK) yield part.slice(at, at + CHUNK);
}

export class Blob {
  #parts: readonly Uint8Array[];
  #type: string;

  constructor(sources: unknown = [], options?: unknown) {
    if (sources === null) throw invalidType('sources', 'a sequence', sources);
    const { type = '', endings = 'transparent' } = checkedOptions(options);
    if (endings !== 'transparent' && endings !== 'native') throw invalidValue('options.endings', endings);
    this.#parts = collected(sources, endings);
    this.#type = typeOf(type);
  }

  static {
    partsOf = (blob) => blob.#parts;
    made = (parts, type) => {
      const blob = new Blob();
      blob.#parts = parts;
      blob.#type = type;
      return blob;
    };
  }

  get type(): string {
    return this.#type;
  }
  get size(): number {
    return this.#parts.reduce((sum, part) => sum + part.length, 0);
  }
  slice(start?: unknown, end?: unknown, type: unknown = ''): Blob {
    const { size } = this;
    const from = position(start, size, 0);
    const to = position(end, size, size);
    const parts: Uint8Array[] = [];
    let at = 0;
    for (const part of this.#parts) {
      const piece = part.subarray(Math.max(0, from - at), Math.max(0, to - at));
      if (piece.length > 0) parts.push(piece);
      at += part.length;
    }
    return made(parts, typeOf(type));
  }
  arrayBuffer(): Promise<ArrayBuffer> {
    return after(this.#parts.length, () => whole(this.#parts).buffer as ArrayBuffer);
  }
  text(): Promise<string> {
    return after(this.#parts.length + 1, () => Buffer.from(whole(this.#parts)).toString());
  }
  bytes(): Promise<Uint8Array> {
    return after(this.#parts.length + 1, () => whole(this.#parts));
  }
  stream(): unknown {
    const pieces = piecesOf(this.#parts);
    return new ReadableStream({
      type: 'bytes',
      pull(controller) {
        const { value, done } = pieces.next();
        if (!done) return controller.enqueue(value as Uint8Array<ArrayBuffer>);
        controller.close();
        controller.byobRequest?.respond(0);
      },
    });
  }
}

/** The bytes of a blob. */
export function bytesIn(blob: Blob): Uint8Array {
  return whole(partsOf(blob));
}

function whole(parts: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}

/** What is read comes after as many microtasks as node takes. */
function after<T>(rounds: number, read: () => T): Promise<T> {
  return new NativePromise((resolve) => {
    const step = (left: number): void => (left === 0 ? resolve(read()) : queueMicrotask(() => step(left - 1)));
    step(rounds);
  });
}

export class File extends Blob {
  readonly #name: string;
  readonly #lastModified: number;

  constructor(...given: [bits: unknown, name: unknown, options?: unknown]) {
    if (given.length < 2)
      throw codedError(TypeError, 'ERR_MISSING_ARGS', 'The "fileBits" and "fileName" arguments must be specified');
    const [bits, name, options] = given;
    super(bits, options);
    const { lastModified } = checkedOptions(options) as { readonly lastModified?: unknown };
    this.#lastModified = lastModified === undefined ? Date.now() : Math.trunc(Number(lastModified)) || 0;
    this.#name = (`${name}` as string & { toWellFormed(): string }).toWellFormed();
  }
  get name(): string {
    return this.#name;
  }
  get lastModified(): number {
    return this.#lastModified;
  }
}
defineProperty(File, 'length', { value: 2, configurable: true });

makeEnumerable(Blob.prototype, ['type', 'size', 'slice', 'arrayBuffer', 'text', 'stream']);
makeEnumerable(File.prototype, ['name', 'lastModified']);
showAs(Blob.prototype, 'Blob', ({ size, type }) => ({ size, type }));
showAs(File.prototype, 'File', ({ size, type, name, lastModified }) => ({ size, type, name, lastModified }));
tag(Blob.prototype, 'Blob');
tag(File.prototype, 'File');
