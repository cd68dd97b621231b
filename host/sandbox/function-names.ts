/** What functions are called when that is no longer what their text says: stacks show it, and nothing else that is observed. */
import type { Guest } from './guest.ts';
import { ATOM, CELL, TAG } from './layout.ts';
import type { LiveFunction } from './live-function.ts';
import { ownData } from './shapes.ts';

/** What a function that a variable holds for good was renamed to, in words; empty when it was not. */
export function newNameOf(guest: Guest, { info, owner }: LiveFunction): string {
  // A class is a value, of which its name is a part.
  if (info.binding === null || info.kind === 'class') return '';
  const cell = owner.cells.get(info.binding);
  const value = cell === undefined ? 0 : guest.word(cell + CELL.value);
  if (value === 0 || guest.tag(value) !== TAG.object) return '';
  const name = ownData(guest, guest.word(value), ATOM.name);
  if (name === 0) return ' no name';
  const tag = guest.tag(name);
  const text = tag === TAG.string || tag === TAG.rope ? guest.string(name) : ' no text';
  return text === info.name ? '' : ` called ${text}`;
}
