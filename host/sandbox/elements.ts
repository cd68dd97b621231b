/** Where the elements of an array or an arguments object stand that nobody but the engine has touched yet. */
import type { Guest } from './guest.ts';
import { CELL, CLASS, OBJECT, OBJECT_BIT, TAG } from './layout.ts';

const VALUES = 36;
const COUNT = 40;

/** Addresses of the JSValues. */
export function elementAddresses(guest: Guest, value: number): number[] {
  const object = guest.tag(value) === TAG.object ? guest.word(value) : 0;
  const flags = object === 0 ? 0 : guest.word(object + OBJECT.flags);
  if (!(flags & OBJECT_BIT.fastArray)) throw new Error('the arguments of a call are not as the engine makes them');
  const first = guest.word(object + VALUES);
  const isMapped = flags >>> 16 === CLASS.mappedArguments;
  return Array.from({ length: guest.word(object + COUNT) }, (_, i) =>
    isMapped ? guest.word(guest.word(first + 4 * i) + CELL.value) : first + 8 * i,
  );
}
