/** `why`, `status`, `ls` and `clear` after real runs and real edits. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type Finished, scratch } from './scratch.ts';

const clean = `import { readFileSync } from 'node:fs';

const limit = 100;

export function load(path) {
  return readFileSync(path, 'utf8').trim().split('\\n');
}

export function clean(rows) {
  const kept = [];
  for (const row of rows) if (Number(row) < limit) kept.push(scale(Number(row)));
  return kept;
}

export function scale(x) {
  return x * 2;
}
`;

const main = `import { clean, load } from './lib/clean.mjs';

function total(rows) {
  let sum = 0;
  for (const row of rows) sum += row;
  return sum;
}

function label(prefix) {
  return prefix + process.env.MODE + process.argv.slice(2).join();
}

function analyze(path) {
  return total(clean(load(path)));
}

console.log(analyze('data/a.csv'), label('x'));
`;

const files = { 'main.mjs': main, 'lib/clean.mjs': clean, 'data/a.csv': '1\n2\n3\n' };
const here = scratch(files);
const start = { env: { MODE: 'm' } };

/** The first reason of a function in the latest run. */
async function firstReason(name: string): Promise<string | undefined> {
  const { stdout } = await here.rote(['why', 'main.mjs', name]);
  return stdout.split('\n')[1]?.trim();
}

/** Brings everything back to where a run is answered from the store, then makes one change and runs again. */
async function afterChange(change: () => void, words: readonly string[] = [], env = start.env): Promise<Finished> {
  here.write(files);
  await here.run(['--allow-env', 'main.mjs'], start);
  change();
  return here.run(['--allow-env', 'main.mjs', ...words], { env });
}

describe('rote why', () => {
  it('says that everything was answered when nothing changed', async () => {
    await afterChange(() => {});
    const { stdout } = await here.rote(['why', 'main.mjs']);
    expect(stdout).toMatch(/^main\.mjs, [-\d: ]+ UTC, took [^,]+, exit code 0\nrun [-0-9a-f]+\n2 calls: 2 answered/);
    expect(stdout).toMatch(/\nanalyze {2}main\.mjs:13 {2}1 call: answered from the store, saved /);
    expect(stdout).not.toContain('ran:');
  });

  it('names the function in another module whose code changed, with its place', async () => {
    await afterChange(() => here.write({ 'lib/clean.mjs': clean.replace('x * 2', 'x * 3') }));
    expect(await firstReason('analyze')).toBe('ran: function scale changed (lib/clean.mjs:15)');
    expect(await firstReason('clean')).toBe('ran: function scale changed (lib/clean.mjs:15)');
    expect(await firstReason('scale')).toBe('ran: its own code changed (lib/clean.mjs:15) (3 times)');
    expect((await here.rote(['why', 'main.mjs', 'load'])).stdout).toMatch(/: answered from the store/);
  });

  it('names the module variable that changed, with its place', async () => {
    await afterChange(() => here.write({ 'lib/clean.mjs': clean.replace('limit = 100', 'limit = 2') }));
    expect(await firstReason('clean')).toBe('ran: variable limit changed (lib/clean.mjs:3)');
  });

  it('names the file that changed, or is gone', async () => {
    await afterChange(() => here.write({ 'data/a.csv': '4\n5\n' }));
    expect(await firstReason('load')).toBe('ran: file data/a.csv changed');
    expect(await firstReason('analyze')).toBe('ran: file data/a.csv changed');
  });

  it('names the arguments of the script, and the variable of the environment', async () => {
    await afterChange(() => {}, ['7']);
    expect(await firstReason('label')).toMatch(/^ran: the script.s arguments\b.* changed$/);
    await afterChange(() => {}, [], { MODE: 'other' });
    expect(await firstReason('label')).toBe('ran: environment variable MODE changed');
  });

  it('tells arguments that were not seen before', async () => {
    await afterChange(() => here.write({ 'main.mjs': main.replace("label('x')", "label('y')") }));
    expect(await firstReason('label')).toMatch(/^ran: called with arguments .*not stored before$/);
  });

  it('gives the run as JSON in the form of the report', async () => {
    const { stdout } = await here.rote(['why', '--json', 'main.mjs', 'label']);
    const answer = JSON.parse(stdout);
    expect(answer).toMatchObject({ version: 1, script: 'main.mjs', exitCode: 0, fault: null });
    expect(answer.functions).toMatchObject([
      { name: 'label', file: 'main.mjs', line: 9, calls: 1, hits: 0, stored: 1 },
    ]);
    expect(answer.functions[0].reasons).toMatchObject([{ verdict: 'miss', code: 'arguments-changed', count: 1 }]);
    const other = JSON.parse((await here.rote(['why', '--json', '--run', answer.runId, 'main.mjs'])).stdout);
    expect(other).toMatchObject({ runId: answer.runId });
  });

  it('helps where a name is wrong, and ends with 2', async () => {
    const wrong = await here.rote(['why', 'main.mjs', 'analyse']);
    expect(wrong).toMatchObject({ exitCode: 2, stdout: '' });
    expect(wrong.stderr).toContain('did you mean analyze?');
    expect((await here.rote(['why', 'main.mjs', '--run', 'nothing'])).exitCode).toBe(2);
  });
});

describe('the other commands', () => {
  it('count what was stored, list it, and remove it', async () => {
    const status = (await here.rote(['status'])).stdout;
    expect(status).toMatch(
      /^store {3}\/.*\nsize {4}[\d.]+ [kM]B, \d+ entries, \d+ traces, \d+ blobs\nruns {4}\d+\ncalls /,
    );
    const sums = JSON.parse((await here.rote(['status', '--json'])).stdout);
    const all = JSON.parse((await here.rote(['ls', '--json', '--limit', '1000'])).stdout);
    expect(all.length).toBe(sums.entries);
    const lines = (await here.rote(['ls', '--limit', '3'])).stdout.trimEnd().split('\n');
    expect(lines).toHaveLength(5);
    expect(lines[0]).toMatch(/^function +place +key +traces +size +cost +stored$/);
    const ofModule = JSON.parse((await here.rote(['ls', '--json', '--module', 'lib/clean.mjs'])).stdout);
    expect(new Set(ofModule.map(({ module }: { module: string }) => module))).toEqual(new Set(['lib/clean.mjs']));
    expect((await here.rote(['clear'])).stdout).toMatch(/^cleared .*: \d+ entries, \d+ blobs, [\d.]+ [kM]B\n$/);
    expect(existsSync(join(here.folder, '.rote', 'v1'))).toBe(false);
    expect(JSON.parse((await here.rote(['status', '--json'])).stdout)).toMatchObject({
      runs: 0,
      entries: 0,
      latestRun: null,
    });
    expect((await here.rote(['ls'])).stdout).toBe('no entries\n');
  });
});
