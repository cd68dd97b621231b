/** Digests of walks in one numbering: of root values, and of the things that became numbered by them. */
import { createHash } from 'node:crypto';
import { sha256 } from '../../engine/fingerprint/digest.ts';
import type { WalkMode } from './heap-values.ts';
import type { HeapWalker } from './heap-walker.ts';
import type { Numbering } from './numbering.ts';

/** SHA-256 of nothing; spelled out, because a run without calls should not load node's digests. */
export const NO_BODIES = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';

export class Walks {
  readonly #walker: HeapWalker;
  readonly #numbering: Numbering;

  constructor(walker: HeapWalker, numbering: Numbering) {
    this.#walker = walker;
    this.#numbering = numbering;
  }

  /** The root values alone (addresses of JSValues): what they are, or which numbers they refer to. */
  roots(mode: WalkMode, roots: readonly number[]): string {
    const hash = new ChunkHash();
    this.#walker.begin(this.#numbering, mode, (chunk) => hash.add(chunk));
    for (const root of roots) this.#walker.value(root >>> 2);
    return hash.end(this.#walker);
  }

  /** The bodies of a range of numbers, which may grow while it is written. */
  bodies(from: number, to: () => number, each: (number: number) => void): string {
    if (to() === from) return NO_BODIES;
    const hash = new ChunkHash();
    const { tape } = this.#walker;
    tape.begin((chunk) => hash.add(chunk));
    for (let number = from + 1; number <= to(); number++) {
      this.#walker.body(number);
      tape.mix();
      each(number);
    }
    return hash.end(this.#walker);
  }
}

/** SHA-256 of a tape that usually fits one chunk. */
class ChunkHash {
  #hash: ReturnType<typeof createHash> | null = null;

  add(chunk: Uint8Array): void {
    this.#hash ??= createHash('sha256');
    this.#hash.update(chunk);
  }

  end(walker: HeapWalker): string {
    if (!this.#hash) return sha256(walker.tape.pending());
    walker.tape.flush();
    return this.#hash.digest('hex');
  }
}
