/** A case: a tiny program, the ways it is changed, and which calls may be answered from the store after each. */

/** Files by name; in a change, null removes one. */
export type Files = Readonly<Record<string, string>>;

/** What a run must show in its report, by function path. */
export interface Expected {
  /** Answered from the store at every call (at some, when also among `ran`). */
  readonly hits?: readonly string[];
  /** Executed at least once. */
  readonly ran?: readonly string[];
}

/** One way to change the program, always made to the original one; the words say what a run must show then. */
export interface Change extends Expected {
  readonly name: string;
  /** Text to find in a file, and what stands there instead. */
  readonly edit?: Readonly<Record<string, readonly [find: string, replace: string]>>;
  readonly write?: Readonly<Record<string, string | null>>;
  readonly env?: Readonly<Record<string, string>>;
  readonly args?: readonly string[];
  /** Words of rote itself, before the script. */
  readonly flags?: readonly string[];
  /** What comes in by standard input; nothing unless said. */
  readonly stdin?: string;
}

/**
 * The program runs cold, warm, after each change and, when there were changes, once more as it was.
 * `hits` and `ran` speak of the warm and the last run; a case without hits must declare its bypasses.
 */
export interface Case extends Expected {
  readonly name: string;
  /** The first file is the entry. */
  readonly files: Files;
  readonly env?: Readonly<Record<string, string>>;
  readonly args?: readonly string[];
  readonly flags?: readonly string[];
  /** What comes in by standard input; nothing unless said. */
  readonly stdin?: string;
  /** Functions that are not memoized, each with its reason code in the warm run. */
  readonly bypass?: Readonly<Record<string, string>>;
  /** Functions that nobody could answer from a store, each with its reason: all others count as storable. */
  readonly notStorable?: Readonly<Record<string, string>>;
  readonly changes?: readonly Change[];
  /** Whom each run must equal: plain node, or the same guest without a store (stderr included). */
  readonly oracle?: 'node' | 'guest';
}

/** A module program in one file. */
export function script(text: string): Files {
  return { 'main.mjs': text };
}

/** The same as CommonJS. */
export function commonJs(text: string): Files {
  return { 'main.cjs': text };
}
