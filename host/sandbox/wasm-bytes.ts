/** WebAssembly's binary format as far as we read and write it: sections, vectors, LEB128 numbers. */

/** A section: its id and what it holds. */
export interface Section {
  readonly id: number;
  readonly content: Uint8Array;
}

/** Bytes of a module's magic number and version. */
export const PREAMBLE = 8;

export function readSections(wasm: Uint8Array): Section[] {
  const reader = new Reader(wasm, PREAMBLE);
  const sections: Section[] = [];
  while (!reader.atEnd) sections.push({ id: reader.byte(), content: reader.bytes(reader.number()) });
  return sections;
}

export function readVector<T>(content: Uint8Array, item: (reader: Reader) => T): T[] {
  const reader = new Reader(content);
  return Array.from({ length: reader.number() }, () => item(reader));
}

/** A vector of items that are written already. */
export function vector(items: readonly (readonly number[])[]): number[] {
  return [...leb(items.length), ...items.flat()];
}

/** A vector of items that each begin with their length. */
export function vectorOfBlocks(items: readonly Uint8Array[]): Uint8Array {
  return Buffer.concat([Buffer.from(leb(items.length)), ...items.map((item) => block([], item))]);
}

/** Content behind its length; the head comes first. */
export function block(head: readonly number[], content: Uint8Array | readonly number[]): Uint8Array {
  return Buffer.concat([Buffer.from([...head, ...leb(content.length)]), Buffer.from(content)]);
}

/** Reads along bytes. */
export class Reader {
  readonly #bytes: Uint8Array;
  #at: number;

  constructor(bytes: Uint8Array, at = 0) {
    this.#bytes = bytes;
    this.#at = at;
  }

  get atEnd(): boolean {
    return this.#at >= this.#bytes.length;
  }

  byte(): number {
    return this.#bytes[this.#at++] as number;
  }

  number(): number {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = this.byte();
      value |= (byte & 127) << shift;
      if (byte < 128) return value >>> 0;
    }
  }

  bytes(length: number): Uint8Array {
    this.#at += length;
    return this.#bytes.subarray(this.#at - length, this.#at);
  }

  rest(): Uint8Array {
    return this.#bytes.subarray(this.#at);
  }
}

export function leb(value: number): number[] {
  const low = value & 127;
  return value < 128 ? [low] : [low | 128, ...leb(value >>> 7)];
}

/** The signed form of a number that is not negative. */
export function signedLeb(value: number): number[] {
  return value < 64 ? [value] : [(value & 127) | 128, ...signedLeb(value >>> 7)];
}
