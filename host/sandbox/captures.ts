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

export class Captures {
  readonly #powers: CapturePowers;

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
    const { guest } = this.#powers;
    const bytecode = guest.word(object + OBJECT.payload);
    const cells = guest.word(object + FUNCTION.cells);
    const captures: Capture[] = [];
    for (let k = 0; k < guest.word(bytecode + BYTECODE.closureVarCount); k++) {
      const cell = guest.word(cells + 4 * k);
      if (cell === this.#outer(fn, bytecode, k)) continue;
      const name = this.#name(fn, bytecode, k);
      if (isGlobalVariable(guest, bytecode, k) || captures.some((other) => other.name === name)) return null;
      captures.push({ name, cell, isActivation: name.startsWith(PLACE) || OF_ACTIVATIONS.has(name) });
    }
    return captures;
  }

  /**
   * The cells of a function that is made anew, in the order of its code; `given` are those that do not come with it. Null
   * when that are not all, or more than all.
   */
  cellsFor(fn: LiveFunction, bytecode: number, given: ReadonlyMap<string, number>): number[] | null {
    const cells: number[] = [];
    let used = 0;
    for (let k = 0; k < this.#powers.guest.word(bytecode + BYTECODE.closureVarCount); k++) {
      const known = given.get(this.#name(fn, bytecode, k));
      if (known !== undefined) used += 1;
      cells.push(known ?? this.#outer(fn, bytecode, k));
    }
    return used === given.size && !cells.includes(0) ? cells : null;
  }

  /** The cell of a variable of the module or of the global scope; 0 for every other. */
  #outer(fn: LiveFunction, bytecode: number, index: number): number {
    const { guest, cells, globals } = this.#powers;
    const atom = this.#atom(bytecode, index);
    if (isGlobalVariable(guest, bytecode, index)) return globals.captured(atom);
    cells.link();
    return cells.outer(fn, guest.atomText(atom));
  }

  #name(fn: LiveFunction, bytecode: number, index: number): string {
    const name = this.#powers.guest.atomText(this.#atom(bytecode, index));
    const place = fn.info.captures.indexOf(name);
    return place < 0 ? name : `${PLACE}${place}`;
  }

  #atom(bytecode: number, index: number): number {
    const { guest } = this.#powers;
    return guest.word(guest.word(bytecode + BYTECODE.closureVars) + 8 * index + 4);
  }
}
