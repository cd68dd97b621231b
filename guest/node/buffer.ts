/** Buffer: bytes with node's methods. Text conversions are the host's, hence exactly node's. */
import { OP } from '../abi.ts';
import { askBytes, askText } from '../prelude/door.ts';
import { codedError, invalidType } from '../prelude/errors.ts';
import { inspect } from '../prelude/inspect.ts';
import { numberMethods } from './buffer-numbers.ts';

/** Names that node takes for an encoding, and the one it means. */
const encodings: Readonly<Record<string, string>> = {
  utf8: 'utf8',
  'utf-8': 'utf8',
  ascii: 'ascii',
  latin1: 'latin1',
  binary: 'latin1',
  base64: 'base64',
  base64url: 'base64url',
  hex: 'hex',
  ucs2: 'utf16le',
  'ucs-2': 'utf16le',
  utf16le: 'utf16le',
  'utf-16le': 'utf16le',
};

/** The canonical name of an encoding; utf8 when none is given. Throws as node does for one it does not know. */
export function encodingName(encoding: unknown): string {
  if (encoding === undefined || encoding === null || encoding === '') return 'utf8';
  const found = encodings[`${encoding}`.toLowerCase()];
  if (found === undefined) throw codedError(TypeError, 'ERR_UNKNOWN_ENCODING', `Unknown encoding: ${encoding}`);
  return found;
}

const customInspect = Symbol.for('nodejs.util.inspect.custom');
const shownBytes = 50;

type Source = string | ArrayLike<number> | ArrayBufferLike | Iterable<number> | { valueOf(): unknown };

function isBuffer(value: unknown): value is Buffer {
  return value instanceof Buffer;
}

function view(bytes: Uint8Array): Buffer {
  return new Buffer(bytes.buffer as ArrayBuffer, bytes.byteOffset, bytes.byteLength);
}

function fromObject(value: object): Buffer {
  const { type, data } = value as { type?: unknown; data?: unknown };
  if (type === 'Buffer' && Array.isArray(data)) return view(Uint8Array.from(data as number[]));
  if (Symbol.iterator in value || 'length' in value) return view(Uint8Array.from(value as ArrayLike<number>));
  const primitive: unknown = value.valueOf();
  if (primitive !== value && primitive !== null && primitive !== undefined) return Buffer.from(primitive as Source);
  throw wrongSource(value);
}

function wrongSource(value: unknown): Error {
  const expected = 'of type string or an instance of Buffer, ArrayBuffer, or Array or an Array-like Object';
  const error = invalidType('first', expected, value);
  error.message = error.message.replace('The "first" argument', 'The first argument');
  return error;
}

function needle(value: unknown, encoding: unknown): Uint8Array | number {
  if (typeof value === 'number') return value & 0xff;
  if (typeof value === 'string') return Buffer.from(value, encoding as string);
  if (value instanceof Uint8Array) return value;
  throw invalidType('value', 'one of type number or string or an instance of Buffer or Uint8Array', value);
}

function matchesAt(bytes: Uint8Array, at: number, wanted: Uint8Array): boolean {
  for (let i = 0; i < wanted.length; i += 1) if (bytes[at + i] !== wanted[i]) return false;
  return true;
}

export class Buffer extends Uint8Array<ArrayBuffer> {
  static poolSize = 8192;

  static override from(source: unknown, second?: unknown, third?: unknown): Buffer {
    if (typeof source === 'string') return view(askBytes(OP.encode, source, encodingName(second)));
    if (source instanceof ArrayBuffer || source instanceof SharedArrayBuffer) {
      return new Buffer(source as ArrayBuffer, (second as number | undefined) ?? 0, third as number | undefined);
    }
    if (source instanceof Uint8Array) return view(source.slice());
    if (typeof source === 'object' && source !== null) return fromObject(source);
    throw wrongSource(source);
  }
  static override of(...items: number[]): Buffer {
    return view(Uint8Array.of(...items));
  }
  static alloc(size: number, fill?: unknown, encoding?: string): Buffer {
    checkSize(size);
    const made = view(new Uint8Array(size));
    return fill === undefined || fill === 0 ? made : made.fill(fill as string, encoding as unknown as number);
  }
  static allocUnsafe(size: number): Buffer {
    return Buffer.alloc(size);
  }
  static allocUnsafeSlow(size: number): Buffer {
    return Buffer.alloc(size);
  }
  static isBuffer(value: unknown): boolean {
    return isBuffer(value);
  }
  static isEncoding(value: unknown): boolean {
    return typeof value === 'string' && value.length > 0 && value.toLowerCase() in encodings;
  }
  static byteLength(value: unknown, encoding?: unknown): number {
    if (typeof value === 'string') return Buffer.from(value, encoding).length;
    return (value as ArrayBuffer).byteLength;
  }
  static compare(a: Uint8Array, b: Uint8Array): number {
    const length = Math.min(a.length, b.length);
    for (let i = 0; i < length; i += 1) {
      const [x, y] = [a[i] as number, b[i] as number];
      if (x !== y) return x < y ? -1 : 1;
    }
    return Math.sign(a.length - b.length);
  }
  static concat(list: readonly Uint8Array[], total?: number): Buffer {
    if (!Array.isArray(list)) throw invalidType('list', 'an instance of Array', list);
    const size = total ?? list.reduce((sum, part) => sum + part.length, 0);
    const joined = Buffer.alloc(size);
    let at = 0;
    for (const part of list) {
      if (at >= size) break;
      joined.set(part.subarray(0, size - at), at);
      at += part.length;
    }
    return joined;
  }

  get parent(): ArrayBufferLike {
    return this.buffer;
  }
  get offset(): number {
    return this.byteOffset;
  }
  override toString(encoding?: unknown, start = 0, end: number = this.length): string {
    const name = encodingName(encoding);
    const from = Math.max(0, start | 0);
    const to = Math.min(this.length, end);
    return to <= from ? '' : askText(OP.decode, super.subarray(from, to), name);
  }
  override toLocaleString(encoding?: unknown): string {
    return this.toString(encoding);
  }
  toJSON(): { type: 'Buffer'; data: number[] } {
    return { type: 'Buffer', data: Array.from(this) };
  }
  equals(other: Uint8Array): boolean {
    return this === other || Buffer.compare(this, other) === 0;
  }
  compare(other: Uint8Array, from = 0, to: number = other.length, start = 0, end: number = this.length): number {
    return Buffer.compare(super.subarray(start, end), other.subarray(from, to));
  }
  copy(target: Uint8Array, at = 0, start = 0, end: number = this.length): number {
    const part = super.subarray(start, Math.min(end, start + target.length - at));
    target.set(part, at);
    return part.length;
  }
  override slice(start?: number, end?: number): Buffer {
    return this.subarray(start, end);
  }
  override subarray(start?: number, end?: number): Buffer {
    return view(super.subarray(start, end));
  }
  write(text: string, offset?: unknown, length?: unknown, encoding?: unknown): number {
    const name = [offset, length, encoding].find((value) => typeof value === 'string');
    const at = typeof offset === 'number' ? offset : 0;
    const room = Math.min(this.length - at, typeof length === 'number' ? length : this.length);
    const bytes = wholeCharacters(Buffer.from(text, name), room, encodingName(name));
    this.set(bytes, at);
    return bytes.length;
  }
  override fill(value: unknown, start?: unknown, end?: unknown, encoding?: unknown): this {
    const name = [start, end, encoding].find((option) => typeof option === 'string');
    const from = typeof start === 'number' ? start : 0;
    const to = typeof end === 'number' ? end : this.length;
    if (typeof value === 'number' || typeof value === 'boolean') return super.fill(Number(value) & 0xff, from, to);
    const pattern = typeof value === 'string' ? Buffer.from(value, name) : (value as Uint8Array);
    if (pattern.length === 0) return super.fill(0, from, to);
    for (let i = from; i < to; i += 1) this[i] = pattern[(i - from) % pattern.length] as number;
    return this;
  }
  override indexOf(value: unknown, from?: unknown, encoding?: unknown): number {
    const wanted = needle(value, typeof from === 'string' ? from : encoding);
    const start = typeof from === 'number' ? (from < 0 ? Math.max(0, this.length + from) : from) : 0;
    if (typeof wanted === 'number') return super.indexOf(wanted, start);
    for (let i = start; i + wanted.length <= this.length; i += 1) if (matchesAt(this, i, wanted)) return i;
    return -1;
  }
  override lastIndexOf(value: unknown, from?: unknown, encoding?: unknown): number {
    const wanted = needle(value, typeof from === 'string' ? from : encoding);
    const start = typeof from === 'number' ? (from < 0 ? this.length + from : from) : this.length;
    if (typeof wanted === 'number') return super.lastIndexOf(wanted, start);
    for (let i = Math.min(start, this.length - wanted.length); i >= 0; i -= 1) if (matchesAt(this, i, wanted)) return i;
    return -1;
  }
  override includes(value: unknown, from?: unknown, encoding?: unknown): boolean {
    return this.indexOf(value, from, encoding) !== -1;
  }
  swap16(): this {
    return swap(this, 2);
  }
  swap32(): this {
    return swap(this, 4);
  }
  swap64(): this {
    return swap(this, 8);
  }
  [customInspect](_depth: number, options: object): string {
    const bytes = Array.from(super.subarray(0, shownBytes), (byte) => byte.toString(16).padStart(2, '0'));
    const more = this.length - shownBytes;
    if (more > 0) bytes.push(`... ${more} more byte${more > 1 ? 's' : ''}`);
    const extra = Object.keys(this).slice(this.length);
    const fields = extra.map((key) => `${key}: ${inspect((this as unknown as Record<string, unknown>)[key], options)}`);
    const body = [bytes.join(' '), ...fields].filter((part) => part !== '').join(', ');
    return `<${this.constructor.name} ${body}>`;
  }
}

function checkSize(size: unknown): void {
  if (typeof size !== 'number') throw invalidType('size', 'of type number', size);
  if (!(size >= 0 && size <= 2 ** 32)) {
    throw codedError(
      RangeError,
      'ERR_OUT_OF_RANGE',
      `The value of "size" is out of range. It must be >= 0 && <= 4294967296. Received ${size}`,
    );
  }
}

/** What fits of a text without cutting a character in two. */
function wholeCharacters(bytes: Buffer, room: number, encoding: string): Uint8Array {
  if (bytes.length <= room) return bytes;
  let end = room;
  if (encoding === 'utf8') while (end > 0 && ((bytes[end] as number) & 0xc0) === 0x80) end -= 1;
  if (encoding === 'utf16le') end -= end % 2;
  return bytes.subarray(0, end);
}

function swap<T extends Uint8Array>(bytes: T, size: number): T {
  if (bytes.length % size !== 0) {
    throw codedError(RangeError, 'ERR_INVALID_BUFFER_SIZE', `Buffer size must be a multiple of ${size * 8}-bits`);
  }
  for (let at = 0; at < bytes.length; at += size) bytes.subarray(at, at + size).reverse();
  return bytes;
}

for (const [name, method] of Object.entries(numberMethods)) {
  Object.defineProperty(Buffer.prototype, name, { value: method, writable: true, configurable: true });
}
for (const key of Reflect.ownKeys(Buffer.prototype)) {
  const found = Object.getOwnPropertyDescriptor(Buffer.prototype, key);
  if (found && 'value' in found && key !== 'constructor')
    Object.defineProperty(Buffer.prototype, key, { ...found, enumerable: true });
}
