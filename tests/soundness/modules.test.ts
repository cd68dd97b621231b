/** CommonJS, packages with state, generators, TypeScript, and the state that node's own modules keep. */
import { type Case, script } from './case.ts';
import { suite } from './suite.ts';

const cases: readonly Case[] = [
  {
    name: 'variables of a CommonJS module',
    files: {
      'main.cjs': `
      const { read, bump } = require('./state.cjs');
      function twice(x) { return read(x) * 2 }
      console.log(twice(1), bump(), twice(1));`,
      'state.cjs': `let n = 1; exports.read = (x) => n + x; exports.bump = () => ++n;`,
    },
    hits: ['twice'],
    changes: [
      { name: 'start', edit: { 'state.cjs': ['n = 1', 'n = 10'] }, ran: ['twice'] },
      { name: 'code', edit: { 'state.cjs': ['n + x', 'n - x'] }, ran: ['twice'] },
    ],
  },
  {
    name: 'exports read through the module object',
    files: {
      'main.cjs': `
      const lib = require('./lib.cjs');
      function call(x) { return lib.f(x) + lib.k }
      console.log(call(1)); lib.k = 50; console.log(call(1));`,
      'lib.cjs': `exports.k = 1; exports.f = (x) => x + exports.k; exports.other = () => 1;`,
    },
    hits: ['call'],
    changes: [
      { name: 'constant', edit: { 'lib.cjs': ['exports.k = 1', 'exports.k = 2'] }, ran: ['call'] },
      { name: 'function', edit: { 'lib.cjs': ['x + exports.k', 'x * exports.k'] }, ran: ['call'] },
    ],
  },
  {
    name: 'module.exports replaced, and a class as exports',
    files: {
      'main.cjs': `
      const Thing = require('./thing.cjs');
      function make(x) { return new Thing(x).v() }
      console.log(make(2), Thing.made);`,
      'thing.cjs': `module.exports = class Thing { static made = 0; constructor(x) { this.x = x } v() { return this.x * 2 } };`,
    },
    hits: ['make'],
    changes: [{ name: 'method', edit: { 'thing.cjs': ['this.x * 2', 'this.x * 3'] }, ran: ['make'] }],
  },
  {
    name: 'a class of a CommonJS module that counts its instances',
    files: {
      'main.cjs': `
      const Thing = require('./thing.cjs');
      function make(x) { return new Thing(x).x }
      console.log(make(2), make(2), Thing.made);`,
      'thing.cjs': `module.exports = class Thing { static made = 0; constructor(x) { this.x = x; Thing.made++ } };`,
    },
    hits: ['make'],
  },
  {
    name: 'a module loaded while a call runs',
    files: {
      'main.cjs': `
      function late(x) { return require('./late.cjs').f(x) }
      function pure(x) { return x }
      console.log(late(1), late(1), pure(1));`,
      'late.cjs': `console.log('loaded'); exports.f = (x) => x + 1;`,
    },
    hits: ['pure'],
    changes: [{ name: 'code', edit: { 'late.cjs': ['x + 1', 'x + 2'] }, ran: ['late'] }],
  },
  {
    name: 'a cached module required inside a call',
    files: {
      'main.cjs': `
      const first = require('./m.cjs');
      function ask() { return require('./m.cjs') === first }
      function value() { return require('./m.cjs').v }
      console.log(ask(), value()); first.v = 9; console.log(value()); delete require.cache[require.resolve('./m.cjs')]; console.log(ask());`,
      'm.cjs': `exports.v = 1;`,
    },
    changes: [{ name: 'value', edit: { 'm.cjs': ['v = 1', 'v = 2'] }, ran: ['value'] }],
    bypass: { value: 'opaque-variable' },
  },
  {
    name: 'a universal wrapper around a module',
    files: {
      'main.cjs': `
      const { area } = require('./umd.cjs');
      function call(r) { return area(r) }
      console.log(call(2));`,
      'umd.cjs': `(function (root, factory) { if (typeof module === 'object') module.exports = factory(); else root.lib = factory() })(this, function () { var k = 3; function area(r) { return k * r * r } return { area: area } });`,
    },
    hits: ['call'],
    changes: [
      { name: 'variable', edit: { 'umd.cjs': ['k = 3', 'k = 4'] }, ran: ['call'] },
      { name: 'code', edit: { 'umd.cjs': ['k * r * r', 'k + r * r'] }, ran: ['call'] },
    ],
  },
  {
    name: 'CommonJS modules that require each other',
    files: {
      'main.cjs': `
      const a = require('./a.cjs');
      function run(n) { return a.even(n) }
      console.log(run(4), a.early);`,
      'a.cjs': `const b = require('./b.cjs'); exports.even = (n) => (n === 0 ? true : b.odd(n - 1)); exports.early = b.seen;`,
      'b.cjs': `const a = require('./a.cjs'); exports.seen = typeof a.even; exports.odd = (n) => (n === 0 ? false : a.even(n - 1));`,
    },
    hits: ['run'],
    changes: [{ name: 'the other', edit: { 'b.cjs': ['? false', '? 0'] }, ran: ['run'] }],
  },
  {
    name: 'CommonJS imported from a module, a module required',
    files: {
      'main.mjs': `
      import lib, { f } from './lib.cjs';
      function one(x) { return f(x) }
      function two(x) { return lib.f(x) + lib.k }
      console.log(one(1), two(1));`,
      'lib.cjs': `exports.k = 5; exports.f = function (x) { return x + 1 };`,
    },
    hits: ['one', 'two'],
    changes: [
      { name: 'code', edit: { 'lib.cjs': ['x + 1', 'x + 2'] }, ran: ['one', 'two'] },
      { name: 'constant', edit: { 'lib.cjs': ['k = 5', 'k = 6'] }, hits: ['one'], ran: ['two'] },
    ],
  },
  {
    name: 'a JSON file that is required',
    files: {
      'main.cjs': `
      const config = require('./config.json');
      function scale(x) { return x * config.k }
      console.log(scale(2));`,
      'config.json': '{ "k": 2 }',
    },
    hits: ['scale'],
    changes: [{ name: 'value', write: { 'config.json': '{ "k": 3 }' }, ran: ['scale'] }],
  },
  {
    name: 'a package with state',
    files: {
      'main.mjs': `
        import { next, scale, setScale } from 'counter';
        function take(x) { return next() + x }
        function sized(x) { return scale(x) }
        console.log(take(1), take(1), sized(2)); setScale(10); console.log(sized(2));`,
      'node_modules/counter/package.json': '{ "name": "counter", "type": "module", "exports": "./index.js" }',
      'node_modules/counter/index.js': `let n = 0, k = 2; export function next() { return ++n } export const scale = (x) => x * k; export const setScale = (v) => { k = v };`,
    },
    hits: ['sized', 'take'],
    changes: [
      { name: 'code', edit: { 'node_modules/counter/index.js': ['x * k', 'x + k'] }, ran: ['sized'] },
      { name: 'state', edit: { 'node_modules/counter/index.js': ['k = 2', 'k = 3'] }, ran: ['sized'] },
    ],
  },
  {
    name: 'a package that calls back',
    files: {
      'main.cjs': `
        const { each } = require('walker');
        const k = Number(process.env.K);
        function own(x) { return x * k }
        function total(list) { return each(list, own) }
        console.log(total([1, 2]));`,
      'node_modules/walker/package.json': '{ "name": "walker", "main": "lib/index" }',
      'node_modules/walker/lib/index.js': `exports.each = function (list, f) { var s = 0; list.forEach(function (x) { s += f(x) }); return s };`,
    },
    env: { K: '2' },
    hits: ['total'],
    changes: [
      { name: 'variable of the callback', env: { K: '3' }, ran: ['total'] },
      { name: 'callback', edit: { 'main.cjs': ['x * k', 'x - k'] }, ran: ['total'] },
      { name: 'package', edit: { 'node_modules/walker/lib/index.js': ['s += f(x)', 's -= f(x)'] }, ran: ['total'] },
      {
        name: 'entry',
        write: {
          'node_modules/walker/package.json': '{ "name": "walker", "main": "other.js" }',
          'node_modules/walker/other.js': 'exports.each = () => 77;',
        },
        ran: ['total'],
      },
    ],
  },
  {
    name: 'a module imported while a call runs',
    files: {
      'main.mjs': `
      async function late(x) { const m = await import('./late.mjs'); return m.f(x) }
      async function pure(x) { await null; return x }
      console.log(await late(1), await late(1), await pure(1));`,
      'late.mjs': `console.log('loaded'); export const f = (x) => x + 1;`,
    },
    hits: ['pure'],
    bypass: { late: 'dynamic-import' },
    changes: [{ name: 'code', edit: { 'late.mjs': ['x + 1', 'x + 2'] }, ran: ['late'] }],
  },
  {
    name: 'generators inside a call',
    files: script(`
      function* squares(n) { try { for (let i = 0; i < n; i++) { const got = yield i * i; if (got) i += got } } finally { console.log('closed') } }
      function sum(n) { let s = 0; for (const x of squares(n)) { if (x > 50) break; s += x } return s }
      function driven() { const g = squares(9); g.next(); return [g.next(2).value, g.return(7).value].join() }
      console.log(sum(5), sum(20), driven());`),
    hits: ['sum', 'driven'],
    changes: [{ name: 'code', edit: { 'main.mjs': ['yield i * i', 'yield i * i * i'] }, ran: ['sum', 'driven'] }],
  },
  {
    name: 'a generator resumed by different calls',
    files: script(`
      const k = Number(process.env.K);
      function* gen() { let i = 0; while (true) { i += 1; yield helper(i) } }
      function helper(i) { return i * k }
      function make() { const g = gen(); return () => g.next().value }
      const next = make();
      function step() { return next() }
      console.log(step(), step(), step());`),
    env: { K: '2' },
    changes: [{ name: 'code', edit: { 'main.mjs': ['i * k', 'i + k'] }, ran: ['step'] }],
    bypass: { step: 'opaque-variable' },
  },
  {
    name: 'a generator as a result',
    files: script(`
      function* gen(n) { yield n; yield n + 1 }
      function make(n) { return gen(n) }
      console.log([...make(1)].join(), [...make(1)].join());`),
    bypass: { make: 'opaque-result' },
  },
  {
    name: 'templates with tags that keep what they see',
    files: script(`
      const seen = new Map();
      function tag(strings, ...values) { if (!seen.has(strings)) seen.set(strings, seen.size); return seen.get(strings) + ':' + values.join() }
      function place(x) { return tag\`a\${x}b\` }
      console.log(place(1), place(2), place(1), tag\`a\${1}b\`);`),
    ran: ['place'],
    hits: ['place'],
  },
  {
    name: 'types, enums and namespaces of TypeScript',
    files: {
      'main.ts': `
      import { Level, type Row, area } from './lib.ts';
      enum Kind { A = 1, B = 2 }
      function call(r: Row): number { return area(r) + Kind.B + Level.High }
      console.log(call({ w: 2, h: 3 } as Row));`,
      'lib.ts': `
      export interface Row { w: number; h: number }
      export enum Level { Low, High = 10 }
      export const area = ({ w, h }: Row): number => w * h;`,
    },
    hits: ['call'],
    changes: [
      { name: 'types', edit: { 'lib.ts': ['h: number }', 'h: number; d?: string }'] }, hits: ['call'] },
      { name: 'annotation', edit: { 'main.ts': ['(r: Row): number', '(r: Row)'] }, hits: ['call'] },
      { name: 'enum', edit: { 'lib.ts': ['High = 10', 'High = 20'] }, ran: ['call'] },
      { name: 'code', edit: { 'lib.ts': ['w * h', 'w + h'] }, ran: ['call'] },
    ],
  },
  {
    name: 'parameter properties and namespaces of TypeScript',
    files: {
      'main.ts': `
      namespace Geo { export const k = 3; export function scale(x: number) { return x * k } }
      class P { constructor(private readonly x: number, public y = 2) {} sum() { return this.x + this.y } }
      function call(x: number) { return Geo.scale(x) + new P(x).sum() }
      console.log(call(2));`,
    },
    hits: ['call'],
    changes: [
      { name: 'namespace', edit: { 'main.ts': ['k = 3', 'k = 4'] }, ran: ['call'] },
      { name: 'default', edit: { 'main.ts': ['y = 2', 'y = 3'] }, ran: ['call'] },
    ],
  },
  {
    name: 'events of an emitter of the program',
    files: script(`
      import { EventEmitter } from 'node:events';
      const bus = new EventEmitter(); const log = [];
      bus.on('x', (v) => log.push(v));
      function fire(v) { return bus.emit('x', v) }
      function inner(v) { const b = new EventEmitter(); let got; b.on('y', (w) => { got = w * 2 }); b.emit('y', v); return got }
      console.log(fire(1), fire(1), log.length, inner(4));`),
    hits: ['inner', 'fire'],
  },
  {
    name: 'a decoder that keeps half a character',
    files: script(`
      const decoder = new TextDecoder();
      function feed(a, b) { return decoder.decode(Uint8Array.of(a, b), { stream: true }) }
      function whole(s) { return new TextDecoder().decode(new TextEncoder().encode(s)) }
      console.log(JSON.stringify([feed(0x61, 0xc3), feed(0xa9, 0xc3), feed(0xa9, 0xc3)]), whole('é'));`),
    hits: ['whole'],
  },
  {
    name: 'a digest that is fed by several calls',
    files: script(`
      import { createHash } from 'node:crypto';
      const hash = createHash('sha256');
      function feed(s) { hash.update(s); return s.length }
      feed('a'); feed('a');
      console.log(hash.digest('hex'));`),
    hits: ['feed'],
  },
  {
    name: 'addresses and their parameters',
    files: script(`
      const url = new URL('http://h/p?a=1');
      function get() { return url.searchParams.get('a') + url.pathname }
      function set(v) { url.searchParams.set('a', v); return v }
      console.log(get(), set('2'), get(), set('2'), url.href);
      function parse(s) { const u = new URL(s); return u.host + [...u.searchParams].join() }
      console.log(parse('http://x/?b=2'));`),
    hits: ['parse'],
  },
  {
    name: 'an abort signal that fires between calls',
    files: script(`
      const controller = new AbortController();
      function aborted() { return controller.signal.aborted }
      console.log(aborted()); controller.abort(); console.log(aborted());`),
  },
  {
    name: 'string decoders and buffers that are shared',
    files: script(`
      import { StringDecoder } from 'node:string_decoder';
      const decoder = new StringDecoder('utf8'), shared = Buffer.alloc(4);
      function feed(byte) { return decoder.write(Buffer.from([byte])) }
      function fill(n) { shared.fill(n); return shared[0] }
      console.log(JSON.stringify([feed(0xc3), feed(0xa9), feed(0xc3)]), fill(1), fill(2), fill(1), shared.join());`),
    hits: ['fill'],
  },
  {
    name: 'promisified and wrapped functions',
    files: {
      ...script(`
      import { promisify } from 'node:util';
      import { readFile } from 'node:fs';
      const read = promisify(readFile);
      async function load(name) { const text = await read(name, 'utf8'); return text.length }
      console.log(await load('a.txt'));`),
      'a.txt': 'abc',
    },
    changes: [{ name: 'data', write: { 'a.txt': 'abcd' }, ran: ['load'] }],
    bypass: { load: 'opaque-variable' },
  },
  {
    name: 'deep copies and comparisons of node',
    files: script(`
      import { isDeepStrictEqual, format } from 'node:util';
      import assert from 'node:assert';
      function same(a, b) { return isDeepStrictEqual(a, b) }
      function copy(o) { return structuredClone(o) }
      function check(x) { try { assert.strictEqual(x, 1); return 'ok' } catch (e) { return e.code } }
      const o = { d: new Date(0), m: new Map([[1, { a: 1 }]]) };
      console.log(same(o, copy(o)), copy(o).m.get(1).a, check(1), check(2), format('%s-%d', 'a', 1));`),
    hits: ['same', 'copy', 'check'],
  },
  {
    name: 'a require function made inside a call',
    files: {
      'main.mjs': `
      import { createRequire } from 'node:module';
      createRequire(import.meta.url)('./x.cjs');
      function read() { return createRequire(import.meta.url)('./x.cjs').v }
      console.log(read());`,
      'x.cjs': 'exports.v = 1;',
    },
    changes: [{ name: 'value', edit: { 'x.cjs': ['v = 1', 'v = 2'] }, ran: ['read'] }],
    bypass: { read: 'loads-module' },
  },
  {
    name: 'ES modules that are required',
    files: {
      'main.cjs': `
      const lib = require('./lib.mjs');
      function use(x) { return lib.f(x) + lib.default(x) }
      function lazy(x) { return require('./late.mjs').g(x) }
      console.log(use(1), lib.count(), use(1), lib.total, lazy(2), lazy(2));`,
      'lib.mjs': `import { k } from './k.mjs'; export let total = 0; export const count = () => ++total;
      export const f = (x) => x * k + total; export default function plus(x) { return x + 1 }`,
      'k.mjs': `export const k = 3;`,
      'late.mjs': `export const g = (x) => x * 7;`,
    },
    hits: ['use'],
    bypass: { lazy: 'opaque-variable' },
    changes: [
      { name: 'constant', edit: { 'k.mjs': ['3', '4'] }, ran: ['use'] },
      { name: 'default', edit: { 'lib.mjs': ['x + 1', 'x + 2'] }, ran: ['use'] },
      { name: 'another', edit: { 'late.mjs': ['x * 7', 'x * 8'] }, hits: ['use'], ran: ['lazy'] },
    ],
  },
];

suite('modules', cases);
