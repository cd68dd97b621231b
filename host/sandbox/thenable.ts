/** Whether awaiting an object would call a method of it: read from the heap, no guest code run. */
import type { Guest } from './guest.ts';
import { ATOM_INT, CLASS, OBJECT, SHAPE } from './layout.ts';

/** Promises are awaited by the engine itself; any other object by its `then`, own or inherited. */
export function hasThen(guest: Guest, object: number): boolean {
  for (let at = object; at !== 0; at = guest.word(guest.word(at + OBJECT.shape) + SHAPE.proto)) {
    const classId = guest.word(at + OBJECT.flags) >>> 16;
    if (classId === CLASS.promise) return false;
    if (classId === CLASS.proxy || hasOwnThen(guest, at)) return true;
  }
  return false;
}

function hasOwnThen(guest: Guest, object: number): boolean {
  const shape = guest.word(object + OBJECT.shape);
  for (let slot = guest.word(shape + SHAPE.count) - 1; slot >= 0; slot--) {
    const atom = guest.word(shape + SHAPE.entries + 4 + 8 * slot);
    if (atom !== 0 && !(atom & ATOM_INT) && guest.atomText(atom) === 'then') return true;
  }
  return false;
}
