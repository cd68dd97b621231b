/** A growing tape: words and padded bytes, handed to a sink when full so that big values need no big buffer. */
import { PART, VALUE } from '../../engine/value/tape.ts';

const WORDS = 1 << 14;
/** Byte runs above this go to the sink directly, without a copy. */
const DIRECT_BYTES = 16384;

export class TapeWriter {
  readonly words = new Int32Array(WORDS);
  readonly #bytes = new Uint8Array(this.words.buffer);
  /** Next free word; hot loops keep it in a local and write it back. */
  at = 0;
  #sink: (chunk: Uint8Array) => void = () => undefined;

  begin(sink: (chunk: Uint8Array) => void): void {
    this.#sink = sink;
    this.at = 0;
  }

  flush(): void {
    if (this.at > 0) this.#sink(this.#bytes.subarray(0, this.at * 4));
    this.at = 0;
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
      this.#sink(bytes);
      if (bytes.length & 3) this.#sink(new Uint8Array(4 - (bytes.length & 3)));
      return;
    }
    this.room(words);
    if (words > 0) this.words[this.at + words - 1] = 0;
    this.#bytes.set(bytes, this.at * 4);
    this.at += words;
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
