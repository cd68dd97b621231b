/** The flags of `open` as they cross the door: node's words, or digits for bits that have no word. */
import { constants } from 'node:fs';

const { O_APPEND, O_CREAT, O_DIRECTORY, O_EXCL, O_NOFOLLOW, O_NONBLOCK, O_RDONLY, O_RDWR, O_SYNC, O_TRUNC, O_WRONLY } =
  constants;
const ACCESS = O_RDONLY | O_WRONLY | O_RDWR;
/** What a script may ask of the system; other bits are dropped. */
const KNOWN = ACCESS | O_APPEND | O_CREAT | O_DIRECTORY | O_EXCL | O_NOFOLLOW | O_NONBLOCK | O_SYNC | O_TRUNC;

/** As node's own `open` takes them. */
export function systemFlags(words: string): string | number {
  return /^\d+$/.test(words) ? Number(words) & KNOWN : words;
}

/** Whether opening so can change nothing. */
export function isReading(flags: string | number): boolean {
  if (typeof flags === 'string') return flags === 'r' || flags === 'rs';
  return (flags & (ACCESS | O_CREAT | O_TRUNC)) === O_RDONLY;
}

/** Whether what is opened to be written can be read as well. */
export function readsToo(flags: string | number): boolean {
  return typeof flags === 'string' ? flags.includes('+') : (flags & O_WRONLY) === 0;
}
