/**
 * Keeps V8's code of the engine, and of our bundles as it is after running a small script, first new, then known. Run by
 * the build once as the bin starts node and once without flags.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Bundles } from './bundle.ts';
import type { Place } from './run.ts';
import { keepOptimized } from './sandbox/engine-module.ts';
import type { WorkerTask } from './sandbox/task.ts';
import type { loadMachine, runTask } from './sandbox/task-runner.ts';

/** The part of the bundle `run` that is called here. */
interface RunBundle {
  readonly loadMachine: typeof loadMachine;
  readonly runTask: typeof runTask;
  runCommand(words: readonly string[], surroundings: { cwd: string; env: object; build: Place }): Promise<number>;
}

const folder = dirname(fileURLToPath(import.meta.url));
const bundles = new Bundles(folder);
const { load } = bundles;

/** The whole command; without the bin's flags, its worker does what the next function does here. */
async function runScript(bundle: RunBundle, cwd: string): Promise<void> {
  const code = await bundle.runCommand(['hello.js'], { cwd, env: {}, build: { folder, load } });
  if (code !== 0) throw new Error(`a small script ended with ${code}`);
}

/** The part that runs beside the guest. */
function runGuest(bundle: RunBundle, cwd: string): void {
  const task: WorkerTask = {
    script: join(cwd, 'hello.js'),
    args: [],
    cwd,
    env: {},
    cacheDir: join(cwd, 'store'),
    refresh: false,
    minDurationMs: undefined,
    grants: { read: [cwd], write: [], env: [], net: [] },
    memoryLimitMB: 64,
    startedAt: new Date().toISOString(),
  };
  const powers = { output: { write: () => {} }, warn: () => {} };
  const { error } = bundle.runTask(task, bundle.loadMachine(folder, load), powers);
  if (error) throw new Error(error.headline);
}

const cwd = mkdtempSync(join(tmpdir(), 'rote-build-'));
try {
  keepOptimized(folder);
  writeFileSync(join(cwd, 'hello.js'), "process.stdout.write('');\n");
  const bundle = load('run') as RunBundle;
  for (let run = 0; run < 2; run++) {
    await runScript(bundle, cwd);
    runGuest(bundle, cwd);
  }
  bundles.keep();
} finally {
  rmSync(cwd, { recursive: true, force: true });
}
