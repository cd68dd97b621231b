/**
 * Makes recorded runs again, with what could be answered executed beside its entry. Each run has a worker and a scratch
 * folder of its own: it reads the real files and the store, and changes neither.
 */
import { existsSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Difference } from '../engine/audit.ts';
import { type Answerable, type AuditChoice, sampleOf } from '../engine/audit-choice.ts';
import type { RunReport } from '../engine/trace.ts';
import { type Again, againOf } from './invocation.ts';
import { runInWorker } from './run-in-worker.ts';
import type { WorkerAnswer, WorkerTask } from './sandbox/task.ts';
import { startWorker } from './start-worker.ts';

/** What to verify with. */
export interface VerifyOptions {
  readonly cacheDir: string;
  /** The environment of the scripts: the present one, since a recorded one is not kept. */
  readonly env: WorkerTask['env'];
  /** The folder of the build. */
  readonly folder: string;
  /** Only calls of functions of this name are compared. */
  readonly name?: string | undefined;
  /** Only so many of the entries that answer calls are compared; equal seeds choose the same ones. */
  readonly sample?: { readonly size: number; readonly seed: string } | undefined;
  /** A run is about to be made. */
  readonly onRun: (run: RunReport) => void;
  readonly onWarning: (text: string) => void;
  /** The process is asked to stop. Does not return. */
  readonly onInterrupt: () => never;
}

/** What came of one recorded run. */
export interface VerifiedRun {
  readonly run: RunReport;
  /** Calls that were executed beside their entries. */
  readonly calls: number;
  readonly differences: readonly Difference[];
  /** Why it was not made again, or not to its end; null if it was. */
  readonly skipped: string | null;
  /** What stopped it, with a code of engine/errors.ts. */
  readonly fault: RunReport['fault'];
  /** Names of functions that were called, then or now, and are candidates. */
  readonly functions: readonly string[];
}

/** An entry that could be compared, and the run that meets it first. */
interface Candidate extends Answerable {
  readonly run: RunReport;
}

/** Verifies runs, one after the other. */
export async function verifyRuns(runs: readonly RunReport[], options: VerifyOptions): Promise<VerifiedRun[]> {
  const { name, sample } = options;
  const named: AuditChoice = name === undefined ? {} : { name };
  const choose = sample ? await sampled(runs, named, sample, options) : () => named;
  const verified: VerifiedRun[] = [];
  for (const run of runs) verified.push(await verifyRun(run, choose(run), options));
  return verified;
}

type Sample = NonNullable<VerifyOptions['sample']>;

/**
 * Answers calls, which is quick, to see by which entries. Where those are fewer than are wanted, what answered is executed
 * to see what answers below it: of many a script everything is one call.
 */
async function sampled(
  runs: readonly RunReport[],
  named: AuditChoice,
  { size, seed }: Sample,
  options: VerifyOptions,
): Promise<(run: RunReport) => AuditChoice> {
  const within = new Set<string>();
  for (;;) {
    const choice = { ...named, within: [...within] };
    const found = await candidates(runs, { ...choice, entries: [] }, options);
    const next = found.filter(({ id, contains }) => contains && !within.has(id));
    for (const { id } of next) within.add(id);
    if (found.length < size && next.length > 0) continue;
    const chosen = sampleOf(found, size, seed, ({ id }) => id);
    return (run) => ({ ...choice, entries: chosen.filter((each) => each.run === run).map(({ id }) => id) });
  }
}

async function candidates(
  runs: readonly RunReport[],
  choice: AuditChoice,
  options: VerifyOptions,
): Promise<Candidate[]> {
  const found = new Map<string, Candidate>();
  for (const run of runs) {
    const again = possible(run, options.cacheDir);
    if (typeof again === 'string') continue;
    const { answerable = [] } = await makeAgain(run, again, choice, options);
    for (const each of answerable) if (!found.has(each.id)) found.set(each.id, { ...each, run });
  }
  return [...found.values()];
}

function namesIn(...reports: readonly RunReport[]): string[] {
  return [...new Set(reports.flatMap(({ functions }) => functions.map(({ name }) => name)))];
}

const NOTHING = { calls: 0, differences: [], fault: null, functions: [] };

async function verifyRun(run: RunReport, choice: AuditChoice, options: VerifyOptions): Promise<VerifiedRun> {
  const again = possible(run, options.cacheDir);
  if (typeof again === 'string') return { run, ...NOTHING, skipped: again };
  const { report } = await makeAgain(run, again, choice, options);
  const fault = endsWell(report) ? null : report.fault;
  const skipped = fault && `it was stopped: ${fault.message}`;
  return { run, ...NOTHING, ...report.audit, skipped, fault, functions: namesIn(run, report) };
}

/** The script of a recorded run, by its absolute path; undefined if that is not recorded. */
export function scriptOf({ script, invocation }: RunReport, cacheDir: string): string | undefined {
  return invocation && againOf(script, invocation, realpathSync(cacheDir)).script;
}

/** What it takes to make a run again, or why it cannot be. */
function possible({ script, invocation, ...run }: RunReport, cacheDir: string): Again | string {
  if (!endsWell(run)) return `it had been stopped: ${run.fault?.message}`;
  if (!invocation) return 'it is not recorded how it was run';
  if (invocation.input) return 'it read standard input, which cannot be given again';
  if (invocation.network) return 'it asked the network, which would be asked once more (record with --net-snapshot)';
  const again = againOf(script, invocation, realpathSync(cacheDir));
  if (!existsSync(again.script)) return 'the script is gone';
  return existsSync(again.cwd) ? again : 'the folder that it was run in is gone';
}

/** A refusal that the script did not catch is an end like any other. */
function endsWell({ fault }: Pick<RunReport, 'fault'>): boolean {
  return fault === null || fault.code === 'denied';
}

async function makeAgain(
  run: RunReport,
  again: Again,
  audit: AuditChoice,
  { cacheDir, env, folder, onRun, onWarning, onInterrupt }: VerifyOptions,
): Promise<WorkerAnswer> {
  onRun(run);
  const scratch = realpathSync(mkdtempSync(join(tmpdir(), 'rote-verify-')));
  const remove = (): void => rmSync(scratch, { recursive: true, force: true });
  const interrupted = (): never => {
    remove();
    return onInterrupt();
  };
  const task: WorkerTask = {
    ...again,
    env,
    cacheDir,
    refresh: false,
    audit,
    scratch,
    startedAt: new Date().toISOString(),
  };
  try {
    const worker = startWorker(folder);
    return await runInWorker(task, { worker, timeoutMs: undefined, onWarning, onInterrupt: interrupted });
  } finally {
    remove();
  }
}
