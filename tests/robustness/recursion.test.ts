/** Every shape of recursion ends in an error of the script's, on whichever stack the guest runs. */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { bin, bothWays, PATH } from '../start.ts';
import { scratch } from './scratch.ts';

const shapes = readFileSync(new URL('./inside/recursion.mjs', import.meta.url), 'utf8');
const names = [...shapes.matchAll(/^ {2}(\w+): \(\) =>/gm)].map(([, name]) => name);
const here = scratch({ 'shapes.mjs': shapes });
/** A TypeError is what a deep expression says when the stack sufficed to reach its end. */
const OUTCOME = /^(?:ended|RangeError|SyntaxError|TypeError)$/;

function checkAll(stdout: string): void {
  const lines = stdout.trimEnd().split('\n');
  expect(lines.map((line) => line.split(' ')[0])).toEqual(names);
  for (const line of lines) expect(line.split(' ')[1], line).toMatch(OUTCOME);
}

describe('recursion of every shape', () => {
  it.each(bothWays)('is the script’s to catch, started by %s', async (way) => {
    const { exitCode, stdout, stderr } = await here.rote(['run', '--no-cache', 'shapes.mjs'], { way });
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
    checkAll(stdout);
  });

  it('is so too where the system grants less of a stack', async () => {
    const words = ['-c', `ulimit -s 4096; exec ${bin} run --no-cache shapes.mjs`];
    checkAll(execFileSync('sh', words, { cwd: here.folder, encoding: 'utf8', env: { ...process.env, PATH } }));
  });

  it('is so too beside an environment of megabytes, which lies on the same stack', async () => {
    const large = Object.fromEntries(Array.from({ length: 15 }, (_, i) => [`LARGE_${i}`, 'x'.repeat(120_000)]));
    const { exitCode, stdout } = await here.rote(['run', '--no-cache', 'shapes.mjs', 'evalParens', 'stringify'], {
      env: large,
    });
    expect({ exitCode, stdout }).toEqual({ exitCode: 0, stdout: 'stringify RangeError\nevalParens RangeError\n' });
  });
});
