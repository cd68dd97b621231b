// Runs hostile scripts in one process: node scripts/soak.mjs [--runs N] [--at-a-time N]. Exit code 1 when a run ended
// otherwise than it must, or the process holds more of the machine at the end than it did after a quarter of them.
import { fork } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('..', import.meta.url));
const { values } = parseArgs({
  options: { runs: { type: 'string', default: '1000' }, 'at-a-time': { type: 'string', default: '2' } },
});

async function server() {
  const folder = join(root, 'node_modules', '.cache', 'rote-soak');
  mkdirSync(folder, { recursive: true });
  const outfile = join(folder, `server-${process.pid}.mjs`);
  await build({
    entryPoints: [join(root, 'tests/security/soak/server.ts')],
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

const child = fork(await server(), { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
const folder = mkdtempSync(join(tmpdir(), 'rote-soak-'));
child.send({ dist: join(root, 'dist'), folder, runs: Number(values.runs), atATime: Number(values['at-a-time']) });
const soaked = await new Promise((resolve, reject) => {
  child.once('message', resolve);
  child.once('exit', (code, signal) => reject(new Error(`the server ended with ${code ?? signal}`)));
});

/** Garbage comes and goes; what counts is the level. */
const level = (samples) => [...samples].sort((a, b) => a - b)[samples.length >> 1];
const { wrong, rssMB, handles } = soaked;
const quarter = Math.ceil(rssMB.length / 4);
const [early, late] = [level(rssMB.slice(quarter, 2 * quarter)), level(rssMB.slice(-quarter))];
for (const words of wrong) console.log(words);
console.log(
  `${values.runs} runs: ${wrong.length} wrong; RSS ${early} MB then ${late} MB (${rssMB.join(' ')}); descriptors ${handles[0]} then ${handles[1]}`,
);
/** Of a level: what a heap may be larger by chance. A short run has no level yet. */
const SLACK = 1.25;
const LONG = 400;
const grew = Number(values.runs) >= LONG && late > SLACK * early;
process.exitCode = wrong.length > 0 || grew || handles[1] > handles[0] + 2 ? 1 : 0;
