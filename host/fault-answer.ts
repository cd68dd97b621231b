/** Answers to tasks that came to no end of their own. */
import type { RunReport } from '../engine/trace.ts';
import { newRunId } from './run-id.ts';
import type { WorkerAnswer, WorkerTask } from './sandbox/task.ts';

const LIMIT_EXIT = 3;
const FAULT_EXIT = 5;

/** The deadline came first. */
export function timedOut(task: WorkerTask, ms: number): WorkerAnswer {
  const message = `the script ran longer than its limit of ${ms} ms`;
  return faultAnswer(task, LIMIT_EXIT, 'time-limit', message, 'raise it with --timeout <ms>');
}

/** The host failed. */
export function failed(task: WorkerTask, detail: string): WorkerAnswer {
  const message = `the sandbox failed: ${detail}`;
  return faultAnswer(task, FAULT_EXIT, 'engine-fault', message, 'run again; if it repeats, report it');
}

function faultAnswer(task: WorkerTask, exitCode: number, code: string, message: string, hint: string): WorkerAnswer {
  const report: RunReport = {
    version: 1,
    runId: newRunId(),
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
