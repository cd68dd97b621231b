/**
 * Tells in a few microseconds whether any builtin differs from what it was at boot. Every guarded call asks that, so
 * the comparison is a small WebAssembly function over the guest's own memory: at build time the values of all builtins'
 * properties are moved into one run of memory, which is compared 64 bytes at a time with a copy of it; the headers of
 * the objects and the few words that lie elsewhere are compared through tables. Copy and tables are part of the image.
 */
import type { Guest } from './guest.ts';
import { OBJECT } from './layout.ts';

/** Addresses in guest memory; ends are exclusive. No part is empty. */
export interface GuardTables {
  /** Entries of four words: object, its flags, shape and slots. */
  readonly headers: number;
  readonly headersEnd: number;
  /** Entries of two words: address and content. */
  readonly words: number;
  readonly wordsEnd: number;
  /** The run of slots, its copy and the copy's end; the length is a multiple of {@link LANE}. */
  readonly slots: number;
  readonly copy: number;
  readonly copyEnd: number;
}

export const HEADER_ENTRY = 16;
export const WORD_ENTRY = 8;
/** Bytes that one turn of the inner loop compares. */
export const LANE = 64;

type Differs = (...addresses: number[]) => number;

export class Guard {
  readonly #differs: Differs;
  readonly #addresses: readonly number[];

  constructor(guest: Guest, tables: GuardTables) {
    const { headers, headersEnd, words, wordsEnd, slots, copy, copyEnd } = tables;
    const instance = new WebAssembly.Instance(new WebAssembly.Module(comparison()), { g: { m: guest.memory } });
    this.#differs = instance.exports['c'] as Differs;
    this.#addresses = [headers, headersEnd, words, wordsEnd, slots, copy, copyEnd];
  }

  /** Whether every guarded word is as at boot. */
  holds(): boolean {
    return this.#differs(...this.#addresses) === 0;
  }
}

// ---------- the function, by the opcodes of WebAssembly

const XOR = 0x73;
const OR = 0x72;
const LESS = 0x49;
const ADD = 0x6a;
const V_XOR = [0xfd, 0x51];
const V_OR = [0xfd, 0x50];
const V_ANY = [0xfd, 0x53];
const END = 0x0b;
const LOOP = [0x03, 0x40];
const I32 = 0x7f;
const V128 = 0x7b;

const get = (local: number): number[] => [0x20, local];
const set = (local: number): number[] => [0x21, local];
const load = (offset: number): number[] => [0x28, 2, offset];
const loadLane = (offset: number): number[] => [0xfd, 0x00, 4, offset];
const constant = (n: number): number[] => [0x41, ...(n < 64 ? [n] : [n | 0x80, 0])];
const step = (local: number, by: number): number[] => [...get(local), ...constant(by), ADD, ...set(local)];
/** Ends a loop: once more while the local is below its end. */
const while_ = (local: number, end: number): number[] => [...get(local), ...get(end), LESS, 0x0d, 0, END];

/** Locals: the seven parameters in the order of {@link GuardTables}, an object, and what differed so far. */
const [HEADERS, HEADERS_END, WORDS, WORDS_END, SLOTS, COPY, COPY_END, OBJ, DIFFERENCE, LANES] = [
  0, 1, 2, 3, 4, 5, 6, 7, 8, 9,
] as const;

function body(): number[] {
  const field = (offset: number, entry: number): number[] => [
    ...get(OBJ),
    ...load(offset),
    ...get(HEADERS),
    ...load(entry),
    XOR,
    OR,
  ];
  const lane = (offset: number): number[] => [
    ...get(SLOTS),
    ...loadLane(offset),
    ...get(COPY),
    ...loadLane(offset),
    ...V_XOR,
    ...V_OR,
  ];
  return [
    ...[...LOOP, ...get(HEADERS), ...load(0), ...set(OBJ), ...get(DIFFERENCE)],
    ...[...field(OBJECT.flags, 4), ...field(OBJECT.shape, 8), ...field(OBJECT.props, 12), ...set(DIFFERENCE)],
    ...[...step(HEADERS, HEADER_ENTRY), ...while_(HEADERS, HEADERS_END)],
    ...[...LOOP, ...get(DIFFERENCE), ...get(WORDS), ...load(0), ...load(0), ...get(WORDS), ...load(4), XOR, OR],
    ...[...set(DIFFERENCE), ...step(WORDS, WORD_ENTRY), ...while_(WORDS, WORDS_END)],
    ...[...LOOP, ...get(LANES), ...lane(0), ...lane(16), ...lane(32), ...lane(48), ...set(LANES)],
    ...[...step(SLOTS, LANE), ...step(COPY, LANE), ...while_(COPY, COPY_END)],
    ...[...get(DIFFERENCE), ...get(LANES), ...V_ANY, OR, END],
  ];
}

/** The module: imports memory `g.m`, exports the one function `c`. */
function comparison(): Uint8Array {
  const size = (n: number): number[] => (n < 128 ? [n] : [(n & 127) | 128, n >>> 7]);
  const section = (id: number, content: readonly number[]): number[] => [id, ...size(content.length), ...content];
  const code = [2, 2, I32, 1, V128, ...body()];
  return Uint8Array.from([
    ...[0, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    ...section(1, [1, 0x60, 7, ...new Array<number>(7).fill(I32), 1, I32]),
    ...section(2, [1, 1, 0x67, 1, 0x6d, 2, 0, 1]),
    ...section(3, [1, 0]),
    ...section(7, [1, 1, 0x63, 0, 0]),
    ...section(10, [1, ...size(code.length), ...code]),
  ]);
}
