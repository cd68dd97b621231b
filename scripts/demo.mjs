/**
 * `npm run demo [-- <name>]`: copies a realistic script of the corpus with its data to a scratch folder and runs it
 * twice; the table after the second run shows what the store answered. Builds first, since install scripts may be off.
 */
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import './build.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const name = process.argv[2] ?? 'earthquakes';
const source = join(root, 'corpus', name);

/** The data sets that the sources name as `data/<file>`; they come with a package and are not copied into the corpus. */
function dataFiles(folder) {
  const sources = readdirSync(folder, { recursive: true }).filter((file) => /\.[cm]?[jt]s$/.test(file));
  const text = sources.map((file) => readFileSync(join(folder, file), 'utf8')).join('\n');
  return new Set([...text.matchAll(/data\/([\w.-]+\.(?:json|csv|tsv))/g)].map(([, file]) => file));
}

function scratchCopy() {
  const folder = mkdtempSync(join(tmpdir(), `rote-${name}-`));
  cpSync(source, folder, { recursive: true });
  mkdirSync(join(folder, 'data'), { recursive: true });
  const data = join(root, 'node_modules', 'vega-datasets', 'data');
  for (const file of dataFiles(source)) {
    if (existsSync(join(data, file))) cpSync(join(data, file), join(folder, 'data', file));
  }
  return folder;
}

if (!existsSync(join(source, 'story.json'))) {
  console.error(`no corpus script of that name: ${name}`);
  process.exit(2);
}
const { entry, args } = JSON.parse(readFileSync(join(source, 'story.json'), 'utf8'));
const words = ['run', '--stats', entry, ...(args?.full ?? [])];
const folder = scratchCopy();
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
