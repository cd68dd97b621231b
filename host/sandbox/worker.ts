/** The worker: one guest, one script. Output goes straight to the descriptors; the answer goes to the main thread. */
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parentPort } from 'node:worker_threads';
import type { WorkerTask } from './task.ts';
import { runTask } from './task-runner.ts';

const folder = dirname(fileURLToPath(import.meta.url));
const warn = (warning: string): void => parentPort?.postMessage({ warning });
parentPort?.once('message', (task: WorkerTask) => parentPort?.postMessage({ answer: runTask(task, folder, warn) }));
