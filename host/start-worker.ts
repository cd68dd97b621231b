/** Starts a thread that holds the guest. It waits for its task, so that it can start before the task is known. */
import { join } from 'node:path';
import type { Worker } from 'node:worker_threads';

/** The stack that, with the guest's own limit, turns every shape of recursion into a guest error. */
const STACK_MB = 16;

/** A worker that runs the one task it is sent; `folder` holds the build. The process does not wait for it until then. */
export function startWorker(folder: string): Worker {
  const threads = process.getBuiltinModule('node:worker_threads');
  const worker = new threads.Worker(join(folder, 'worker.cjs'), {
    resourceLimits: { stackSizeMb: STACK_MB, maxOldGenerationSizeMb: 4096 },
    stdin: false,
    env: process.env,
  });
  worker.unref();
  return worker;
}
