/**
 * Makes the guest's memory small and quick to check before it becomes the boot image: sources of the prelude go, free
 * memory is zeroed, and the slots of all guarded objects move into one run. Build time only.
 */

import { type GuardTables, HEADER_ENTRY, LANE, WORD_ENTRY } from './guard.ts';
import type { Guest } from './guest.ts';
import { BYTECODE, OBJECT, RT, SHAPE } from './layout.ts';
import { GUARDED_HEADER, type Survey } from './survey.ts';

const PAGE = 65536;
/** Blocks of the engine's allocator have headers this long at most. */
const BLOCK_HEADER = 16;
const MOST_MISSES = 10_000;
const MOST_STARTS = 20;
const BYTECODE_TYPE = 1;
const CLASS_WORD = 'class';

// ---------- sources

/** Frees the texts that the prelude's functions keep; of a class the first word stays, which tells that it is one. */
export function dropSources(guest: Guest): void {
  const head = guest.rt + RT.gcObjects;
  for (let link = guest.word(head + 4); link !== head; link = guest.word(link + 4)) {
    const bytecode = link - 8;
    if (((guest.u8[bytecode + 4] as number) & 15) !== BYTECODE_TYPE) continue;
    const text = guest.word(bytecode + BYTECODE.source);
    const length = guest.word(bytecode + BYTECODE.sourceLength);
    if (text === 0) continue;
    const start = Buffer.from(guest.u8.buffer, text, Math.min(length, CLASS_WORD.length)).toString('latin1');
    const kept = start === CLASS_WORD ? guest.cString(CLASS_WORD) : 0;
    guest.exports.free(text);
    guest.u32[(bytecode + BYTECODE.source) >>> 2] = kept;
    guest.u32[(bytecode + BYTECODE.sourceLength) >>> 2] = kept === 0 ? 0 : CLASS_WORD.length;
  }
}

// ---------- one run of slots

/** Moves the slots of the given objects into new blocks, each right behind the one before. */
export function gatherSlots(guest: Guest, objects: readonly number[]): { start: number; end: number } {
  const sizeOf = (object: number): number => 8 * guest.word(guest.word(object + OBJECT.shape) + SHAPE.capacity);
  const movable = objects.filter((object) => sizeOf(object) > 0 && guest.word(object + OBJECT.props) !== 0);
  const unused: number[] = [];
  const blocks = blocksInOneRun(guest, movable.map(sizeOf), unused);
  movable.forEach((object, i) => {
    const [slots, moved] = [guest.word(object + OBJECT.props), blocks[i] as number];
    guest.u8.copyWithin(moved, slots, slots + sizeOf(object));
    guest.u32[(object + OBJECT.props) >>> 2] = moved;
    unused.push(slots);
  });
  for (const block of unused) guest.exports.free(block);
  const last = movable.length - 1;
  return { start: blocks[0] as number, end: (blocks[last] as number) + sizeOf(movable[last] as number) };
}

/**
 * Blocks of these sizes, one behind the other. What the allocator offers elsewhere is set aside; when it offers nothing
 * else any more, the free memory in which the run began is used up, and the run begins anew where the allocator is by now.
 */
function blocksInOneRun(guest: Guest, sizes: readonly number[], aside: number[]): number[] {
  let blocks: number[] = [];
  let misses = 0;
  for (let starts = 0; blocks.length < sizes.length; ) {
    const block = guest.allocate(sizes[blocks.length] as number);
    const expected = (blocks.at(-1) ?? block) + (sizes[blocks.length - 1] ?? 0);
    if (block >= expected && block <= expected + BLOCK_HEADER) {
      blocks.push(block);
      misses = 0;
      continue;
    }
    aside.push(block);
    misses += 1;
    if (misses < MOST_MISSES) continue;
    starts += 1;
    if (starts === MOST_STARTS) throw new Error('the slots of builtins cannot be put into one run');
    aside.push(...blocks);
    blocks = [];
    misses = 0;
  }
  return blocks;
}

/** Writes what the guard compares with into guest memory. */
export function writeGuardTables(guest: Guest, survey: Survey, run: { start: number; end: number }): GuardTables {
  const length = run.end - run.start - ((run.end - run.start) % LANE);
  const covered = new Set<number>();
  for (const object of survey.guarded) for (const field of GUARDED_HEADER) covered.add((object + field) >>> 2);
  const others = new Set<number>();
  for (let r = 0; r < survey.ranges.length; r += 2)
    for (let k = 0; k < (survey.ranges[r + 1] as number); k++) others.add((survey.ranges[r] as number) + k);
  const inRun = (word: number): boolean => 4 * word >= run.start && 4 * word < run.start + length;
  const loose = [...others].filter((word) => !covered.has(word) && !inRun(word)).sort((a, b) => a - b);
  const headers = guest.allocate(HEADER_ENTRY * survey.guarded.length);
  const words = guest.allocate(WORD_ENTRY * loose.length);
  const copy = guest.allocate(length);
  const entry = (object: number): number[] => [object, ...GUARDED_HEADER.map((field) => guest.word(object + field))];
  guest.u32.set(survey.guarded.flatMap(entry), headers >>> 2);
  guest.u32.set(
    loose.flatMap((word) => [4 * word, guest.word(4 * word)]),
    words >>> 2,
  );
  guest.u8.copyWithin(copy, run.start, run.start + length);
  return {
    headers,
    headersEnd: headers + HEADER_ENTRY * survey.guarded.length,
    words,
    wordsEnd: words + WORD_ENTRY * loose.length,
    slots: run.start,
    copy,
    copyEnd: copy + length,
  };
}

// ---------- zeros

/** Zeroes the part of the stack that was used, and all memory that is free. */
export function wipe(guest: Guest, stackPointer: number, stackBytes: number): void {
  guest.u8.fill(0, stackPointer - stackBytes, stackPointer);
  const used = lastByte(guest.u8);
  const taken: number[] = [];
  for (let size = PAGE; size >= 16; size = size > 1024 ? size >>> 1 : size - 8) {
    for (let more = true; more; ) {
      const block = guest.allocate(size);
      guest.u8.fill(0, block, block + size);
      taken.push(block);
      more = block + size < used;
    }
  }
  for (const block of taken) guest.exports.free(block);
}

/** Length of the memory without its trailing zeros. */
function lastByte(memory: Uint8Array): number {
  let end = memory.length;
  while (end > 0 && memory[end - 1] === 0) end -= 1;
  return end;
}
