/** Runs a script in the same guest without instrumentation and prints its guest time: `plain-run.mjs <script> [args…]`. */
import { resolve } from 'node:path';
import { Worker } from 'node:worker_threads';

const [script, ...args] = process.argv.slice(2);
const task = {
  script: resolve(script),
  args,
  cwd: process.cwd(),
  env: { ...process.env },
  cacheDir: null,
  refresh: false,
  minDurationMs: undefined,
  grants: { read: true, write: true, env: true, net: true },
  memoryLimitMB: 2048,
  startedAt: new Date().toISOString(),
  uninstrumented: true,
};
const worker = new Worker(new URL('../dist/worker.cjs', import.meta.url), {
  resourceLimits: { stackSizeMb: 16, maxOldGenerationSizeMb: 4096 },
});
worker.postMessage(task);
worker.on('message', ({ answer }) => {
  if (!answer) return;
  if (answer.error) console.error(answer.error.headline);
  console.log(`\nguestMs ${answer.report.guestMs}`);
  process.exit(answer.exitCode);
});
