/**
 * Makes a stored call's changes to the heap again: slots, variables, dates and bytes are written in place, and what changes
 * an object's shape goes through the prelude. No code of the program runs.
 */
import type { HeapWrite } from '../../engine/trace.ts';
import { BadTape } from '../../engine/value/tape-reader.ts';
import type { Guest } from './guest.ts';
import { settledShape, writableSlots } from './heap-changes.ts';
import { CELL, CLASS, OBJECT, OBJECT_BIT, TAG } from './layout.ts';
import { NODE, type Numbering } from './numbering.ts';
import type { Program } from './program.ts';
import type { TableVariables } from './table-variables.ts';

/** What the writer works with. */
export interface HeapWriterPowers {
  readonly guest: Guest;
  readonly program: Program;
  readonly tables: TableVariables;
  /** Handle of the prelude's patch function. */
  readonly patch: number;
}

export class HeapWriter {
  readonly #powers: HeapWriterPowers;
  readonly #numbering: Numbering;
  readonly #list: number;
  readonly #first: number;
  readonly #count: number;
  readonly #actions: (() => void)[] = [];

  /** `list` is the handle of the array of values; it becomes the writer's. */
  constructor(powers: HeapWriterPowers, numbering: Numbering, list: number) {
    const { guest } = powers;
    this.#powers = powers;
    this.#numbering = numbering;
    this.#list = list;
    const array = guest.word(list);
    this.#first = guest.word(array + 36);
    this.#count = guest.word(array + 40);
  }

  /** A handle on the returned value. */
  result(): number {
    return this.#powers.guest.duplicate(this.#value(0));
  }

  /** Checks a write against what is there now, so that either all are made or none. */
  plan(write: HeapWrite): void {
    switch (write.kind) {
      case 'variable':
        return this.#slot(this.#variable(write.scope, write.name), write.at);
      case 'entry':
      case 'table':
        return this.#entries(write);
      case 'cell':
        return this.#slot(this.#powers.guest.word(this.#thing(write.number, NODE.cell) + CELL.value), write.at);
      case 'slots':
        return this.#slots(this.#object(write.number), write.at, write.count);
      case 'date':
        return this.#slot(this.#object(write.number, CLASS.date) + OBJECT.payload, write.at);
      case 'bytes':
        return this.#bytes(this.#object(write.number, CLASS.arrayBuffer), write.at);
      case 'properties':
        return this.#properties(this.#object(write.number), write.at, write.flags);
      case 'elements':
        return this.#elements(this.#object(write.number, CLASS.array), write.at, write.count);
      case 'records':
        return this.#records(this.#object(write.number), write.at, write.count);
      default:
        return this.#close(this.#object(write.number));
    }
  }

  /** Makes all planned writes. */
  write(): void {
    for (const action of this.#actions) action();
    this.#powers.guest.free(this.#list);
  }

  discard(): void {
    this.#powers.guest.free(this.#list);
  }

  // ---------- what a write speaks of

  #value(index: number): number {
    if (!(index >= 0 && index < this.#count)) throw new BadTape('a value of a write is missing');
    return this.#first + 8 * index;
  }

  #range(at: number, count: number): void {
    if (count > 0) this.#value(at);
    if (count > 0) this.#value(at + count - 1);
  }

  #thing(number: number, kind: number): number {
    const numbering = this.#numbering;
    if (!(number >= 1 && number <= numbering.count) || numbering.kind(number) !== kind)
      throw new BadTape('a write speaks of what was not given');
    return numbering.address(number);
  }

  #object(number: number, classId?: number): number {
    const address = this.#thing(number, NODE.object);
    if (classId !== undefined && this.#classOf(address) !== classId) throw new BadTape('a write is for another class');
    return address;
  }

  #classOf(object: number): number {
    return this.#powers.guest.word(object + OBJECT.flags) >>> 16;
  }

  #variable(scope: string, name: string): number {
    const cell = this.#powers.program.cell(scope, name);
    if (cell === 0) throw new BadTape(`no variable ${name}`);
    return this.#powers.guest.word(cell + CELL.value);
  }

  // ---------- in place

  #slot(slot: number, at: number): void {
    const value = this.#value(at);
    this.#actions.push(() => assign(this.#powers.guest, slot, value));
  }
  #slots(object: number, at: number, count: number): void {
    const { guest } = this.#powers;
    const slots = writableSlots(settledShape(guest, object), this.#classOf(object));
    if (slots.length !== count || slots.some(({ flags }) => flags & 48))
      throw new BadTape('a write is for another shape');
    this.#range(at, count);
    this.#actions.push(() => {
      const props = guest.word(object + OBJECT.props);
      for (const [i, { slot }] of slots.entries()) assign(guest, props + 8 * slot, this.#value(at + i));
    });
  }

  #bytes(buffer: number, at: number): void {
    const { guest } = this.#powers;
    const value = this.#value(at);
    const copy = guest.tag(value) === TAG.object ? guest.word(value) : 0;
    if (copy === 0 || this.#classOf(copy) !== CLASS.arrayBuffer) throw new BadTape('a write of bytes without bytes');
    const from = guest.word(copy + OBJECT.payload);
    const to = guest.word(buffer + OBJECT.payload);
    if (guest.word(from) !== guest.word(to)) throw new BadTape('a write is for another length');
    this.#actions.push(() =>
      guest.u8.copyWithin(guest.word(to + 12), guest.word(from + 12), guest.word(from + 12) + guest.word(from)),
    );
  }

  // ---------- by the prelude

  #properties(object: number, at: number, flags: string): void {
    this.#range(at, 1 + 2 * flags.length);
    this.#patch('properties', object, at, flags.length, flags);
  }

  #elements(object: number, at: number, count: number): void {
    this.#range(at, count);
    this.#patch('elements', object, at, count, '');
  }

  #records(object: number, at: number, count: number): void {
    const classId = this.#classOf(object);
    if (classId !== CLASS.map && classId !== CLASS.set) throw new BadTape('a write is for another class');
    this.#range(at, count);
    this.#refuseIterated(object);
    this.#patch(classId === CLASS.map ? 'map' : 'set', object, at, count, '');
  }

  #entries({ kind, scope, name, at, count }: HeapWrite & { readonly kind: 'entry' | 'table' }): void {
    const { guest, program, tables } = this.#powers;
    const table = tables.address({ scope, name });
    const holds = program.tableOf(scope, name);
    if (table === 0 || holds === null) throw new BadTape(`no table ${name}`);
    this.#range(at, count);
    this.#patch(kind, guest.word(table), at, count, holds);
  }

  /** An iterator that stands inside would tell records written again from those that stayed. */
  #refuseIterated(object: number): void {
    const { guest } = this.#powers;
    const data = guest.word(object + OBJECT.payload);
    for (let link = guest.word(data + 8); link !== data + 4; link = guest.word(link + 4))
      if (guest.word(link - 8) > 1) throw new BadTape('a Map or Set is being iterated over');
  }

  #close(object: number): void {
    const { guest } = this.#powers;
    if (guest.word(object + OBJECT.flags) & OBJECT_BIT.extensible) this.#patch('close', object, 0, 0, '');
  }

  #patch(kind: string, object: number, at: number, count: number, detail: string): void {
    const { guest, patch } = this.#powers;
    this.#actions.push(() => {
      const args = [
        guest.newString(kind),
        guest.objectHandle(object),
        guest.duplicate(this.#list),
        guest.newInt(at),
        guest.newInt(count),
        guest.newString(detail),
      ];
      guest.free(guest.call(patch, undefined, args));
      for (const arg of args) guest.free(arg);
    });
  }
}

/** Puts a value (by address) into a slot, as an assignment does. */
export function assign(guest: Guest, slot: number, value: number): void {
  const low = guest.word(slot);
  const tag = guest.tag(slot);
  guest.retain(guest.word(value), guest.tag(value));
  guest.u32[slot >>> 2] = guest.word(value);
  guest.i32[(slot >>> 2) + 1] = guest.tag(value);
  if (tag < 0 && tag >= TAG.bigInt) guest.release(low, tag);
}
