/** The script's process.argv, an array that it may change like any other. */
import type { Guest } from './guest.ts';
import { TAG } from './layout.ts';

const VALUES = 36;
const COUNT = 40;

/** Whether the array in the prelude's state is not what the script was given; before the first read there is none. */
export function argumentsChanged(guest: Guest, state: number, given: readonly string[]): boolean {
  const array = guest.getProperty(state, 'argv');
  const changed = guest.tag(array) === TAG.object && !holdsStrings(guest, guest.word(array), given);
  guest.free(array);
  return changed;
}

function holdsStrings(guest: Guest, array: number, strings: readonly string[]): boolean {
  if (guest.word(array + COUNT) !== strings.length) return false;
  const first = guest.word(array + VALUES);
  return strings.every((text, i) => guest.tag(first + 8 * i) === TAG.string && guest.string(first + 8 * i) === text);
}
