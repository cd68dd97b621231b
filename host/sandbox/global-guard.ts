/** Watches the global object: scripts may add to it, but what was there at boot must be where and what it was. */
import type { Guest } from './guest.ts';
import { CTX, OBJECT, SHAPE } from './layout.ts';

/** One property of the global object at boot. */
export interface BootGlobal {
  readonly name: string;
  readonly slot: number;
  readonly atom: number;
  readonly flags: number;
  readonly cell: number;
}

/** Words of a global in the table: slot, atom, flags, cell. */
const ENTRY = 4;

export class GlobalGuard {
  readonly #guest: Guest;
  readonly #globals: readonly BootGlobal[];
  readonly #names: ReadonlySet<string>;
  readonly #table: Uint32Array;
  /** The global object's prototype: what a free name resolves through. */
  readonly #proto: number;
  /** Lexical globals looked at so far; they are never taken away. */
  #lexicalSeen = 0;
  #shadowed: string | null = null;

  constructor(guest: Guest, globals: readonly BootGlobal[], names: ReadonlySet<string>) {
    this.#guest = guest;
    this.#globals = globals;
    this.#names = names;
    this.#proto = guest.word(guest.word(guest.word(guest.ctx + CTX.global) + OBJECT.shape) + SHAPE.proto);
    this.#table = Uint32Array.from(globals.flatMap(({ slot, atom, flags, cell }) => [slot, atom, flags, cell]));
  }

  /** The name of a global that is not as at boot, or null. */
  changed(): string | null {
    const { u32, ctx } = this.#guest;
    const global = u32[(ctx + CTX.global) >>> 2] as number;
    if (u32[((u32[(global + OBJECT.shape) >>> 2] as number) + SHAPE.proto) >>> 2] !== this.#proto)
      return 'the prototype of globalThis';
    const entries = ((u32[(global + OBJECT.shape) >>> 2] as number) + SHAPE.entries) >>> 2;
    const props = (u32[(global + OBJECT.props) >>> 2] as number) >>> 2;
    const table = this.#table;
    for (let i = 0; i < table.length; i += ENTRY) {
      const slot = 2 * (table[i] as number);
      const same =
        u32[entries + slot + 1] === table[i + 1] &&
        (u32[entries + slot] as number) >>> 26 === table[i + 2] &&
        u32[props + slot] === table[i + 3];
      if (!same) return (this.#globals[i / ENTRY] as BootGlobal).name;
    }
    return this.#shadow();
  }

  /** A classic script may declare `let JSON`: it hides the builtin. */
  #shadow(): string | null {
    const guest = this.#guest;
    const shape = guest.word(guest.word(guest.ctx + CTX.globalLexical) + OBJECT.shape);
    const count = guest.word(shape + SHAPE.count);
    for (; this.#lexicalSeen < count; this.#lexicalSeen++) {
      const atom = guest.word(shape + SHAPE.entries + 4 + 8 * this.#lexicalSeen);
      const name = atom === 0 ? '' : guest.atomText(atom);
      if (this.#names.has(name)) this.#shadowed ??= name;
    }
    return this.#shadowed;
  }
}
