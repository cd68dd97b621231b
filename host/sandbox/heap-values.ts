/** Writes guest values onto a tape, straight out of memory: primitives as what they are, things with identity as references. */
import { PART, VALUE } from '../../engine/value/tape.ts';
import { findAtom } from './atoms.ts';
import type { Guest } from './guest.ts';
import { FLOAT_ADDEND, TAG } from './layout.ts';
import { NODE } from './numbering.ts';
import { TapeWriter } from './tape-writer.ts';

/** How a walk treats what it meets. */
export type WalkMode = 'observe' | 'look' | 'payload';

export abstract class ValueWalk {
  readonly guest: Guest;
  readonly tape = new TapeWriter();
  /** The atom for the brand of classes, and the last one that the engine has for a well-known symbol. */
  readonly brandAtom: number;
  readonly lastWellKnown: number;
  mode: WalkMode = 'observe';
  /** The first thing met that cannot be read or cannot come back, in words. */
  refusal: string | null = null;

  constructor(guest: Guest) {
    this.guest = guest;
    this.brandAtom = findAtom(guest, '<brand>', 150, 300);
    this.lastWellKnown = findAtom(guest, 'Symbol.asyncIterator', this.brandAtom, 300);
  }

  /** A reference to something with identity. */
  abstract reference(address: number, kind: number): void;

  /** A prototype or home object: an object or nothing. */
  referenceOrNull(address: number): void {
    if (address === 0) this.tape.put(VALUE.null);
    else this.reference(address, NODE.object);
  }

  refuse(what: string): void {
    this.refusal ??= what;
  }

  /** What cannot be read has a name on the tape, and the walk is refused. */
  opaque(name: string): void {
    this.refuse(name);
    this.tape.put(PART.opaque);
    this.tape.text(name);
  }

  /** One JSValue by word index. */
  value(i: number): void {
    const tag = this.guest.i32[i + 1] as number;
    const low = this.guest.u32[i] as number;
    switch (tag) {
      case TAG.int:
        return this.tape.put2(VALUE.int, low);
      case TAG.string:
        return this.string(low);
      case TAG.object:
        return this.reference(low, NODE.object);
      case TAG.bool:
        return this.tape.put2(VALUE.bool, low);
      case TAG.null:
        return this.tape.put(VALUE.null);
      case TAG.undefined:
        return this.tape.put(VALUE.undefined);
      case TAG.uninitialized:
        return this.tape.put(VALUE.uninitialized);
      case TAG.shortBigInt:
        return this.#bigInt([low | 0]);
      case TAG.bigInt:
        return this.#bigInt(this.#limbs(low));
      case TAG.symbol:
        return this.symbol(low);
      case TAG.rope:
        return this.tape.text(this.guest.string(i << 2));
      default:
        if (tag > TAG.shortBigInt || tag < TAG.bigInt) this.#double(i);
        else this.opaque(`a value of the engine's own (${tag})`);
    }
  }

  /** Consecutive JSValues: the hot loop over the elements of arrays and the slots of plain objects. */
  values(i: number, count: number): void {
    const { u32, i32 } = this.guest;
    const words = this.tape.words;
    const limit = words.length - 32;
    for (let at = i, end = i + 2 * count; at < end; at += 2) {
      const tag = i32[at + 1] as number;
      if (this.tape.at > limit) this.tape.flush();
      if (tag === TAG.int) {
        words[this.tape.at] = VALUE.int;
        words[this.tape.at + 1] = u32[at] as number;
        this.tape.at += 2;
      } else if (tag === TAG.string) this.string(u32[at] as number);
      else if (tag > TAG.shortBigInt || tag < TAG.bigInt) this.#double(at);
      else this.value(at);
    }
  }

  /** An integral double is written as the int it equals. */
  #double(i: number): void {
    const n = this.guest.number(i << 2);
    if ((n | 0) === n && !Object.is(n, -0)) return this.tape.put2(VALUE.int, n);
    this.tape.room(3);
    const { words, at } = this.tape;
    words[at] = VALUE.float;
    words[at + 1] = this.guest.u32[i] as number;
    words[at + 2] = ((this.guest.u32[i + 1] as number) + FLOAT_ADDEND) | 0;
    this.tape.at += 3;
  }

  /** A flat string; wide ones whose units all fit a byte are written narrow, as equal strings must be. */
  string(body: number): void {
    const { u32, u8, u16 } = this.guest;
    const header = u32[(body >>> 2) + 1] as number;
    const length = header & 0x7fffffff;
    if (header >>> 31) {
      const first = (body + 16) >>> 1;
      for (let k = 0; k < length; k++)
        if ((u16[first + k] as number) > 255) {
          this.tape.put2(VALUE.string, header);
          return this.tape.raw(u8.subarray(body + 16, body + 16 + 2 * length));
        }
      return this.tape.text(this.guest.text(body));
    }
    if (length > 120) {
      this.tape.put2(VALUE.string, header);
      return this.tape.raw(u8.subarray(body + 16, body + 16 + length));
    }
    this.#shortString(u32, body >>> 2, header, length);
  }

  #shortString(u32: Uint32Array, body: number, header: number, length: number): void {
    this.tape.room(34);
    const words = this.tape.words;
    let at = this.tape.at;
    words[at++] = VALUE.string;
    words[at++] = header;
    const full = length >>> 2;
    for (let k = 0; k < full; k++) words[at++] = u32[body + 4 + k] as number;
    const rest = length & 3;
    if (rest > 0) words[at++] = (u32[body + 4 + full] as number) & ((1 << (8 * rest)) - 1);
    this.tape.at = at;
  }

  symbol(pointer: number): void {
    const type = this.guest.word(pointer + 8) >>> 30;
    const atom = this.guest.word(pointer + 12);
    if (type === 2) {
      if (this.mode === 'payload') this.refuse('a registered symbol');
      this.tape.put(VALUE.registered);
      this.string(pointer);
    } else if (atom <= this.lastWellKnown) this.tape.put2(VALUE.wellKnown, atom);
    else this.reference(pointer, NODE.symbol);
  }

  #limbs(pointer: number): number[] {
    const count = this.guest.word(pointer + 4);
    const limbs: number[] = [];
    for (let k = 0; k < count; k++) limbs.push(this.guest.word(pointer + 8 + 4 * k) | 0);
    while (limbs.length > 1 && limbs.at(-1) === (limbs.at(-2) as number) >> 31) limbs.pop();
    return limbs;
  }

  #bigInt(limbs: readonly number[]): void {
    this.tape.put2(VALUE.bigInt, limbs.length);
    for (const limb of limbs) this.tape.put(limb);
  }
}
