/** `rote verify`: makes recorded runs again, with what could be answered executed beside its entry. */
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { exitCodeOf, RoteError } from '../engine/errors.ts';
import { nearest } from '../engine/nearest.ts';
import type { RunReport } from '../engine/trace.ts';
import { realPath } from '../host/real-path.ts';
import { invocations } from '../host/store/queries.ts';
import { nowMs } from '../host/time.ts';
import { scriptOf, type VerifiedRun, type VerifyOptions, verifyRuns } from '../host/verify.ts';
import { colorsFor, printAnswer, printJson, printWarning } from './print.ts';
import { formatVerified, runWords, summaryOf } from './print-verify.ts';
import { startProgress } from './progress.ts';
import type { Surroundings } from './run-options.ts';
import { scriptName } from './script-name.ts';
import { type StoreFlags, storeOf } from './store.ts';
import { writeWhole } from './write.ts';

/** The flags of `rote verify`. */
export interface VerifyFlags extends StoreFlags {
  readonly run?: string;
  readonly function?: string;
  readonly sample?: string;
  readonly sampleSeed?: string;
}

/** Answers `rote verify`; 1 if anything differs. */
export async function verify(
  script: string | undefined,
  flags: VerifyFlags,
  surroundings: Surroundings,
): Promise<number> {
  const { dir } = storeOf(flags, surroundings);
  const sample = sampleIn(flags);
  const runs = await recorded(script, flags, surroundings);
  const verified = await withProgress(runs.length, (onRun) =>
    verifyRuns(runs, { ...hostOptions(surroundings), cacheDir: dir, name: flags.function, sample, onRun }),
  );
  if (flags.function !== undefined) mustBeCompared(flags.function, verified);
  const told = { verified, sample: sample ?? null };
  if (flags.json) printJson({ runs: verified.map(plain), ...summaryOf(verified), sample: told.sample });
  else printAnswer(formatVerified(told, colorsFor(process.stdout)));
  return exitCode(verified);
}

type HostOptions = Pick<VerifyOptions, 'env' | 'folder' | 'onWarning' | 'onInterrupt'>;

function hostOptions({ env }: Surroundings): HostOptions {
  return {
    env: { ...env },
    folder: fileURLToPath(new URL('.', import.meta.url)),
    onWarning: printWarning,
    onInterrupt: () => process.exit(exitCodeOf('interrupted')),
  };
}

function sampleIn({ sample, sampleSeed }: VerifyFlags): VerifyOptions['sample'] {
  if (sample === undefined) {
    if (sampleSeed === undefined) return undefined;
    throw new RoteError('usage', '--sample-seed goes with --sample', {}, '--sample <n>');
  }
  const size = Number(sample);
  if (!Number.isInteger(size) || size < 1) throw new RoteError('usage', '--sample must be a whole number from 1');
  return { size, seed: sampleSeed ?? String(Math.trunc(Math.random() * 2 ** 32)) };
}

async function recorded(
  script: string | undefined,
  flags: VerifyFlags,
  surroundings: Surroundings,
): Promise<RunReport[]> {
  const { dir, power } = storeOf(flags, surroundings);
  const path =
    script === undefined || flags.run !== undefined ? undefined : realPath(resolve(surroundings.cwd, script));
  const spelled = path && scriptName(path);
  const found = await invocations(dir, power, { id: flags.run, script: spelled });
  // Two projects may call scripts the same and share a store.
  const runs = found.filter((run) => path === undefined || [undefined, path].includes(scriptOf(run, dir)));
  if (runs.length > 0 || (spelled === undefined && flags.run === undefined)) return runs;
  const what = flags.run === undefined ? `run of ${spelled}` : `run ${flags.run}`;
  throw new RoteError('run-missing', `no ${what} is recorded in ${dir}`, {}, `rote run ${script ?? '<script>'}`);
}

async function withProgress<T>(count: number, work: (onRun: (run: RunReport) => void) => Promise<T>): Promise<T> {
  let stop = (): void => {};
  let begun = 0;
  const onRun = (run: RunReport): void => {
    stop();
    begun += 1;
    const write = (text: string): void => writeWhole(2, text);
    stop = startProgress(`verifying ${runWords(run)}${count > 1 ? ` (${begun})` : ''}`, {
      visible: process.stderr.isTTY === true,
      write,
      nowMs,
    });
  };
  try {
    return await work(onRun);
  } finally {
    stop();
  }
}

/** A name that nothing is called by would make every verification a success. */
function mustBeCompared(name: string, verified: readonly VerifiedRun[]): void {
  if (verified.some(({ calls }) => calls > 0)) return;
  const close = nearest(
    name,
    verified.flatMap(({ functions }) => functions),
  );
  const hint = close && close !== name ? `did you mean ${close}?` : 'rote why <script> tells which calls are answered';
  throw new RoteError('run-missing', `no call of ${name} could be answered in the recorded runs`, { name }, hint);
}

/** A run in the answer of `--json`. */
function plain({ run, calls, differences, skipped }: VerifiedRun) {
  const { runId, script, startedAt, invocation } = run;
  return { runId, script, args: invocation?.args ?? [], startedAt, calls, differences, skipped };
}

const FAULT = 'engine-fault';

/** A fault of ours must not look like a success; a limit that was reached is the script's own affair. */
function exitCode(verified: readonly VerifiedRun[]): number {
  if (verified.some(({ differences }) => differences.length > 0)) return 1;
  return verified.some(({ fault }) => fault?.code === FAULT) ? (exitCodeOf(FAULT) ?? 0) : 0;
}
