/** Reads a tape word by word; whatever does not fit is damage. */

/** A tape that is not one of ours: the entry is damaged. */
export class BadTape extends Error {}

export class TapeReader {
  readonly words: Int32Array;
  readonly bytes: Uint8Array;
  at = 0;
  constructor(bytes: Uint8Array) {
    if (bytes.length & 3) throw new BadTape('the tape ends inside a word');
    const copy = new Uint8Array(bytes);
    this.bytes = copy;
    this.words = new Int32Array(copy.buffer);
  }
  get isAtEnd(): boolean {
    return this.at === this.words.length;
  }
  next(): number {
    if (this.at >= this.words.length) throw new BadTape('the tape ends early');
    return this.words[this.at++] as number;
  }
  /** A count of things that take a word each at least, so that a damaged one asks for no more than there is. */
  count(): number {
    const count = this.next();
    if (count < 0 || count > this.words.length - this.at) throw new BadTape('a count is larger than the tape');
    return count;
  }
  run(length: number): Uint8Array {
    const start = this.at * 4;
    if (length < 0 || length > this.bytes.length - start) throw new BadTape('a run of bytes is longer than the tape');
    this.at += (length + 3) >>> 2;
    return this.bytes.subarray(start, start + length);
  }
  /** The rest of a string after its token. */
  string(): string {
    const header = this.next();
    const length = header & 0x7fffffff;
    const bytes = this.run(header < 0 ? 2 * length : length);
    return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString(header < 0 ? 'utf16le' : 'latin1');
  }
}
