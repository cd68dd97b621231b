/** Names as the engine numbers them: those of its own come first, in an order that only its pinned bytes fix. */
import type { GuestMemory } from './memory.ts';

/** The number of a name that the engine itself has. */
export function findAtom(guest: GuestMemory, text: string, from: number, to: number): number {
  for (let atom = from; atom < to; atom++) if (guest.atomText(atom) === text) return atom;
  throw new Error(`the engine is not the pinned one: no atom ${text}`);
}
