/** Writes the shapes of objects onto a tape: prototype and keys, spelled once a walk and told by number after that. */
import { PART, VALUE } from '../../engine/value/tape.ts';
import type { ValueWalk } from './heap-values.ts';
import { atomKind, readShape, type ShapeEntry, type ShapeView, tapeFlags } from './shapes.ts';

export class ShapeWriter {
  readonly #walk: ValueWalk;
  readonly #read = new Map<number, ShapeView>();
  readonly #numbers = new Map<string, ShapeView>();

  constructor(walk: ValueWalk) {
    this.#walk = walk;
  }

  /** A walk begins: shapes may have changed since the last. */
  begin(): void {
    this.#read.clear();
    this.#numbers.clear();
  }

  /** The shape at an address, read once a walk. */
  at(pointer: number): ShapeView {
    let shape = this.#read.get(pointer);
    if (!shape) {
      shape = readShape(this.#walk.guest, pointer);
      this.#read.set(pointer, shape);
    }
    return shape;
  }

  /** The shape of the body that is being written; one that was met before goes by its number. */
  write(shape: ShapeView): void {
    const { tape } = this.#walk;
    tape.mix();
    if (shape.number < 0) this.#recall(shape);
    if (shape.number >= 0) tape.put2(PART.sameShape, shape.number);
    else this.#spell(shape);
    tape.replaceMixed(shape.laneA, shape.laneB);
  }

  #recall(shape: ShapeView): void {
    const known = this.#numbers.get(shape.key);
    if (!known) return;
    shape.number = known.number;
    shape.laneA = known.laneA;
    shape.laneB = known.laneB;
  }

  #spell(shape: ShapeView): void {
    const walk = this.#walk;
    const { tape } = walk;
    const { laneA, laneB } = tape;
    tape.restart();
    shape.number = this.#numbers.size;
    this.#numbers.set(shape.key, shape);
    tape.put2(PART.shape, shape.entries.length);
    walk.referenceOrNull(shape.proto);
    for (const entry of shape.entries) this.#key(entry);
    tape.mix();
    shape.laneA = tape.laneA;
    shape.laneB = tape.laneB;
    tape.laneA = laneA;
    tape.laneB = laneB;
  }

  #key(entry: ShapeEntry): void {
    const walk = this.#walk;
    const { brandAtom } = walk;
    walk.tape.put(tapeFlags(entry.flags));
    const pointer = walk.guest.atomPointer(entry.atom);
    if (walk.guest.word(pointer + 8) >>> 30 === 1) return walk.string(pointer);
    if (entry.atom === brandAtom) walk.tape.put2(VALUE.wellKnown, entry.atom);
    else walk.symbol(pointer);
    if (walk.mode !== 'payload') return;
    if (entry.atom === brandAtom || atomKind(walk.guest, entry.atom) === 'private')
      walk.refuse('an object with private fields');
  }
}
