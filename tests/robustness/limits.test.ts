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

/** Recursion, one shape each: all of it ends in an error that the script can catch. */
const recursion = {
  'plain calls': 'const f = (n) => f(n + 1) + 1; f(0);',
  'calls with many arguments': 'const f = (...a) => f(...a); f(...new Array(500).fill(1));',
  constructors: 'class A { x = new A(); } new A();',
  'accessors under computed names': 'const o = { get x() { return o["x"] + 1; } }; o.x;',
  'callbacks of builtins': 'const f = () => new Map([[1, [1].map(f)]]); f();',
  'keys made from objects': 'const o = { toString() { return ({})[o]; } }; String(o);',
  'generators in generators': 'function* g() { for (const x of g()) yield x; } [...g()];',
  'a Map made from itself': 'const o = { *[Symbol.iterator]() { yield [1, new Map(o)]; } }; new Map(o);',
  'proxies of proxies':
    'let p = {}; for (let i = 0; i < 2e5; i++) p = new Proxy(p, {}); Object.defineProperty(p, "a", { value: 1 });',
  'prototypes of proxies': 'let p = {}; for (let i = 0; i < 2e5; i++) p = new Proxy(p, {}); Object.getPrototypeOf(p);',
  'constructors of proxies': 'let p = class {}; for (let i = 0; i < 2e5; i++) p = new Proxy(p, {}); new p();',
  'a deep value written as JSON': 'let o = []; for (let i = 0; i < 6e4; i++) o = [o]; JSON.stringify(o);',
  'a deep text read as JSON': 'JSON.parse("[".repeat(2e5));',
  'a deep pattern': 'new RegExp("(?=".repeat(1e5));',
  'deep arrays made flat': 'let o = []; for (let i = 0; i < 2e5; i++) o = [o]; o.flat(Infinity);',
  'deep parentheses': 'new Function("(".repeat(2e5));',
  'deep literals': 'for (let n = 1000; ; n *= 2) new Function(`x=${"[".repeat(n)}${"]".repeat(n)}`);',
  'deep arrows': 'for (let n = 1000; ; n *= 2) new Function(`${"a=>".repeat(n)}1`);',
  'deep functions': 'for (let n = 1000; ; n *= 2) new Function("(function(){".repeat(n) + "})".repeat(n));',
  'deep classes': 'for (let n = 1000; ; n *= 2) new Function("(class{x=".repeat(n) + "1" + "})".repeat(n));',
  'deep templates': 'for (let n = 1000; ; n *= 2) new Function("`${".repeat(n) + "1" + "}`".repeat(n));',
  'chains of operators': 'new Function("!".repeat(2e5) + "1");',
};

describe('too deep recursion', () => {
  const programs = Object.entries(recursion).map(([name, text]) => [
    `deep/${name}.cjs`,
    `try { ${text} } catch (e) { console.log(e instanceof RangeError || e instanceof SyntaxError, e.message); }`,
  ]);
  here.write(Object.fromEntries(programs));

  it.each(Object.keys(recursion))('by %s is the script’s to catch', async (name) => {
    for (const words of [['--no-cache'], ['--min-duration', '0']]) {
      const { exitCode, stdout, stderr } = await here.rote(['run', ...words, `deep/${name}.cjs`]);
      expect({ exitCode, stdout, stderr }).toEqual({
        exitCode: 0,
        stdout: 'true Maximum call stack size exceeded\n',
        stderr: '',
      });
    }
  });

  it('that the guard cannot see is a limit', async () => {
    here.write({
      'deep/iterators.cjs':
        'let it = [1].values(); for (let i = 0; i < 2e5; i++) it = it.map((x) => x);\ntry { it.next(); } catch {}',
    });
    const { exitCode, stderr } = await here.rote(['run', 'deep/iterators.cjs']);
    expect(stderr).toContain('code: stack-limit');
    expect(exitCode).toBe(3);
  });
});
