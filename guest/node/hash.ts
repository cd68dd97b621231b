/** Digests of node's crypto: over what they were given, or what was written to them as streams. */
import { OP } from '../abi.ts';
import { ask, askBytes } from '../prelude/door.ts';
import { codedError, invalidType } from '../prelude/errors.ts';
import { apply, defineProperty, setPrototypeOf } from '../prelude/primordials.ts';
import { Buffer } from './buffer.ts';
import { TransformBase } from './stream/classes.ts';

export type Data = string | ArrayBufferView;

const BYTES = 'of type string or an instance of Buffer, TypedArray, or DataView';

export function bytesOf(view: ArrayBufferView): Uint8Array {
  return new Uint8Array(view.buffer, view.byteOffset, view.byteLength);
}

function finalized(): Error {
  return codedError(Error, 'ERR_CRYPTO_HASH_FINALIZED', 'Digest already called');
}

/** What Hash and Hmac share; the host computes the digest when it is asked for. */
class Digest {
  readonly algorithm: string;
  readonly key: Uint8Array | undefined;
  readonly length: number | undefined;
  parts: Uint8Array[] = [];
  isDone = false;

  constructor(algorithm: string, key?: Uint8Array, length?: number) {
    this.algorithm = algorithm;
    this.key = key;
    this.length = length;
    ask(OP.hash, '', algorithm, key, length);
  }
  add(data: unknown, encoding?: string): void {
    if (this.isDone) throw finalized();
    if (typeof data === 'string') this.parts.push(Buffer.from(data, encoding));
    else if (ArrayBuffer.isView(data)) this.parts.push(bytesOf(data).slice());
    else throw invalidType('data', BYTES, data);
  }
  finish(encoding?: string): Buffer | string {
    this.isDone = true;
    const bytes = Buffer.from(askBytes(OP.hash, Buffer.concat(this.parts), this.algorithm, this.key, this.length));
    return shown(bytes, encoding);
  }
}

function shown(bytes: Buffer, encoding?: string): Buffer | string {
  return encoding === undefined || encoding === null || encoding === 'buffer' ? bytes : bytes.toString(encoding);
}

function checkName(algorithm: unknown, name: string): asserts algorithm is string {
  if (typeof algorithm !== 'string') throw invalidType(name, 'of type string', algorithm);
}

export class Hash {
  #digest: Digest;

  constructor(algorithm: string, options?: { readonly outputLength?: number }) {
    checkName(algorithm, 'algorithm');
    this.#digest = new Digest(algorithm, undefined, options?.outputLength);
  }
  update(data: Data, encoding?: string): this {
    this.#digest.add(data, encoding);
    return this;
  }
  digest(encoding?: string): Buffer | string {
    if (this.#digest.isDone) throw finalized();
    return this.#digest.finish(encoding);
  }
  copy(options?: { readonly outputLength?: number }): Hash {
    const { algorithm, parts, isDone } = this.#digest;
    if (isDone) throw finalized();
    const copy = new Hash(algorithm, options);
    copy.#digest.parts = [...parts];
    return copy;
  }
}

export class Hmac {
  readonly #digest: Digest;

  constructor(algorithm: string, key: unknown) {
    checkName(algorithm, 'hmac');
    if (typeof key !== 'string' && !ArrayBuffer.isView(key) && !(key instanceof ArrayBuffer))
      throw invalidType(
        'key',
        'of type string or an instance of ArrayBuffer, Buffer, TypedArray, DataView, KeyObject, or CryptoKey',
        key,
      );
    const bytes = ArrayBuffer.isView(key) ? bytesOf(key).slice() : new Uint8Array(Buffer.from(key));
    this.#digest = named(() => new Digest(algorithm, bytes), algorithm);
  }
  update(data: Data, encoding?: string): this {
    this.#digest.add(data, encoding);
    return this;
  }
  digest(encoding?: string): Buffer | string {
    return this.#digest.isDone ? shown(Buffer.alloc(0), encoding) : this.#digest.finish(encoding);
  }
}

/** Makes what hangs on a digest's name; of a wrong one node says so in other words than where it only hashes. */
export function named<T>(make: () => T, name: string): T {
  try {
    return make();
  } catch (error) {
    if ((error as { code?: unknown }).code === 'ERR_ROTE_TOO_MUCH_WORK') throw error;
    if (!/digest/i.test((error as Error).message)) throw error;
    throw codedError(TypeError, 'ERR_CRYPTO_INVALID_DIGEST', `Invalid digest: ${name}`);
  }
}

type Done = (error?: unknown, result?: unknown) => void;

/** Both can be written to; the stream in them is made when something of it is first used. */
function makeStream(Class: typeof Hash | typeof Hmac): void {
  const { prototype } = Class;
  setPrototypeOf(prototype, TransformBase.prototype);
  setPrototypeOf(Class, TransformBase);
  for (const state of ['_readableState', '_writableState'])
    defineProperty(prototype, state, {
      get(this: Record<string, unknown>): unknown {
        apply(TransformBase as unknown as () => void, this, []);
        return this[state];
      },
      set(value: unknown) {
        defineProperty(this, state, { value, writable: true, enumerable: true, configurable: true });
      },
      configurable: true,
    });
  const methods = {
    _transform(this: Hash, chunk: Data, encoding: string, done: Done): void {
      this.update(chunk, encoding);
      done();
    },
    _flush(this: Hash, done: Done): void {
      (this as unknown as { push(chunk: unknown): void }).push(this.digest());
      done();
    },
  };
  for (const [name, value] of Object.entries(methods))
    defineProperty(prototype, name, { value, writable: true, enumerable: true, configurable: true });
}
makeStream(Hash);
makeStream(Hmac);
