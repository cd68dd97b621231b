/** More than its share: memory in every way of taking it, time, stack, output, handles. The host stays well each time. */
import { lstatSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { type Attack, family } from './attack.ts';

const LIMITED = ['--no-cache', '--memory-limit', '64', '--timeout', '20000'];

/** Each takes memory in another way until there is none; an error that can be caught is as good as the limit. */
const GREEDY: Readonly<Record<string, string>> = {
  'typed arrays': 'const a = []; for (;;) a.push(new Uint8Array(1 << 20).fill(1));',
  'one array': 'const a = []; for (;;) a.push(a.length, {}, []);',
  'a Map': 'const m = new Map(); for (let i = 0; ; i++) m.set(i, { i });',
  'a string that doubles': "let s = 'x'; for (;;) { s += s; s.charCodeAt(0); }",
  'repeat and pad': "const a = []; for (;;) a.push('x'.repeat(1 << 20).padEnd(1 << 21, 'y') + a.length);",
  join: "const a = new Array(1 << 16).fill('x'.repeat(1 << 12)); for (;;) a.push(a.join());",
  'JSON text': 'let o = {}; for (;;) { o = { a: o, b: JSON.stringify(o) }; }',
  'JSON values':
    "const text = '[' + '{\"a\":[1,2,3]},'.repeat(1 << 18) + '1]'; const a = []; for (;;) a.push(JSON.parse(text));",
  'buffers of files':
    "import fs from 'node:fs'; const a = []; for (;;) a.push(Buffer.concat([fs.readFileSync('attack.mjs'), Buffer.alloc(1 << 20)]));",
  'regular expressions':
    "const a = []; for (let i = 0; ; i++) a.push(new RegExp('(a|b){' + (i % 900) + '}c'.repeat(50)));",
  'functions and code':
    "const a = []; for (let i = 0; ; i++) a.push(new Function('a', 'return a + ' + i + ';'.repeat(2000)));",
  'symbols and properties': "const o = {}; for (let i = 0; ; i++) o[Symbol('s'.repeat(100) + i)] = i;",
  promises: 'const a = []; for (;;) a.push(new Promise(() => {}).then(() => a));',
  timers: 'for (;;) setTimeout(() => {}, 1e9);',
  generators:
    'function* g() { yield new Array(100).fill(0); } const a = []; for (;;) { const i = g(); i.next(); a.push(i); }',
  'bytes of inflation':
    "import zlib from 'node:zlib'; const b = zlib.gzipSync(Buffer.alloc(8 << 20)); const a = []; for (;;) a.push(zlib.gunzipSync(b));",
  'structured clones': 'let o = { a: new Array(1000).fill({}) }; const a = []; for (;;) a.push(structuredClone(o));',
  'encoded text': "const e = new TextEncoder(); const a = []; for (;;) a.push(e.encode('x'.repeat(1 << 18)));",
};

/** Each is busy in another way. */
const BUSY: Readonly<Record<string, string>> = {
  'a loop': 'for (;;);',
  'a loop that catches': 'for (;;) try { throw 1 } catch {} finally { continue }',
  ticks: 'const f = () => process.nextTick(f); f();',
  microtasks: 'const f = () => queueMicrotask(f); f();',
  immediates: 'const f = () => setImmediate(f); f();',
  awaits: 'for (;;) await null;',
  'a regular expression': "/^(([a-z])+.)+[A-Z]([a-z])+$/.test('a'.repeat(60));",
  lastIndexOf: "const s = 'a'.repeat(2e7); for (;;) s.lastIndexOf('ab'.repeat(9));",
  sort: 'const a = Array.from({ length: 2e5 }, (_, i) => (i * 7919) % 200003); for (;;) a.slice().sort((x, y) => x - y);',
  'BigInt powers': 'let n = 7n ** 20000n; for (;;) n * n;',
  'a getter of its own': 'const o = { get x() { return o.y }, get y() { for (;;); } }; o.x;',
  'an exit listener': "process.on('exit', () => { for (;;); }); process.exit(0);",
  'a proxy': 'const p = new Proxy({}, { get: (t, k, r) => { for (;;); } }); p.x;',
  'a generator': 'function* g() { for (;;) yield 1; } for (const x of g());',
};

/** Each goes too deep in another way; `caught` or the RangeError itself. */
const DEEP: Readonly<Record<string, string>> = {
  calls: 'const f = () => f() + 1; attempt("deep", f);',
  getters: 'const o = { get x() { return this.x } }; attempt("deep", () => o.x);',
  proxies: 'let p = {}; for (let i = 0; i < 1e5; i++) p = new Proxy(p, {}); attempt("deep", () => p.x);',
  toString: 'const o = { toString() { return `${this}` } }; attempt("deep", () => `${o}`);',
  'sort and map': 'const f = () => [1].map(f); attempt("deep", f);',
  'JSON.stringify':
    'let o = {}; for (let i = 0; i < 1e5; i++) o = { o }; attempt("deep", () => JSON.stringify(o).length > 0);',
  'JSON.parse': "attempt('deep', () => typeof JSON.parse('['.repeat(1e6)));",
  'the parser': "attempt('deep', () => new Function('('.repeat(1e5)));",
  'regular expressions': "attempt('deep', () => new RegExp('('.repeat(1e5) + ')'.repeat(1e5)));",
  'bound functions': 'let f = () => 1; for (let i = 0; i < 2e4; i++) f = f.bind(null); attempt("deep", () => f());',
  prototypes: 'let o = {}; for (let i = 0; i < 1e5; i++) o = Object.create(o); attempt("deep", () => o.none);',
  inspection:
    'let o = {}; for (let i = 0; i < 1e4; i++) o = { o }; attempt("deep", () => { console.log(o); return 1 });',
};

const greedy = Object.entries(GREEDY).map(
  ([name, script]): Attack => ({ name, script, flags: LIMITED, prints: '', exitCode: 3 }),
);
const busy = Object.entries(BUSY).map(
  ([name, script]): Attack => ({ name, script, flags: ['--no-cache', '--timeout', '700'], prints: '', exitCode: 3 }),
);

family('memory', greedy);
family('time', busy);
/** What those come to that are no error of depth. */
const SHALLOW: Readonly<Record<string, string>> = {
  'regular expressions': 'deep: SyntaxError',
  prototypes: 'deep: undefined',
  inspection: '{ o: { o: { o: [Object] } } }\ndeep: 1',
};

family(
  'stack',
  Object.entries(DEEP).map(
    ([name, script]): Attack => ({
      name,
      script,
      prints: Object.hasOwn(SHALLOW, name) ? (SHALLOW[name] as string) : 'deep: RangeError',
    }),
  ),
);

/** What fits into 2 ** -10 MB. */
const KILOBYTE = Array.from({ length: 16 }, () => 'x'.repeat(63)).join('\n');

/** Each leaves something outside its memory without end. */
const FLOODS: Readonly<Record<string, readonly [script: string, flags: readonly string[], prints: string]>> = {
  'output of many lines': ["for (;;) console.log('x'.repeat(63));", ['--output-limit', '0.0009765625'], KILOBYTE],
  'output in one piece': [
    "process.stdout.write(('x'.repeat(63) + '\\n').repeat(1e5));",
    ['--output-limit', '0.0009765625'],
    KILOBYTE,
  ],
  'output to stderr': ["for (;;) console.error('x');", ['--output-limit', '0.001'], ''],
  'one file': ["fs.writeFileSync('f', 'x'.repeat(2e6));", ['--write-limit', '1'], ''],
  'a file over and over': ["for (;;) fs.writeFileSync('f', 'x');", ['--write-limit', '1'], ''],
  'a file that grows': ["for (;;) fs.appendFileSync('f', 'x'.repeat(1000));", ['--write-limit', '1'], ''],
  'a hole': ["fs.writeFileSync('f', ''); fs.truncateSync('f', 1e12);", ['--write-limit', '1'], ''],
  'a handle': [
    "const fd = fs.openSync('f', 'w'); for (;;) fs.writeSync(fd, 'x'.repeat(1000));",
    ['--write-limit', '1'],
    '',
  ],
  'empty files': ["for (let i = 0; ; i++) fs.closeSync(fs.openSync('f' + i, 'w'));", ['--write-limit', '1'], ''],
  folders: ["for (let i = 0; ; i++) fs.mkdirSync('d' + i);", ['--write-limit', '1'], ''],
  copies: [
    "fs.writeFileSync('f', 'x'); for (let i = 0; ; i++) fs.copyFileSync('f', 'f' + i);",
    ['--write-limit', '1'],
    '',
  ],
};

const flood = ([name, [script, flags, prints]]: readonly [string, (typeof FLOODS)[string]]): Attack => ({
  name,
  script: `import fs from 'node:fs'; ${script}`,
  flags: ['--no-cache', '-A', ...flags],
  prints,
  exitCode: 3,
  after: ({ inside }) => expect(bytesIn(inside)).toBeLessThan(2 ** 20 + 2 ** 16),
});

function bytesIn(folder: string): number {
  return readdirSync(folder).reduce((sum, name) => sum + lstatSync(join(folder, name)).size, 0);
}

family('floods', Object.entries(FLOODS).map(flood));

family('handles', [
  {
    name: 'files that stay open',
    script:
      "import fs from 'node:fs'; const a = []; attempt('open', () => { for (;;) a.push(fs.openSync('secret.txt')) }); console.log(a.length); fs.closeSync(a.pop()); attempt('again', () => typeof fs.openSync('secret.txt'));",
    prints: 'open: EMFILE\n1024\nagain: number',
  },
  {
    name: 'fewer of them',
    script: "import fs from 'node:fs'; attempt('open', () => { for (;;) fs.openSync('secret.txt') });",
    flags: ['--no-cache', '--handle-limit', '3'],
    prints: 'open: EMFILE',
  },
]);
