/** What a program is run under, and what it did. */

/** Where a program lies and what it sees of the world. */
export interface Conditions {
  readonly folder: string;
  readonly entry: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
}

/** What a run did, as seen from outside; files are compared apart. */
export interface Outcome {
  readonly stdout: string;
  readonly stderr: string;
  readonly exitCode: number;
  /** Name of the uncaught error, if there was one. */
  readonly error: string;
}
