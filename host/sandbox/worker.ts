/** The worker: one guest, one script. Output goes straight to the descriptors; the answer goes to the main thread. */
import fs from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parentPort } from 'node:worker_threads';
import { descriptorInput } from './input.ts';
import { descriptorOutput } from './output.ts';
import type { WorkerTask } from './task.ts';
import { loadMachine, runTask } from './task-runner.ts';
import { terminals } from './terminals.ts';

const folder = dirname(fileURLToPath(import.meta.url));
const warn = (warning: string): void => parentPort?.postMessage({ warning });
parentPort?.once('message', (task: WorkerTask) => {
  const powers = { input: descriptorInput(fs), output: descriptorOutput(fs), terminals: terminals(fs), warn };
  parentPort?.postMessage({ answer: runTask(task, loadMachine(folder), powers) });
});
