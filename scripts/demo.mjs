/**
 * `npm run demo [-- <name>]`: copies a realistic script of the corpus with its data to a scratch folder and runs it
 * twice; the table after the second run shows what the store answered. Builds first, since install scripts may be off.
 */
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import './build.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const name = process.argv[2] ?? 'earthquakes';
const source = join(root, 'corpus', name);

/** The folder as it lies in the corpus, with what its story says it needs: data sets and packages, none committed. */
function scratchCopy({ data = [], packages = [] }) {
  const folder = mkdtempSync(join(tmpdir(), `rote-${name}-`));
  const modules = join(root, 'node_modules');
  cpSync(source, folder, { recursive: true });
  for (const file of data) cpSync(join(modules, 'vega-datasets', 'data', file), join(folder, 'data', file));
  for (const each of packages) cpSync(join(modules, each), join(folder, 'node_modules', each), { recursive: true });
  return folder;
}

if (!existsSync(join(source, 'story.json'))) {
  console.error(`no corpus script of that name: ${name}`);
  process.exit(2);
}
const story = JSON.parse(readFileSync(join(source, 'story.json'), 'utf8'));
const words = ['run', '--stats', '--allow-write=.', '--allow-env', story.entry, ...(story.args?.full ?? [])];
const folder = scratchCopy(story);
try {
  for (const title of ['first run', 'second run']) {
    console.error(`\n${title}: rote ${words.join(' ')}\n`);
    const { status } = spawnSync(process.execPath, [join(root, 'dist', 'rote.js'), ...words], {
      cwd: folder,
      stdio: 'inherit',
    });
    if (status !== 0) process.exitCode = status ?? 1;
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
