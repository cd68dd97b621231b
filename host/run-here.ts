/** Runs a task on this thread, which it holds until it is done; only an interrupt gets through to it. */
import { Script } from 'node:vm';
import type { LoadBundle } from './bundle.ts';
import type { Grant } from './capabilities/grants.ts';
import { failed } from './fault-answer.ts';
import { fifoFiles, type OpenFifo, releaseFifo } from './fifo-files.ts';
import { interruptibleOutput, openElsewhere } from './interruptible.ts';
import { threadedNetwork } from './network/threaded.ts';
import { nodeFs } from './node-fs.ts';
import { descriptorInput } from './sandbox/input.ts';
import { descriptorOutput } from './sandbox/output.ts';
import type { WorkerAnswer, WorkerTask } from './sandbox/task.ts';
import { loadMachine, runTask } from './sandbox/task-runner.ts';
import { terminals } from './sandbox/terminals.ts';

export interface HereOptions {
  readonly folder: string;
  readonly load: LoadBundle;
  readonly onWarning: (text: string) => void;
  readonly onInterrupt: () => never;
}

/** The worst shape of recursion takes 5.5 times as much of V8's stack, which is 7000 kB on this thread. */
const GUEST_STACK_BYTES = 1_200 * 1024;

/** The answer of the task; faults of ours are in it. */
export function runHere(task: WorkerTask, { folder, load, onWarning, onInterrupt }: HereOptions): WorkerAnswer {
  let awaited: string | null = null;
  const openFifo: OpenFifo = (path, flags, mode) => {
    awaited = path;
    const fd = openElsewhere(path, flags, mode);
    awaited = null;
    return fd;
  };
  const powers = {
    files: fifoFiles(nodeFs, openFifo),
    input: descriptorInput(nodeFs),
    output: descriptorOutput(interruptibleOutput(nodeFs)),
    terminals: terminals(nodeFs),
    network: (grant: Grant) => threadedNetwork(folder, grant),
    warn: onWarning,
    guestStackBytes: GUEST_STACK_BYTES,
  };
  try {
    return interruptibly(() => runTask(task, loadMachine(folder, load), powers));
  } catch (error) {
    const { code, message } = error as Error & { code?: string };
    if (code !== 'ERR_SCRIPT_EXECUTION_INTERRUPTED') return failed(task, message ?? String(error));
    // The process would wait for the thread that waits.
    if (awaited !== null) releaseFifo(nodeFs, awaited);
    return onInterrupt();
  }
}

const RUN = Symbol.for('rote.run');

/**
 * Node has one way to stop JavaScript by a signal without its event loop: a script of its own that may be broken by SIGINT.
 * The loop stands still as long as the guest runs, so a listener would be called when all is over.
 */
function interruptibly<T>(act: () => T): T {
  const scope = globalThis as { [RUN]?: () => T };
  scope[RUN] = act;
  try {
    return new Script(`globalThis[Symbol.for('rote.run')]()`).runInThisContext({ breakOnSigint: true }) as T;
  } finally {
    delete scope[RUN];
  }
}
