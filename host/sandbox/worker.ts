/** The worker: one guest, one script. Output goes straight to the descriptors; the answer goes to the main thread. */
import { parentPort } from 'node:worker_threads';
import { Bundles } from '../bundle.ts';
import type { Grant } from '../capabilities/grants.ts';
import { fifoFiles, type OpenFifo } from '../fifo-files.ts';
import { threadedNetwork } from '../network/threaded.ts';
import { nodeFs } from '../node-fs.ts';
import { descriptorInput } from './input.ts';
import { descriptorOutput } from './output.ts';
import type { WorkerMessage, WorkerTask } from './task.ts';
import type { loadMachine, runTask } from './task-runner.ts';
import { terminals } from './terminals.ts';

// The same bundle that runs the guest on the main thread, where its stack is large.
const { load } = new Bundles(__dirname);
const run = load('run') as { readonly loadMachine: typeof loadMachine; readonly runTask: typeof runTask };
const say = (message: WorkerMessage): void => parentPort?.postMessage(message);

const openFifo: OpenFifo = (path, flags, mode) => {
  say({ awaits: path });
  try {
    return nodeFs.openSync(path, flags, mode);
  } finally {
    say({ awaits: null });
  }
};

parentPort?.once('message', (task: WorkerTask) => {
  const powers = {
    files: fifoFiles(nodeFs, openFifo),
    input: descriptorInput(nodeFs),
    output: descriptorOutput(nodeFs),
    terminals: terminals(nodeFs),
    network: (grant: Grant) => threadedNetwork(__dirname, grant),
    warn: (warning: string) => say({ warning }),
  };
  say({ answer: run.runTask(task, run.loadMachine(__dirname, load), powers) });
});
