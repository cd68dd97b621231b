/**
 * One frame's numbering: which heap thing has which number, from 1 in order of first meeting.
 * Numbered things are kept alive while the numbering lasts: an address must not come to mean another object.
 */
import { TAG } from './layout.ts';
import type { GuestMemory } from './memory.ts';

/** What a number stands for. */
export const NODE = { object: 0, cell: 1, symbol: 2, lazyPrototype: 3, list: 4 } as const;

/** Words kept per number: the body's digest, then its shape's. */
const STATE = 4;
/** An address that no heap thing has: the list of values that a payload opens with. */
const LIST = 1;

const FIRST = 32;

export class Numbering {
  readonly #guest: GuestMemory;
  readonly #release: (address: number, tag: number) => void;
  #addresses = new Uint32Array(FIRST);
  #kinds = new Uint8Array(FIRST);
  #states = new Int32Array(STATE * FIRST);
  /** Open addressing over the addresses; slots hold numbers, 0 is free. */
  #slots = new Int32Array(FIRST * 4);
  /** How many things are numbered. */
  count = 0;
  /** Whether a prototype was ever numbered before it was made. */
  hasLate = false;

  /** `release` gives back the last reference to a heap thing. */
  constructor(guest: GuestMemory, release: (address: number, tag: number) => void) {
    this.#guest = guest;
    this.#release = release;
  }

  /** The thing's number, or 0. Lazy prototypes go by the odd address just past their function's. */
  find(address: number): number {
    const mask = this.#slots.length - 1;
    for (let i = hash(address) & mask; ; i = (i + 1) & mask) {
      const number = this.#slots[i] as number;
      if (number === 0 || this.#addresses[number - 1] === address) return number;
    }
  }

  /** The thing's number, giving it the next one if it has none. */
  number(address: number, kind: number): number {
    const known = this.find(address);
    if (known !== 0) return known;
    if (this.count === this.#addresses.length) this.#grow();
    this.#addresses[this.count] = address;
    this.#kinds[this.count] = kind;
    this.count += 1;
    this.#insert(this.count);
    if (kind === NODE.lazyPrototype) this.hasLate = true;
    else if (kind !== NODE.list) this.#guest.u32[address >>> 2]! += 1;
    return this.count;
  }

  /** The number of the list that a payload opens with. */
  list(): number {
    return this.number(LIST, NODE.list);
  }

  /** Keeps what a body looked like: two lanes of its own, two of its shape. */
  remember(number: number, a: number, b: number, shapeA: number, shapeB: number): void {
    const at = STATE * (number - 1);
    this.#states[at] = a;
    this.#states[at + 1] = b;
    this.#states[at + 2] = shapeA;
    this.#states[at + 3] = shapeB;
  }

  isBody(number: number, a: number, b: number): boolean {
    const at = STATE * (number - 1);
    return this.#states[at] === a && this.#states[at + 1] === b;
  }

  isShape(number: number, a: number, b: number): boolean {
    const at = STATE * (number - 1);
    return this.#states[at + 2] === a && this.#states[at + 3] === b;
  }

  address(number: number): number {
    return this.#addresses[number - 1] as number;
  }

  kind(number: number): number {
    return this.#kinds[number - 1] as number;
  }

  /** Forgets every number above `count`. */
  reset(count: number): void {
    for (let number = this.count; number > count; number--) this.#drop(number);
    this.count = count;
    this.#slots.fill(0);
    for (let number = 1; number <= count; number++) this.#insert(number);
  }

  /** Lets go of everything. */
  clear(): void {
    for (let number = this.count; number > 0; number--) this.#drop(number);
    this.count = 0;
    this.hasLate = false;
    if (this.#slots.length > 4096) this.#slots = new Int32Array(FIRST * 4);
    else this.#slots.fill(0);
  }

  #drop(number: number): void {
    const kind = this.kind(number);
    if (kind === NODE.lazyPrototype || kind === NODE.list) return;
    const address = this.address(number);
    const at = address >>> 2;
    if ((this.#guest.u32[at] as number) > 1) this.#guest.u32[at]! -= 1;
    else if (kind !== NODE.cell) this.#release(address, kind === NODE.symbol ? TAG.symbol : TAG.object);
    // The last reference to a variable's cell has no door to give it back through; 32 bytes stay until the guest ends.
  }

  #insert(number: number): void {
    const mask = this.#slots.length - 1;
    let i = hash(this.#addresses[number - 1] as number) & mask;
    while (this.#slots[i] !== 0) i = (i + 1) & mask;
    this.#slots[i] = number;
  }

  #grow(): void {
    const addresses = new Uint32Array(this.#addresses.length * 2);
    const kinds = new Uint8Array(addresses.length);
    const states = new Int32Array(STATE * addresses.length);
    addresses.set(this.#addresses);
    kinds.set(this.#kinds);
    states.set(this.#states);
    this.#states = states;
    this.#addresses = addresses;
    this.#kinds = kinds;
    this.#slots = new Int32Array(addresses.length * 4);
    for (let number = 1; number <= this.count; number++) this.#insert(number);
  }
}

function hash(address: number): number {
  return Math.imul(address >>> 3, 0x9e3779b1) >>> 11;
}
