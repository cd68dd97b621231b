/** Bytes under their SHA-256, one file each. What does not match its name on reading is not there, and is removed. */
import { createHash } from 'node:crypto';
import type { Codec } from './codec.ts';
import { placeFile, readQuietly, removeQuietly } from './files.ts';
import { blobPath, type Layout } from './layout.ts';
import type { StorePower } from './power.ts';

/** The name of these bytes in a blob store. */
export function digestOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** Content-addressed files below `blobs/`. */
export class BlobStore {
  readonly #power: StorePower;
  readonly #layout: Layout;
  readonly #codec: Codec;
  /** Blobs this process has written or read whole. */
  readonly #sound = new Set<string>();

  constructor(power: StorePower, layout: Layout, codec: Codec) {
    this.#power = power;
    this.#layout = layout;
    this.#codec = codec;
  }

  /** Writes the bytes under their digest unless they are there. Throws what the file system throws. */
  put(digest: string, bytes: Uint8Array): void {
    const path = blobPath(this.#layout, digest);
    if (path === undefined || this.#sound.has(digest)) return;
    // A file that was there before is read once: a damaged one must not stand in for the bytes at hand.
    if (this.get(digest) === undefined) placeFile(this.#power, this.#layout, path, this.#codec.encode(bytes));
    this.#sound.add(digest);
  }

  /** The bytes of a digest, or undefined if absent or damaged. */
  get(digest: string): Buffer | undefined {
    const path = blobPath(this.#layout, digest);
    const frame = path === undefined ? undefined : readQuietly(this.#power.fs, path);
    if (path === undefined || frame === undefined) return undefined;
    const bytes = this.#codec.decode(frame);
    if (bytes !== undefined && digestOf(bytes) === digest) {
      this.#sound.add(digest);
      return bytes;
    }
    this.#sound.delete(digest);
    removeQuietly(this.#power.fs, path);
    return undefined;
  }
}
