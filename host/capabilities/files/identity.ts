/**
 * File identities and content fingerprints: when an unchanged identity may stand for unchanged content.
 * An identity is racily clean when a write in the same tick of the file system's clock could hide behind it. Kernels
 * stamp files with a coarse clock (4 to 10 ms ticks), so 20 ms are enough where times carry fractions of a second;
 * file systems that keep whole seconds only (some by twos) get two seconds and a bit.
 */
import { createHash } from 'node:crypto';
import type { BigIntStats } from 'node:fs';
import type { FileIdentity } from '../../../engine/trace.ts';
import { fingerprint } from '../fingerprint.ts';
import type { FilePower } from './power.ts';

const fineTickNs = 20_000_000n;
const coarseTickNs = 2_100_000_000n;
const chunkBytes = 1 << 20;

/** Milliseconds since the epoch: the clock that file times come from. */
export type WallClock = () => number;

export function identityOf(stats: BigIntStats, takenMs: number): FileIdentity {
  return {
    dev: String(stats.dev),
    ino: String(stats.ino),
    size: String(stats.size),
    mtimeNs: String(stats.mtimeNs),
    ctimeNs: String(stats.ctimeNs),
    takenNs: String(BigInt(Math.floor(takenMs)) * 1_000_000n),
  };
}

/** Whether two identities are of the same state of the same file. */
export function sameIdentity(a: FileIdentity, b: FileIdentity): boolean {
  return a.dev === b.dev && a.ino === b.ino && a.size === b.size && a.mtimeNs === b.mtimeNs && a.ctimeNs === b.ctimeNs;
}

/** Whether a later write could have left this identity as it is. */
export function isRacilyClean(identity: FileIdentity): boolean {
  const taken = BigInt(identity.takenNs);
  return [BigInt(identity.mtimeNs), BigInt(identity.ctimeNs)].some((time) => {
    const tick = time % 1_000_000_000n === 0n ? coarseTickNs : fineTickNs;
    return taken - time < tick;
  });
}

export interface ReadContent {
  readonly bytes: Buffer;
  readonly fingerprint: string;
  /** Absent when the file changed while it was read. */
  readonly stat?: FileIdentity;
}

/** Reads and fingerprints file contents, remembering what it hashed by identity. */
export class Contents {
  readonly #files: FilePower;
  readonly #clock: WallClock;
  readonly #known = new Map<string, { identity: FileIdentity; fingerprint: string }>();

  constructor(files: FilePower, clock: WallClock) {
    this.#files = files;
    this.#clock = clock;
  }

  /** The bytes as they are delivered, with their fingerprint and the identity they were read under. */
  read(path: string): ReadContent {
    const before = this.#identity(path);
    const bytes = this.#files.readFileSync(path);
    const after = this.#identity(path);
    if (!sameIdentity(before, after)) return { bytes, fingerprint: fingerprint(bytes) };
    const known = this.#trusted(path, before);
    return { bytes, fingerprint: known ?? this.#learn(path, before, fingerprint(bytes)), stat: before };
  }

  /** The fingerprint of the present content; a recorded one stands when its identity is unchanged and not racily clean. */
  present(path: string, recorded?: { readonly stat?: FileIdentity; readonly fingerprint: string }): string {
    const identity = this.#identity(path);
    const { stat } = recorded ?? {};
    if (recorded && stat && sameIdentity(stat, identity) && !isRacilyClean(stat)) return recorded.fingerprint;
    return this.#trusted(path, identity) ?? this.#learn(path, identity, this.#hash(path));
  }

  #identity(path: string): FileIdentity {
    const takenMs = this.#clock();
    return identityOf(this.#files.statSync(path, { bigint: true }), takenMs);
  }

  #trusted(path: string, identity: FileIdentity): string | undefined {
    const known = this.#known.get(path);
    if (!known || isRacilyClean(known.identity) || !sameIdentity(known.identity, identity)) return undefined;
    return known.fingerprint;
  }

  #learn(path: string, identity: FileIdentity, value: string): string {
    this.#known.set(path, { identity, fingerprint: value });
    return value;
  }

  #hash(path: string): string {
    const hash = createHash('sha256');
    const chunk = Buffer.allocUnsafe(chunkBytes);
    const fd = this.#files.openSync(path, 'r');
    try {
      for (let read = -1; read !== 0; ) {
        read = this.#files.readSync(fd, chunk, 0, chunkBytes, null);
        hash.update(chunk.subarray(0, read));
      }
    } finally {
      this.#files.closeSync(fd);
    }
    return hash.digest('hex');
  }
}
