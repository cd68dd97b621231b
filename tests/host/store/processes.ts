/** Starts `child.ts` in processes of their own. It is bundled once, where node finds the packages. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { afterAll, beforeAll } from 'vitest';

/** What a process said and how it ended. */
export interface Ended {
  readonly lines: readonly string[];
  readonly errors: string;
  readonly code: number | null;
}

/** A started process; `ended` resolves when it and its pipes are closed. */
export interface Started {
  readonly process: ChildProcess;
  readonly ended: Promise<Ended>;
}

/** Call in a describe block; the function it returns starts a process. */
export function childProcesses(): (...args: readonly string[]) => Started {
  const here = import.meta.dirname;
  const folder = mkdtempSync(join(here, '../../../node_modules/.store-test-'));
  const file = join(folder, 'child.mjs');
  beforeAll(async () => {
    const entryPoints = [join(here, 'child.ts')];
    await build({ entryPoints, outfile: file, bundle: true, platform: 'node', format: 'esm', packages: 'external' });
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return (...args) => start(file, args);
}

function start(file: string, args: readonly string[]): Started {
  const child = spawn(process.execPath, [file, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  const out: Buffer[] = [];
  const err: Buffer[] = [];
  child.stdout.on('data', (part: Buffer) => out.push(part));
  child.stderr.on('data', (part: Buffer) => err.push(part));
  const ended = once(child, 'close').then(([code]) => ({
    // What follows the last line end was not acknowledged.
    lines: Buffer.concat(out).toString().split('\n').slice(0, -1),
    errors: Buffer.concat(err).toString(),
    code: code as number | null,
  }));
  return { process: child, ended };
}
