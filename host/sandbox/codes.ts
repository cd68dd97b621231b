/**
 * The code that the engine made of the program's functions. That of a function lies among the constants of the one around
 * it, so that it can be had without a function that runs it.
 */
import type { Guest } from './guest.ts';
import { BYTECODE, TAG } from './layout.ts';
import type { LiveFunction, LoadedModule } from './live-function.ts';

/** Stands for the code of a function that was found twice. */
const AMBIGUOUS = -1;

export class Codes {
  readonly #guest: Guest;
  readonly #functionOf: (bytecode: number) => LiveFunction | null;
  readonly #roots = new Map<LoadedModule, number>();
  readonly #known = new Map<LiveFunction, number>();
  readonly #searched = new Set<LoadedModule>();

  constructor(guest: Guest, functionOf: (bytecode: number) => LiveFunction | null) {
    this.#guest = guest;
    this.#functionOf = functionOf;
  }

  /** The code of a module itself, kept for good. */
  root(module: LoadedModule, bytecode: number): void {
    if (this.#roots.has(module)) return;
    this.#guest.keepCode(bytecode);
    this.#roots.set(module, bytecode);
  }

  /** The code of a function, or 0. */
  of(fn: LiveFunction): number {
    const root = this.#roots.get(fn.owner);
    if (root !== undefined && !this.#searched.has(fn.owner)) {
      this.#searched.add(fn.owner);
      this.#search(root);
    }
    return Math.max(0, this.#known.get(fn) ?? 0);
  }

  #search(bytecode: number): void {
    const guest = this.#guest;
    const constants = guest.word(bytecode + BYTECODE.constants);
    for (let k = 0; k < guest.word(bytecode + BYTECODE.constantCount); k++) {
      if (guest.tag(constants + 8 * k) !== TAG.bytecode) continue;
      const inner = guest.word(constants + 8 * k);
      const fn = this.#functionOf(inner);
      if (fn) this.#known.set(fn, this.#known.has(fn) ? AMBIGUOUS : inner);
      this.#search(inner);
    }
  }
}
