/** Limits that hold, in whatever the script is busy with. */
import { execFileSync, spawn } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { bothWays } from '../start.ts';
import { scratch } from './scratch.ts';

const busy = {
  'a loop': 'for (;;);',
  'a native search': "const s = 'a'.repeat(1e8);\nfor (let i = 0; i < 1e4; i++) s.lastIndexOf('ab'.repeat(10));",
  'a regular expression that explodes': "/^(a+)+$/.test('a'.repeat(60) + 'b');",
  'a storm of promises': 'async function f() { for (;;) await null; }\nawait f();',
  'a storm of ticks': 'function f() { process.nextTick(f); }\nf();',
  'a storm of timers': 'function f() { setTimeout(f, 0); }\nf();',
  'a native sort':
    'const a = Array.from({ length: 3e6 }, (_, i) => String((i * 7919) % 3000017));\nfor (;;) a.slice().sort();',
  'memoized calls':
    'function f(n) { let s = 0; for (let i = 0; i < 20000; i++) s += i % n; return s; }\nfor (let n = 1; ; n++) f(n);',
};

const greedy = {
  arrays: 'const all = [];\nfor (;;) all.push(new Array(1000).fill(all.length));',
  strings: "const all = [];\nconst text = 'x'.repeat(1e6);\nfor (let i = 0; ; i++) all.push(text + i);",
  'arrays, and the error is caught':
    "try { const all = []; for (;;) all.push(new Array(1000).fill(all.length)); } catch { console.log('caught'); }",
};

const files = Object.entries({ ...busy, ...greedy }).map(([name, text]) => [`${name}.js`, text]);
const here = scratch({
  ...Object.fromEntries(files),
  'reads.js': "import fs from 'node:fs';\nfs.readFileSync(process.argv[2]);\n",
});

describe.each(bothWays)('--timeout, started by %s', (way) => {
  it.each(Object.keys(busy))('ends %s with 3', async (name) => {
    const { exitCode, stderr, tookMs } = await here.rote(['run', '--timeout', '600', `${name}.js`], { way });
    expect(stderr).toBe(
      'error: the script ran longer than its limit of 600 ms\nhint: raise it with --timeout <ms>\ncode: time-limit\n',
    );
    expect(exitCode).toBe(3);
    // On a quiet machine within a second of the deadline; this bound is for a machine that is busy with other tests.
    expect(tookMs).toBeLessThan(6000);
  });

  it('ends the wait for the other end of a FIFO, and for what it will say', async () => {
    const fifo = `fifo-${way}`;
    execFileSync('mkfifo', [fifo], { cwd: here.folder });
    const words = ['run', '--timeout', '300', 'reads.js', fifo];
    expect(await here.rote(words, { way })).toMatchObject({ exitCode: 3 });
    const silent = spawn('sh', ['-c', `exec sleep 20 > ${fifo}`], { cwd: here.folder });
    expect(await here.rote(words, { way })).toMatchObject({ exitCode: 3 });
    silent.kill();
  });

  it('keeps the calls that had finished', async () => {
    await here.rote(
      ['run', '--min-duration', '0', '--cache-dir', `kept-${way}`, '--timeout', '900', 'memoized calls.js'],
      { way },
    );
    const entries = JSON.parse((await here.rote(['ls', '--json', '--cache-dir', `kept-${way}`])).stdout);
    expect(entries.length).toBeGreaterThan(0);
  });
});

describe.each(bothWays)('--memory-limit, started by %s', (way) => {
  it.each(Object.keys(greedy))('ends %s with 3, and names itself', async (name) => {
    const { exitCode, stdout, stderr } = await here.rote(['run', '--memory-limit', '48', `${name}.js`], { way });
    expect(stderr).toContain('--memory-limit');
    expect(stderr).toContain('code: memory-limit');
    expect({ exitCode, stdout }).toEqual({ exitCode: 3, stdout: '' });
  });

  it('stores nothing of the calls that were open', async () => {
    here.write({ 'open.js': `function fill() {\n${greedy['arrays']}\n}\nfill();\n` });
    await here.rote(['run', '--min-duration', '0', '--cache-dir', `open-${way}`, '--memory-limit', '48', 'open.js'], {
      way,
    });
    expect(JSON.parse((await here.rote(['ls', '--json', '--cache-dir', `open-${way}`])).stdout)).toEqual([]);
  });
});
