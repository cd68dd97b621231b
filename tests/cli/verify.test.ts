/** `rote verify`: recorded runs are made again, what could be answered beside its entry; nothing else is to be seen of it. */

/** `rote verify`: recorded runs are made again, what could be answered beside its entry; nothing else is to be seen of it. */
import fs, { readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { below } from '../host/overlay/trees.ts';
import { forgeEntry } from './forge.ts';
import { type Finished, type Project, project } from './rote.ts';

let here: Project;
beforeEach(() => {
  here = project({
    'sum.js':
      'function add(a, b) { return a + b; }\n' +
      'function sum(list) { console.log("summing"); return list.reduce(add, 0); }\n' +
      'console.log(sum([1, 2]) + Number(process.argv[2] ?? 0));',
  });
});
afterEach(() => here.remove());

const run = (...words: string[]): Promise<Finished> => here.rote(['run', '--min-duration', '0', ...words]);
const verify = (...words: string[]): Promise<Finished> => here.rote(['verify', ...words]);

interface Answer {
  readonly runs: readonly {
    readonly runId: string;
    readonly script: string;
    readonly args: readonly string[];
    readonly calls: number;
    readonly skipped: string | null;
    readonly differences: readonly { readonly path: string; readonly what: string }[];
  }[];
  readonly calls: number;
  readonly sample: { readonly size: number; readonly seed: string } | null;
}
const answer = async (...words: string[]): Promise<Answer> => JSON.parse((await verify('--json', ...words)).stdout);

/** All files of the project but the store. */
function files(): string[] {
  return below(fs, here.folder, true).filter((line) => !line.startsWith('.rote'));
}

/** Scratch folders that were left behind. */
function scratch(): string[] {
  return readdirSync(tmpdir()).filter((name) => name.startsWith('rote-verify-'));
}

describe('a store that holds what calls do', () => {
  it('differs in nothing, and nothing of the runs is seen or stored', async () => {
    await run('sum.js');
    const status = await here.rote(['status', '--json']);
    const [before, left] = [files(), scratch()];
    expect(await verify()).toEqual({
      exitCode: 0,
      stdout: 'sum.js: 3 calls compared, no difference\n1 run made again, 3 calls compared, no difference\n',
      stderr: '',
    });
    const sums = ({ stdout }: Finished) => ({ ...JSON.parse(stdout), bytesOnDisk: 0 });
    expect(sums(await here.rote(['status', '--json']))).toEqual(sums(status));
    expect([files(), scratch()]).toEqual([before, left]);
  });

  it('is compared once for each way in which a script was run', async () => {
    for (const words of [['sum.js'], ['sum.js', '7'], ['sum.js'], ['--seed', '1', 'sum.js']]) await run(...words);
    const { runs } = await answer();
    expect(runs.map(({ args, calls }) => [args, calls])).toEqual([
      [['7'], 3],
      [[], 3],
      [[], 3],
    ]);
    const [{ runId } = { runId: '' }] = runs;
    expect((await answer('--run', runId)).runs).toMatchObject([{ runId, args: ['7'] }]);
  });

  it('takes no notice of how scripts end, nor of what would run anyway', async () => {
    here.write({ 'fails.js': 'function f() { return 1; }\nf();\nprocess.exit(7);' });
    await run('fails.js');
    await run('sum.js');
    here.write({ 'sum.js': 'function sum(list) { return list.length; }\nconsole.log(sum([1, 2]));' });
    expect(await verify()).toMatchObject({
      exitCode: 0,
      stdout: expect.stringMatching(/^fails.js: 1 call compared, no difference\nsum.js: 0 calls compared/),
    });
  });

  it('moves with its project', async () => {
    await run('-A', 'sum.js');
    const other = project();
    rmSync(other.folder, { recursive: true });
    renameSync(here.folder, other.folder);
    expect(await other.rote(['verify', 'sum.js'])).toMatchObject({ exitCode: 0 });
    renameSync(other.folder, here.folder);
  });

  it('is compared under the seed and the time of the run', async () => {
    here.write({ 'dice.js': 'function draw() { return Math.random() + Date.now(); }\nconsole.log(draw(), draw());' });
    await run('--seed', '3', '--clock', 'frozen', 'dice.js');
    expect(await verify()).toMatchObject({ exitCode: 0, stdout: expect.stringContaining('2 calls compared') });
  });
});

describe('an entry that is not what its call does', () => {
  beforeEach(async () => {
    await run('sum.js');
    forgeEntry(here.folder, 'sum.js', 'sum', 4);
    expect((await run('sum.js')).stdout).toBe('summing\n4\n');
  });

  it('is found: 1, its function, and the stored value beside the executed one', async () => {
    const { exitCode, stdout } = await verify();
    expect(exitCode).toBe(1);
    expect(stdout).toContain('sum.js: 1 call compared, 1 difference\nsum sum.js:2 returned another value\n');
    expect(stdout).toContain('  -4\n  +3\n');
    expect(stdout).toMatch(/\n1 run made again, 1 call compared, 1 difference\n$/);
    expect((await answer()).runs[0]?.differences).toMatchObject([{ path: 'sum', what: 'value' }]);
  });

  it('stays in the store, which is not changed', async () => {
    await verify();
    expect((await run('sum.js')).stdout).toBe('summing\n4\n');
  });
});

describe('scripts that change files', () => {
  it('change no real one, and see what they did', async () => {
    here.write({
      'data/in.txt': 'in\n',
      'log.txt': 'begun\n',
      'old.txt': 'old\n',
      'change.js': `import * as fs from 'node:fs';
        function text(name) { return fs.readFileSync(name, 'utf8'); }
        function save(name, text) { fs.mkdirSync('out/deep', { recursive: true }); fs.writeFileSync(name, text); return name; }
        const input = text('data/in.txt');
        save('out/deep/r.txt', input.toUpperCase());
        if (fs.existsSync('back.txt')) fs.renameSync('back.txt', 'old.txt');
        fs.appendFileSync('log.txt', 'ran\\n');
        fs.renameSync('old.txt', 'back.txt');
        fs.renameSync('data', 'moved');
        fs.writeFileSync('moved/in.txt', 'changed\\n');
        const folder = fs.mkdtempSync('t-');
        fs.symlinkSync('../log.txt', folder + '/link');
        fs.appendFileSync(folder + '/link', 'through a link\\n');
        const fd = fs.openSync('moved/in.txt', 'r+');
        fs.writeSync(fd, 'C'); fs.closeSync(fd);
        if (text('moved/in.txt') !== 'Changed\\n') throw new Error('not seen');
        fs.rmSync(folder, { recursive: true });
        fs.writeFileSync('moved/in.txt', input);
        fs.renameSync('moved', 'data');
        fs.writeFileSync('part.mjs', 'export default "part"');
        console.log(save('out/deep/part.txt', (await import('./part.mjs')).default));
        fs.rmSync('part.mjs');`,
    });
    expect(await run('-A', 'change.js')).toMatchObject({ exitCode: 0, stdout: 'out/deep/part.txt\n' });
    expect(await run('-A', '--audit', 'change.js')).toMatchObject({ exitCode: 0 });
    const before = files();
    const { runs } = await answer();
    // Both files read and both written: the last one after a module was loaded that is gone by now.
    expect(runs).toMatchObject([{ skipped: null, differences: [], calls: 4 }]);
    expect(files()).toEqual(before);
  });
});

describe('a choice', () => {
  beforeEach(async () => {
    const names = ['a', 'b', 'c', 'd', 'e'];
    const functions = names.map((name) => `function ${name}() { return inner("${name}"); }`);
    here.write({
      'many.js': `function inner(x) { return x + x; }\n${functions.join('\n')}\nconsole.log(${names.join('(), ')}());`,
    });
    await run('many.js');
    await run('sum.js');
  });

  it('of a function reaches it wherever it is called', async () => {
    expect((await answer('--function', 'inner')).runs.map(({ script, calls }) => [script, calls])).toEqual([
      ['many.js', 5],
      ['sum.js', 0],
    ]);
    expect(await answer('many.js', '--function', 'b')).toMatchObject({ runs: [{ script: 'many.js', calls: 1 }] });
    expect(await verify('--function', 'inne')).toMatchObject({
      exitCode: 2,
      stderr: expect.stringContaining('did you mean inner?'),
    });
  });

  it('of a sample compares so many, and the same ones for the same seed', async () => {
    const { stdout } = await verify('--sample', '3');
    const [, seed = ''] = /, 3 calls compared, sampled by --sample-seed (\d+), no difference\n$/.exec(stdout) ?? [];
    expect((await verify('--sample', '3', '--sample-seed', seed)).stdout).toBe(stdout);
    expect(await answer('--sample', '100')).toMatchObject({ calls: 13, sample: { size: 100 } });
    expect(await answer('--sample', '2', '--function', 'inner')).toMatchObject({ calls: 2 });
  });

  it('of a sample reaches into a call that is everything, as far as it has to', async () => {
    here.write({
      'main.js': `function leaf(x) { return x; }
      function part(x) { return leaf(x) + leaf(-x); }
      function main() { return part(1) + part(2); }
      console.log(main());`,
    });
    await run('main.js');
    for (const [size, calls] of [
      [1, 1],
      [3, 3],
      [7, 7],
      [9, 7],
    ] as const)
      expect(await answer('main.js', '--sample', String(size), '--sample-seed', 's')).toMatchObject({ calls });
  });

  it('must be one', async () => {
    for (const words of [
      ['--sample', '0'],
      ['--sample', 'x'],
      ['--sample-seed', '1'],
    ])
      expect(await verify(...words)).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('--sample') });
  });
});

describe('runs that cannot be made again', () => {
  it('are skipped, and the reason is told', async () => {
    here.write({
      'gone.js': 'console.log(1)',
      'reads.js': "import { readFileSync } from 'node:fs';\nconsole.log(readFileSync(0, 'utf8').length);",
      'big.js': 'const all = []; for (;;) all.push(new Uint8Array(1e6).fill(1));',
      'inside/where.js': 'console.log(process.cwd())',
    });
    await run('gone.js');
    await here.rote(['run', 'reads.js'], {}, 'typed\n');
    await run('--memory-limit', '32', 'big.js');
    await run('sum.js');
    rmSync(join(here.folder, 'gone.js'));
    const { exitCode, stdout } = await verify();
    expect(exitCode).toBe(0);
    const lines = stdout.split('\n');
    expect(lines.slice(0, 4)).toEqual([
      'gone.js: skipped: the script is gone',
      'reads.js: skipped: it read standard input, which cannot be given again',
      expect.stringMatching(/^big.js: skipped: it had been stopped: .*memory/),
      'sum.js: 3 calls compared, no difference',
    ]);
    expect(lines[4]).toMatch(
      /^1 run made again, 3 calls compared, no difference, 3 skipped \(the script is gone; it read/,
    );
    expect(await verify('gone.js')).toMatchObject({ exitCode: 0 });
  });

  it('have their place when they gave nothing to read', async () => {
    here.write({ 'reads.js': "import { readFileSync } from 'node:fs';\nconsole.log(readFileSync(0, 'utf8').length);" });
    await here.rote(['run', 'reads.js'], {}, '');
    expect((await answer()).runs).toMatchObject([{ skipped: null }]);
  });

  it('are told from runs that were never made', async () => {
    expect(await verify()).toMatchObject({
      exitCode: 0,
      stdout: '0 runs made again, 0 calls compared, no difference\n',
    });
    expect(await verify('sum.js')).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('run-missing') });
    expect(await verify('--run', 'nobody')).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('nobody') });
  });

  it('and stores that cannot be used end with 5', async () => {
    writeFileSync(join(here.folder, 'no-store'), 'a file');
    expect(await verify('--cache-dir', 'no-store')).toMatchObject({
      exitCode: 5,
      stderr: expect.stringContaining('store-unusable'),
    });
  });
});
