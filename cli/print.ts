/**
 * The streams of the command line. stdout belongs to the script, and to answers that a person asked for;
 * everything else that rote says goes to stderr. Colour only where a person is looking.
 */
import picocolors from 'picocolors';
import { errorCodes, exitCodeOf } from '../engine/errors.ts';
import type { RunReport } from '../engine/trace.ts';
import type { PrintableError } from '../host/run.ts';
import { formatError } from './print-error.ts';
import type { Surroundings } from './run-options.ts';
import { writeWhole } from './write.ts';

/** The colours a text may use; every function is the identity where nobody sees them. */
export type Colors = ReturnType<typeof picocolors.createColors>;

/** Colours for one stream: on for a terminal, off for pipes and where NO_COLOR is set. */
export function colorsFor(stream: { isTTY?: boolean }, env = process.env): Colors {
  return picocolors.createColors(stream.isTTY === true && !env['NO_COLOR'] && env['TERM'] !== 'dumb');
}

/** An answer that was asked for. */
export function printAnswer(text: string): void {
  writeWhole(1, `${text}\n`);
}

/** The same for `--json`. */
export function printJson(value: unknown): void {
  printAnswer(JSON.stringify(value, null, 2));
}

/** Talk: anything that is not the answer itself. */
export function printTalk(text: string): void {
  writeWhole(2, `${text}\n`);
}

/** Something that went wrong without changing the result. */
export function printWarning(text: string): void {
  printTalk(`${colorsFor(process.stderr).yellow('warning')}: ${text}`);
}

/** An error with its place, code frame and hint. */
export function printError(error: PrintableError, cwd: string): void {
  printTalk(formatError(error, cwd, colorsFor(process.stderr)));
}

/** The table of `--stats`. */
export async function printRunStats(report: RunReport): Promise<void> {
  const { formatStats } = await import('./print-stats.ts');
  printTalk(formatStats(report, colorsFor(process.stderr)));
}

/** The result of `--audit`. */
export async function printAudit(audit: NonNullable<RunReport['audit']>): Promise<void> {
  const { formatAudit } = await import('./print-audit.ts');
  printTalk(formatAudit(audit, colorsFor(process.stderr)));
}

/** Prints what stopped a command and says how the process should end. Anything unforeseen is a fault of ours. */
export function printFailure(error: unknown, { cwd, env }: Surroundings): number {
  if (isKnown(error)) {
    printError({ code: error.code, headline: error.message, ...(error.hint && { hint: error.hint }) }, cwd);
    // A fault of the store does not end a run, but it ends a command that is about nothing else.
    return exitCodeOf(error.code) ?? 5;
  }
  const headline = `internal error: ${error instanceof Error ? error.message : String(error)}`;
  const frames = env['ROTE_DEBUG'] && error instanceof Error ? (error.stack ?? '').split('\n').slice(1) : [];
  printError({ code: 'engine-fault', headline, frames, hint: 'set ROTE_DEBUG=1 to see where it happened' }, cwd);
  return 5;
}

/** An error from the table of codes, whichever room's class it is. */
function isKnown(error: unknown): error is Error & { readonly code: string; readonly hint?: string | undefined } {
  return error instanceof Error && 'code' in error && Object.hasOwn(errorCodes, String(error.code));
}
