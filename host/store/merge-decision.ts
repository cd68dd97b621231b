/** Whether merging now is worth the wait it costs a run that is otherwise over. Pure. */
import type { Pending } from './journals.ts';

/** Loading DuckDB, opening and closing the catalogue. */
const FIXED_MS = 400;
const MS_PER_BYTE = 150 / (1024 * 1024);

/** Beyond these, reading the journals burdens the start of every run. */
const MANY_FILES = 64;
const MANY_BYTES = 8 * 1024 * 1024;

/** True if journals pile up, or if the merge costs less than a tenth of what the run has taken. */
export function mergeIsWorthIt(pending: Pending, runMs: number): boolean {
  if (pending.files === 0) return false;
  if (pending.files > MANY_FILES || pending.bytes > MANY_BYTES) return true;
  return FIXED_MS + pending.bytes * MS_PER_BYTE < runMs / 10;
}
