/** Modules that could not be loaded: an error of the script's to catch, and where it comes from should nobody do so. */
import type { FailureAnswer } from '../../guest/abi.ts';

/** What went wrong, and who asked for the module by which specifier. */
export interface LoadFailure {
  readonly error: Error;
  readonly base: string;
  readonly specifier: string;
}

/** Stands in the name of a module that could not be found: the engine asks for its text next, and is told then. */
const UNFOUND = 'rote-unfound:';

export class LoadFailures {
  readonly #unfound: LoadFailure[] = [];
  readonly #told = new Map<string, LoadFailure>();

  /** The engine's name for a module that could not be found. */
  nameFor(failure: LoadFailure): string {
    this.#unfound.push(failure);
    return `${UNFOUND}${this.#unfound.length - 1}`;
  }

  /** The failure that a name stands for. */
  named(name: string): LoadFailure | undefined {
    return name.startsWith(UNFOUND) ? this.#unfound[Number(name.slice(UNFOUND.length))] : undefined;
  }

  /** What the guest's error is made from; remembers the failure by its message. */
  answer(failure: LoadFailure): FailureAnswer {
    const answer = answerOf(failure.error) as FailureAnswer;
    this.#told.set(answer.message, failure);
    return answer;
  }

  /** The failure behind an error of the guest. */
  behind(message: string): LoadFailure | undefined {
    return this.#told.get(message);
  }
}

/** The error that a script gets when a module cannot be loaded; null for what is no fault of its modules. */
export function answerOf(error: unknown): FailureAnswer | null {
  if (!(error instanceof Error)) return null;
  const { name, message, code, type } = error as Error & { code?: unknown; type?: unknown };
  if (name === 'ProgramSyntaxError') return { name: 'SyntaxError', message, properties: [] };
  if (typeof code !== 'string') return null;
  return { name: type === 'TypeError' ? type : 'Error', message, properties: [['code', code]] };
}
