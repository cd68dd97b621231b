/** What values are: arguments told apart, results that come back whole, identity, sharing, later mutation. */
import { type Case, script } from './case.ts';
import { suite } from './suite.ts';

const show = `import { inspect } from 'node:util';
      const show = (v) => console.log(inspect(v, { depth: 9, showHidden: false }));`;

const cases: readonly Case[] = [
  {
    name: 'numbers that are equal and not the same',
    files: script(`
      function kind(x) { return Object.is(x, -0) ? 'minus zero' : Number.isNaN(x) ? 'nan' : typeof x + x }
      console.log([0, -0, NaN, 0 / 0, 1, 1.0, 2 ** 31, -(2 ** 31), 2 ** 53, 1e308 * 10, '1', 1n, true, null, undefined].map((x) => kind(x)).join());`),
    hits: ['1'],
  },
  {
    name: 'zeros in arrays, maps, sets and typed arrays',
    files: script(`
      function signs(list) { return [...list].map((x) => (Object.is(x, -0) ? '-' : '+')).join('') }
      console.log(signs([0, -0]), signs([-0, 0]), signs(new Set([-0])), signs(new Float64Array([-0, 0])));
      function make() { return [-0, 0, new Float32Array([-0])] }
      console.log(make().map((x) => signs([].concat(x.length ? [...x] : x))).join());`),
    hits: ['signs', 'make'],
  },
  {
    name: 'big integers',
    files: script(`
      function pow(a, n) { return a ** n }
      console.log(pow(2n, 64n), pow(-3n, 41n), pow(10n, 0n), pow(2n, 31n), pow(-(2n ** 63n), 1n));
      function list() { return [0n, -1n, 2n ** 100n, BigInt(2) ** 31n, -(2n ** 31n)] }
      console.log(list().join(), list().every((x) => typeof x === 'bigint'));`),
    hits: ['pow', 'list'],
  },
  {
    name: 'strings of every kind',
    files: script(`
      function twice(s) { return s + s }
      const list = ['', 'a', 'é', '日本', '\\u{1F600}', '\\ud800', 'nul\\0nul', 'a'.repeat(500), 'ж'.repeat(300)];
      console.log(list.map((s) => twice(s).length).join());
      let rope = ''; for (let i = 0; i < 100; i++) rope += String.fromCharCode(97 + (i % 26));
      console.log(twice(rope) === twice(rope.split('').join('')), JSON.stringify(twice('\\ud83d') + twice('nul\\0')));`),
    hits: ['twice'],
  },
  {
    name: 'holes, lengths and further properties of arrays',
    files: script(`
      ${show}
      function make() { const a = [1, , 3]; a.length = 5; const b = [1]; b.name = 'b'; const c = []; c[5] = 1; const d = []; d[2 ** 31] = 1; return { a, b, c, d: d.length } }
      show(make());
      function holes(a) { return Object.keys(a).join() + '/' + a.length }
      console.log(holes([1, , 3]), holes([1, undefined, 3]), holes([1, 2, 3]), holes(Object.assign([1], { x: 1 })));`),
    hits: ['make', 'holes'],
  },
  {
    name: 'order of keys',
    files: script(`
      function keys(o) { return Reflect.ownKeys(o).map(String).join() }
      const sym = Symbol('s');
      console.log(keys({ a: 1, b: 2 }), keys({ b: 2, a: 1 }), keys({ 2: 0, 1: 0, z: 0, [sym]: 0, a: 0 }));
      const o = { a: 1, b: 2 }; delete o.a; o.a = 3; console.log(keys(o));
      function make() { return { z: 1, 10: 1, a: 1, 2: 1, __proto__x: 2 } }
      console.log(keys(make()));`),
    hits: ['keys', 'make'],
  },
  {
    name: 'frozen, sealed and odd properties',
    files: script(`
      function look(o) { return [Object.isFrozen(o), Object.isSealed(o), Object.isExtensible(o)].join() }
      console.log(look({ a: 1 }), look(Object.freeze({ a: 1 })), look(Object.seal({ a: 1 })), look(Object.preventExtensions({ a: 1 })));
      function make() { return [Object.freeze([1, 2]), Object.seal({ a: 1 }), Object.defineProperty({}, 'h', { value: 1 }), Object.freeze({ deep: { er: 1 } })] }
      for (const o of make()) console.log(look(o), JSON.stringify(Object.getOwnPropertyDescriptors(o)));`),
    hits: ['look', 'make'],
  },
  {
    name: 'cycles and sharing in arguments',
    files: script(`
      function shape(o) { return [o.a === o.b, o.self === o].join() }
      const x = {}; const same = { a: x, b: x }, apart = { a: {}, b: {} }; const loop = { a: x, b: x }; loop.self = loop;
      console.log(shape(same), shape(apart), shape(loop));`),
    hits: ['shape'],
  },
  {
    name: 'cycles and sharing in results',
    files: script(`
      ${show}
      function make() { const x = { n: 1 }, o = { a: x, b: [x, x] }; o.self = o; o.map = new Map([[x, o]]); return o }
      const r = make(); r.a.n = 2;
      show([r.b[0].n, r.self === r, r.map.get(r.a) === r, make().a.n]);`),
    hits: ['make'],
  },
  {
    name: 'results are fresh at every call',
    files: script(`
      function make() { return { list: [1], date: new Date(5), bytes: new Uint8Array(2) } }
      const a = make(); a.list.push(2); a.date.setTime(9); a.bytes[0] = 7; a.extra = 1;
      const b = make();
      console.log(a === b, JSON.stringify(b), a.list === b.list);`),
    hits: ['make'],
  },
  {
    name: 'an argument that comes back is the argument',
    files: script(`
      function pick(list) { return { first: list[0], all: list, copy: [...list] } }
      const list = [{ n: 1 }, { n: 2 }];
      const r = pick(list);
      console.log(r.first === list[0], r.all === list, r.copy === list, r.copy[1] === list[1]);
      r.first.n = 5; console.log(list[0].n, pick(list).first.n);`),
    hits: ['pick'],
    ran: [],
  },
  {
    name: 'module objects that come back are the module objects',
    files: script(`
      const ROOT = { n: 1 }, sym = Symbol('s'), cls = class Z {};
      function get(k) { return k === 0 ? ROOT : k === 1 ? sym : k === 2 ? cls : Object.prototype }
      console.log(get(0) === ROOT, get(1) === sym, get(2) === cls, get(3) === Object.prototype);`),
    hits: ['get'],
  },
  {
    name: 'sentinels compared by identity',
    files: script(`
      const NONE = {};
      function isNone(x) { return x === NONE }
      console.log(isNone(NONE), isNone({}), isNone(NONE));`),
    hits: ['isNone'],
  },
  {
    name: 'an argument that is a module object',
    files: script(`
      const shared = { n: 1 };
      function both(o) { return o === shared ? 'same' : o.n === shared.n ? 'equal' : 'other' }
      console.log(both(shared), both({ n: 1 }), both({ n: 2 }), both(shared));`),
    hits: ['both'],
  },
  {
    name: 'two arguments that are one',
    files: script(`
      function same(a, b) { a.x = a.x; return a === b }
      const o = { x: 1 };
      console.log(same(o, o), same({ x: 1 }, { x: 1 }), same(o, { x: 1 }));`),
    hits: ['same'],
  },
  {
    name: 'mutation of an argument',
    files: script(`
      function sort(list) { list.sort((a, b) => a - b); return list }
      const list = [3, 1, 2];
      console.log(sort(list).join(), list.join(), sort(list) === list);`),
    hits: ['sort'],
  },
  {
    name: 'mutation that is undone before the end',
    files: script(`
      const o = { n: 1 };
      function peek() { o.n = 5; const v = read(); o.n = 1; return v }
      function read() { return o.n * 10 }
      console.log(read(), peek(), read(), peek());`),
    hits: ['read', 'peek'],
  },
  {
    name: 'replacement by an equal object is a change',
    files: script(`
      const holder = { inner: { n: 1 } }; const first = holder.inner;
      function renew() { holder.inner = { n: 1 }; return 1 }
      renew(); console.log(holder.inner === first);`),
    hits: ['renew'],
  },
  {
    name: 'mutation of a detached object that was reachable at entry',
    files: script(`
      const holder = { inner: { n: 1 } }; const kept = holder.inner;
      function detach() { const x = holder.inner; holder.inner = x; x.n += 1; return 0 }
      detach(); console.log(kept.n);`),
    hits: ['detach'],
  },
  {
    name: 'pushing to a module array, writing to a module map',
    files: script(`
      const rows = [], index = new Map();
      function add(k) { rows.push(k); return rows.length }
      function put(k) { index.set(k, k); return index.size }
      console.log(add('a'), add('a'), put('a'), put('b'), rows.length, index.size);`),
    hits: ['add', 'put'],
  },
  {
    name: 'mutation of a captured object',
    files: script(`
      function box() { const state = { n: 0 }; return { add: (k) => { state.n += k; return state.n }, read: () => state.n } }
      const b = box();
      console.log(b.add(1), b.add(1), b.read());`),
    hits: ['box/add'],
  },
  {
    name: 'maps and sets: order, keys, holes in order',
    files: script(`
      ${show}
      function list(m) { return [...m].join(';') }
      const m = new Map([['a', 1], ['b', 2]]); const n = new Map([['b', 2], ['a', 1]]); m.delete('a'); m.set('a', 1);
      console.log(list(m), list(n), list(new Map([[NaN, 1], [-0, 2]])), list(new Set([1, '1'])));
      function make() { const k = {}; return new Map([[k, 1], [NaN, 2], [0, k], ['k', new Set([k])]]) }
      show(make()); console.log(make().get(0) === [...make().keys()][0], make().get(NaN));`),
    hits: ['list', 'make'],
  },
  {
    name: 'dates, regular expressions and boxed values',
    files: script(`
      ${show}
      function make() { const r = /a(b)?/giy; r.lastIndex = 3; return [new Date(0), new Date(NaN), r, Object(1), Object('s'), Object(false), Object(5n), Object(Symbol.iterator)] }
      const [d, bad, r, ...boxes] = make();
      console.log(d.toISOString(), String(bad), r.source, r.flags, r.lastIndex, boxes.map((b) => typeof b + typeof b.valueOf()).join());
      function ms(d) { return d.getTime() + 1 }
      console.log(ms(new Date(5)), ms(new Date(6)));`),
    hits: ['make', 'ms'],
  },
  {
    name: 'lastIndex of a module regular expression',
    files: script(`
      const re = /a/g;
      function next(s) { return re.exec(s)?.index ?? -1 }
      console.log(next('aab'), next('aab'), next('aab'), next('aab'));`),
    hits: ['next'],
  },
  {
    name: 'typed arrays, views and buffers that share',
    files: script(`
      function sum(v) { let s = 0; for (const x of v) s += Number(x); return s }
      const buffer = new ArrayBuffer(16), bytes = new Uint8Array(buffer, 4, 8), words = new Uint32Array(buffer);
      console.log(sum(bytes)); words[1] = 258; console.log(sum(bytes), sum(new BigInt64Array([1n, -2n])));
      function make() { const b = new ArrayBuffer(8); return { b, u: new Uint8Array(b, 2), d: new DataView(b), f: new Float64Array([1.5, NaN]) } }
      const r = make(); r.u[0] = 9;
      console.log(r.d.getUint8(2), r.u.buffer === r.b, r.u.byteOffset, r.f.join(), make().u[0]);`),
    hits: ['sum', 'make'],
  },
  {
    name: 'a view of an argument’s buffer as result',
    files: script(`
      function tail(b) { return new Uint8Array(b, 2) }
      function sub(v) { return v.subarray(1, 3) }
      const b = new ArrayBuffer(4);
      const t = tail(b); t[0] = 7;
      console.log(new Uint8Array(b)[2], t.buffer === b);
      const v = new Uint8Array([1, 2, 3]); const s = sub(v); s[0] = 50; console.log(v[1], s.buffer === v.buffer, s.length);`),
  },
  {
    name: 'bytes of node',
    files: script(`
      function head(b) { return b.subarray(0, 2).toString('hex') }
      function make(s) { return Buffer.from(s, 'utf8') }
      console.log(head(Buffer.from('abc')), head(Buffer.from('xbc')), make('hé').length, Buffer.isBuffer(make('a')), make('ab').equals(Buffer.from('ab')));`),
    hits: ['head', 'make'],
  },
  {
    name: 'objects without prototype, with another, with symbols',
    files: script(`
      const proto = { hello() { return 'hi ' + this.n } }, sym = Symbol('mine');
      function make(n) { const bare = Object.create(null); bare.n = n; const o = Object.create(proto); o.n = n; o[sym] = 1; o[Symbol.toStringTag] = 'Tag'; return [bare, o] }
      const [bare, o] = make(3);
      console.log(Object.getPrototypeOf(bare), bare.n, o.hello(), o[sym], String(o), Object.getPrototypeOf(o) === proto);
      function tag(x) { return Object.prototype.toString.call(x) + (Object.getPrototypeOf(x) === null) }
      console.log(tag(bare), tag({ n: 3 }), tag(o));`),
    hits: ['make', 'tag'],
  },
  {
    name: 'instances of the program’s classes as results',
    files: script(`
      class Point { constructor(x) { this.x = x } get double() { return this.x * 2 } }
      class Near extends Point { y = 1 }
      class List extends Array { total() { return this.reduce((a, b) => a + b, 0) } }
      class Dict extends Map {}
      function make(n) { return [new Point(n), new Near(n), List.from([1, 2]), new Dict([[1, 2]])] }
      const [p, q, l, d] = make(4);
      console.log(p instanceof Point, p.double, q instanceof Near, q.y, l instanceof List, l.total(), l.length, d instanceof Dict, d.get(1), p.constructor === Point);`),
    hits: ['make'],
    changes: [{ name: 'method', edit: { 'main.mjs': ['this.x * 2', 'this.x * 3'] } }],
  },
  {
    name: 'instances with private fields as results',
    files: script(`
      class Secret { #v; constructor(v) { this.#v = v } read() { return this.#v } }
      function make(v) { return new Secret(v) }
      console.log(make(4).read(), make(5).read());`),
    bypass: { make: 'opaque-result' },
  },
  {
    name: 'getters in results',
    files: script(`
      function make(n) { return { get v() { return n * 2 }, n } }
      console.log(make(2).v, make(3).v);`),
    hits: ['make'],
  },
  {
    name: 'symbols as arguments and results',
    files: script(`
      const A = Symbol('x'), B = Symbol('x');
      function which(s) { return s === A ? 'A' : s === B ? 'B' : s === Symbol.for('x') ? 'registered' : String(s.description) }
      console.log(which(A), which(B), which(Symbol.for('x')), which(Symbol.iterator), which(Symbol('x')));
      function make() { return Symbol('fresh') }
      console.log(make() === make(), String(make()));`),
    bypass: { make: 'opaque-result' },
  },
  {
    name: 'errors as arguments and results',
    files: script(`
      class Mine extends Error { constructor(m, code) { super(m); this.code = code; this.name = 'Mine' } }
      function text(e) { return e.name + e.message + (e.code ?? '') + (e.cause?.message ?? '') }
      console.log(text(new Mine('a', 1)), text(new Mine('a', 2)), text(new Error('a', { cause: new Error('b') })));
      function make() { return new Mine('made', 3) }
      console.log(make().code, make() instanceof Mine);`),
    hits: ['make', 'text'],
  },
  {
    name: 'generators, iterators and weak collections as arguments',
    files: script(`
      function* count() { yield 1; yield 2; yield 3 }
      function take(it) { return it.next().value }
      const g = count(), a = [7, 8][Symbol.iterator]();
      console.log(take(g), take(g), take(a), take(a));
      const w = new WeakMap(), k = {};
      function weigh(k) { if (!w.has(k)) w.set(k, 1); w.set(k, w.get(k) + 1); return w.get(k) }
      console.log(weigh(k), weigh(k));`),
    bypass: { take: 'opaque-argument', weigh: 'opaque-variable' },
  },
  {
    name: 'weak collections that hold nothing before and after',
    files: script(`
      const fresh = new WeakSet(), path = new WeakSet(), notes = new WeakMap(), made = new WeakSet(), given = new WeakMap(), kept = {};
      function once(list) { let n = 0; for (const o of list.map((x) => ({ x }))) { if (!fresh.has(o)) fresh.add(o); if (fresh.has(o)) n += o.x } return n }
      function depth(o) { if (path.has(o)) return 0; path.add(o); const below = Object.values(o).map(depth); path.delete(o); return 1 + Math.max(0, ...below) }
      function note(o) { notes.set(o, (notes.get(o) ?? 0) + 1); return notes.get(o) }
      function make() { const o = { made: 1 }; made.add(o); return o }
      function lookUp(w, o) { return w.get(o) ?? 'none' }
      console.log(once([1, 2, 3]), once([1, 2, 3]), depth({ a: { b: {} }, c: {} }), note(kept), note(kept), made.has(make()));
      console.log(lookUp(given, kept)); given.set(kept, 5); console.log(lookUp(given, kept));`),
    hits: ['once', 'depth', 'lookUp'],
    ran: ['note', 'make', 'lookUp'],
    changes: [
      {
        name: 'more',
        edit: { 'main.mjs': ['console.log(once', 'fresh.add(kept); path.add(kept); console.log(once'] },
        ran: ['once', 'depth'],
      },
    ],
  },
  {
    name: 'length of an array that cannot be written',
    files: script(`
      function tryPush(a) { try { const b = a.slice(); return b.length + Object.getOwnPropertyDescriptor(a, 'length').writable } catch (e) { return e.name } }
      const fixed = [1]; Object.defineProperty(fixed, 'length', { writable: false });
      console.log(tryPush([1]), tryPush(fixed));
      function make() { const a = [1, 2]; Object.defineProperty(a, 'length', { writable: false }); return a }
      console.log(Object.getOwnPropertyDescriptor(make(), 'length').writable);`),
    hits: ['tryPush', 'make'],
  },
  {
    name: 'keys that look like something else',
    files: script(`
      function make() { return JSON.parse('{"__proto__": {"x": 1}, "constructor": 2, "toString": 3, "": 4, "0": 5, "-1": 6, "01": 7, "length": 8}') }
      const o = make();
      console.log(Object.keys(o).join('|'), Object.hasOwn(o, '__proto__'), Object.getPrototypeOf(o) === Object.prototype);
      function read(o) { return Object.entries(o).length + (o.x ?? 'none') }
      console.log(read(o), read({ ['__proto__']: 1 }), read({ __proto__: { x: 9 } }));`),
    hits: ['make', 'read'],
  },
  {
    name: 'a large table as argument and result',
    files: script(`
      function build(n) { return Array.from({ length: n }, (_, i) => ({ id: i, name: 'n' + (i % 7), value: i / 3, tags: i % 2 ? ['odd'] : [] })) }
      function total(rows) { return rows.reduce((sum, r) => sum + r.id + r.tags.length, 0) }
      const rows = build(300); rows[7].id = Number(process.env.ID);
      console.log(total(rows), rows.length);`),
    env: { ID: '7' },
    hits: ['build', 'total'],
    changes: [{ name: 'one cell', env: { ID: '8' }, hits: ['build'], ran: ['total'] }],
  },
];

suite('values', cases);
