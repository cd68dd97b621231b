/** The objects of the boot image as a graph, read out of the memory of a guest: what holds what, and under which name. */
import { isFunctionClass } from '../../host/sandbox/heap-walker.ts';
import { BYTECODE, CELL, CLASS, OBJECT, PROP, SHAPE, TAG } from '../../host/sandbox/layout.ts';
import type { GuestMemory } from '../../host/sandbox/memory.ts';

/** Something that an object holds: `at` is the address of a JSValue. */
export interface Held {
  readonly name: string;
  readonly at: number;
}

interface Slot extends Held {
  readonly kind: number;
}

export class BootGraph {
  readonly #guest: GuestMemory;

  constructor(guest: GuestMemory) {
    this.#guest = guest;
  }

  classOf(object: number): number {
    return this.#guest.word(object + OBJECT.flags) >>> 16;
  }

  /** Everything that properties, elements, captured variables and the prototype of an object lead to. */
  neighbours(object: number): number[] {
    const guest = this.#guest;
    const found = this.values(object).flatMap(({ at }) => (guest.tag(at) === TAG.object ? [guest.word(at)] : []));
    for (const { kind, at } of this.#slots(object))
      if (kind === PROP.getset) found.push(guest.word(at), guest.word(at + 4));
    found.push(guest.word(guest.word(object + OBJECT.shape) + SHAPE.proto));
    return found.filter((neighbour) => neighbour !== 0);
  }

  /** Values that an object holds in properties, elements and variables that it captured. */
  values(object: number): Held[] {
    const guest = this.#guest;
    const values = this.#slots(object).flatMap(({ name, kind, at }): Held[] => {
      if (kind === 0) return [{ name, at }];
      return kind === PROP.varref ? [{ name, at: guest.word(guest.word(at) + CELL.value) }] : [];
    });
    if (this.classOf(object) === CLASS.array)
      for (let k = guest.word(object + 40) - 1; k >= 0; k--)
        values.push({ name: `${k}`, at: guest.word(object + 36) + 8 * k });
    return [...values, ...this.#captured(object)];
  }

  #captured(object: number): Held[] {
    const guest = this.#guest;
    if (!isFunctionClass(this.classOf(object))) return [];
    const bytecode = guest.word(object + OBJECT.payload);
    const cells = guest.word(object + OBJECT.payload + 4);
    const variables = guest.word(bytecode + BYTECODE.closureVars);
    return Array.from({ length: guest.word(bytecode + BYTECODE.closureVarCount) }, (_, k) => ({
      name: `(${guest.atomText(guest.word(variables + 8 * k + 4))})`,
      at: guest.word(guest.word(cells + 4 * k) + CELL.value),
    }));
  }

  #slots(object: number): Slot[] {
    const guest = this.#guest;
    const shape = guest.word(object + OBJECT.shape);
    const props = guest.word(object + OBJECT.props);
    const slots: Slot[] = [];
    for (let slot = 0; slot < guest.word(shape + SHAPE.count); slot++) {
      const entry = shape + SHAPE.entries + 8 * slot;
      if (guest.word(entry + 4) === 0) continue;
      const kind = (guest.word(entry) >>> 26) & PROP.typeMask;
      slots.push({ name: guest.atomText(guest.word(entry + 4)), kind, at: props + 8 * slot });
    }
    return slots;
  }
}
