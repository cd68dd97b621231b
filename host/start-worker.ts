/** Starts the thread that holds the guest. It waits for its task, so that it can start before the task is known. */
import { Worker } from 'node:worker_threads';

/** The stack that, with the guest's own limit, turns every shape of recursion into a guest error. */
const STACK_MB = 16;

/** A worker that runs the one task it is sent. The process does not wait for it until then. */
export function startWorker(): Worker {
  const worker = new Worker(new URL('./worker.cjs', import.meta.url), {
    resourceLimits: { stackSizeMb: STACK_MB, maxOldGenerationSizeMb: 4096 },
    stdin: false,
    env: process.env,
  });
  worker.unref();
  return worker;
}
