/** Variables of the global scope: what programs put on the global object, and what classic scripts declare. */
import type { Guest } from './guest.ts';
import { CTX, OBJECT, PROP, SHAPE } from './layout.ts';

/** What a name means: a variable by the address of its cell, or a getter or setter. */
type Meaning = number | 'accessor';

export class GlobalVariables {
  readonly #guest: Guest;
  /** Properties that were there before any script; the guard watches those. */
  readonly #bootCounts: ReadonlyMap<number, number>;
  /** Where names stood among the properties of an object. */
  readonly #slots = new Map<string, number>();

  constructor(guest: Guest) {
    this.#guest = guest;
    this.#bootCounts = new Map(this.#holders().map((object) => [object, this.#count(object)]));
  }

  /** The cell of the variable that a name means now, or 0: the name may be put to another use at any time. */
  cell(name: string): number {
    const found = this.#find(name);
    return typeof found === 'number' ? found : 0;
  }

  /** Whether a name means a getter or setter: what it gives is no state that can be read. */
  isAccessor(name: string): boolean {
    return this.#find(name) === 'accessor';
  }

  /** The cell that code which mentions a name captures, by the name's atom: also of builtins, and of what nothing declares. */
  captured(atom: number): number {
    const undeclared = this.#guest.word(this.#guest.word(this.#guest.ctx + CTX.global) + OBJECT.payload);
    for (const object of [...this.#holders(), undeclared]) {
      const cell = this.#cellAt(object, this.#slotOf(object, atom));
      if (cell !== 0) return cell;
    }
    return 0;
  }

  /** Where a name stands among an object's properties, or -1; mostly where it stood before. */
  #slotOf(object: number, atom: number): number {
    const guest = this.#guest;
    const first = guest.word(object + OBJECT.shape) + SHAPE.entries + 4;
    const count = this.#count(object);
    const key = `${object} ${atom}`;
    const before = this.#slots.get(key) ?? count;
    if (before < count && guest.word(first + 8 * before) === atom) return before;
    for (let slot = count - 1; slot >= 0; slot--) {
      if (guest.word(first + 8 * slot) !== atom) continue;
      this.#slots.set(key, slot);
      return slot;
    }
    return -1;
  }

  #cellAt(object: number, slot: number): number {
    if (slot < 0) return 0;
    const guest = this.#guest;
    const flags = guest.word(guest.word(object + OBJECT.shape) + SHAPE.entries + 8 * slot) >>> 26;
    const isVariable = (flags & PROP.typeMask) === PROP.varref;
    return isVariable ? guest.word(guest.word(object + OBJECT.props) + 8 * slot) : 0;
  }

  #find(name: string): Meaning | null {
    for (const object of this.#holders()) {
      const found = this.#in(object, name);
      if (found !== null) return found;
    }
    return null;
  }

  /** Declarations hide properties. */
  #holders(): [lexical: number, global: number] {
    const { ctx } = this.#guest;
    return [this.#guest.word(ctx + CTX.globalLexical), this.#guest.word(ctx + CTX.global)];
  }

  #count(object: number): number {
    return this.#guest.word(this.#guest.word(object + OBJECT.shape) + SHAPE.count);
  }

  #in(object: number, name: string): Meaning | null {
    const guest = this.#guest;
    const shape = guest.word(object + OBJECT.shape);
    for (let slot = this.#count(object) - 1; slot >= (this.#bootCounts.get(object) as number); slot--) {
      const entry = shape + SHAPE.entries + 8 * slot;
      const atom = guest.word(entry + 4);
      if (atom === 0 || guest.atomText(atom) !== name) continue;
      const isVariable = ((guest.word(entry) >>> 26) & PROP.typeMask) === PROP.varref;
      return isVariable ? guest.word(guest.word(object + OBJECT.props) + 8 * slot) : 'accessor';
    }
    return null;
  }
}
