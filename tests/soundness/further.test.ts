/** State in unusual places, names that code brings about, syntax that is hard to write into, hits in every position. */
import { type Case, commonJs, script } from './case.ts';
import { suite } from './suite.ts';

const cases: readonly Case[] = [
  {
    name: 'a variable that eval declares in the module',
    files: commonJs(`
      eval('var k = ' + process.env.K);
      function f() { return k * 2 }
      console.log(f());`),
    env: { K: '1' },
    changes: [{ name: 'other', env: { K: '2' } }],
    bypass: { f: 'dynamic-scope' },
  },
  {
    name: 'names that with brings about',
    files: commonJs(`
      const o = { x: Number(process.env.K) };
      let f;
      with (o) { f = function f() { return x * 2 } }
      function call() { return f() }
      console.log(f(), call()); o.x = 50; console.log(f(), call());`),
    env: { K: '1' },
    changes: [{ name: 'other', env: { K: '2' } }],
    bypass: {},
  },
  {
    name: 'a class expression that knows itself',
    files: script(`
      const A = class B { static n = 0; static bump() { return ++B.n } static read() { return B.n } };
      console.log(A.bump(), A.bump(), A.read());`),
    hits: ['B.static bump'],
  },
  {
    name: 'a function expression that knows itself',
    files: script(`
      const f = function g() { g.n = (g.n ?? 0) + 1; return g.n };
      console.log(f(), f(), f.n);`),
    hits: ['g'],
  },
  {
    name: 'variables of static blocks, catch clauses and switches',
    files: script(`
      class A { static { let n = 0; A.bump = () => ++n; A.read = () => n } }
      const fs = [];
      try { throw 5 } catch (e) { fs.push(() => e, () => { e += 1; return 0 }) }
      switch (1) { case 1: let s = 7; fs.push(() => s, () => { s += 1; return 0 }) }
      console.log(A.bump(), A.bump(), A.read(), fs[0](), fs[1](), fs[0](), fs[2](), fs[3](), fs[2]());`),
    bypass: {},
  },
  {
    name: 'arrows that capture this',
    files: script(`
      class A { n = 1; direct = () => this.n * 10; make() { return () => this.n * 100 } }
      const a = new A(), m = a.make(), b = new A();
      function use(f) { return f() }
      console.log(a.direct(), m(), use(a.direct)); a.n = 2; console.log(a.direct(), m(), use(a.direct), b.direct(), use(m));`),
    hits: ['use'],
  },
  {
    name: 'a timer of outside cancelled by a call',
    files: script(`
      const t = setTimeout(() => console.log('rang'), 10);
      function stop(x) { if (x) clearTimeout(t); return x }
      console.log(stop(process.env.STOP === '1'));`),
    env: { STOP: '1' },
    changes: [{ name: 'not stopped', env: { STOP: '0' } }],
    bypass: {},
  },
  {
    name: 'timers of outside cancelled by hits while others run on',
    files: script(`
      const seen = [];
      const t = setTimeout(() => seen.push('once'), 100), u = setInterval(() => seen.push('again'), 200), i = setImmediate(() => seen.push('immediate'));
      setTimeout(() => { seen.push('last'); console.log(seen.join()) }, 700);
      function stop(x) { clearTimeout(t); return x }
      function silence(x) { clearInterval(u); return x }
      function never(x) { clearImmediate(i); return x }
      setTimeout(() => silence(3), 300);
      console.log(stop(1), never(2)); t.refresh();`),
    hits: ['stop', 'never'],
  },
  {
    name: 'a timer of outside cancelled by its number or looked at',
    files: script(`
      const t = setTimeout(() => console.log('rang'), 10);
      const id = +t;
      function stop(n) { clearTimeout(id); return n }
      function idle(n) { return t.hasRef() }
      console.log(typeof id, idle(1), stop(1));`),
    hits: ['idle'],
    bypass: { stop: 'timer-number' },
  },
  {
    name: 'a timer of outside given its number by a call',
    files: script(`
      const t = setTimeout(() => console.log('rang'), 10);
      function number(n) { return +t > 0 }
      function gone(id) { clearTimeout(id); return id }
      const first = number(1), second = +setTimeout(() => console.log('rang too'), 20) - t;
      console.log(first, second, gone(Number(t)) === Number(t));`),
    bypass: { number: 'timer-number', gone: 'timer-number' },
  },
  {
    name: 'an abort by a call',
    files: script(`
      const c = new AbortController();
      c.signal.addEventListener('abort', () => console.log('aborted'));
      function stop(x) { c.abort(); return x }
      console.log(stop(1), c.signal.aborted);`),
    bypass: {},
  },
  {
    name: 'defaults of printing changed by the program',
    files: {
      'main.mjs': `
      import './setup.mjs';
      function print() { console.log({ a: { b: { c: { d: 1 } } } }); return 1 }
      print();`,
      'setup.mjs': '',
    },
    hits: ['print'],
    changes: [
      { name: 'depth', write: { 'setup.mjs': `import util from 'node:util'; util.inspect.defaultOptions.depth = 0;` } },
    ],
  },
  {
    name: 'a buffer that a call detaches',
    files: script(`
      function take(b) { const c = structuredClone(b, { transfer: [b] }); return c.byteLength }
      const b = new ArrayBuffer(8);
      console.log(take(b), b.byteLength);`),
    bypass: { take: 'changes-state' },
  },
  {
    name: 'deep lists and long tables',
    files: script(`
      function build(n) { let l = null; for (let i = 0; i < n; i++) l = { i, next: l }; return l }
      function length(l) { let n = 0; for (; l; l = l.next) n += 1; return n }
      function table(n) { const o = {}; for (let i = 0; i < n; i++) o['k' + ((i * 7919) % n)] = i; return o }
      function wide(...[a]) { return a }
      const l = build(20000);
      console.log(length(l), Object.keys(table(3000)).slice(0, 3).join(), Math.max(...Array.from({ length: 5000 }, (_, i) => i)), wide(1));`),
    hits: ['build', 'length', 'table'],
  },
  {
    name: 'hits in every position of the language',
    files: script(`
      function v(x) { return x * 2 }
      class A { f = v(1); static s = v(2); static { A.t = v(3) } constructor() { this.c = v(4) } get g() { return v(5) } [\`k\${v(6)}\`]() { return v(7) } *[Symbol.iterator]() { yield v(8) } toJSON() { return v(9) } valueOf() { return v(10) } }
      const a = new A();
      const p = new Proxy({}, { get: () => v(11) });
      const list = [3, 1, 2].sort((x, y) => v(x) - v(y)).map(v);
      const made = await new Promise((done) => done(v(12)));
      const text = 'ab'.replace(/./g, (c) => c + v(13));
      label: for (const x of [v(1), v(2)]) { if (v(x) > 3) continue label }
      console.log(a.f, A.s, A.t, a.c, a.g, a.k12(), [...a].join(), JSON.stringify(a), +a, p.any, list.join(), made, text, ((x = v(14)) => x)(), \`\${v(15)}\`, await v(16), v?.(17), Array.from([1], v).join(), Reflect.apply(v, null, [18]), v.call(null, 19), new (class extends A { z = super.g })().z);`),
    hits: ['v'],
    changes: [{ name: 'code', edit: { 'main.mjs': ['x * 2', 'x * 3'] }, ran: ['v'] }],
  },
  {
    name: 'syntax that is hard to write into',
    files: script(`
      const o = { get: () => 1, set: () => 2, async: () => 3, static: () => 4, 'str-ing'() { return 5 }, 12() { return 6 }, async await() { return 7 }, async *gen() { yield 8 }, get get() { return 9 }, set set(v) {}, __proto__: { inherited() { return 10 } } };
      class K { static static() { return 1 } static async() { return 2 } get() { return 3 } set() { return 4 } async() { return 5 }
        static async *many() { yield 6 } 'constructor2'() { return 7 } static get = () => 8;
        set = 9
        static
        x
        get;
        y() { return 10 }
        [\`z\`] = () => 11; __proto__ = () => 12; #p = () => 13; p() { return this.#p() } static 5 = class { } }
      const c = (a /* => */) => /* => */ a, d = async a=>a, e = async(a)=>{return a}, f = (a = (b) => b + 1, { q = () => 2 } = {}) => a(q()), g = () => ({ a: 1 }), h = () => [1], i = (a) => (b) => (z) => a + b + z // end
      for (let j = () => ('a' in o), n = 0; n < 1; n++) console.log(j())
      const t = process.argv.length > 99 ? () => 1 : (x) => x, u = (x) => (x, x + 1), w = x => x ? y => y : null
      function k() { 'use strict'
        return /* c */ 5 }
      function m() { 'not a directive'.length
        return typeof this }
      function* q() { const r = yield
        return r }
      if (1) function_(); function function_() { return 1 }
      const r1 = () => {}, r2 = () => { /**/ }, r3 = () => void 0, r4 = async () => { await 0; return 1 }
      const é = (ü) => ü + '𝒳', 名 = { 前: (x) => x }
      console.log(o.get, o.set, o.async(), o.static(), o['str-ing'](), o[12](), await o.await(), (await o.gen().next()).value, o.inherited(), new K().async(), K.static(), K.async(), K.get.name, K.get(), new K().y(), new K().z(), new K().z.name, new K().p(), K[5].name, Object.keys(new K()).join(), c(1), await d(2), await e(3), f(), g().a, h()[0], i(1)(2)(3), t(4), u(5), w(1)(6), k(), m(), [...q()].length, r1(), r2(), r3(), await r4(), é('a'), 名.前(7));
      console.log([c, d, e, f, g, h, i, t, u, w, r1, é].map((x) => x.name + x.length).join());`),
    hits: ['é'],
  },
  {
    name: 'one module under two addresses',
    files: {
      'main.mjs': `
      import { next as a } from './n.mjs?one'; import { next as b } from './n.mjs?two'; import { next as c } from './n.mjs';
      console.log(a(), a(), b(), c());`,
      'n.mjs': 'let n = 0; export function next() { return ++n }',
    },
    hits: ['next'],
  },
  {
    name: 'functions, variables and place of a module under several addresses',
    files: {
      'main.mjs': `
      import { scale as a, make as m, K, where } from './n.mjs?k=1'; import { scale as b, K as L, where as there } from './n.mjs?k=2#x'; import c from './c.cjs?k=1'; import d from './c.cjs';
      function both(x) { return a(x) + b(x) }
      const again = await import('./n.mjs?k=2#x');
      console.log(both(3), a(1), b(1), m() instanceof K, m() instanceof L, again.K === L, c === d, c.v);
      console.log(where().slice(-10), there().slice(-12));`,
      'n.mjs': `
      const k = Number(import.meta.url.match(/k=([0-9])/)[1]);
      export class K {}
      export function make() { return new K() }
      export function scale(x) { return x * k * 10 }
      export function where() { return import.meta.filename.slice(-5) + import.meta.url.slice(-7) }`,
      'c.cjs': 'exports.v = 5;',
    },
    hits: ['both', 'scale', 'where'],
    changes: [
      { name: 'address', edit: { 'main.mjs': ['n.mjs?k=1', 'n.mjs?k=3'] }, ran: ['both'] },
      { name: 'code', edit: { 'n.mjs': ['* 10', '* 100'] }, ran: ['both', 'scale'] },
    ],
  },
  {
    name: 'an error in a module with a query',
    files: {
      'main.mjs': `import './n.mjs?q';`,
      'n.mjs': 'console.log(import.meta.url.slice(-7)); function f() { throw new TypeError("x") }\nf();',
    },
    bypass: {},
  },
  {
    name: 'names of exports that are strings, defaults that are passed on',
    files: {
      'main.mjs': `
        import { 'odd name' as f, default as g } from './a.mjs';
        function call(x) { return f(x) + g(x) }
        console.log(call(2));`,
      'a.mjs': `const p = (x) => x + 1; export { p as 'odd name' }; export { default } from './b.mjs';`,
      'b.mjs': `export default class { static [Symbol.toPrimitive]() { return 0 } } `,
      'c.mjs': `export default (x) => x * 100;`,
    },
    bypass: {},
    changes: [{ name: 'elsewhere', edit: { 'a.mjs': ['./b.mjs', './c.mjs'] } }],
  },
  {
    name: 'answers of files among timers and other answers',
    files: {
      ...script(`
      import { readFile } from 'node:fs/promises';
      async function load(name) { return (await readFile(name, 'utf8')).trim() }
      const seen = [];
      const note = (text) => { seen.push(text) };
      setTimeout(() => note('timer 0'), 0); setImmediate(() => note('immediate')); process.nextTick(() => note('tick'));
      const all = [load('a.txt').then(note), readFile('b.txt', 'utf8').then((t) => note('direct ' + t)), load('c.txt').then(note)];
      Promise.resolve().then(() => note('micro'));
      await Promise.all(all); await new Promise((done) => setTimeout(done, 5));
      console.log(seen.join());`),
      'a.txt': 'a',
      'b.txt': 'b',
      'c.txt': 'c',
    },
    oracle: 'guest',
    hits: ['load'],
  },
  {
    name: 'when an asynchronous write can be seen',
    files: script(`
      import { writeFile, mkdir } from 'node:fs/promises'; import { existsSync } from 'node:fs';
      async function save(name) { await writeFile(name, 'text'); return name }
      const p = save('x.txt');
      console.log('sync', existsSync('x.txt')); await null; console.log('tick', existsSync('x.txt')); await p; console.log('end', existsSync('x.txt'));`),
    oracle: 'guest',
    hits: ['save'],
  },
  {
    name: 'a run that never ends by itself',
    files: script(`
      async function wait(n) { await null; return n }
      console.log(await wait(1));
      await new Promise(() => {});`),
    hits: ['wait'],
  },
  {
    name: 'a run that exits while a hit waits',
    files: script(`
      async function wait(n) { await new Promise((done) => setTimeout(done, 40)); return n }
      wait(1).then(() => console.log('not reached'));
      if (process.env.LEAVE) setTimeout(() => process.exit(7), 20);`),
    hits: ['wait'],
    changes: [{ name: 'leaves', env: { LEAVE: '1' } }],
  },
  {
    name: 'asynchronous hits inside callbacks and loops',
    files: script(`
      async function f(n) { await null; return n * 2 }
      const out = await Promise.all([1, 2, 3].map(async (n) => { const x = await f(n); return x + (await f(x)) }));
      for await (const x of [f(1), f(2)]) out.push(x);
      let n = 0; while ((n += await f(1)) < 6) out.push(n);
      console.log(out.join());`),
    hits: ['f'],
  },
  {
    name: 'a value that is equal by content and different by history',
    files: script(`
      function first(o) { for (const k in o) return k }
      const a = { x: 1, y: 2 }; const b = { y: 2 }; b.x = 1; const c = { x: 1, y: 2, z: 3 }; delete c.z; const d = Object.create(a);
      console.log(first(a), first(b), first(c), first(d));
      const list = [1, 2, 3]; const slow = [1, 2, 3]; Object.defineProperty(slow, 1, { value: 2, writable: true, enumerable: true, configurable: true });
      function last(l) { return l.at(-1) }
      console.log(last(list), last(slow));`),
    hits: ['first', 'last'],
  },
  {
    name: 'an inherited enumerable property and an accessor on the way',
    files: script(`
      const base = { get v() { return this.n * Number(process.env.K) } };
      const o = Object.create(base, { n: { value: 2, enumerable: true } });
      function read(x) { return x.v }
      console.log(read(o));`),
    env: { K: '3' },
    hits: ['read'],
    changes: [{ name: 'environment', env: { K: '4' }, ran: ['read'] }],
  },
  {
    name: 'a function that is replaced in the table it came from while it runs',
    files: script(`
      const table = { step(x) { table.step = other; return x + 1 } };
      const original = table.step;
      function other(x) { return x * 100 }
      function call(x) { return table.step(x) }
      console.log(call(1), call(1)); table.step = original; console.log(call(1));`),
  },
  {
    name: 'a const object frozen later',
    files: script(`
      const o = { n: 1 };
      function set() { try { o.n = 1; return Object.isFrozen(o) } catch (e) { return e.name } }
      console.log(set()); Object.freeze(o); console.log(set());`),
    hits: ['set'],
  },
  {
    name: 'stdout written by bytes and with a callback',
    files: script(`
      function bytes() { process.stdout.write(Buffer.from([104, 105, 10])); return 1 }
      function back() { process.stdout.write('x\\n', () => console.log('written')); return 1 }
      bytes(); back();`),
    hits: ['bytes'],
  },
  {
    name: 'a process event handler that swallows an error after a hit',
    files: script(`
      process.on('uncaughtException', (e) => { console.log('took', e.message) });
      function f(n) { return n + 1 }
      setTimeout(() => { console.log(f(1)); throw new Error('later') }, 1);
      setTimeout(() => console.log(f(2)), 5);`),
    hits: ['2', '3'],
  },
];

suite('further', cases);
