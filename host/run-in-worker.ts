/** Runs a task in a worker; this thread keeps the deadline. */
import type { Worker } from 'node:worker_threads';
import { failed, timedOut } from './fault-answer.ts';
import { releaseFifo } from './fifo-files.ts';
import { nodeFs } from './node-fs.ts';
import type { WorkerAnswer, WorkerMessage, WorkerTask } from './sandbox/task.ts';

export interface WorkerOptions {
  readonly worker: Worker;
  readonly timeoutMs: number | undefined;
  readonly onWarning: (text: string) => void;
  readonly onInterrupt: () => never;
}

/** The answer of the task; faults of ours are in it. */
export function runInWorker(task: WorkerTask, options: WorkerOptions): Promise<WorkerAnswer> {
  const { worker, timeoutMs, onWarning, onInterrupt } = options;
  let awaited: string | null = null;
  // The end of a worker does not get through to a system call that waits, and the process would wait with it.
  const stop = (): void => {
    worker.removeAllListeners();
    process.removeListener('SIGINT', interrupt);
    void worker.terminate();
    if (awaited !== null) releaseFifo(nodeFs, awaited);
  };
  const interrupt = (): void => {
    stop();
    onInterrupt();
  };
  process.once('SIGINT', interrupt);
  return new Promise((resolve) => {
    // The answer does not wait for the worker's end; a process that goes on (the embedded API) is rid of it soon.
    const end = (answer: WorkerAnswer): void => {
      clearTimeout(deadline);
      stop();
      resolve(answer);
    };
    const deadline = timeoutMs === undefined ? undefined : setTimeout(() => end(timedOut(task, timeoutMs)), timeoutMs);
    worker.on('message', (message: WorkerMessage) => {
      if ('warning' in message) onWarning(message.warning);
      else if ('awaits' in message) awaited = message.awaits;
      else end(message.answer);
    });
    worker.on('error', (error) => end(failed(task, String(error.message))));
    worker.on('exit', () => end(failed(task, 'the sandbox ended without an answer')));
    worker.ref();
    worker.postMessage(task);
  });
}
