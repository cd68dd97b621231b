/**
 * The guest as it is before any script: a memory image made at build time, the numbers of its objects, and the guard
 * that tells whether a script changed a builtin. The image itself is what the guard compares with.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ExportNames } from './engine-exports.ts';
import type { Guest, GuestPosition } from './guest.ts';
import { CELL, CTX, OBJECT, SHAPE } from './layout.ts';

/** What the image's description holds; written by make-image. */
export interface BootDescription {
  readonly exportNames: ExportNames;
  readonly position: GuestPosition;
  readonly pages: number;
  /** SHA-256 over wasm, image and prelude: part of every key. */
  readonly digest: string;
  /** SHA-256 over the host's own bundle: instrumented code is kept under it. */
  readonly build: string;
  /** Handles of the prelude's entry points. */
  readonly entries: Readonly<Record<string, number>>;
  /** Names of all boot objects, by number - 1; those nobody can reach are empty. */
  readonly names: readonly string[];
  readonly globals: readonly BootGlobal[];
  /** Addresses of the boot objects, ascending: the n-th has number n + 1. */
  readonly objects: readonly number[];
  /** Word ranges that only a script's tampering changes: start, count, alternating. */
  readonly ranges: readonly number[];
  /** Which object (index in `objects`) each range belongs to. */
  readonly rangeOwners: readonly number[];
  readonly epochCell: number;
  readonly noneObject: number;
  /** What the door answers when an operation failed. */
  readonly failureObject: number;
  /** Export names of the builtin modules, for their ESM faces. */
  readonly builtins: Readonly<Record<string, readonly string[]>>;
}

/** One property of the global object at boot. */
export interface BootGlobal {
  readonly name: string;
  readonly slot: number;
  readonly atom: number;
  readonly flags: number;
  readonly cell: number;
}

export class BootImage {
  readonly description: BootDescription;
  readonly bytes: Uint8Array;
  readonly #words: Uint32Array;
  /** Indices of the words that only a script's tampering changes, ascending. */
  readonly #guarded: Uint32Array;
  readonly #numbers: Uint16Array;
  readonly #globals: ReadonlySet<string>;

  constructor(description: BootDescription, bytes: Uint8Array) {
    this.description = description;
    this.bytes = bytes;
    this.#words = new Uint32Array(bytes.buffer, bytes.byteOffset, bytes.length >>> 2);
    this.#guarded = guardedWords(description.ranges);
    this.#numbers = new Uint16Array(bytes.length >>> 4);
    for (const [i, address] of description.objects.entries()) this.#numbers[address >>> 4] = i + 1;
    this.#globals = new Set(description.globals.map((g) => g.name));
  }

  /** Reads the image from the folder it was built into. */
  static load(folder: string): BootImage {
    const description = JSON.parse(readFileSync(join(folder, 'guest.json'), 'utf8')) as BootDescription;
    const file = readFileSync(join(folder, 'guest.img'));
    const aligned = new Uint8Array((file.length + 15) & ~15);
    aligned.set(file);
    return new BootImage(description, aligned);
  }

  /** The number of a boot object, or 0 for an object made later. */
  bootNumber(address: number): number {
    return this.#numbers[address >>> 4] ?? 0;
  }

  address(number: number): number {
    return this.description.objects[number - 1] ?? 0;
  }

  isBootGlobal(name: string): boolean {
    return this.#globals.has(name);
  }

  /** Null while every builtin is as at boot; else the name of the first that is not. */
  patched(guest: Guest): string | null {
    const { u32 } = guest;
    const image = this.#words;
    const guarded = this.#guarded;
    for (let k = 0; k < guarded.length; k++) {
      const i = guarded[k] as number;
      if (u32[i] !== image[i]) return this.#ownerName(i);
    }
    return this.#patchedGlobal(guest);
  }

  #ownerName(word: number): string {
    const { ranges, rangeOwners, names } = this.description;
    for (let r = 0; r < ranges.length; r += 2) {
      const start = ranges[r] as number;
      if (word >= start && word < start + (ranges[r + 1] as number))
        return names[rangeOwners[r >>> 1] as number] || 'a builtin';
    }
    return 'a builtin';
  }

  /** Scripts may add globals; those of the boot must be where and what they were. */
  #patchedGlobal(guest: Guest): string | null {
    const global = guest.word(guest.ctx + CTX.global);
    const shape = guest.word(global + OBJECT.shape);
    const props = guest.word(global + OBJECT.props);
    for (const { name, slot, atom, flags, cell } of this.description.globals) {
      const entry = shape + SHAPE.entries + 8 * slot;
      const same =
        guest.word(entry + 4) === atom &&
        guest.word(entry) >>> 26 === flags &&
        guest.word(props + 8 * slot) === cell &&
        (cell & 7) === 0;
      if (!same) return name;
    }
    return this.#shadowed(guest);
  }

  /** A classic script may declare `let JSON`: it hides the builtin. */
  #shadowed(guest: Guest): string | null {
    const lexical = guest.word(guest.ctx + CTX.globalLexical);
    const shape = guest.word(lexical + OBJECT.shape);
    const count = guest.word(shape + SHAPE.count);
    for (let slot = 0; slot < count; slot++) {
      const atom = guest.word(shape + SHAPE.entries + 4 + 8 * slot);
      if (atom !== 0 && this.#globals.has(guest.atomText(atom))) return guest.atomText(atom);
    }
    return null;
  }
}

/** Overlapping ranges (shared shapes) are read once. */
function guardedWords(ranges: readonly number[]): Uint32Array {
  const words = new Set<number>();
  for (let r = 0; r < ranges.length; r += 2)
    for (let k = 0; k < (ranges[r + 1] as number); k++) words.add((ranges[r] as number) + k);
  return Uint32Array.from(words).sort();
}

/** Address of the value in a cell. */
export function cellValue(guest: Guest, cell: number): number {
  return guest.word(cell + CELL.value);
}
