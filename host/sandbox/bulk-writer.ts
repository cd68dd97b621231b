/**
 * Writes plain data straight into the guest's heap: objects with ordinary properties and dense arrays, the tables that
 * make up most results. Several times faster than building them in the guest, and pinned to the engine build like the
 * heap reader. Anything else in a value leaves it to the prelude's decoder.
 */
import { type Blueprint, type Leaf, MAKE, REF } from '../../engine/value/instructions.ts';
import type { Guest } from './guest.ts';
import { OBJECT, OBJECT_BIT, RT, SHAPE, TAG } from './layout.ts';

/** A shape as the instructions list it. */
interface PlannedShape {
  readonly keys: readonly string[];
  readonly isArray: boolean;
}

/** What the writer needs from around it. */
export interface BulkPowers {
  readonly guest: Guest;
  /** Whether a reference is Object.prototype or Array.prototype itself. */
  readonly isPrototype: (reference: number, kind: 'object' | 'array') => boolean;
  /** Writes the value of a reference to something given. */
  readonly external: (index: number) => readonly [low: number, tag: number];
  /** A handle on an object with these keys in order, or on an empty array: where shapes come from. */
  readonly template: (shape: PlannedShape) => number;
}

const ORDINARY = 7;
const WRITABLE = 2;
const CONSTANT_TAGS = [TAG.undefined, TAG.null, TAG.bool, TAG.bool] as const;
const OBJECT_BYTES = 48;

/** Writes the blueprint's value and answers its handle; null when it holds something else than plain data. */
export function writeBulk(plan: Blueprint, powers: BulkPowers): number | null {
  const shapes = plannedShapes(plan, powers);
  if (!shapes || !isPlain(plan, shapes.shapes, shapes.end)) return null;
  return new BulkWriter(plan, powers, shapes.shapes, shapes.end).write();
}

/** The shapes, when all are ordinary; and where the section lengths begin. */
function plannedShapes(
  { instructions, leaves }: Blueprint,
  { isPrototype }: BulkPowers,
): { shapes: PlannedShape[]; end: number } | null {
  const shapes: PlannedShape[] = [];
  let at = 3;
  for (let n = instructions[2] as number; n > 0; n--) {
    const proto = instructions[at++] as number;
    const count = instructions[at++] as number;
    const isArray = isPrototype(proto, 'array');
    if (!isArray && !isPrototype(proto, 'object')) return null;
    const keys: string[] = [];
    for (let k = 0; k < count; k++) {
      const key = instructions[at++] as number;
      const flags = instructions[at++] as number;
      const text = (key & 7) === REF.leaf ? leaves[key >> 3] : undefined;
      if (typeof text !== 'string' || text === '__proto__' || flags !== (isArray ? WRITABLE : ORDINARY)) return null;
      keys.push(text);
    }
    if (isArray && (count !== 1 || keys[0] !== 'length')) return null;
    shapes.push({ keys, isArray });
  }
  return { shapes, end: at };
}

/** Only objects and whole arrays, nothing frozen, only leaves that go into a slot as they are. */
function isPlain({ instructions, leaves }: Blueprint, shapes: readonly PlannedShape[], end: number): boolean {
  const fillAt = end + 4 + (instructions[end] as number);
  if ((instructions[end + 1] as number) > 0 || (instructions[end + 3] as number) > 0) return false;
  for (let at = end + 4; at < fillAt; at += 2)
    if (instructions[at] !== MAKE.object && instructions[at] !== MAKE.array) return false;
  return isDense(instructions, shapes, end + 4, fillAt) && leaves.every(isSlotLeaf);
}

function isSlotLeaf(leaf: Leaf): boolean {
  return typeof leaf === 'string' || typeof leaf === 'number';
}

/** No object has index keys, no array a hole. */
function isDense(instructions: Int32Array, shapes: readonly PlannedShape[], makeAt: number, fillAt: number): boolean {
  let createAt = makeAt;
  let at = fillAt;
  for (let n = instructions[1] as number; n > 0; n--) {
    const shape = shapes[instructions[at] as number];
    if (!shape) return false;
    const length = instructions[at + 1] as number;
    at += 1 + shape.keys.length;
    const kind = instructions[at] as number;
    const count = instructions[at + 1] as number;
    if (kind === 2 || (kind === 1 && !shape.isArray)) return false;
    if (shape.isArray !== (instructions[createAt] === MAKE.array)) return false;
    createAt += 2;
    if (shape.isArray && length !== ((count << 3) | REF.int)) return false;
    at += 2 + count;
  }
  return true;
}

class BulkWriter {
  readonly #plan: Blueprint;
  readonly #powers: BulkPowers;
  readonly #guest: Guest;
  readonly #templates: readonly number[];
  readonly #shapes: readonly PlannedShape[];
  readonly #objects: number[] = [];
  readonly #strings = new Map<number, number>();
  readonly #fillAt: number;
  /** Blocks handed to the engine, for its own accounting. */
  #blocks = 0;
  #tail: number;

  constructor(plan: Blueprint, powers: BulkPowers, shapes: readonly PlannedShape[], end: number) {
    this.#plan = plan;
    this.#powers = powers;
    this.#guest = powers.guest;
    this.#shapes = shapes;
    this.#templates = shapes.map(powers.template);
    this.#fillAt = end + 4 + (plan.instructions[end] as number);
    this.#tail = this.#guest.word(this.#guest.rt + RT.gcObjects);
  }

  /** Nothing of the guest may run until all is linked. */
  write(): number {
    const count = this.#plan.instructions[1] as number;
    for (let k = 0; k < count; k++) this.#objects.push(this.#emptyObject());
    let at = this.#fillAt;
    for (const object of this.#objects) at = this.#fill(object, at);
    this.#closeList();
    this.#account();
    for (const template of this.#templates) this.#guest.free(template);
    const handle = this.#guest.newUndefined();
    this.#value(handle, this.#plan.instructions[0] as number);
    return handle;
  }

  #block(bytes: number): number {
    this.#blocks += 1;
    return this.#guest.allocate(Math.max(8, bytes));
  }

  /** Zeros: its references are counted as they are written, which may be before its own turn. */
  #emptyObject(): number {
    const object = this.#block(OBJECT_BYTES);
    this.#guest.u32.fill(0, object >>> 2, (object + OBJECT_BYTES) >>> 2);
    return object;
  }

  #fill(object: number, start: number): number {
    const { instructions } = this.#plan;
    const shapeIndex = instructions[start] as number;
    const shape = this.#shapes[shapeIndex] as PlannedShape;
    const props = this.#header(object, this.#templates[shapeIndex] as number);
    let at = start + 1;
    for (let k = 0; k < shape.keys.length; k++) this.#value(props + 8 * k, instructions[at++] as number);
    const elements = instructions[at + 1] as number;
    at += 2;
    if (shape.isArray && elements > 0) this.#elements(object, at, elements);
    return at + elements;
  }

  /** The object's own words, like its template's, linked at the end of the collector's list; answers its slots. */
  #header(object: number, templateHandle: number): number {
    const guest = this.#guest;
    const template = guest.word(templateHandle);
    const shape = guest.word(template + OBJECT.shape);
    const props = this.#block(8 * guest.word(shape + SHAPE.capacity));
    const { u32 } = guest;
    const at = object >>> 2;
    u32[at + 1] =
      guest.word(template + OBJECT.flags) &
      (0xffff0000 | OBJECT_BIT.extensible | OBJECT_BIT.exotic | OBJECT_BIT.fastArray);
    u32[at + 2] = this.#tail;
    u32[(this.#tail >>> 2) + 1] = object + OBJECT.link;
    this.#tail = object + OBJECT.link;
    u32[at + 5] = shape;
    u32[at + 6] = props;
    u32[shape >>> 2]! += 1;
    return props;
  }

  #elements(array: number, start: number, count: number): void {
    const block = this.#block(8 * count);
    for (let i = 0; i < count; i++) this.#value(block + 8 * i, this.#plan.instructions[start + i] as number);
    const at = (array + OBJECT.payload) >>> 2;
    this.#guest.u32[at] = count;
    this.#guest.u32[at + 1] = block;
    this.#guest.u32[at + 2] = count;
  }

  #value(slot: number, reference: number): void {
    const index = reference >> 3;
    switch (reference & 7) {
      case REF.int:
        return this.#guest.writeInt(slot, index);
      case REF.leaf:
        return this.#leaf(slot, index);
      case REF.fresh:
        return this.#shared(slot, this.#objects[index] as number, TAG.object);
      case REF.external: {
        const [low, tag] = this.#powers.external(index);
        return this.#shared(slot, low, tag);
      }
      default:
        this.#words(slot, index === 2 ? 1 : 0, CONSTANT_TAGS[index] as number);
    }
  }

  #leaf(slot: number, index: number): void {
    const leaf = this.#plan.leaves[index] as Leaf;
    if (typeof leaf === 'number') return this.#guest.writeNumber(slot, leaf);
    let body = this.#strings.get(index);
    if (body === undefined) {
      body = this.#guest.stringBody(leaf as string);
      // One reference per slot: the first comes below.
      this.#guest.u32[body >>> 2] = 0;
      this.#strings.set(index, body);
    }
    this.#shared(slot, body, TAG.string);
  }

  #shared(slot: number, low: number, tag: number): void {
    this.#guest.u32[low >>> 2]! += 1;
    this.#words(slot, low, tag);
  }

  #words(slot: number, low: number, tag: number): void {
    this.#guest.u32[slot >>> 2] = low;
    this.#guest.i32[(slot >>> 2) + 1] = tag;
  }

  #closeList(): void {
    const head = this.#guest.rt + RT.gcObjects;
    this.#guest.u32[(this.#tail >>> 2) + 1] = head;
    this.#guest.u32[head >>> 2] = this.#tail;
  }

  #account(): void {
    this.#guest.u32[(this.#guest.rt + RT.mallocCount) >>> 2]! += this.#blocks;
    this.#guest.u32[(this.#guest.rt + RT.mallocSize) >>> 2]! += 8 * this.#blocks;
  }
}
