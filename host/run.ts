/** Runs a script from the command line: a worker holds the guest, this thread keeps the deadline and the store's upkeep. */
import type { Worker } from 'node:worker_threads';
import type { RunReport } from '../engine/trace.ts';
import type { TimePolicy } from './capabilities/clock.ts';
import type { Grants } from './capabilities/grants.ts';
import type { PrintableError, WorkerAnswer, WorkerTask } from './sandbox/task.ts';
import { startWorker } from './start-worker.ts';

export type { PrintableError } from './sandbox/task.ts';

/** What to run and under which conditions. Paths are absolute. */
export interface RunOptions {
  readonly script: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The store's folder; null runs without a store. */
  readonly cacheDir: string | null;
  readonly refresh: boolean;
  /** Execute what could be answered, and compare it with its entry. */
  readonly audit: boolean;
  /** Milliseconds; undefined: the break-even of storing against recomputing. */
  readonly minDurationMs: number | undefined;
  readonly grants: Grants;
  readonly memoryLimitMB: number;
  /** Makes randomness deterministic; undefined: drawn from the system. */
  readonly seed: string | undefined;
  /** Makes time deterministic; undefined: the real clock. */
  readonly time: TimePolicy | undefined;
  /** Milliseconds; undefined: no deadline. */
  readonly timeoutMs: number | undefined;
  readonly onWarning: (text: string) => void;
  /** A worker that was started early; without it, one is started now. */
  readonly worker?: Worker;
}

export interface RunResult {
  readonly exitCode: number;
  readonly report: RunReport;
  readonly error: PrintableError | null;
}

const LIMIT_EXIT = 3;

/** Runs a script to its end. Never rejects for what the script does; faults of ours are in the result. */
export async function run(options: RunOptions): Promise<RunResult> {
  const startedAt = new Date().toISOString();
  const began = performance.now();
  const { onWarning, timeoutMs, worker = startWorker(), ...rest } = options;
  const task: WorkerTask = { ...rest, startedAt };
  const answered = inWorker(worker, task, timeoutMs, onWarning);
  // This thread is idle now: what is needed at the end is loaded here.
  const upkeep = options.cacheDir === null ? null : import('./settle-store.ts');
  const answer = await answered;
  const report = { ...answer.report, wallMs: Math.round((performance.now() - began) * 1000) / 1000 };
  if (upkeep && options.cacheDir !== null) await (await upkeep).settleStore(options.cacheDir, report, onWarning);
  return { exitCode: answer.exitCode, report, error: answer.error };
}

function inWorker(
  worker: Worker,
  task: WorkerTask,
  timeoutMs: number | undefined,
  onWarning: (text: string) => void,
): Promise<WorkerAnswer> {
  return new Promise((resolve) => {
    const end = (answer: WorkerAnswer): void => {
      clearTimeout(deadline);
      resolve(answer);
    };
    // The answer does not wait for the worker's end; a process that goes on (the embedded API) is rid of it soon.
    const stop = (answer: WorkerAnswer): void => {
      worker.removeAllListeners();
      void worker.terminate();
      end(answer);
    };
    const deadline = timeoutMs === undefined ? undefined : setTimeout(() => stop(timedOut(task, timeoutMs)), timeoutMs);
    worker.on('message', (message: { warning: string } | { answer: WorkerAnswer }) => {
      if ('warning' in message) onWarning(message.warning);
      else stop(message.answer);
    });
    worker.on('error', (error) => end(failed(task, String(error.message))));
    worker.on('exit', () => end(failed(task, 'the sandbox ended without an answer')));
    worker.ref();
    worker.postMessage(task);
  });
}

function timedOut(task: WorkerTask, ms: number): WorkerAnswer {
  const message = `the script ran longer than its limit of ${ms} ms`;
  return faultAnswer(task, LIMIT_EXIT, 'time-limit', message, 'raise it with --timeout <ms>');
}

function failed(task: WorkerTask, detail: string): WorkerAnswer {
  return faultAnswer(task, 5, 'engine-fault', `the sandbox failed: ${detail}`, 'run again; if it repeats, report it');
}

function faultAnswer(task: WorkerTask, exitCode: number, code: string, message: string, hint: string): WorkerAnswer {
  const report: RunReport = {
    version: 1,
    runId: crypto.randomUUID(),
    script: task.script,
    startedAt: task.startedAt,
    exitCode,
    fault: { code, message },
    wallMs: 0,
    guestMs: 0,
    overheadMs: 0,
    savedMs: 0,
    calls: { hit: 0, miss: 0, bypass: 0, stored: 0 },
    functions: [],
    dependencies: [],
    edges: [],
  };
  return { exitCode, report, error: { code, headline: message, hint } };
}
