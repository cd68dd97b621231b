/** Keys made of words: pbkdf2, scrypt and hkdf, at once and by callback. The host computes them. */
import { OP } from '../abi.ts';
import { askBytes } from '../prelude/door.ts';
import { invalidType, outOfRange, validateFunction } from '../prelude/errors.ts';
import { addAnswer } from '../prelude/loop.ts';
import { Buffer } from './buffer.ts';
import { bytesOf, named } from './hash.ts';

const LARGEST = 2 ** 31 - 1;
const NOTHING = new Uint8Array(0);
const BYTES = 'of type string or an instance of ArrayBuffer, Buffer, TypedArray, or DataView';

type Callback = (error: unknown, key: unknown) => void;

function bytes(value: unknown, name: string): Uint8Array {
  if (typeof value === 'string' || value instanceof ArrayBuffer) return Buffer.from(value);
  if (ArrayBuffer.isView(value)) return bytesOf(value);
  throw invalidType(name, BYTES, value);
}

function count(value: unknown, name: string, least: number): number {
  if (typeof value !== 'number') throw invalidType(name, 'of type number', value);
  if (!Number.isInteger(value)) throw outOfRange(name, 'an integer', value);
  if (value < least || value > LARGEST) throw outOfRange(name, `>= ${least} && <= ${LARGEST}`, value);
  return value;
}

interface Work {
  readonly way: 'pbkdf2' | 'scrypt' | 'hkdf';
  readonly length: number;
  readonly digest?: string;
  readonly iterations?: number;
  readonly scrypt?: object;
}

const IDLE = { N: 0, r: 0, p: 0, maxmem: 0 };

/** What is left to do once the arguments are checked. */
function work(given: Work, secret: Uint8Array, salt: Uint8Array, info: Uint8Array = NOTHING): () => Buffer {
  const how = JSON.stringify({ digest: '', iterations: 0, scrypt: IDLE, ...given });
  return () => named(() => Buffer.from(askBytes(OP.deriveKey, how, secret, salt, info)), given.digest ?? '');
}

type Arguments = readonly unknown[];

function pbkdf2(...[password, salt, iterations, length, digest]: Arguments): () => Buffer {
  if (typeof digest !== 'string') throw invalidType('digest', 'of type string', digest);
  const [secret, salted] = [bytes(password, 'password'), bytes(salt, 'salt')];
  const given = { iterations: count(iterations, 'iterations', 1), length: count(length, 'keylen', 0) };
  return work({ way: 'pbkdf2', digest, ...given }, secret, salted);
}

interface ScryptOptions {
  readonly N?: number;
  readonly cost?: number;
  readonly r?: number;
  readonly blockSize?: number;
  readonly p?: number;
  readonly parallelization?: number;
  readonly maxmem?: number;
}

function scrypt(...[password, salt, length, options]: Arguments): () => Buffer {
  const { N, cost, r, blockSize, p, parallelization, maxmem } = (options ?? {}) as ScryptOptions;
  const settings = {
    N: N ?? cost ?? 16_384,
    r: r ?? blockSize ?? 8,
    p: p ?? parallelization ?? 1,
    maxmem: maxmem ?? 33_554_432,
  };
  const [secret, salted] = [bytes(password, 'password'), bytes(salt, 'salt')];
  return work({ way: 'scrypt', length: count(length, 'keylen', 0), scrypt: settings }, secret, salted);
}

function hkdf(...[digest, key, salt, info, length]: Arguments): () => Buffer {
  if (typeof digest !== 'string') throw invalidType('digest', 'of type string', digest);
  const [secret, salted, about] = [bytes(key, 'ikm'), bytes(salt, 'salt'), bytes(info, 'info')];
  return work({ way: 'hkdf', digest, length: count(length, 'length', 0) }, secret, salted, about);
}

/** By callback, which is the argument of that number, or the one before where that may be left out. */
function later(make: (...given: Arguments) => () => unknown, at: number): (...given: Arguments) => void {
  return (...given) => {
    const isEarly = at === 4 && typeof given[3] === 'function';
    const callback = given[isEarly ? 3 : at] as Callback;
    validateFunction(callback, 'callback');
    const run = make(...given.slice(0, isEarly ? 3 : at));
    addAnswer(() => {
      let key: unknown;
      try {
        key = run();
      } catch (error) {
        return callback(error, undefined);
      }
      return callback(null, key);
    });
  };
}

const asBuffer = (key: Buffer): ArrayBuffer => new Uint8Array(key).buffer;

export const derivations = {
  pbkdf2: later(pbkdf2, 5),
  pbkdf2Sync: (...given: Arguments): Buffer => pbkdf2(...given)(),
  scrypt: later(scrypt, 4),
  scryptSync: (...given: Arguments): Buffer => scrypt(...given)(),
  hkdf: later((...given) => {
    const run = hkdf(...given);
    return () => asBuffer(run());
  }, 5),
  hkdfSync: (...given: Arguments): ArrayBuffer => asBuffer(hkdf(...given)()),
};
