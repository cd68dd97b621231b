/**
 * Runs after `npm ci` in a checkout: builds, and links `rote` into node_modules/.bin, which npm does for every
 * package but the root's own. Without development dependencies there is nothing to build with, and no error.
 */
import { existsSync, mkdirSync, rmSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));

function canBuild() {
  try {
    createRequire(import.meta.url).resolve('esbuild');
    return true;
  } catch {
    return false;
  }
}

function linkBin() {
  const bin = join(root, 'node_modules', '.bin');
  mkdirSync(bin, { recursive: true });
  rmSync(join(bin, 'rote'), { force: true });
  symlinkSync('../../dist/rote.js', join(bin, 'rote'));
}

if (canBuild()) await import('./build.mjs');
if (existsSync(join(root, 'dist', 'rote.js'))) linkBin();
