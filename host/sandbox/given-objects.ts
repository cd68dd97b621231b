/** What can be told of the objects that a call is given, before it runs: what reading them twice shows, what can change. */
import type { FunctionInfo } from '../../engine/program/table.ts';
import type { Guest } from './guest.ts';
import { CLASS, CTX, OBJECT, OBJECT_BIT, SHAPE } from './layout.ts';
import { NODE, type Numbering } from './numbering.ts';

/**
 * A framed call takes its parameters apart a second time: with getters or iterators of its own, that would show. Null when
 * it does not.
 */
export function unreadableTwice(
  guest: Guest,
  numbering: Numbering,
  destructures: FunctionInfo['destructures'],
  sawAccessor: boolean,
): string | null {
  if (destructures === 'nothing') return null;
  if (sawAccessor) return 'getters or setters, and takes its parameters apart';
  if (destructures === 'objects') return null;
  for (let number = 1; number <= numbering.count; number++)
    if (numbering.kind(number) !== NODE.object || !isPlain(guest, numbering.address(number)))
      return 'something with an iterator of its own, and takes its parameters apart';
  return null;
}

/** An object or array with the ordinary prototype. */
function isPlain(guest: Guest, address: number): boolean {
  const classId = guest.word(address + OBJECT.flags) >>> 16;
  if (classId !== CLASS.object && classId !== CLASS.array) return false;
  const proto = guest.word(guest.word(address + OBJECT.shape) + SHAPE.proto);
  return proto === guest.word(guest.word(guest.ctx + CTX.classProtos) + 8 * classId);
}

/** A plain object or array that nothing can change: not extensible, no writable or configurable property. */
export function isFrozenThing(guest: Guest, numbering: Numbering, number: number): boolean {
  if (numbering.kind(number) !== NODE.object) return false;
  const address = numbering.address(number);
  const flags = guest.word(address + OBJECT.flags);
  if (flags & OBJECT_BIT.extensible || flags >>> 16 > 2) return false;
  // Elements outside the shape are writable.
  if (flags & OBJECT_BIT.fastArray && guest.word(address + 40) > 0) return false;
  const shape = guest.word(address + OBJECT.shape);
  for (let slot = guest.word(shape + SHAPE.count) - 1; slot >= 0; slot--) {
    const entry = shape + SHAPE.entries + 8 * slot;
    if (guest.word(entry + 4) !== 0 && (guest.word(entry) >>> 26) & 3) return false;
  }
  return true;
}
