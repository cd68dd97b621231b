import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { type Finished, project } from '../cli/rote.ts';

const here = project();
afterAll(() => here.remove());

/** A program that shows a difference, and what is the same and what is not. */
interface Difference {
  readonly program: string;
  readonly env?: Readonly<Record<string, string>>;
  check(node: Finished, rote: Finished): void;
}

const lines = ({ stdout }: Finished): string[] => stdout.trimEnd().split('\n');

const differences: Readonly<Record<string, Difference>> = {
  'Messages of the engine': {
    program: 'try { null.x; } catch (error) { console.log(error.constructor.name); console.log(error.message); }',
    check(node, rote) {
      expect(lines(rote)).toEqual(['TypeError', "cannot read property 'x' of null"]);
      expect(lines(node)[0]).toBe('TypeError');
    },
  },
  '`stack`': {
    program: "function inner() { return new Error('here').stack; }\nconsole.log([1].map(inner)[0]);",
    check(node, rote) {
      const place = /^ {4}at inner \(.*program\.js:1:\d+\)$/;
      expect(lines(node).slice(0, 3)).toEqual([
        'Error: here',
        expect.stringMatching(place),
        '    at Array.map (<anonymous>)',
      ]);
      expect(lines(rote)).toEqual([
        'Error: here',
        expect.stringMatching(place),
        '    at map (<anonymous>)',
        expect.stringMatching(/^ {4}at .*program\.js:2:\d+$/),
      ]);
    },
  },
  'The report of an uncaught error': {
    program: "console.log('before');\nthrow new TypeError('late');",
    check(node, rote) {
      expect(rote).toMatchObject({ exitCode: node.exitCode, stdout: node.stdout });
      expect(node.stderr).toContain('TypeError: late');
      expect(rote.stderr).toMatch(
        /^error: .*TypeError: late\n {2}program\.js:2:\d+\n\n[\s\S]*> 2 \| throw new TypeError/,
      );
    },
  },
  'The newest rules of the language': {
    program: `let closed = 0;
      const it = { [Symbol.iterator]: () => ({ next: () => ({ value: Promise.reject('no'), done: false }), return: () => void closed++ }) };
      async function all() { for await (const x of it); }
      all().catch((e) => { console.log(e); console.log(closed); });`,
    check(node, rote) {
      const newest = Number(process.versions.node.split('.')[0]) >= 24;
      expect(lines(node)).toEqual(['no', newest ? '1' : '0']);
      expect(lines(rote)).toEqual(['no', '1']);
    },
  },
  'The last digits of some `Math` functions': {
    program: `for (let x = 0.01; x < 9; x += 0.37)
      console.log([Math.sin(x), Math.exp(x), Math.log1p(x), x ** 1.3, Math.tanh(x), Math.cbrt(x)].map((v) => v.toPrecision(12)).join(' '));`,
    check: (node, rote) => expect(rote.stdout).toBe(node.stdout),
  },
  'The order in which `sort` asks its comparator': {
    program: `const asked = [];
      console.log([5, 3, 9, 1, 7].sort((a, b) => { asked.push([a, b].join()); return a - b; }).join(' '));
      console.log(asked.join(' '));`,
    check(node, rote) {
      expect(lines(rote)[0]).toBe(lines(node)[0]);
      expect(lines(rote)[1]).not.toBe(lines(node)[1]);
    },
  },
  'The time zone': {
    program: 'console.log(new Date(0).getTimezoneOffset(), new Date(0).getHours());',
    env: { TZ: 'America/New_York' },
    check(node, rote) {
      expect(lines(node)).toEqual(['300 19']);
      expect(lines(rote)).toEqual(['0 0']);
    },
  },
  'Order that hangs on real time': {
    program: `setTimeout(() => console.log('first asked for'), 3);
      const began = Date.now();
      while (Date.now() - began < 20);
      setTimeout(() => console.log('first due'), 1);`,
    check(node, rote) {
      expect(lines(node)).toEqual(['first asked for', 'first due']);
      expect(lines(rote)).toEqual(['first due', 'first asked for']);
    },
  },
  'Compressed bytes': {
    program: `import { createHash } from 'node:crypto';
      import * as zlib from 'node:zlib';
      const rows = Array.from({ length: 4000 }, (_, i) => i + ':' + (i * 7919 % 1000)).join();
      for (const level of [1, 6, 9]) console.log(createHash('md5').update(zlib.deflateSync(rows, { level })).digest('hex'));
      console.log(typeof zlib.brotliCompressSync);`,
    check(_, rote) {
      const digests = [
        '73683e582fd6bfeefc45b645a45f1bfc',
        '1b9c365dc09cbfeb0dea357ecdcaeec6',
        '4d8888140a8e544db8069a25edd14e0a',
      ];
      expect(lines(rote)).toEqual([...digests, 'undefined']);
    },
  },
  "Errors of the web's streams": {
    program: 'try { new ReadableStream(5); } catch (error) { console.log(error.name); console.log(error.code); }',
    check(node, rote) {
      expect(lines(rote)).toEqual(['TypeError', 'undefined']);
      expect(lines(node)).toEqual(['TypeError', 'ERR_INVALID_ARG_TYPE']);
    },
  },
  'Garbage collection': {
    program: `let target = { big: new Array(1000).fill(0) };
      new FinalizationRegistry(() => console.log('collected')).register(target, 0);
      const reference = new WeakRef(target);
      target = undefined;
      for (let i = 0; i < 200; i++) { new Array(10000).fill({}); if (i % 20 === 0) await new Promise((done) => setTimeout(done)); }
      console.log(reference.deref() === undefined ? 'gone' : 'kept');`,
    check: (_, rote) => expect(lines(rote)).toEqual(['kept']),
  },
  '`fetch`': {
    program: `await fetch('http://127.0.0.1:59999/').catch((error) => console.log(error.name, error.cause.code));
      const typed = () => { const form = new FormData(); form.append('a', 'b'); return new Response(form).headers.get('content-type'); };
      console.log(typed() === typed());`,
    check(node, rote) {
      expect(lines(node)).toEqual(['TypeError ECONNREFUSED', 'false']);
      expect(lines(rote)).toEqual(['TypeError EACCES', 'true']);
    },
  },
  'Powers that are not there': {
    program: `import { execSync } from 'node:child_process';
      import { get } from 'node:http';
      import { Worker } from 'node:worker_threads';
      const tried = [() => execSync('true'), () => new Worker('./program.js', { argv: ['x'] }), () => get('http://127.0.0.1:9/')];
      for (const use of process.argv[2] === 'x' ? [] : tried)
        try { await use(); console.log('used'); } catch (error) { console.log(error.code, error.message); }`,
    check(_, rote) {
      expect(lines(rote)).toHaveLength(3);
      for (const line of lines(rote)) expect(line).toMatch(/^ERR_ROTE_DENIED .*rote: /);
      expect(lines(rote)[2]).toContain('fetch');
    },
  },
  Grants: {
    program: `import { readFileSync, writeFileSync } from 'node:fs';
      for (const use of [() => readFileSync('/etc/hosts'), () => writeFileSync('out.txt', 'x')])
        try { use(); console.log('used'); } catch (error) { console.log(error.code, error.message); }
      console.log(process.env.HOME);`,
    check(node, rote) {
      expect(lines(node).slice(0, 2)).toEqual(['used', 'used']);
      expect(lines(rote)[0]).toMatch(/^EACCES .*--allow-read=\/etc\/hosts/);
      expect(lines(rote)[1]).toMatch(/^EACCES .*--allow-write=out\.txt/);
      expect(lines(rote)[2]).toBe('undefined');
    },
  },
  'The depth of recursion': {
    program: `let depth = 0;
      function down() { depth++; down(); }
      try { down(); } catch (error) { console.log(error instanceof RangeError, error.name); console.log(depth); }`,
    check(node, rote) {
      expect(lines(rote)[0]).toBe(lines(node)[0]);
      expect(Number(lines(rote)[1])).toBeGreaterThan(5000);
    },
  },
  'The largest sizes': {
    program: `try { new ArrayBuffer(2 ** 31); console.log('made'); } catch (error) { console.log(error.constructor.name); }
      console.log(new ArrayBuffer(2 ** 28).byteLength);`,
    check(_, rote) {
      expect(lines(rote)).toEqual(['RangeError', String(2 ** 28)]);
    },
  },
};

function runNode(script: string, env: Readonly<Record<string, string>>): Promise<Finished> {
  const options = { cwd: here.folder, env: { ...process.env, ...env }, timeout: 60_000 };
  return new Promise((resolve) => {
    const child = execFile(process.execPath, [join(here.folder, script)], options, (_, stdout, stderr) =>
      resolve({ exitCode: child.exitCode, stdout, stderr }),
    );
  });
}

describe('docs/differences.md', () => {
  it.each(Object.entries(differences))('%s', async (_, { program, env = {}, check }) => {
    here.write({ 'program.js': program });
    check(await runNode('program.js', env), await here.rote(['run', '--no-cache', 'program.js'], env));
  });

  it('lists exactly the differences that are pinned', () => {
    const text = readFileSync(new URL('../../docs/differences.md', import.meta.url), 'utf8');
    const listed = [...text.matchAll(/^- \*\*(.+)\.\*\*/gm)].map(([, head]) => head);
    expect(listed).toEqual(Object.keys(differences));
  });
});
