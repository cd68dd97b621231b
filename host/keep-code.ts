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

/** What needs TypeScript's own transform besides; its code is kept too. */
const DECORATED = `
function kept<T extends (...given: never[]) => unknown>(method: T, { name }: ClassMethodDecoratorContext): T {
  return Object.defineProperty(method, 'name', { value: name });
}
class Greeter { @kept greet(): string { return this.#name } #name = 'hello' }
export const greeter: Greeter = new Greeter();
`;

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
function runGuest(bundle: RunBundle, cwd: string, script: string): void {
  const task: WorkerTask = {
    script: join(cwd, script),
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
  writeFileSync(join(cwd, 'decorated.ts'), DECORATED);
  const bundle = load('run') as RunBundle;
  for (let run = 0; run < 2; run++) {
    await runScript(bundle, cwd);
    runGuest(bundle, cwd, 'hello.js');
  }
  runGuest(bundle, cwd, 'decorated.ts');
  bundles.keep();
} finally {
  rmSync(cwd, { recursive: true, force: true });
}
