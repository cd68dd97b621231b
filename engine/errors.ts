/**
 * Every error that rote itself reports: a code, a headline, facts, a hint.
 * The table is the one list of codes; each has a heading in docs/errors.md, and a test keeps the two equal.
 */

/** The exit code that an error of this kind gives a run; null where the run goes on and the script's own code stands. */
interface ErrorKind {
  readonly exit: number | null;
}

/** The codes. Scripts' own errors that rote has to print are among them, since they are documented with the rest. */
export const errorCodes = {
  usage: { exit: 2 },
  'script-missing': { exit: 2 },
  'syntax-error': { exit: 1 },
  'uncaught-error': { exit: 1 },
  'unsettled-await': { exit: 13 },
  interrupted: { exit: 130 },
  'memory-limit': { exit: 3 },
  'time-limit': { exit: 3 },
  'stack-limit': { exit: 3 },
  'output-limit': { exit: 3 },
  'write-limit': { exit: 3 },
  denied: { exit: 4 },
  'engine-fault': { exit: 5 },
  overtaken: { exit: 5 },
  'not-built': { exit: 5 },
  'report-unwritable': { exit: 5 },
  'run-missing': { exit: 2 },
  'store-unusable': { exit: null },
  'store-read-only': { exit: null },
  'store-full': { exit: null },
  'store-unwritable': { exit: null },
  'store-busy': { exit: null },
  'store-damaged': { exit: null },
} as const satisfies Record<string, ErrorKind>;

/** One of the documented codes. */
export type ErrorCode = keyof typeof errorCodes;

/** An error of rote's own: what happened in one line, the facts behind it, and what a person can do. */
export class RoteError extends Error {
  readonly code: ErrorCode;
  readonly facts: Readonly<Record<string, string | number>>;
  readonly hint: string | undefined;

  constructor(code: ErrorCode, headline: string, facts: Readonly<Record<string, string | number>> = {}, hint?: string) {
    super(headline);
    this.name = 'RoteError';
    this.code = code;
    this.facts = facts;
    this.hint = hint;
  }
}

/** The exit code a code gives; 5, a fault of ours, for a code that is not in the table. */
export function exitCodeOf(code: string): number | null {
  return Object.hasOwn(errorCodes, code) ? errorCodes[code as ErrorCode].exit : 5;
}
