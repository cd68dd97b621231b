/**
 * The guest as it is before any script: a memory image made at build time, the numbers of its objects, and the guard
 * that tells whether a script changed a builtin.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ExportNames } from './engine-exports.ts';
import { type BootGlobal, GlobalGuard } from './global-guard.ts';
import { Guard, type GuardTables } from './guard.ts';
import type { Guest, GuestPosition } from './guest.ts';
import { PageImage } from './page-image.ts';

/** What every run needs of the image beside its bytes; written by make-image. */
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
  readonly globals: readonly BootGlobal[];
  readonly guard: GuardTables;
  readonly epochCell: number;
  readonly noneObject: number;
  /** What the door answers when an operation failed. */
  readonly failureObject: number;
  /** Export names of the builtin modules, for their ESM faces. */
  readonly builtins: Readonly<Record<string, readonly string[]>>;
}

/** What is needed only to name a builtin that was changed. */
export interface BootNames {
  /** Names of all boot objects, by number - 1; those nobody can reach are empty. */
  readonly names: readonly string[];
  /** Word ranges that only a script's tampering changes: start, count, alternating. */
  readonly ranges: readonly number[];
  /** Which object (number - 1) each range belongs to. */
  readonly rangeOwners: readonly number[];
}

/** What watches one guest's builtins. */
interface Watch {
  readonly guest: Guest;
  readonly builtins: Guard;
  readonly globals: GlobalGuard;
}

export class BootImage {
  readonly description: BootDescription;
  readonly bytes: PageImage;
  readonly #readNames: () => BootNames;
  /** By address / 16: a number is the index in the ascending list of boot objects, plus 1. Made at the first question. */
  #numbers: Uint16Array | null = null;
  readonly #globals: ReadonlySet<string>;
  #watch: Watch | null = null;
  #naming: { readonly names: BootNames; readonly words: Uint32Array } | null = null;
  /** The range found changed last: it is looked at first. */
  #changedRange = 0;

  constructor(description: BootDescription, bytes: PageImage, readNames: () => BootNames) {
    this.description = description;
    this.bytes = bytes;
    this.#readNames = readNames;
    this.#globals = new Set(description.globals.map((g) => g.name));
  }

  /** Reads the image from the folder it was built into. */
  static load(folder: string): BootImage {
    const read = <T>(name: string): T => JSON.parse(readFileSync(join(folder, name), 'utf8')) as T;
    const pages = new PageImage(join(folder, 'guest.img'));
    return new BootImage(read<BootDescription>('guest.json'), pages, () => read<BootNames>('guest-names.json'));
  }

  /** The number of a boot object, or 0 for an object made later. */
  bootNumber(address: number): number {
    this.#numbers ??= numbered(this.bytes);
    return this.#numbers[address >>> 4] ?? 0;
  }

  address(number: number): number {
    return this.bytes.objects[number - 1] ?? 0;
  }

  isBootGlobal(name: string): boolean {
    return this.#globals.has(name);
  }

  /** Null while every builtin is as at boot; else the name of one that is not. */
  patched(guest: Guest): string | null {
    if (this.#watch?.guest !== guest) this.#watch = this.#newWatch(guest);
    if (!this.#watch.builtins.holds()) return this.#changedBuiltin(guest);
    return this.#watch.globals.changed();
  }

  #newWatch(guest: Guest): Watch {
    const { guard, globals } = this.description;
    return {
      guest,
      builtins: new Guard(guest, guard),
      globals: new GlobalGuard(guest, globals, this.#globals),
    };
  }

  #changedBuiltin(guest: Guest): string {
    this.#naming ??= { names: this.#readNames(), words: new Uint32Array(this.bytes.memory().buffer) };
    const { names, words } = this.#naming;
    const count = names.rangeOwners.length;
    for (let k = 0; k < count; k++) {
      const range = (this.#changedRange + k) % count;
      if (!rangeDiffers(guest.u32, words, names.ranges, range)) continue;
      this.#changedRange = range;
      return names.names[names.rangeOwners[range] as number] || 'a builtin';
    }
    return 'a builtin';
  }
}

function numbered({ span, objects }: PageImage): Uint16Array {
  const numbers = new Uint16Array(span >>> 4);
  for (let i = 0; i < objects.length; i++) numbers[(objects[i] as number) >>> 4] = i + 1;
  return numbers;
}

function rangeDiffers(live: Uint32Array, image: Uint32Array, ranges: readonly number[], range: number): boolean {
  const start = ranges[2 * range] as number;
  const end = start + (ranges[2 * range + 1] as number);
  for (let word = start; word < end; word++) if (live[word] !== image[word]) return true;
  return false;
}
