/** `--audit`: what could be answered is executed; 1 and a diff on a difference, the script's own code otherwise. */
import { afterAll, describe, expect, it } from 'vitest';
import { forgeEntry } from './forge.ts';
import { project } from './rote.ts';

const here = project({
  'sum.js':
    'function sum(list) { console.log("summing"); return list.reduce((a, b) => a + b, 0); }\nconsole.log(sum([1, 2]));',
});
afterAll(() => here.remove());

const run = (...flags: string[]) => here.rote(['run', '--min-duration', '0', ...flags, 'sum.js']);

describe('rote run --audit', () => {
  it('executes every hit, prints what the script prints, and says that nothing differs', async () => {
    await run();
    const { exitCode, stdout, stderr } = await run('--audit');
    expect({ exitCode, stdout }).toEqual({ exitCode: 0, stdout: 'summing\n3\n' });
    expect(stderr).toMatch(/^audit: [1-9]\d* answerable calls? executed beside the store, no difference\n$/);
  });

  it('ends with 1 and shows the stored value beside the executed one', async () => {
    forgeEntry(here.folder, 'sum.js', 'sum', 4);
    expect((await run()).stdout).toBe('summing\n4\n');
    const { exitCode, stdout, stderr } = await run('--audit');
    expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: 'summing\n3\n' });
    expect(stderr).toContain('1 different\nsum sum.js:1 returned another value\n');
    expect(stderr).toContain('  -4\n  +3\n');
  });

  it('finds no difference where a variable is filled already, nor where it is not', async () => {
    const lazy = project({
      'lazy.js': `let rows; let index; const order = process.argv.slice(2);
        function table() { return rows ??= [[1, 'a'], [2, 'b']] }
        function find(key) { index ??= new Map(table()); return index.get(key) }
        let third; const extra = { e: 1 };
        function more() { third ??= { extra, rows: table().length }; return third }
        function count() { return table().length + more().rows }
        let fourth; let fifth; const state = { k: 1 };
        function make() { return { k: state.k } }
        function inner() { fourth ??= make(); return fourth }
        function outer() { fifth ??= { of: inner(), more: extra }; return fifth }
        function both() { return [table(), index === undefined ? 0 : 1].length + count() }
        for (const step of order) console.log({ find: () => find(1), count, table, both, more, inner, outer }[step]())`,
    });
    const steps = async (...words: string[]) => lazy.rote(['run', '--min-duration', '0', ...words]);
    await steps('lazy.js', 'find', 'both', 'count', 'table');
    // What answers the inner call while the outer one is recorded has filled its variable before.
    await steps('lazy.js', 'inner');
    await steps('lazy.js', 'inner', 'outer');
    for (const order of [
      ['find', 'both', 'count', 'table'],
      ['table', 'count', 'find', 'both'],
      ['count', 'table', 'both', 'find'],
      ['more', 'count', 'both', 'more'],
      ['inner', 'outer'],
      ['outer', 'inner'],
    ]) {
      const { exitCode, stderr } = await steps('--audit', 'lazy.js', ...order);
      expect({ order, exitCode, stderr: stderr.replace(/\d+/, 'n') }).toEqual({
        order,
        exitCode: 0,
        stderr: expect.stringMatching(/^audit: n answerable calls? executed beside the store, no difference\n$/),
      });
    }
    lazy.remove();
  });

  it('finds no difference between a call that was alone and the same one beside others', async () => {
    const waits = project({
      'waits.mjs': `const sleep = (ms) => new Promise((done) => setTimeout(done, ms));
        async function slow(n) { console.log('begin', n); await sleep(5); console.log('end', n); return n * 2 }
        console.log(await slow(1));
        const both = [slow(1), sleep(2)];
        console.log(await both[0], await both[1]);`,
    });
    const script = ['run', '--min-duration', '0', 'waits.mjs'];
    await waits.rote(script);
    await waits.rote(script);
    const { exitCode, stderr } = await waits.rote(['run', '--min-duration', '0', '--audit', 'waits.mjs']);
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: expect.stringMatching(/, no difference\n$/) });
    waits.remove();
  });

  it('does not go with what keeps it from the store', async () => {
    for (const flag of ['--no-cache', '--refresh'])
      expect(await run('--audit', flag)).toMatchObject({ exitCode: 2, stderr: expect.stringContaining(flag) });
  });
});
