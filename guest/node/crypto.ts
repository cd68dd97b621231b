/** The module crypto, as far as scripts of analysis use it: identifiers, random bytes, digests, derived keys. */
import { OP } from '../abi.ts';
import { askBytes } from '../prelude/door.ts';
import { codedError, invalidType, outOfRange, validateFunction } from '../prelude/errors.ts';
import { addAnswer } from '../prelude/loop.ts';
import { DOMException } from '../web/dom-exception.ts';
import { Buffer } from './buffer.ts';
import { derivations } from './derive-key.ts';
import { bytesOf, type Data, Hash, Hmac } from './hash.ts';
import { hashNames } from './hash-names.ts';

type BytesCallback = (error: unknown, bytes?: Buffer) => void;

function randomBytes(size: number, callback?: BytesCallback): Buffer | undefined {
  if (typeof size !== 'number') throw invalidType('size', 'of type number', size);
  if (!(size >= 0 && size <= 2 ** 31 - 1)) throw outOfRange('size', '>= 0 && <= 2147483647', size);
  const bytes = Buffer.from(askBytes(OP.randomBytes, size));
  if (callback === undefined) return bytes;
  addAnswer(() => callback(null, bytes));
  return undefined;
}

export function getRandomValues<T extends ArrayBufferView>(target: T): T {
  const isFloat = target instanceof Float32Array || target instanceof Float64Array || target instanceof DataView;
  if (!ArrayBuffer.isView(target) || isFloat)
    throw new DOMException('The data argument must be an integer-type TypedArray', 'TypeMismatchError');
  if (target.byteLength > 65_536)
    throw new DOMException('The requested length exceeds 65,536 bytes', 'QuotaExceededError');
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

type NumberCallback = (error: unknown, value: number) => void;

function randomInt(low: number, high?: number | NumberCallback, done?: NumberCallback): number | undefined {
  const callback = typeof high === 'function' ? high : done;
  const value = typeof high === 'number' ? drawInt(low, high) : drawInt(0, low);
  if (callback === undefined) return value;
  addAnswer(() => callback(undefined, value));
  return undefined;
}

function drawInt(from: number, to: number): number {
  if (!Number.isSafeInteger(from) || !Number.isSafeInteger(to)) throw invalidType('max', 'a safe integer', to);
  if (to <= from) throw outOfRange('max', `greater than the value of "min" (${from})`, to);
  const view = new DataView(askBytes(OP.randomBytes, 8).buffer);
  const fraction = (view.getUint32(0) * 2 ** 21 + (view.getUint32(4) >>> 11)) / 2 ** 53;
  return from + Math.floor(fraction * (to - from));
}

/** Fills a view, or a part of it, with random bytes. */
function randomFillSync<T extends ArrayBufferView | ArrayBuffer>(target: T, offset = 0, size?: number): T {
  const bytes = ArrayBuffer.isView(target) ? bytesOf(target) : new Uint8Array(target as ArrayBuffer);
  const count = size ?? bytes.length - offset;
  if (!(offset >= 0 && offset <= bytes.length)) throw outOfRange('offset', `>= 0 && <= ${bytes.length}`, offset);
  if (!(count >= 0 && offset + count <= bytes.length))
    throw outOfRange('size + offset', `<= ${bytes.length}`, count + offset);
  bytes.set(askBytes(OP.randomBytes, count), offset);
  return target;
}

function randomFill<T extends ArrayBufferView>(target: T, ...rest: unknown[]): void {
  const callback = rest.pop() as (error: unknown, filled: T) => void;
  validateFunction(callback, 'callback');
  const filled = randomFillSync(target, ...(rest as [number?, number?]));
  addAnswer(() => callback(null, filled));
}

function timingSafeEqual(a: unknown, b: unknown): boolean {
  for (const [name, value] of Object.entries({ buf1: a, buf2: b }))
    if (!ArrayBuffer.isView(value) && !(value instanceof ArrayBuffer))
      throw codedError(
        TypeError,
        'ERR_INVALID_ARG_TYPE',
        `The "${name}" argument must be an instance of ArrayBuffer, Buffer, TypedArray, or DataView.`,
      );
  const [x, y] = [a, b].map((value) =>
    ArrayBuffer.isView(value) ? bytesOf(value) : new Uint8Array(value as ArrayBuffer),
  );
  if (x?.length !== y?.length)
    throw codedError(RangeError, 'ERR_CRYPTO_TIMING_SAFE_EQUAL_LENGTH', 'Input buffers must have the same byte length');
  return Buffer.compare(x as Uint8Array, y as Uint8Array) === 0;
}

const webcrypto = { getRandomValues, randomUUID };

export const crypto = {
  randomBytes,
  pseudoRandomBytes: randomBytes,
  randomUUID,
  randomInt,
  randomFill,
  randomFillSync,
  getRandomValues,
  timingSafeEqual,
  createHash: (algorithm: string, options?: { readonly outputLength?: number }): Hash => new Hash(algorithm, options),
  createHmac: (algorithm: string, key: unknown): Hmac => new Hmac(algorithm, key),
  hash: (algorithm: string, data: Data, encoding = 'hex'): unknown => new Hash(algorithm).update(data).digest(encoding),
  getHashes: (): string[] => [...hashNames],
  Hash,
  Hmac,
  ...derivations,
  webcrypto,
};
