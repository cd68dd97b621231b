/** Which calls are worth a frame, and which results are worth keeping. Pure decisions over measured times. */

/** What earlier calls of a function in this run cost. All times in milliseconds. */
export interface Experience {
  calls: number;
  /** Time in bodies of framed calls, without the framed calls below them: recursion would count it many times. */
  spentMs: number;
  /** The longest of those calls as a whole. */
  longestMs: number;
  /** Time that memoization itself took: walks, lookups, encoding. */
  overheadMs: number;
  /** What hits saved, and stored results cost beyond those stored below them: proof that frames pay. */
  savedMs: number;
}

/** Overhead below this is not worth deciding about. */
const PATIENCE_MS = 1;
/** A function whose frames cost more than this share of its own time loses them. */
const TOLERATED_SHARE = 0.03;
/** Calls shorter than this many milliseconds, this often, are short. */
const SHORT_MS = 0.05;
const SHORT_CALLS = 12;

/** True when a function should lose its frames for the rest of the run (never its marks). */
export function isShort(experience: Experience): boolean {
  const { calls, spentMs, overheadMs, savedMs } = experience;
  if (calls >= SHORT_CALLS && savedMs + spentMs < SHORT_MS * calls) return true;
  return overheadMs > PATIENCE_MS + TOLERATED_SHARE * spentMs + savedMs;
}

/** The most a call may cost without being stored by default, in milliseconds. */
const LONGEST_UNSTORED_MS = 50;
/** Fixed cost of storing and restoring one result. */
const FIXED_MS = 1;
/** Encoding, compressing and decoding, per byte of tape. */
const MS_PER_BYTE = 0.00002;

/** Whether a call of this cost is worth storing, given the size of its result. */
export function isWorthStoring(costMs: number, bytes: number, minDurationMs: number | undefined): boolean {
  if (minDurationMs !== undefined) return costMs >= minDurationMs;
  return costMs >= Math.min(LONGEST_UNSTORED_MS, FIXED_MS + bytes * MS_PER_BYTE);
}

/** Whether it can be worth storing at all: the cheap test before the result is encoded. */
export function mayBeWorthStoring(costMs: number, minDurationMs: number | undefined): boolean {
  return isWorthStoring(costMs, 0, minDurationMs);
}
