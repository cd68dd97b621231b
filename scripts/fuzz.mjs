// Runs the program fuzzer: node scripts/fuzz.mjs --runs N [--seed S] [--jobs J]. Exit code 1 when anything diverged.
import { mkdirSync, rmSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('..', import.meta.url));
const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '300' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    tries: { type: 'string', default: '400' },
    jobs: { type: 'string', default: String(availableParallelism()) },
  },
});
const numbers = Object.fromEntries(Object.entries(values).map(([name, value]) => [name, Number(value)]));
const { fuzz } = await import(await driver());
let printed = 0;
const told = { stale: 0, engine: 0 };

function progress(found) {
  for (const kind of ['stale', 'engine'])
    for (const text of found[kind].slice(told[kind])) {
      console.log(`${text}\n`);
      told[kind] += 1;
    }
  if (Date.now() - printed < 10_000) return;
  printed = Date.now();
  console.error(summary(found));
}

function summary({ programs, tally, stale, engine }) {
  const seconds = (performance.now() / 1000).toFixed(0);
  const { steps, hits, misses, bypasses, repeated } = tally;
  const share = ((100 * repeated.hits) / Math.max(1, repeated.hits + repeated.misses)).toFixed(1);
  return `${seconds} s: ${programs} programs, ${steps} steps, ${hits} hits, ${misses} misses, ${bypasses} bypasses, ${share} % hits where nothing changed; ${stale.length} divergences, ${engine.length} differences from node`;
}

async function driver() {
  const folder = join(root, 'node_modules', '.cache', 'rote-fuzz');
  mkdirSync(folder, { recursive: true });
  const outfile = join(folder, `driver-${process.pid}.mjs`);
  await build({
    entryPoints: [join(root, 'tests/fuzz/fuzz.ts')],
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    packages: 'external',
    outfile,
    logLevel: 'warning',
  });
  process.once('exit', () => rmSync(outfile, { force: true }));
  return pathToFileURL(outfile).href;
}

const found = await fuzz({ root, ...numbers, onProgress: progress });
progress(found);
console.log(`seed ${numbers.seed}; ${summary(found)}`);
const reasons = [...found.tally.reasons].sort(([, a], [, b]) => b - a);
for (const verdict of ['miss', 'bypass']) {
  const told = reasons.filter(([reason]) => reason.startsWith(verdict)).slice(0, 16);
  console.log(told.map(([reason, n]) => `${reason} ${n}`).join(', '));
}
for (const text of found.lost) console.log(`set aside: ${text}`);
if (found.stale.length > 0 || found.engine.length > 0) process.exitCode = 1;
