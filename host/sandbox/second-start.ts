/**
 * The way back from a stored call that was overtaken (see overtaken.ts): the run begins anew in a fresh guest, where calls
 * that wait beside others are executed. Nobody can tell if all that the run did before was to print, and it prints the same.
 */
import type { OutputPower } from '../capabilities/output.ts';
import { Overtaken } from './overtaken.ts';
import type { Session } from './session.ts';
import { NotRepeated, ToldOutput } from './told-output.ts';

/** What a session begins with; `patching` says what the program is known to change builtins by. */
export interface Start {
  readonly output: OutputPower;
  readonly patching: string | null;
}

/** What a run does to the world beside what its session knows. */
export interface RestartPowers {
  readonly output: OutputPower;
  /** Whether it asked for input, which comes once. */
  readonly asked: () => boolean;
}

/** The session that came to an end, and its end; or what overtook it where it could not begin anew. */
export interface Ended<T> {
  readonly session: Session;
  readonly end: T | Overtaken;
}

export function runRestartable<T>(
  powers: RestartPowers,
  start: (given: Start) => Session,
  run: (session: Session) => T,
): Ended<T> {
  const told = new ToldOutput(powers.output);
  const session = start({ output: told, patching: null });
  const end = overtakenOr(() => run(session));
  if (!(end instanceof Overtaken) || session.recorder.acted || powers.asked() || !told.isWhole) return { session, end };
  const output = told.again();
  const second = start({ output, patching: end.what });
  const secondEnd = overtakenOr(() => {
    const ended = run(second);
    output.end();
    return ended;
  }, end);
  return { session: second, end: secondEnd };
}

function overtakenOr<T>(run: () => T, first?: Overtaken): T | Overtaken {
  try {
    return run();
  } catch (error) {
    if (error instanceof Overtaken) return error;
    if (first && error instanceof NotRepeated) return first;
    throw error;
  }
}
