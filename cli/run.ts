/** `rote run` (`rote sandbox run`): parse, check that the script is there, run, say what is to be said, exit code. */
import { accessSync, constants, fstatSync, type Stats, statSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { exitCodeOf, RoteError } from '../engine/errors.ts';
import type { RunReport } from '../engine/trace.ts';
import { type Place, type RunResult, run } from '../host/run.ts';
import { hasLargeStack, stackFacts } from '../host/stack.ts';
import { startWorker } from '../host/start-worker.ts';
import { nowMs } from '../host/time.ts';
import { parseFlags } from './flags.ts';
import { type RunExtras, runExtras, runOptions, type Surroundings } from './run-options.ts';

/** What a worker wants of this bundle. */
export { loadMachine, runTask } from '../host/run.ts';

/** The folder of the build, and what loads its bundles. */
export type Build = Extract<Place, { readonly folder: string }>;

/** Runs a script and returns the exit code of the process. Throws RoteError for what stops the run from starting. */
export async function runCommand(
  words: readonly string[],
  surroundings: Surroundings & { readonly build: Build },
): Promise<number> {
  // A worker is started before all else: it takes longest.
  const { build } = surroundings;
  const here = hasLargeStack(stackFacts());
  const worker = here ? null : startWorker(build.folder);
  const parsed = parseFlags(words);
  if (parsed.values.has('help')) return (await import('./commands.ts')).commands(['run', '--help'], surroundings);
  const options = runOptions(parsed, surroundings);
  const extras = runExtras(parsed, surroundings);
  mustBeFile(options.script, parsed.script ?? '');
  for (const file of [extras.report, extras.trace]) if (file) mustBeWritable(file);
  const warnings: string[] = [];
  const showsProgress = isWatched();
  const stopProgress = showsProgress ? await progress(parsed.script ?? '') : () => {};
  // Deadline and progress line need a thread that is idle.
  const place = worker ?? (options.timeoutMs === undefined && !showsProgress ? build : startWorker(build.folder));
  const onWarning = (text: string) => void warnings.push(text);
  // Everything stored so far is written already: there is nothing to save, and a busy guest must not delay the end.
  const onInterrupt = () => process.exit(exitCodeOf('interrupted'));
  const result = await run({ ...options, place, onWarning, onInterrupt });
  stopProgress();
  return await finish(result, extras, warnings, surroundings);
}

/** Whether a person sees what is said of the run, apart from the script's output: stderr is a terminal, stdout is not. */
function isWatched(): boolean {
  const talk = deviceOf(2);
  // Asking for the device first costs nothing, while node's own question loads the network.
  if (talk === undefined || talk === deviceOf(1)) return false;
  const { isatty } = process.getBuiltinModule('node:tty');
  return isatty(2) && !isatty(1);
}

async function progress(script: string): Promise<() => void> {
  const { startProgress } = await import('./progress.ts');
  const { writeWhole } = await import('./write.ts');
  const write = (text: string) => writeWhole(2, text);
  return startProgress(`running ${script}`, { visible: true, write, nowMs });
}

/** The number of the device behind a descriptor; undefined where nothing is that could be a terminal. */
function deviceOf(fd: number): number | undefined {
  try {
    const stat = fstatSync(fd);
    return stat.isCharacterDevice() && stat.rdev !== statSync('/dev/null').rdev ? stat.rdev : undefined;
  } catch {
    return undefined;
  }
}

/** A quiet success, the usual case, loads none of the printing. */
async function finish(result: RunResult, extras: RunExtras, warnings: readonly string[], surroundings: Surroundings) {
  const { audit } = result.report;
  const quiet = warnings.length === 0 && !result.error && !extras.stats && !extras.trace && !extras.report && !audit;
  if (quiet) return result.exitCode;
  const { printAudit, printError, printFailure, printRunStats, printWarning } = await import('./print.ts');
  for (const text of warnings) printWarning(text);
  if (result.error) printError(result.error, surroundings.cwd);
  if (extras.stats) await printRunStats(result.report);
  if (audit) await printAudit(audit);
  try {
    await writeReports(result.report, extras);
    // A difference is what an audit is for: it is told by the exit code, whatever the script's own is.
    return audit && audit.differences.length > 0 ? 1 : result.exitCode;
  } catch (error) {
    // The script has run: its own exit code stands unless it says success.
    return result.exitCode || printFailure(error, surroundings);
  }
}

async function writeReports(report: RunReport, { report: reportFile, trace }: RunExtras): Promise<void> {
  const { traceEvents } = await import('./chrome-trace.ts');
  const files = [
    { file: reportFile, text: () => JSON.stringify(report, null, 2) },
    { file: trace, text: () => JSON.stringify(traceEvents(report)) },
  ];
  for (const { file, text } of files) if (file) writeReport(file, `${text()}\n`);
}

function writeReport(file: string, text: string): void {
  try {
    writeFileSync(file, text);
  } catch (error) {
    throw new RoteError('report-unwritable', `cannot write ${file}: ${(error as Error).message}`, { file });
  }
}

function mustBeFile(path: string, spelled: string): void {
  const stat = statQuietly(path);
  if (stat?.isFile()) return mustBeReadable(path, spelled);
  if (!stat) throw new RoteError('script-missing', `script not found: ${spelled}`, { script: spelled });
  const hint = stat.isDirectory() ? 'name the script inside it' : undefined;
  throw new RoteError('script-missing', `script is not a file: ${spelled}`, { script: spelled }, hint);
}

function mustBeReadable(path: string, spelled: string): void {
  try {
    accessSync(path, constants.R_OK);
  } catch {
    throw new RoteError('script-missing', `script cannot be read: ${spelled}`, { script: spelled });
  }
}

/** What cannot be asked about (a file where a folder should be, a folder that is closed to us) is not there for us. */
function statQuietly(path: string): Stats | undefined {
  try {
    return statSync(path, { throwIfNoEntry: false });
  } catch {
    return undefined;
  }
}

/** Asked before the run, so that a long run is not lost to a mistyped folder. */
function mustBeWritable(file: string): void {
  try {
    accessSync(dirname(file), constants.W_OK);
  } catch {
    throw new RoteError('usage', `cannot write ${file}: its folder is missing or read-only`, { file });
  }
}
