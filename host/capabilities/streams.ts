/**
 * Random streams under a seed: one per function that draws, each a sequence that can be entered at any position.
 *
 * Number k of a stream is made of bytes 8(k mod 4)… of SHA-256 over seed, stream and block k div 4: counter mode, so that a
 * position is all the state there is, and streams are independent of each other. A generator with a state of its own would
 * be faster by a few hundred nanoseconds a draw, which crossing the door outweighs, and could not be moved on a hit.
 */
import { createHash } from 'node:crypto';

const BLOCK_NUMBERS = 4;
const BLOCK_BYTES = 32;

interface Stream {
  /** Numbers drawn so far. */
  position: number;
  block: number;
  bytes: Buffer;
}

export class SeededStreams {
  readonly #seed: string;
  readonly #streams = new Map<string, Stream>();

  /** The seed is any text; equal texts give equal draws on every machine. */
  constructor(seed: string) {
    this.#seed = seed;
  }

  /** What a draw hangs on: seed and position. */
  state(name: string): string {
    return `${this.#seed}@${this.position(name)}`;
  }

  position(name: string): number {
    return this.#streams.get(name)?.position ?? 0;
  }

  moveTo(name: string, position: number): void {
    this.#stream(name).position = position;
  }

  /** A number in [0, 1) with 53 random bits. */
  number(name: string): number {
    const stream = this.#stream(name);
    const block = Math.floor(stream.position / BLOCK_NUMBERS);
    const bytes = this.#block(name, stream, block);
    const at = 8 * (stream.position % BLOCK_NUMBERS);
    stream.position += 1;
    return (bytes.readUInt32LE(at) * 2 ** 21 + (bytes.readUInt32LE(at + 4) >>> 11)) / 2 ** 53;
  }

  /** Whole blocks, so that bytes never share bits with a number. */
  bytes(name: string, length: number): Uint8Array {
    const stream = this.#stream(name);
    const out = new Uint8Array(length);
    let block = Math.ceil(stream.position / BLOCK_NUMBERS);
    for (let at = 0; at < length; at += BLOCK_BYTES)
      out.set(this.#block(name, stream, block++).subarray(0, Math.min(BLOCK_BYTES, length - at)), at);
    stream.position = block * BLOCK_NUMBERS;
    return out;
  }

  #stream(name: string): Stream {
    let stream = this.#streams.get(name);
    if (!stream) {
      stream = { position: 0, block: -1, bytes: Buffer.alloc(0) };
      this.#streams.set(name, stream);
    }
    return stream;
  }

  #block(name: string, stream: Stream, block: number): Buffer {
    if (stream.block !== block) {
      stream.bytes = createHash('sha256')
        .update(JSON.stringify([this.#seed, name, block]))
        .digest();
      stream.block = block;
    }
    return stream.bytes;
  }
}
