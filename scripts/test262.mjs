/**
 * Test262 neutrality: node scripts/test262.mjs --dir <checkout> [--only <text>] [--every N] [--jobs J]
 * Runs the suite in the guest as it is written and with every call recorded, and prints the difference of the two pass
 * sets. Exit code 1 when it holds more than the list of justified ones.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { Worker } from 'node:worker_threads';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('..', import.meta.url));
const { values } = parseArgs({
  options: {
    dir: { type: 'string' },
    only: { type: 'string', default: '' },
    every: { type: 'string', default: '1' },
    jobs: { type: 'string', default: String(availableParallelism()) },
  },
});
if (!values.dir || !existsSync(join(values.dir, 'harness', 'assert.js'))) {
  console.error('usage: npm run test262 -- --dir <checkout of test262> [--only <text>] [--every N] [--jobs J]');
  process.exit(2);
}
const justified = JSON.parse(readFileSync(join(root, 'tests/test262/justified.json'), 'utf8'));

/** Tests of the language and its builtins; fixtures are loaded by others, staging is not part of the suite yet. */
function filesBelow(dir) {
  return readdirSync(join(dir, 'test'), { recursive: true })
    .filter((file) => file.endsWith('.js') && !file.includes('_FIXTURE'))
    .filter((file) => !/^(staging|intl402|harness)\//.test(file) && file.includes(values.only))
    .sort()
    .filter((_, i) => i % Number(values.every) === 0);
}

async function driver() {
  const folder = join(root, 'node_modules', '.cache', 'rote-test262');
  mkdirSync(folder, { recursive: true });
  const outfile = join(folder, `worker-${process.pid}.mjs`);
  await build({
    entryPoints: [join(root, 'tests/test262/worker.ts')],
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

const SHAPES = 40;
const SHARE = 150;
const shapes = values.only === '' ? Array.from({ length: SHAPES }, (_, i) => `shapes ${i}/${SHAPES}`) : [];
const files = [...shapes, ...filesBelow(values.dir)];
const total = { files: 0, programs: 0, passed: 0, lost: [], won: [], stuck: [] };
const worker = await driver();
let next = 0;
let printed = Date.now();

function take({ programs, passed, differing }) {
  total.files += 1;
  total.programs += programs;
  total.passed += passed;
  for (const found of differing) {
    (found.plain.startsWith('exit 0') ? total.lost : total.won).push(found);
    console.error(`differs: ${found.name}`);
  }
  if (Date.now() - printed < 20_000) return;
  printed = Date.now();
  console.error(
    `${total.files} of ${files.length} files, ${total.programs} programs, ${total.lost.length + total.won.length} differ`,
  );
}

/** Files go in shares, large enough for the thread to warm up, small enough for its memory; a file that keeps its thread longer than a minute is stuck in both ways or in one: it is told. */
async function work() {
  while (next < files.length) {
    const share = files.slice(next, next + SHARE);
    next += share.length;
    await runShare(share);
  }
}

function runShare(share) {
  return new Promise((resolve) => {
    let at = 0;
    const thread = new Worker(worker, {
      workerData: { dist: join(root, 'dist'), dir: values.dir, files: share },
      resourceLimits: { stackSizeMb: 16, maxOldGenerationSizeMb: 4096 },
    });
    const give = () =>
      setTimeout(() => {
        total.stuck.push(share[at]);
        void thread.terminate();
        void runShare(share.slice(at + 1)).then(resolve);
      }, 60_000);
    let patience = give();
    thread.on('message', (told) => {
      at += 1;
      take(told);
      clearTimeout(patience);
      if (at < share.length) patience = give();
    });
    thread.on('error', (error) => {
      clearTimeout(patience);
      total.stuck.push(`${share[at]}: ${error.message}`);
      void runShare(share.slice(at + 1)).then(resolve);
    });
    thread.on('exit', () => {
      if (at < share.length) return;
      clearTimeout(patience);
      resolve();
    });
    if (share.length === 0) {
      clearTimeout(patience);
      resolve();
    }
  });
}

await Promise.all(Array.from({ length: Number(values.jobs) }, work));
const differing = [...total.lost, ...total.won];
const open = differing.filter(({ name }) => !Object.hasOwn(justified, name));
for (const { name, plain, recorded } of open) console.log(`${name}\n  as written: ${plain}\n  recorded:   ${recorded}`);
for (const file of total.stuck) console.log(`${file}: no end within a minute`);
console.log(
  `${total.programs} programs of ${total.files} files: ${total.passed} pass as written; recorded, ${total.lost.length} less and ${total.won.length} more; ${differing.length - open.length} of them justified`,
);
process.exit(open.length > 0 ? 1 : 0);
