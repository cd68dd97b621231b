/** `rote why <script> [function]`: what the latest run of a script answered from the store, and why the rest ran. */
import { resolve } from 'node:path';
import { isNamed } from '../engine/audit-choice.ts';
import { RoteError } from '../engine/errors.ts';
import { nearest } from '../engine/nearest.ts';
import type { FunctionReport, RunReport } from '../engine/trace.ts';
import { latestRun, run } from '../host/store/queries.ts';
import { colorsFor, printAnswer, printJson } from './print.ts';
import { formatFunctions, formatWhy } from './print-why.ts';
import type { Surroundings } from './run-options.ts';
import { scriptName } from './script-name.ts';
import { type StoreFlags, storeOf } from './store.ts';

/** Answers `rote why`. */
export async function why(
  script: string,
  name: string | undefined,
  flags: StoreFlags & { readonly run?: string },
  surroundings: Surroundings,
): Promise<void> {
  const report = await recorded(script, flags, surroundings);
  const functions = name === undefined ? report.functions : named(report, name);
  if (flags.json) printJson({ ...report, functions });
  else printAnswer(words(report, name, functions));
}

function words(report: RunReport, name: string | undefined, functions: readonly FunctionReport[]): string {
  const colors = colorsFor(process.stdout);
  return name === undefined ? formatWhy(report, colors) : formatFunctions(functions, colors);
}

async function recorded(script: string, flags: StoreFlags & { readonly run?: string }, surroundings: Surroundings) {
  const { dir, power } = storeOf(flags, surroundings);
  const spelled = scriptName(resolve(surroundings.cwd, script));
  const found = flags.run ? await run(dir, power, flags.run) : await latestRun(dir, power, spelled);
  if (found) return found;
  const what = flags.run ? `run ${flags.run}` : `run of ${spelled}`;
  throw new RoteError('run-missing', `no ${what} is recorded in ${dir}`, { script: spelled }, `rote run ${script}`);
}

/** Functions of that name: the whole path of names, or its last part. */
function named({ functions, script }: RunReport, name: string): FunctionReport[] {
  const found = functions.filter((line) => isNamed(line.name, name));
  if (found.length > 0) return found;
  const close = nearest(
    name,
    functions.map((line) => line.name),
  );
  const hint = close ? `did you mean ${close}?` : 'short functions are not candidates and have no verdict';
  throw new RoteError('run-missing', `no call of ${name} was a candidate in that run of ${script}`, { name }, hint);
}
