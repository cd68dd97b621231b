/** Brings stored values back into the guest: the blueprint's leaves and givens as arrays, then the prelude's decoder. */

import { blueprint } from '../../engine/value/blueprint.ts';
import { type Blueprint, type Closures, type External, type Leaf, MAKE, REF } from '../../engine/value/instructions.ts';
import { NOT_SINGLE, singleValue } from '../../engine/value/single.ts';
import { BadTape } from '../../engine/value/tape-reader.ts';
import type { BootImage } from './boot-image.ts';
import { writeBulk } from './bulk-writer.ts';
import { ClosureWriter } from './closure-writer.ts';
import type { ErrorStacks } from './error-stacks.ts';
import type { Guest } from './guest.ts';
import { CELL, CLASS, CTX, OBJECT, RT, SHAPE, TAG } from './layout.ts';
import type { Numbering } from './numbering.ts';
import { NODE } from './numbering.ts';
import type { Program } from './program.ts';

/** The well-known symbols are atoms in a row, after the engine's own brand. */
const FIRST_SYMBOLS = { after: 224, last: 237 };

const NO_CLOSURES: Closures = { cells: [], functions: [] };

/** Cells and prototypes not made yet have numbers, but are no values. */
function isGiven(numbering: Numbering, number: number): boolean {
  if (number < 1 || number > numbering.count) return false;
  const kind = numbering.kind(number);
  return kind === NODE.object || kind === NODE.symbol;
}

/** What values are made with. */
export interface BuilderPowers {
  readonly guest: Guest;
  readonly image: BootImage;
  readonly program: Program;
  readonly stacks: Pick<ErrorStacks, 'restoring'>;
  /** Handle of the prelude's decoder. */
  readonly decode: number;
}

export class Builder {
  readonly #guest: Guest;
  readonly #image: BootImage;
  readonly #program: Program;
  readonly #stacks: BuilderPowers['stacks'];
  readonly #decode: number;

  constructor({ guest, image, program, stacks, decode }: BuilderPowers) {
    this.#guest = guest;
    this.#image = image;
    this.#program = program;
    this.#stacks = stacks;
    this.#decode = decode;
  }

  /**
   * The value that a tape describes; throws BadTape when the tape is damaged or names what is not there. Stacks in it go on
   * with the engine's frame `caller`.
   */
  build(tape: Uint8Array, numbering: Numbering, caller: number): number {
    const single = this.#single(tape);
    if (single !== 0) return single;
    const plan = blueprint(tape, numbering.count);
    const errors: number[] = [];
    try {
      return this.#planned(
        plan,
        plan.externals.map((external) => this.#external(external, numbering, errors)),
        numbering,
        caller,
      );
    } finally {
      for (const handle of errors) this.#guest.free(handle);
    }
  }

  #planned(
    plan: Blueprint,
    externals: readonly (readonly [number, number])[],
    numbering: Numbering,
    caller: number,
  ): number {
    const bulk = writeBulk(plan, {
      guest: this.#guest,
      isPrototype: (reference, kind) => this.#isPrototype(plan, reference, kind),
      external: (index) => externals[index] as readonly [number, number],
      template: ({ keys, isArray }) => this.#template(keys, isArray),
    });
    return bulk ?? this.#stacks.restoring(plan.stacks, caller, () => this.#decoded(plan, externals, numbering));
  }

  /** A tape of one number, string or constant needs no plan; 0 for every other. */
  #single(tape: Uint8Array): number {
    const value = singleValue(tape);
    if (value === NOT_SINGLE) return 0;
    if (typeof value === 'number') return this.#guest.newNumber(value);
    if (typeof value === 'string') return this.#guest.newString(value);
    if (typeof value === 'boolean') return this.#guest.newBool(value);
    return value === null ? this.#guest.newNull() : this.#guest.newUndefined();
  }

  #decoded(
    plan: Omit<Blueprint, 'stacks'>,
    externals: readonly (readonly [number, number])[],
    numbering: Numbering | null,
  ): number {
    const { leaves, closures } = plan;
    const isPlain = closures.functions.length === 0;
    const writer =
      isPlain || !numbering
        ? null
        : new ClosureWriter({ guest: this.#guest, program: this.#program }, closures, numbering);
    const made = this.#array(0, () => undefined);
    const args = [
      this.#instructions(plan),
      this.#leaves(leaves),
      this.#externals(externals),
      this.#bigInts(leaves),
      made,
    ];
    try {
      const value = this.#guest.call(this.#decode, undefined, args);
      writer?.write(made);
      return value;
    } finally {
      for (const arg of args) this.#guest.free(arg);
    }
  }

  #isPrototype(plan: Blueprint, reference: number, kind: 'object' | 'array'): boolean {
    const external = (reference & 7) === REF.external ? plan.externals[reference >> 3] : undefined;
    if (external?.kind !== 'boot') return false;
    const prototypes = this.#guest.word(this.#guest.ctx + CTX.classProtos);
    return this.#image.address(external.number) === this.#guest.word(prototypes + 8 * CLASS[kind]);
  }

  /** An object with these keys, made by the decoder; an empty array needs none. */
  #template(keys: readonly string[], isArray: boolean): number {
    const guest = this.#guest;
    if (isArray) {
      const array = guest.exports.QTS_NewArray(guest.ctx);
      guest.refresh();
      return array;
    }
    const slots = keys.flatMap((_, i) => [(i << 3) | REF.leaf, 7]);
    const proto = (0 << 3) | REF.external;
    const shape = [proto, keys.length, ...slots];
    const fill = [0, ...keys.map(() => (0 << 3) | REF.int), 0, 0];
    const root = (0 << 3) | REF.fresh;
    const words = [root, 1, 1, ...shape, 2, 0, fill.length, 0, MAKE.object, 0, ...fill];
    const prototype = guest.word(guest.word(guest.ctx + CTX.classProtos) + 8 * CLASS.object);
    const plan = { instructions: Int32Array.from(words), leaves: keys, externals: [], closures: NO_CLOSURES };
    return this.#decoded(plan, [[prototype, TAG.object]], null);
  }

  #instructions({ instructions }: Pick<Blueprint, 'instructions'>): number {
    return this.#guest.newBytes(new Uint8Array(instructions.buffer, instructions.byteOffset, instructions.byteLength));
  }

  #leaves(leaves: readonly Leaf[]): number {
    return this.#array(leaves.length, (slot, i) => this.#writeLeaf(slot, leaves[i] as Leaf));
  }

  /** Indices of the leaves that travel as text and become bigints in the guest. */
  #bigInts(leaves: readonly Leaf[]): number {
    const indices = [...leaves.entries()].filter(([, leaf]) => typeof leaf === 'bigint').map(([i]) => i);
    return this.#array(indices.length, (slot, i) => this.#guest.writeInt(slot, indices[i] as number));
  }

  #writeLeaf(slot: number, leaf: Leaf): void {
    if (typeof leaf === 'number') this.#guest.writeNumber(slot, leaf);
    else if (typeof leaf === 'object') this.#move(this.#guest.newBytes(leaf), slot);
    else {
      const body = this.#guest.stringBody(String(leaf));
      this.#write(slot, body, TAG.string);
    }
  }

  #externals(addresses: readonly (readonly [number, number])[]): number {
    return this.#array(addresses.length, (slot, i) => {
      const [low, tag] = addresses[i] as readonly [number, number];
      this.#guest.retain(low, tag);
      this.#write(slot, low, tag);
    });
  }

  /** The words of a value that is already there, or of a new error, which is kept meanwhile. */
  #external(external: External, numbering: Numbering, errors: number[]): readonly [number, number] {
    switch (external.kind) {
      case 'numbered':
        if (!isGiven(numbering, external.number)) throw new BadTape('refers to what was not given');
        return [
          numbering.address(external.number),
          numbering.kind(external.number) === NODE.symbol ? TAG.symbol : TAG.object,
        ];
      case 'boot':
        if (this.#image.address(external.number) === 0) throw new BadTape('refers to no object of the boot image');
        return [this.#image.address(external.number), TAG.object];
      case 'wellKnown':
        if (external.atom <= FIRST_SYMBOLS.after || external.atom > FIRST_SYMBOLS.last)
          throw new BadTape('refers to no symbol');
        return [this.#guest.atomPointer(external.atom), TAG.symbol];
      case 'registered':
        throw new BadTape('a registered symbol');
      case 'static':
        return [this.#held(external.module, external.binding), TAG.object];
      case 'error':
        return [this.#newError(errors), TAG.object];
      case 'prototype':
        return [this.#prototypeOf(this.#held(external.module, external.binding)), TAG.object];
    }
  }

  /** An object of the class of errors, without properties. */
  #newError(errors: number[]): number {
    const guest = this.#guest;
    const handle = guest.exports.QTS_NewError(guest.ctx);
    guest.refresh();
    errors.push(handle);
    return guest.word(handle);
  }

  /** The object that a module's variable holds. */
  #held(module: string, binding: string): number {
    const cell = this.#program.cell(module, binding);
    const value = cell === 0 ? 0 : this.#guest.word(cell + CELL.value);
    if (value === 0 || this.#guest.tag(value) !== TAG.object) throw new BadTape(`${module} holds no ${binding}`);
    return this.#guest.word(value);
  }

  #prototypeOf(fn: number): number {
    const guest = this.#guest;
    const shape = guest.word(fn + OBJECT.shape);
    for (let slot = 0; slot < guest.word(shape + SHAPE.count); slot++) {
      if (guest.atomText(guest.word(shape + SHAPE.entries + 4 + 8 * slot)) !== 'prototype') continue;
      const value = guest.word(fn + OBJECT.props) + 8 * slot;
      if (guest.tag(value) === TAG.object) return guest.word(value);
    }
    throw new BadTape('a class without a prototype');
  }

  // ---------- arrays written in place

  /** A guest array of `count` values written by `fill` into its slots; nothing may run between allocation and end. */
  #array(count: number, fill: (slot: number, i: number) => void): number {
    const guest = this.#guest;
    const handle = guest.exports.QTS_NewArray(guest.ctx);
    guest.refresh();
    if (count === 0) return handle;
    const block = guest.allocate(8 * count);
    for (let i = 0; i < count; i++) guest.writeInt(block + 8 * i, 0);
    for (let i = 0; i < count; i++) fill(block + 8 * i, i);
    const array = guest.word(handle);
    guest.u32[(array + 32) >>> 2] = count;
    guest.u32[(array + 36) >>> 2] = block;
    guest.u32[(array + 40) >>> 2] = count;
    guest.writeInt(guest.word(array + OBJECT.props), count);
    guest.u32[(guest.rt + RT.mallocCount) >>> 2]! += 1;
    guest.u32[(guest.rt + RT.mallocSize) >>> 2]! += 8;
    return handle;
  }

  #write(slot: number, low: number, tag: number): void {
    this.#guest.u32[slot >>> 2] = low;
    this.#guest.i32[(slot >>> 2) + 1] = tag;
  }

  /** Moves a handle's value into a slot and frees the handle's block alone. */
  #move(handle: number, slot: number): void {
    this.#write(slot, this.#guest.word(handle), this.#guest.tag(handle));
    this.#guest.exports.free(handle);
  }

  /** Frees a handle that nobody wants. */
  discard(handle: number): void {
    this.#guest.free(handle);
  }
}
