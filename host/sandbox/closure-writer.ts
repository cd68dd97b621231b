/**
 * Makes functions of what the prelude's decoder made in their place: gives them their code, their home and the variables
 * that they captured. Pinned to the engine build like the heap reader. Everything is looked up before anything is made;
 * nothing of the guest may run until all is done.
 */
import { type Closures, type MadeFunction, TEMPLATE } from '../../engine/value/instructions.ts';
import { BadTape } from '../../engine/value/tape-reader.ts';
import type { Guest } from './guest.ts';
import { BYTECODE, CELL, DETACHED, FUNCTION, KIND, OBJECT, RT, TAG } from './layout.ts';
import { NODE, type Numbering } from './numbering.ts';
import type { Program } from './program.ts';

/** What functions are made with. */
export interface ClosurePowers {
  readonly guest: Guest;
  readonly program: Program;
}

/** A function on its way: its code, and the cells it captures; those that are made are their fresh numbers, negated. */
interface Planned {
  readonly bytecode: number;
  readonly cells: readonly number[];
  readonly hasHome: boolean;
}

export class ClosureWriter {
  readonly #guest: Guest;
  readonly #closures: Closures;
  readonly #functions: readonly Planned[];
  readonly #cells = new Map<number, number>();

  /** Throws BadTape when the program has no such functions, or they capture something else. */
  constructor(powers: ClosurePowers, closures: Closures, numbering: Numbering) {
    this.#guest = powers.guest;
    this.#closures = closures;
    this.#functions = closures.functions.map((made) => planned(made, powers, numbering));
  }

  /** `made` is the array of what the decoder made: holders of variables, then functions and their homes. */
  write(made: number): void {
    const { cells } = this.#closures;
    for (const [i, { fresh, isEmpty }] of cells.entries())
      this.#cells.set(fresh, this.#cell(this.#element(this.#element(made, i), 0), isEmpty));
    let at = cells.length;
    for (const planned of this.#functions) {
      const object = this.#guest.word(this.#element(made, at++));
      const home = planned.hasHome ? this.#guest.word(this.#element(made, at++)) : 0;
      this.#function(object, home, planned);
    }
  }

  /** Address of an element of the array that the JSValue at an address is. */
  #element(array: number, index: number): number {
    return this.#guest.word(this.#guest.word(array) + 36) + 8 * index;
  }

  /** A variable of an activation that has ended; references to it are counted as it is captured. */
  #cell(value: number, isEmpty: boolean): number {
    const guest = this.#guest;
    const cell = guest.adopted(CELL.bytes);
    const at = cell >>> 2;
    const own = (cell + CELL.own) >>> 2;
    guest.u32[at] = 0;
    guest.u32[(cell + CELL.flags) >>> 2] = DETACHED;
    guest.u32[(cell + CELL.value) >>> 2] = cell + CELL.own;
    guest.u32[own] = isEmpty ? 0 : guest.word(value);
    guest.i32[own + 1] = isEmpty ? TAG.uninitialized : guest.tag(value);
    if (!isEmpty) guest.retain(guest.word(value), guest.tag(value));
    this.#link(cell + CELL.link);
    return cell;
  }

  /** The last of the things that the collector watches. */
  #link(link: number): void {
    const { u32, rt } = this.#guest;
    const head = rt + RT.gcObjects;
    const last = u32[head >>> 2] as number;
    u32[link >>> 2] = last;
    u32[(link >>> 2) + 1] = head;
    u32[(last >>> 2) + 1] = link;
    u32[head >>> 2] = link;
  }

  #function(object: number, home: number, { bytecode, cells }: Planned): void {
    const guest = this.#guest;
    const block = cells.length > 0 ? guest.adopted(4 * cells.length) : 0;
    for (const [k, cell] of cells.entries()) {
      const address = cell < 0 ? (this.#cells.get(~cell) as number) : cell;
      guest.u32[address >>> 2]! += 1;
      guest.u32[(block >>> 2) + k] = address;
    }
    guest.u32[guest.word(object + OBJECT.payload) >>> 2]! -= 1;
    guest.u32[bytecode >>> 2]! += 1;
    guest.u32[(object + OBJECT.payload) >>> 2] = bytecode;
    guest.u32[(object + FUNCTION.cells) >>> 2] = block;
    if (home !== 0) guest.retain(home, TAG.object);
    guest.u32[(object + FUNCTION.home) >>> 2] = home;
  }
}

function planned(made: MadeFunction, { guest, program }: ClosurePowers, numbering: Numbering): Planned {
  const { module, path, captures, hasHome } = made;
  const fn = program.module(module)?.byPath.get(path);
  const bytecode = fn ? program.captures.codeOf(fn) : 0;
  if (!fn || bytecode === 0) throw new BadTape(`${module} has no function ${path}`);
  const kind = guest.u8[bytecode + BYTECODE.kind] as number;
  if (made.template !== templateOf(kind)) throw new BadTape(`${path} is of another kind`);
  if (hasHome !== (kind & KIND.needsHome) > 0)
    throw new BadTape(`${path} needs a home, or has one that it does not need`);
  const given = new Map<string, number>();
  for (const [name, cell] of captures)
    given.set(name, 'fresh' in cell ? ~cell.fresh : numberedCell(cell.numbered, numbering));
  const cells = program.captures.cellsFor(fn, bytecode, given);
  if (!cells) throw new BadTape(`${path} captures something else`);
  return { bytecode, cells, hasHome };
}

function templateOf(kind: number): number {
  const runs = (kind >>> KIND.runsShift) & KIND.runsMask;
  if (runs > 0) return TEMPLATE.generator + runs - 1;
  return kind & KIND.hasPrototype ? TEMPLATE.plain : TEMPLATE.arrow;
}

function numberedCell(number: number, numbering: Numbering): number {
  if (!(number >= 1 && number <= numbering.count) || numbering.kind(number) !== NODE.cell)
    throw new BadTape('captures what was not given');
  return numbering.address(number);
}
