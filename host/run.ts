/**
 * Runs a script from the command line. The guest has a thread of its own while this one keeps the deadline; or, where
 * there is no deadline and this thread's stack is as large, it runs here, which saves a short run most of its time.
 */
import type { Worker } from 'node:worker_threads';
import type { AuditChoice } from '../engine/audit-choice.ts';
import type { RunReport } from '../engine/trace.ts';
import type { LoadBundle } from './bundle.ts';
import type { TimePolicy } from './capabilities/clock.ts';
import type { Grants } from './capabilities/grants.ts';
import type { Quotas } from './quotas.ts';
import { runHere } from './run-here.ts';
import { runInWorker } from './run-in-worker.ts';
import type { PrintableError, WorkerTask } from './sandbox/task.ts';
import { settleStore } from './settle-store.ts';
import { nowMs } from './time.ts';

export type { PrintableError, RelatedError } from './sandbox/task.ts';
export { loadMachine, runTask } from './sandbox/task-runner.ts';

/** Where the guest runs: on this thread, if its stack is large (see stack.ts), or in a worker that waits for its task. */
export type Place = { readonly folder: string; readonly load: LoadBundle } | Worker;

/** What to run and under which conditions. Paths are absolute. */
export interface RunOptions {
  readonly script: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The store's folder; null runs without a store. */
  readonly cacheDir: string | null;
  readonly refresh: boolean;
  /** Execute what could be answered, and compare it with its entry: so much of it; null: nothing. */
  readonly audit: AuditChoice | null;
  /** Milliseconds; undefined: the break-even of storing against recomputing. */
  readonly minDurationMs: number | undefined;
  readonly grants: Grants;
  readonly memoryLimitMB: number;
  readonly quotas: Quotas;
  /** Files that the script may have open at once; undefined: 1024. */
  readonly handleLimit: number | undefined;
  /** Makes randomness deterministic; undefined: drawn from the system. */
  readonly seed: string | undefined;
  /** Makes time deterministic; undefined: the real clock. */
  readonly time: TimePolicy | undefined;
  /** The folder of recorded answers of the network; undefined: all are live. */
  readonly netSnapshot: string | undefined;
  /** Milliseconds; undefined: no deadline. A deadline is kept for workers only. */
  readonly timeoutMs: number | undefined;
  readonly place: Place;
  readonly onWarning: (text: string) => void;
  /** Called, once, when the process is asked to stop while the guest runs. Does not return. */
  readonly onInterrupt: () => never;
}

export interface RunResult {
  readonly exitCode: number;
  readonly report: RunReport;
  readonly error: PrintableError | null;
}

/** Runs a script to its end. Never rejects for what the script does; faults of ours are in the result. */
export async function run(options: RunOptions): Promise<RunResult> {
  const began = nowMs();
  const { place, timeoutMs, onWarning, onInterrupt, ...rest } = options;
  const task: WorkerTask = { ...rest, startedAt: new Date().toISOString() };
  const answer =
    'load' in place
      ? runHere(task, { ...place, onWarning, onInterrupt })
      : await runInWorker(task, { worker: place, timeoutMs, onWarning, onInterrupt });
  const report = { ...answer.report, wallMs: Math.round((nowMs() - began) * 1000) / 1000 };
  const { cacheDir } = task;
  // The memory of a guest that reached its limit is still held; another run merges.
  if (cacheDir !== null && report.fault?.code !== 'memory-limit')
    await settleStore({ cacheDir, runMs: report.wallMs, pending: answer.pending, onWarning, onInterrupt });
  return { exitCode: answer.exitCode, report, error: answer.error };
}
