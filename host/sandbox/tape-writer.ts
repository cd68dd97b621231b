/** A growing tape: words and padded bytes, handed to a sink when full so that big values need no big buffer. */
import { PART, VALUE } from '../../engine/value/tape.ts';

const WORDS = 1 << 14;
/** Byte runs above this go to the sink directly, without a copy. */
const DIRECT_BYTES = 16384;
const LANE_A = 0x9e3779b1;
const LANE_B = 0x85ebca6b;

export class TapeWriter {
  readonly words = new Int32Array(WORDS);
  readonly #bytes = new Uint8Array(this.words.buffer);
  /** Next free word; hot loops keep it in a local and write it back. */
  at = 0;
  #sink: (chunk: Uint8Array) => void = () => undefined;
  /** A cheap digest in two lanes over what was written since `restart`: it tells which of many bodies changed. */
  laneA = 0;
  laneB = 0;
  /** Words before this one are in the lanes. */
  #mixed = 0;

  begin(sink: (chunk: Uint8Array) => void): void {
    this.#sink = sink;
    this.at = 0;
    this.#mixed = 0;
  }

  flush(): void {
    this.mix();
    if (this.at > 0) this.#sink(this.#bytes.subarray(0, this.at * 4));
    this.at = 0;
    this.#mixed = 0;
  }

  /** Begins the lanes anew, after what is on the tape. */
  restart(): void {
    this.#mixed = this.at;
    this.laneA = 0;
    this.laneB = 0;
  }

  /** Brings the lanes up to the last word. */
  mix(): void {
    this.#mixWords(this.words, this.#mixed, this.at);
    this.#mixed = this.at;
  }

  /** Leaves what was written since `mix` out of the lanes, for a digest of it that does not hang on its place. */
  replaceMixed(laneA: number, laneB: number): void {
    this.#mixed = this.at;
    this.laneA = step(this.laneA, laneA, LANE_A);
    this.laneB = step(this.laneB, laneB, LANE_B);
  }

  #mixWords(words: Int32Array, from: number, to: number): void {
    let { laneA, laneB } = this;
    for (let i = from; i < to; i++) {
      const word = words[i] as number;
      laneA = Math.imul(laneA ^ word, LANE_A);
      laneA ^= laneA >>> 15;
      laneB = Math.imul(laneB + word, LANE_B);
      laneB ^= laneB >>> 13;
    }
    this.laneA = laneA;
    this.laneB = laneB;
  }

  /** What was written since the last flush. */
  pending(): Uint8Array {
    return this.#bytes.subarray(0, this.at * 4);
  }

  /** Makes room for a few words; at most 64 at once. */
  room(words: number): void {
    if (this.at + words > WORDS) this.flush();
  }

  put(word: number): void {
    this.room(1);
    this.words[this.at++] = word;
  }

  put2(first: number, second: number): void {
    this.room(2);
    this.words[this.at++] = first;
    this.words[this.at++] = second;
  }

  /** Bytes padded to words. */
  raw(bytes: Uint8Array): void {
    const words = (bytes.length + 3) >>> 2;
    if (bytes.length > DIRECT_BYTES) {
      this.flush();
      this.#mixBytes(bytes);
      this.#sink(bytes);
      if (bytes.length & 3) this.#sink(new Uint8Array(4 - (bytes.length & 3)));
      return;
    }
    this.room(words);
    if (words > 0) this.words[this.at + words - 1] = 0;
    this.#bytes.set(bytes, this.at * 4);
    this.at += words;
  }

  #mixBytes(bytes: Uint8Array): void {
    const whole = bytes.byteOffset % 4 === 0 ? bytes : bytes.slice();
    this.#mixWords(new Int32Array(whole.buffer, whole.byteOffset, whole.length >>> 2), 0, whole.length >>> 2);
    const rest = Int32Array.from(bytes.subarray(bytes.length & ~3));
    this.#mixWords(rest, 0, rest.length);
  }

  /** A run of bytes with its length. */
  run(bytes: Uint8Array): void {
    this.put2(PART.bytes, bytes.length);
    this.raw(bytes);
  }

  /** A JavaScript string of the host's, as the heap's strings are written: narrow when every unit fits a byte. */
  text(text: string): void {
    let wide = 0;
    for (let i = 0; i < text.length && wide === 0; i++) wide = text.charCodeAt(i) > 255 ? 1 : 0;
    this.put2(VALUE.string, text.length | (wide << 31));
    this.raw(Buffer.from(text, wide ? 'utf16le' : 'latin1'));
  }
}

function step(lane: number, word: number, factor: number): number {
  const mixed = Math.imul(lane ^ word, factor);
  return mixed ^ (mixed >>> 15);
}
