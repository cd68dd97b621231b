/**
 * Runs a script's guest and prints the processor time of the whole process and the run report, as one line of JSON behind
 * the script's output: `task-run.mjs <store | plain> <script> [args…]`. `plain` is the guest without instrumentation.
 */
import { resolve } from 'node:path';
import { Worker } from 'node:worker_threads';

const [store, script, ...args] = process.argv.slice(2);
const plain = store === 'plain';
const task = {
  script: resolve(script),
  args,
  cwd: process.cwd(),
  env: { ...process.env },
  cacheDir: plain ? null : resolve(store),
  refresh: false,
  minDurationMs: undefined,
  grants: { read: true, write: true, env: true, net: true },
  memoryLimitMB: 2048,
  startedAt: new Date().toISOString(),
  uninstrumented: plain,
};
const worker = new Worker(new URL('../dist/worker.cjs', import.meta.url), {
  resourceLimits: { stackSizeMb: 16, maxOldGenerationSizeMb: 4096 },
});
worker.postMessage(task);
worker.on('message', ({ answer }) => {
  if (!answer) return;
  if (answer.error) console.error(answer.error.headline);
  const { user, system } = process.cpuUsage();
  console.log(`\n${JSON.stringify({ cpuMs: (user + system) / 1000, report: answer.report })}`);
  process.exit(answer.exitCode);
});
