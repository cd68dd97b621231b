/**
 * A call was answered from the store and was still waiting when the script changed a builtin that the call may use. What
 * it would have done after that nobody knows: the guest is given up, and the run begins anew without such answers.
 */

/** Thrown through the guest. */
export class Overtaken extends Error {
  /** What was changed, in words. */
  readonly what: string;

  constructor(what: string) {
    super(`a stored call was waiting when the script changed builtins: ${what}`);
    this.what = what;
  }
}
