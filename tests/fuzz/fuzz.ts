/** Drives the fuzzer: bundles its worker, hands out batches of histories to threads, adds up what they found. */
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { build } from 'esbuild';
import type { BatchResult, BatchTask } from './batch.ts';
import { addTally, newTally, type Tally } from './tally.ts';

export interface FuzzOptions {
  /** The project's folder, which holds the build. */
  readonly root: string;
  readonly runs: number;
  readonly seed: number;
  readonly jobs: number;
  /** Smaller histories to try per finding. */
  readonly tries: number;
  readonly onProgress?: (found: FuzzResult) => void;
}

export interface FuzzResult {
  programs: number;
  readonly tally: Tally;
  /** What the store changed. */
  readonly stale: string[];
  /** Where the guest itself differs from node. */
  readonly engine: string[];
  /** Batches whose thread ended: a program that no node can run to its end, such as an endless asynchronous recursion. */
  readonly lost: string[];
}

const PROGRAMS_PER_BATCH = 20;
/** V8 keeps modules of dead realms: a thread is replaced before that matters. */
const BATCHES_PER_WORKER = 6;
const STACK_MB = 16;

export async function fuzz({ root, runs, seed, jobs, tries, onProgress }: FuzzOptions): Promise<FuzzResult> {
  const result: FuzzResult = { programs: 0, tally: newTally(), stale: [], engine: [], lost: [] };
  // Memory where there is such a folder: each step writes and reads dozens of small files.
  const base = mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'rote-fuzz-'));
  const file = await bundle(root);
  const batches = Math.ceil(runs / PROGRAMS_PER_BATCH);
  let next = 0;
  const workers = new Set<Worker>();
  const lane = async (number: number): Promise<void> => {
    const stage = { scratch: join(base, String(number)), dist: join(root, 'dist') };
    let worker: Worker | null = null;
    for (let done = 0; next < batches; done++) {
      const batch = next++;
      if (done % BATCHES_PER_WORKER === 0) {
        await worker?.terminate();
        worker = null;
      }
      worker ??= startWorker(file);
      workers.add(worker);
      const size = Math.min(PROGRAMS_PER_BATCH, runs - batch * PROGRAMS_PER_BATCH);
      try {
        add(result, await inWorker(worker, { seed: seed + batch, runs: size, stage, tries }));
      } catch (error) {
        if ((error as { code?: string }).code !== 'ERR_WORKER_OUT_OF_MEMORY') throw error;
        result.lost.push(`seed ${seed + batch}: a program ran out of memory`);
        worker = null;
      }
      onProgress?.(result);
    }
  };
  try {
    await Promise.all(Array.from({ length: jobs }, (_, k) => lane(k)));
  } finally {
    next = batches;
    await Promise.all([...workers].map((worker) => worker.terminate()));
    rmSync(base, { recursive: true, force: true });
  }
  return result;
}

/** The worker as one file, inside the project so that it finds the packages. */
async function bundle(root: string): Promise<string> {
  const folder = join(root, 'node_modules', '.cache', 'rote-fuzz');
  mkdirSync(folder, { recursive: true });
  const outfile = join(folder, `worker-${process.pid}.mjs`);
  await build({
    entryPoints: [join(root, 'tests/fuzz/worker.ts')],
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    packages: 'external',
    outfile,
    logLevel: 'warning',
  });
  process.once('exit', () => rmSync(outfile, { force: true }));
  return outfile;
}

function startWorker(file: string): Worker {
  return new Worker(file, {
    resourceLimits: { stackSizeMb: STACK_MB, maxOldGenerationSizeMb: 4096 },
    execArgv: ['--experimental-vm-modules', '--no-warnings'],
  });
}

function inWorker(worker: Worker, task: BatchTask): Promise<BatchResult> {
  return new Promise((resolve, reject) => {
    const onMessage = (message: { result: BatchResult } | { failed: string }): void => {
      worker.off('error', reject);
      if ('result' in message) resolve(message.result);
      else reject(new Error(`seed ${task.seed}: ${message.failed}`));
    };
    worker.once('message', onMessage);
    worker.once('error', reject);
    worker.postMessage(task);
  });
}

function add(result: FuzzResult, { programs, tally, found, seed }: BatchResult): void {
  result.programs += programs;
  addTally(result.tally, tally);
  for (const { kind, text } of found) result[kind].push(`seed ${seed}: ${text}`);
}
