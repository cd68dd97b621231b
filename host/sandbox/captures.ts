/**
 * What functions captured, told so that it means the same in another run: variables of modules and of the global scope come
 * with the code; those of activations go by their place among all that the code mentions, which no renaming changes.
 */
import type { Cells } from './cells.ts';
import { isGlobalVariable } from './closures.ts';
import type { Codes } from './codes.ts';
import type { GlobalVariables } from './global-variables.ts';
import type { Guest } from './guest.ts';
import { BYTECODE, FUNCTION, OBJECT } from './layout.ts';
import type { LiveFunction } from './live-function.ts';

/** What captured variables are looked up in. */
export interface CapturePowers {
  readonly guest: Guest;
  readonly cells: Cells;
  readonly globals: GlobalVariables;
  readonly codes: Codes;
}

/** A captured variable of no module: its name in every text of the function, its cell, whether activations have such. */
export interface Capture {
  readonly name: string;
  readonly cell: number;
  readonly isActivation: boolean;
}

/** Opens what no variable's name begins with. */
const PLACE = '^';
/** What every activation has beside its variables. */
const OF_ACTIVATIONS: ReadonlySet<string> = new Set(['this', 'new.target', 'arguments', '<home_object>']);

/** One of the variables that code captures, as far as that hangs on the code alone. */
interface Slot {
  readonly name: string;
  /** Of a name of the global scope; else 0. */
  readonly atom: number;
  /** What its module would call it. */
  readonly outer: string;
}

export class Captures {
  readonly #powers: CapturePowers;
  /** By code, which is kept for good. */
  readonly #slots = new Map<number, readonly Slot[]>();

  constructor(powers: CapturePowers) {
    this.#powers = powers;
  }

  /** The code of a function, for another object that is to run it; 0 where there is none. */
  codeOf(fn: LiveFunction): number {
    this.#powers.cells.link();
    return this.#powers.codes.of(fn);
  }

  /** What a function object captured beside what comes with its code; null when that cannot be told apart. */
  of(fn: LiveFunction, object: number): Capture[] | null {
    const { guest, cells } = this.#powers;
    cells.link();
    const first = guest.word(object + FUNCTION.cells);
    const captures: Capture[] = [];
    for (const [k, slot] of this.#slotsOf(fn, guest.word(object + OBJECT.payload)).entries()) {
      const cell = guest.word(first + 4 * k);
      if (cell === this.#outer(fn, slot)) continue;
      const { name, atom } = slot;
      if (atom !== 0 || captures.some((other) => other.name === name)) return null;
      captures.push({ name, cell, isActivation: name.startsWith(PLACE) || OF_ACTIVATIONS.has(name) });
    }
    return captures;
  }

  /**
   * The cells of a function that is made anew, in the order of its code; `given` are those that do not come with it. Null
   * when that are not all, or more than all.
   */
  cellsFor(fn: LiveFunction, bytecode: number, given: ReadonlyMap<string, number>): number[] | null {
    let used = 0;
    const cells = this.#slotsOf(fn, bytecode).map((slot) => {
      const known = given.get(slot.name);
      if (known !== undefined) used += 1;
      return known ?? this.#outer(fn, slot);
    });
    return used === given.size && !cells.includes(0) ? cells : null;
  }

  /** The cell of a variable of the module or of the global scope; 0 for every other. */
  #outer({ owner }: LiveFunction, { atom, outer }: Slot): number {
    return atom === 0 ? (owner.cells.get(outer) ?? 0) : this.#powers.globals.captured(atom);
  }

  #slotsOf(fn: LiveFunction, bytecode: number): readonly Slot[] {
    let slots = this.#slots.get(bytecode);
    if (!slots) {
      const { guest } = this.#powers;
      const count = guest.word(bytecode + BYTECODE.closureVarCount);
      slots = Array.from({ length: count }, (_, k) => this.#slot(fn, bytecode, k));
      this.#slots.set(bytecode, slots);
    }
    return slots;
  }

  #slot(fn: LiveFunction, bytecode: number, index: number): Slot {
    const { guest, cells } = this.#powers;
    const atom = guest.word(guest.word(bytecode + BYTECODE.closureVars) + 8 * index + 4);
    const text = guest.atomText(atom);
    const place = fn.info.captures.indexOf(text);
    const name = place < 0 ? text : `${PLACE}${place}`;
    return { name, atom: isGlobalVariable(guest, bytecode, index) ? atom : 0, outer: cells.outerName(fn, text) };
  }
}
