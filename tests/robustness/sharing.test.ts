/** Stores that move, are shared, refreshed or left out. */
import { cpSync, existsSync, readdirSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { scratch } from './scratch.ts';

const files = {
  'lib/model.js': `
import { readFileSync } from 'node:fs';
export function load(url) {
  const rows = [];
  for (const line of readFileSync(url, 'utf8').trim().split('\\n')) rows.push(Number(line));
  return rows;
}
export function model(rows) {
  let sum = 0;
  for (let i = 0; i < 20000; i++) sum = (sum * 31 + rows[i % rows.length]) % 1000003;
  return { sum, rows };
}
`,
  'main.js': `
import { load, model } from './lib/model.js';
function report(path) { const { sum } = model(load(path)); console.log('report', sum); return sum; }
console.log(report('data/rows.txt'), report('data/more.txt'));
`,
  'other.js': `
import { load, model } from './lib/model.js';
console.log('other', model(load('data/rows.txt')).sum);
`,
  'data/rows.txt': '1\n2\n3\n5\n8\n',
  'data/more.txt': '13\n21\n34\n',
};

describe('a project that moves with its store', () => {
  it('has hits only, copied or renamed', async () => {
    const here = scratch({});
    const there = join(here.folder, 'first');
    const project = Object.fromEntries(Object.entries(files).map(([name, text]) => [`first/${name}`, text]));
    here.write({ 'first/package.json': '{ "type": "module" }', ...project });
    const cold = await here.run(['main.js'], { cwd: there });
    expect(cold.report.calls.stored).toBe(6);
    const copy = join(here.folder, 'deeper', 'copy');
    cpSync(there, copy, { recursive: true });
    const copied = await here.run(['main.js'], { cwd: copy });
    expect(copied.stdout).toBe(cold.stdout);
    expect(copied.report.calls).toMatchObject({ miss: 0, bypass: 0, stored: 0 });
    // Merged, and then moved: the catalogue and the segments move too.
    await here.rote(['status'], { cwd: copy });
    renameSync(copy, join(here.folder, 'last'));
    const moved = await here.run(['main.js'], { cwd: join(here.folder, 'last') });
    expect(moved.stdout).toBe(cold.stdout);
    expect(moved.report.calls).toMatchObject({ miss: 0, bypass: 0, stored: 0 });
  });
});

describe('one store', () => {
  it('answers a call of one script with what another stored', async () => {
    const here = scratch(files);
    await here.run(['main.js']);
    const other = await here.run(['other.js']);
    expect(other.stdout).toBe((await here.node(['other.js'])).stdout);
    expect(other.report.calls).toMatchObject({ hit: 2, miss: 0, stored: 0 });
  });

  it('is recomputed with --refresh, and answers again afterwards', async () => {
    const here = scratch(files);
    const cold = await here.run(['main.js']);
    const refreshed = await here.run(['--refresh', 'main.js']);
    expect(refreshed.stdout).toBe(cold.stdout);
    expect(refreshed.report.calls).toMatchObject({ hit: 0, miss: cold.report.calls.miss });
    expect((await here.run(['main.js'])).report.calls).toMatchObject({ miss: 0, stored: 0 });
  });

  it('is neither read nor made with --no-cache', async () => {
    const here = scratch(files);
    const { stdout, report } = await here.run(['--no-cache', 'main.js']);
    expect(stdout).toBe((await here.node(['main.js'])).stdout);
    expect(report.calls).toMatchObject({ hit: 0, stored: 0 });
    expect(existsSync(join(here.folder, '.rote'))).toBe(false);
    await here.run(['main.js']);
    const { runs } = JSON.parse((await here.rote(['status', '--json'])).stdout);
    await here.run(['--no-cache', 'main.js']);
    expect(JSON.parse((await here.rote(['status', '--json'])).stdout).runs).toBe(runs);
  });

  it('is where ROTE_DIR says, unless a flag says otherwise', async () => {
    const here = scratch(files);
    const start = { env: { ROTE_DIR: 'by-variable' } };
    await here.run(['main.js'], start);
    expect((await here.run(['main.js'], start)).report.calls.miss).toBe(0);
    expect(JSON.parse((await here.rote(['status', '--json'], start)).stdout)).toMatchObject({ runs: 2 });
    await here.run(['--cache-dir', 'by-flag', 'main.js'], start);
    expect(readdirSync(here.folder)).toEqual(expect.arrayContaining(['by-variable', 'by-flag']));
    expect(existsSync(join(here.folder, '.rote'))).toBe(false);
  });

  it('keeps what ROTE_MIN_DURATION asks for', async () => {
    const here = scratch(files);
    const stored = async (ms: string) => {
      await here.rote(['run', '--report', 'r.json', '--refresh', 'main.js'], { env: { ROTE_MIN_DURATION: ms } });
      return JSON.parse((await here.node(['-p', "fs.readFileSync('r.json', 'utf8')"])).stdout).calls.stored;
    };
    expect(await stored('60000')).toBe(0);
    expect(await stored('0')).toBe(6);
    expect((await here.rote(['run', 'main.js'], { env: { ROTE_MIN_DURATION: 'often' } })).exitCode).toBe(2);
  });
});
