/**
 * What a call changed in the heap that it was given, as writes and the values they need. Reads only.
 * A change that could not be made again exactly is refused by name.
 */
import type { VariableAddress } from '../../engine/ports.ts';
import type { HeapWrite } from '../../engine/trace.ts';
import { elementAddresses } from './elements.ts';
import type { Guest } from './guest.ts';
import { isFunctionClass } from './heap-walker.ts';
import { ATOM_INT, CELL, CLASS, OBJECT, OBJECT_BIT, PROP, TAG } from './layout.ts';
import { NODE, type Numbering } from './numbering.ts';
import { atomKind, readShape, type ShapeEntry, type ShapeView } from './shapes.ts';

/** The writes, and the JSValues that they refer to by index. */
export interface Changes {
  readonly writes: readonly HeapWrite[];
  /** Addresses of JSValues; the block they may lie in is the reader's to free. */
  readonly values: readonly number[];
  readonly scratch: number;
}

/** A JSValue that lies in no slot: words to be written into a scratch block. */
type Source = number | readonly [low: number, tag: number];

const FLAG_DIGITS = 7;
/** Stands for an index that is no small integer to the engine. */
const HIGH_INDEX = 0;

export class ChangeReader {
  readonly #guest: Guest;
  readonly #numbering: Numbering;
  readonly #writes: HeapWrite[] = [];
  readonly #sources: Source[] = [];
  readonly #owned: number[] = [];
  readonly #since: number;
  /** The first change that cannot be made again, in words. */
  refused: string | null = null;

  /** `value` is the address of the returned value: the first of the list. The call began at the moment `since`. */
  constructor(guest: Guest, numbering: Numbering, value: number, since: number) {
    this.#since = since;
    this.#guest = guest;
    this.#numbering = numbering;
    this.#sources.push(value);
  }

  #refuse(what: string): void {
    this.refused ??= what;
  }

  #add(source: Source): number {
    return this.#sources.push(source) - 1;
  }

  /** A module variable that holds another value now. */
  variable(scope: string, name: string, cell: number): void {
    this.#writes.push({ kind: 'variable', scope, name, at: this.#cellValue(cell) });
  }

  /** An entry of a table; the handles of its key and of the list of its values become the reader's. */
  entry({ scope, name }: VariableAddress, key: number, list: number): void {
    this.#owned.push(key);
    if (list === 0) return this.#refuse('the prototype of a table');
    this.#owned.push(list);
    const at = this.#add(key);
    const values = elementAddresses(this.#guest, list);
    for (const value of values) this.#add(value);
    this.#writes.push({ kind: 'entry', scope, name, at, count: values.length === 0 ? 1 : 2 });
  }

  /** All entries of a table, once however many of them changed. */
  table({ scope, name }: VariableAddress, makeList: () => number): void {
    if (this.#writes.some((write) => write.kind === 'table' && write.scope === scope && write.name === name)) return;
    const list = makeList();
    if (list === 0) return this.#refuse('the prototype of a table');
    this.#owned.push(list);
    const at = this.#sources.length;
    const values = elementAddresses(this.#guest, list);
    for (const value of values) this.#add(value);
    this.#writes.push({ kind: 'table', scope, name, at, count: values.length });
  }

  #cellValue(cell: number): number {
    const value = this.#guest.word(cell + CELL.value);
    if (this.#guest.tag(value) === TAG.uninitialized) this.#refuse('a variable without a value');
    return this.#add(value);
  }

  /** A numbered thing whose own state is not what it was; `sameShape` when its properties are the same ones. */
  thing(number: number, sameShape: boolean): void {
    const address = this.#numbering.address(number);
    const kind = this.#numbering.kind(number);
    if (kind === NODE.cell) this.#writes.push({ kind: 'cell', number, at: this.#cellValue(address) });
    else if (kind === NODE.object) this.#object(number, address, sameShape);
    else this.#refuse('a prototype');
  }

  #object(number: number, address: number, sameShape: boolean): void {
    const flags = this.#guest.word(address + OBJECT.flags);
    const classId = flags >>> 16;
    if (!isChangeable(classId, sameShape)) return this.#refuse('the state of an object of the engine');
    if (this.#hasOwnStack(address)) return this.#refuse('an object whose stack names the callers');
    const shape = settledShape(this.#guest, address);
    if (sameShape && (classId === CLASS.array || shape.indices.length === 0))
      this.#slots(number, address, shape, classId);
    else this.#properties(number, address, shape, classId);
    if (classId === CLASS.array) this.#elements(number, address, shape, flags);
    else this.#contents(number, address, classId);
    if (!(flags & OBJECT_BIT.extensible)) this.#writes.push({ kind: 'closed', number });
  }

  /** Whether it got a stack during the call that nobody read. */
  #hasOwnStack(address: number): boolean {
    const { hasLazyStack } = readShape(this.#guest, this.#guest.word(address + OBJECT.shape));
    return hasLazyStack && this.#guest.unreadStack(address).made >= this.#since;
  }

  #slots(number: number, address: number, shape: ShapeView, classId: number): void {
    const props = this.#guest.word(address + OBJECT.props);
    const at = this.#sources.length;
    for (const entry of writableSlots(shape, classId)) {
      if (this.#isData(entry)) this.#add(props + 8 * entry.slot);
      else return this.#refuse('an object with getters or setters');
    }
    const count = this.#sources.length - at;
    if (count > 0) this.#writes.push({ kind: 'slots', number, at, count });
  }

  #isData({ flags }: ShapeEntry): boolean {
    return (flags & PROP.typeMask) === 0;
  }

  /** All properties anew; an array's length and elements are written apart. */
  #properties(number: number, address: number, shape: ShapeView, classId: number): void {
    const props = this.#guest.word(address + OBJECT.props);
    const at = this.#add(shape.proto === 0 ? [0, TAG.null] : [shape.proto, TAG.object]);
    let flags = '';
    const entries =
      classId === CLASS.array ? shape.entries.slice(1) : [...shape.indices.map(indexEntry), ...shape.entries];
    for (const entry of entries) {
      const type = entry.flags & PROP.typeMask;
      if (type === PROP.getset) return this.#refuse('an object with getters or setters');
      if (type === PROP.varref || entry.atom === HIGH_INDEX) return this.#refuse('an object of the engine');
      if (atomKind(this.#guest, entry.atom) === 'private') return this.#refuse('which private fields an object has');
      this.#add(this.#keyOf(entry.atom));
      this.#add(type === PROP.autoinit ? [0, TAG.undefined] : props + 8 * entry.slot);
      flags += type === PROP.autoinit ? '-' : String(entry.flags & FLAG_DIGITS);
    }
    this.#writes.push({ kind: 'properties', number, at, flags });
  }

  #keyOf(atom: number): Source {
    if (atom & ATOM_INT) return this.#text(String(atom & 0x7fffffff));
    const kind = atomKind(this.#guest, atom);
    if (kind === 'registered') this.#refuse('a registered symbol');
    return [this.#guest.atomPointer(atom), kind === 'string' ? TAG.string : TAG.symbol];
  }

  #text(text: string): Source {
    const handle = this.#guest.newString(text);
    this.#owned.push(handle);
    return handle;
  }

  #elements(number: number, address: number, shape: ShapeView, flags: number): void {
    const guest = this.#guest;
    if (((shape.entries[0] as ShapeEntry).flags & PROP.writable) === 0) return this.#refuse('a frozen array');
    const length = guest.number(guest.word(address + OBJECT.props));
    const at = this.#sources.length;
    if (flags & OBJECT_BIT.fastArray) {
      const first = guest.word(address + 36);
      for (let i = 0; i < guest.word(address + 40); i++) this.#add(first + 8 * i);
    } else {
      if (!shape.indices.every(({ index, flags }, i) => index === i && flags === FLAG_DIGITS))
        return this.#refuse('an array with holes or frozen elements');
      for (const { slot } of shape.indices) this.#add(guest.word(address + OBJECT.props) + 8 * slot);
    }
    const count = this.#sources.length - at;
    if (count !== length) return this.#refuse('an array with holes');
    this.#writes.push({ kind: 'elements', number, at, count });
  }

  #contents(number: number, address: number, classId: number): void {
    const payload = address + OBJECT.payload;
    if (classId === CLASS.date) this.#writes.push({ kind: 'date', number, at: this.#add(payload) });
    else if (classId === CLASS.map || classId === CLASS.set)
      this.#records(number, this.#guest.word(payload), classId === CLASS.map);
    else if (classId === CLASS.arrayBuffer) this.#bytes(number, this.#guest.word(payload));
  }

  #records(number: number, data: number, isMap: boolean): void {
    const guest = this.#guest;
    const at = this.#sources.length;
    const head = data + 4;
    for (let link = guest.word(data + 8); link !== head; link = guest.word(link + 4)) {
      const record = link - 8;
      // An iterator that stands at a record would tell records written again from those that stayed.
      if (guest.word(record) > 1) this.#refuse('a Map or Set that is being iterated over');
      if (guest.u8[record + 4]) continue;
      this.#add(record + 24);
      if (isMap) this.#add(record + 32);
    }
    this.#writes.push({ kind: 'records', number, at, count: this.#sources.length - at });
  }

  #bytes(number: number, data: number): void {
    const guest = this.#guest;
    if ((guest.word(data + 4) | 0) !== -1 || guest.u8[data + 8]) return this.#refuse('a resizable or detached buffer');
    const start = guest.word(data + 12);
    const copy = guest.newBytes(guest.u8.slice(start, start + guest.word(data)));
    this.#owned.push(copy);
    this.#writes.push({ kind: 'bytes', number, at: this.#add(copy) });
  }

  /** What was read; values that lie in no slot are laid out in one block. */
  end(): Changes {
    const guest = this.#guest;
    const loose = this.#sources.filter((source) => typeof source !== 'number');
    const scratch = guest.allocate(8 * Math.max(1, loose.length));
    let next = scratch;
    const values = this.#sources.map((source) => {
      if (typeof source === 'number') return source;
      guest.u32[next >>> 2] = source[0];
      guest.i32[(next >>> 2) + 1] = source[1];
      next += 8;
      return next - 8;
    });
    return { writes: this.#writes, values, scratch };
  }

  /** Lets go of what was made for reading. */
  release(scratch: number): void {
    if (scratch !== 0) this.#guest.exports.free(scratch);
    for (const handle of this.#owned) this.#guest.free(handle);
  }
}

/** An object's shape, once a stack that nobody read is a value like any other. */
export function settledShape(guest: Guest, object: number): ShapeView {
  const shape = readShape(guest, guest.word(object + OBJECT.shape));
  if (!shape.hasLazyStack) return shape;
  guest.settleStack(object);
  return readShape(guest, guest.word(object + OBJECT.shape));
}

/** The properties that a write by slot covers: what was never touched is as it was, an array's length goes with its elements. */
export function writableSlots({ entries }: ShapeView, classId: number): readonly ShapeEntry[] {
  const own = classId === CLASS.array ? entries.slice(1) : entries;
  return own.filter(({ flags }) => (flags & PROP.typeMask) !== PROP.autoinit);
}

function indexEntry({ index, flags, slot }: ShapeView['indices'][number]): ShapeEntry {
  return { atom: index < ATOM_INT ? (index | ATOM_INT) >>> 0 : HIGH_INDEX, flags, slot };
}

const CHANGEABLE: ReadonlySet<number> = new Set([
  CLASS.object,
  CLASS.array,
  CLASS.error,
  CLASS.date,
  CLASS.map,
  CLASS.set,
  CLASS.arrayBuffer,
  CLASS.dataView,
  ...Array.from({ length: CLASS.lastTyped - CLASS.firstTyped + 1 }, (_, i) => CLASS.firstTyped + i),
]);

function isChangeable(classId: number, sameShape: boolean): boolean {
  if (classId === CLASS.regExp) return sameShape;
  return CHANGEABLE.has(classId) || isFunctionClass(classId);
}
