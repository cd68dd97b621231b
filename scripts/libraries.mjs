/**
 * Installs the packages of the compatibility suite where they are missing or others, without their scripts, and plays it.
 * `--write` makes the table of docs/libraries.md anew, `--share 0/3` plays the first of three parts; other words are
 * vitest's.
 */
import { spawnSync } from 'node:child_process';
import { copyFileSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const folder = join(root, 'tests', 'libraries');
const lock = join(folder, 'package-lock.json');
/** The lock file that was installed from. */
const installed = join(folder, 'node_modules', '.installed-lock.json');

const read = (path) => {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
};

function run(program, words, options) {
  const { status } = spawnSync(program, words, { stdio: 'inherit', ...options });
  if (status !== 0) process.exit(status ?? 1);
}

if (read(lock) !== read(installed)) {
  run('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], { cwd: folder });
  copyFileSync(lock, installed);
}
const words = process.argv.slice(2);
const writes = words.includes('--write');
const at = words.indexOf('--share');
const share = at < 0 ? undefined : words[at + 1];
const rest = words.filter((word, i) => word !== '--write' && (at < 0 || (i !== at && i !== at + 1)));
const vitest = join(root, 'node_modules', 'vitest', 'vitest.mjs');
run(process.execPath, [vitest, 'run', '--config', join(folder, 'vitest.config.ts'), ...rest], {
  cwd: root,
  env: {
    ...process.env,
    ...(writes && { ROTE_LIBRARIES_WRITE: '1' }),
    ...(share && { ROTE_LIBRARIES_SHARE: share }),
  },
});
