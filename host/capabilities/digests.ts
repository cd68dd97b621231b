/**
 * Digests and keys made of words, as node computes them. Pure: no dependency. What is asked of a key's making is bounded,
 * since no deadline interrupts it.
 */
import { createHash, createHmac, hkdfSync, pbkdf2Sync, scryptSync } from 'node:crypto';
import { OP } from '../../guest/abi.ts';
import { bytes, text } from './arguments.ts';
import { type Capability, type GuestValue, HostFailure } from './capability.ts';
import { codedFailure } from './failure.ts';

/** As the guest sends it, as JSON. */
interface Derivation {
  readonly way: 'pbkdf2' | 'scrypt' | 'hkdf';
  readonly length: number;
  readonly digest: string;
  readonly iterations: number;
  readonly scrypt: { readonly N: number; readonly r: number; readonly p: number; readonly maxmem: number };
}

/** Two to three seconds of one processor, and 128 MB. */
const MOST = { hashes: 4_194_304, mixes: 4_194_304, blocks: 1_048_576, bytes: 16_777_216 };

export function digestCapability(): Capability {
  return {
    ops: {
      [OP.hash]: ([value, algorithm, key, length]) => digest(bytes(value), text(algorithm), key, length),
      [OP.deriveKey]: ([how, secret, salt, info]) =>
        derived(JSON.parse(text(how)) as Derivation, bytes(secret), bytes(salt), bytes(info)),
    },
  };
}

function digest(value: Uint8Array, algorithm: string, key: GuestValue, length: GuestValue): Uint8Array {
  const options = typeof length === 'number' ? { outputLength: Math.min(length, MOST.bytes) } : {};
  return asNode(() => {
    const hash = key === undefined || key === null ? createHash(algorithm, options) : createHmac(algorithm, bytes(key));
    return hash.update(value).digest();
  });
}

function derived(how: Derivation, secret: Uint8Array, salt: Uint8Array, info: Uint8Array): Uint8Array {
  const { way, length, iterations, scrypt } = how;
  const { N, r, p } = scrypt;
  const blocks = Math.ceil(length / 16);
  const isAllowed = way !== 'scrypt' || 128 * N * r <= scrypt.maxmem;
  const isMuch =
    length > MOST.bytes || iterations * blocks > MOST.hashes || N * r > MOST.blocks || N * r * p > MOST.mixes;
  if (isMuch && isAllowed)
    throw codedFailure('RangeError', 'ERR_ROTE_TOO_MUCH_WORK', `crypto.${way} is asked for more work than rote allows`);
  return asNode(() => {
    if (way === 'pbkdf2') return pbkdf2Sync(secret, salt, iterations, length, how.digest);
    if (way === 'scrypt') return scryptSync(secret, salt, length, scrypt);
    return new Uint8Array(hkdfSync(how.digest, secret, salt, info, length));
  });
}

/** What node says of wrong names and settings is the script's error. */
function asNode(compute: () => Uint8Array): Uint8Array {
  try {
    return compute();
  } catch (error) {
    if (error instanceof HostFailure || !(error instanceof Error)) throw error;
    const { code } = error as { code?: string };
    const properties: [string, string][] = code === undefined ? [] : [['code', code]];
    throw new HostFailure({ name: error.name, message: error.message, properties });
  }
}
