/** The module crypto, as far as scripts of analysis use it: identifiers, random bytes, digests. */
import { OP } from '../abi.ts';
import { ask, askBytes } from '../prelude/door.ts';
import { invalidType, outOfRange } from '../prelude/errors.ts';
import { addAnswer } from '../prelude/loop.ts';
import { Buffer } from './buffer.ts';

type Data = string | ArrayBufferView;
type BytesCallback = (error: unknown, bytes?: Buffer) => void;

function randomBytes(size: number, callback?: BytesCallback): Buffer | undefined {
  if (typeof size !== 'number') throw invalidType('size', 'of type number', size);
  if (!(size >= 0 && size <= 2 ** 31 - 1)) throw outOfRange('size', '>= 0 && <= 2147483647', size);
  const bytes = Buffer.from(askBytes(OP.randomBytes, size));
  if (callback === undefined) return bytes;
  addAnswer(() => callback(null, bytes));
  return undefined;
}

function bytesOf(view: ArrayBufferView): Uint8Array {
  return new Uint8Array(view.buffer, view.byteOffset, view.byteLength);
}

export function getRandomValues<T extends ArrayBufferView>(target: T): T {
  if (!ArrayBuffer.isView(target)) throw invalidType('typedArray', 'an instance of TypedArray', target);
  bytesOf(target).set(askBytes(OP.randomBytes, target.byteLength));
  return target;
}

/** Version 4: random but for six bits. */
export function randomUUID(): string {
  const bytes = Buffer.from(askBytes(OP.randomBytes, 16));
  bytes[6] = ((bytes[6] as number) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] as number) & 0x3f) | 0x80;
  const hex = bytes.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

function randomInt(low: number, high?: number): number {
  const [from, to] = high === undefined ? [0, low] : [low, high];
  if (!Number.isSafeInteger(from) || !Number.isSafeInteger(to)) throw invalidType('max', 'a safe integer', to);
  if (to <= from) throw outOfRange('max', `greater than the value of "min" (${from})`, to);
  const view = new DataView(askBytes(OP.randomBytes, 8).buffer);
  const fraction = (view.getUint32(0) * 2 ** 21 + (view.getUint32(4) >>> 11)) / 2 ** 53;
  return from + Math.floor(fraction * (to - from));
}

/** A digest over what it was given; the host computes it when it is asked for. */
export class Hash {
  readonly #algorithm: string;
  readonly #key: Uint8Array | undefined;
  #parts: Uint8Array[] = [];

  constructor(algorithm: string, key?: Uint8Array) {
    this.#algorithm = algorithm;
    this.#key = key;
    ask(OP.hash, '', algorithm);
  }
  update(data: Data, encoding?: string): this {
    if (typeof data === 'string') this.#parts.push(Buffer.from(data, encoding));
    else if (ArrayBuffer.isView(data)) this.#parts.push(bytesOf(data).slice());
    else throw invalidType('data', 'of type string or an instance of Buffer, TypedArray, or DataView', data);
    return this;
  }
  digest(encoding?: string): Buffer | string {
    const bytes = Buffer.from(askBytes(OP.hash, Buffer.concat(this.#parts), this.#algorithm, this.#key));
    return encoding === undefined || encoding === 'buffer' ? bytes : bytes.toString(encoding);
  }
  copy(): Hash {
    const copy = new Hash(this.#algorithm, this.#key);
    copy.#parts = [...this.#parts];
    return copy;
  }
}

function timingSafeEqual(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) throw new RangeError('Input buffers must have the same byte length');
  return Buffer.compare(a, b) === 0;
}

const webcrypto = { getRandomValues, randomUUID };

export const crypto = {
  randomBytes,
  randomUUID,
  randomInt,
  getRandomValues,
  timingSafeEqual,
  createHash: (algorithm: string): Hash => new Hash(algorithm),
  createHmac: (algorithm: string, key: Data): Hash =>
    new Hash(algorithm, typeof key === 'string' ? Buffer.from(key) : bytesOf(key)),
  getHashes: (): string[] => ['md5', 'sha1', 'sha224', 'sha256', 'sha384', 'sha512'],
  webcrypto,
};
