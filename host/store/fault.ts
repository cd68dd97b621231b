/** What can go wrong with a store, as data a person can act on. The words live here; printing them is the CLI's. */

export type StoreFaultCode =
  | 'store-unusable'
  | 'store-read-only'
  | 'store-full'
  | 'store-unwritable'
  | 'store-busy'
  | 'store-damaged';

/** A fault of the store: a stable code, a headline, and what the user can do about it. */
export class StoreFault extends Error {
  readonly code: StoreFaultCode;
  readonly hint: string;

  constructor(code: StoreFaultCode, message: string, hint: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'StoreFault';
    this.code = code;
    this.hint = hint;
  }
}

/** Errno codes that say who is to blame for a failed write; everything else is "unwritable". */
const FULL = new Set(['ENOSPC', 'EDQUOT', 'EFBIG']);
const READ_ONLY = new Set(['EROFS', 'EACCES', 'EPERM']);

/** The fault for a directory that cannot hold a store at all. */
export function unusable(dir: string, cause: unknown): StoreFault {
  const text = `the store directory ${dir} cannot be used (${errnoOf(cause) ?? 'error'})`;
  return new StoreFault('store-unusable', text, 'name another directory with --cache-dir, or run with --no-cache', {
    cause,
  });
}

/** The fault for a write that failed after the store was opened. */
export function writeFault(dir: string, cause: unknown): StoreFault {
  const errno = errnoOf(cause) ?? 'error';
  if (FULL.has(errno)) {
    const text = `the store ${dir} is full (${errno}): results of this run are not kept`;
    return new StoreFault('store-full', text, 'free disk space, or name another directory with --cache-dir', { cause });
  }
  if (READ_ONLY.has(errno)) {
    const text = `the store ${dir} is read-only (${errno}): results of this run are not kept`;
    return new StoreFault('store-read-only', text, 'make it writable, or name another with --cache-dir', { cause });
  }
  const text = `the store ${dir} cannot be written (${errno}): results of this run are not kept`;
  return new StoreFault('store-unwritable', text, 'name another directory with --cache-dir', { cause });
}

/** The fault for a catalogue that another process holds for longer than we wait. */
export function busy(dir: string): StoreFault {
  return new StoreFault('store-busy', `the store ${dir} is held by another process`, 'try again when it is done');
}

/** The fault (a warning) for a catalogue that had to be moved aside and rebuilt. */
export function damaged(file: string, aside: string, cause: unknown): StoreFault {
  const text = `the store's catalogue ${file} is damaged: moved to ${aside} and rebuilt from what remains`;
  return new StoreFault('store-damaged', text, 'delete the moved file when nobody wants to look at it', { cause });
}

/** The errno code of a system error; DuckDB's errors carry only the system's words for it. */
export function errnoOf(cause: unknown): string | undefined {
  if (typeof cause !== 'object' || cause === null) return undefined;
  if ('code' in cause && typeof cause.code === 'string') return cause.code;
  const message = 'message' in cause ? String(cause.message) : '';
  return SYSTEM_WORDS.find(([words]) => message.includes(words))?.[1];
}

const SYSTEM_WORDS: readonly (readonly [string, string])[] = [
  ['No space left on device', 'ENOSPC'],
  ['Disk quota exceeded', 'EDQUOT'],
  ['Read-only file system', 'EROFS'],
  ['Permission denied', 'EACCES'],
];
