/** Limits of the engine's own, as it speaks of them: what comes after one hangs on how much room there was. */
import type { Guest } from './guest.ts';
import { ATOM, TAG } from './layout.ts';
import { ownData } from './shapes.ts';

const STACK_OVERFLOW = 'stack overflow';
/** Node's words for it. */
const TOO_DEEP = 'Maximum call stack size exceeded';
const LIMITS: ReadonlySet<string> = new Set([
  STACK_OVERFLOW,
  'out of memory',
  'out of memory in regexp execution',
  'interrupted',
]);
const LENGTH_MASK = 0x7fffffff;

/** Whether the words of an internal error speak of a limit. */
export function isLimit(words: string): boolean {
  return LIMITS.has(words);
}

/** Whether an error that the engine makes says that its stack ran out. It gets node's words. */
export function isStackOverflow(guest: Guest, error: number): boolean {
  const message = ownData(guest, error, ATOM.message);
  if (message === 0 || guest.tag(message) !== TAG.string) return false;
  const body = guest.word(message);
  if ((guest.word(body + 4) & LENGTH_MASK) !== STACK_OVERFLOW.length || guest.text(body) !== STACK_OVERFLOW)
    return false;
  guest.u32[message >>> 2] = guest.stringBody(TOO_DEEP);
  guest.release(body, TAG.string);
  return true;
}
