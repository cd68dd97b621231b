/** Data: programs that use the language widely; each shows what it computed through `log`. */
export interface Snippet {
  readonly name: string;
  readonly text: string;
  readonly format?: 'module' | 'commonjs';
}

export const SNIPPETS: readonly Snippet[] = [
  { name: 'hashbang', text: '#!/usr/bin/env node\nfunction f() { return 1 }\nlog(f())' },
  {
    name: 'hashbang in CommonJS',
    format: 'commonjs',
    text: '#!/usr/bin/env node\nfunction f() { return 1 }\nlog(f())',
  },
  {
    name: 'lazy variables',
    text: `
let a, b = null, c, d = void 0, e = null, h, i;
function one(x) { return a ??= [x, (x, x + 1)] }
const two = (x) => b || (b = { x });
function three(list) { if (typeof c === 'undefined') { c = new Map(); for (const x of list) { if (x > 2) break; c.set(x, list) } }
  return c.size }
function four() { if (d === undefined) d = function named() { return 4 }
  return d() }
function five() { if (!e) { e = 5 } return e }
async function six() { if (a == null) { a = [] } await null; return a ||= 6 }
function seven(x) { if (h) return h
  const raw = [x]
  h = raw
  return h
}
const eight = (x) => { if (i != null) { return i } for (const y of x) i = y; return i }
log(seven(1), seven(2), eight([1, 2]), eight([3]));
log(one(1), one(2), two(1), two(2), three([1, 2, 3]), three([]), four(), d.name, five(), await six());`,
  },
  {
    name: 'classes with everything',
    text: `
let order = [];
const key = (k) => { order.push(k); return k };
class A { #p = 1; static #q = 2; pub = this.#p + 1; static s = A.#q; [key('computed')] = 5; [key('fn')] = () => 6;
  static { order.push('static block'); this.made = true }
  constructor(x = 3) { this.x = x; order.push(new.target === A) }
  get p() { return this.#p } set p(v) { this.#p = v }
  static get sq() { return A.#q }
  #private(n) { return n * 2 } twice(n) { return this.#private(n) }
  has(o) { return #p in o }
  *gen() { yield* [1, 2]; return 3 }
  async later() { return await this.x }
  async *both() { yield await 1; yield 2 }
  ['comp' + 'uted2']() { return 'c' } 'quoted key'() { return 'q' } 42() { return 42 } static static() { return 'static' }
  get() { return 'get' } set() { return 'set' } async() { return 'async' } static async() { return 'sa' }
}
class B extends A { arrow = () => this.x; named = function () {}; klass = class {}; #secret = () => 1
  constructor(...rest) { const early = () => this; super(...rest); this.y = super.twice(4); log(early() === this) }
  twice(n) { return super.twice(n) + 1 } get p() { return super.p + 100 } set p(v) { super.p = v } static make() { return new this(9) }
  secretName() { return this.#secret.name } }
const b = B.make(); b.p = 4;
log(order, b, b.p, b.y, b.twice(1), [...b.gen()], b.computed2(), b['quoted key'](), b[42](), A.static(), b.get(), b.set(), b.async(), A.async());
log(b.arrow(), b.arrow.name, b.named.name, b.klass.name, b.fn.name, b.secretName(), A.sq, A.made, b.has(b), b.has({}));
log(Object.getOwnPropertyDescriptor(B.prototype, 'p').get.name, A.name, B.length, A.prototype.later.name);
log(await b.later()); for await (const v of b.both()) log(v);
log((class { static name2 = this.name }).name2, (class X extends null { static y = X.name }).y);`,
  },
  {
    name: 'arrows whose bodies are objects, sequences and arrows',
    text: `
const a = () => ({ x: 1 }), b = (x) => (x++, x), c = x => y => z => x + y + z, d = async x => ({ y: await x }), e = (
  x,
) => // a comment
  x * 2, f = x => /re/.test(x) ? (1) : (2), g = () => [1, 2].map(x => x * 2), h = ({ a = 1, ...r } = {}, [p, , q] = [1, 2, 3]) => ({ a, r, p, q });
const async = (x) => x; const i = async(5), j = async (x) => x, k = async x => x, l = (a) => { return }, m = _ => { };
log(a(), b(1), c(1)(2)(3), await d(4), e(3), f('re'), g(), h({ b: 2 }), i, await j(1), await k(2), l(), m(), a.name, c.name, c.length, h.length);
const o = { m: () => 1, ['n' + 1]: () => 2, async o() { return 3 }, *p() { yield 4 }, async *q() { yield 5 }, get r() { return 6 }, set r(v) { log('set', v) }, async: 7, get: 8, set: 9, async *[Symbol.asyncIterator]() { yield 10 } };
o.r = 1; log(o.m(), o.n1(), await o.o(), [...o.p()], o.r, o.async, o.get, o.set, o.m.name, o.n1.name);
for await (const v of o) log(v);
const proto = { __proto__: function () {} }; log(Object.getPrototypeOf(proto).name);`,
  },
  {
    name: 'statements that rely on automatic semicolons',
    text: `
function f() {
  (log)('paren')
  ;[1].forEach(x => log(x))
  let a = 1
  ++a
  return a
}
log(f())
const g = function () { [1, 2].forEach(log) }
g()
const h = () => { \`x\`.toString(); /re/.exec('re') }
h()
function* gen() {
  yield
  yield 1
  const x = yield
  log(x)
  yield [yield 2, yield 3]
}
const it = gen(); log(it.next(), it.next(), it.next(), it.next('sent'), it.next(), it.next('a'), it.next('b'), it.next())
async function k() {
  await 1
  ;(await log)('awaited')
  await [await 2]
  return
  unreachable
}
await k()
const w = async () => { const { x } = await { x: 1 }; return x
}
log(await w())`,
  },
  {
    name: 'directives in sloppy code',
    format: 'commonjs',
    text: `
function strict() { 'use strict'; return this === undefined }
function strict2() { 'other'; "use strict"
  return this === undefined }
function sloppy() { return this === undefined }
function not() { ('use strict'); return this === undefined }
const arrow = () => { 'use strict'; return (function () { return this })() }
async function later() { 'use strict'; return this === undefined }
log(strict(), strict2(), sloppy(), not(), arrow()); later().then(log)`,
  },
  {
    name: 'strict CommonJS',
    format: 'commonjs',
    text: `'use strict'
const x = 1; exports.f = function () { return this }; module.exports.g = () => x; log((0, exports.f)(), exports.g(), __filename, typeof require); return; log('not reached')`,
  },
  {
    name: 'sloppy CommonJS',
    format: 'commonjs',
    text: `
var undefined1; { function inBlock() { return 'block' } } log(inBlock());
function args(a) { arguments[0] = 5; return [a, arguments.length, arguments.callee === args] } log(args(1, 2));
function dup(a, a) { return a } log(dup(1, 2)); leaked = 3; log(leaked, delete globalThis.leaked, 010, this === exports);
with ({ w: 1 }) { log(w); (function () { log(w) })() }
var f = function self(n) { return n ? self(n - 1) + 1 : 0 }; log(f(3));
label: for (var i = 0; i < 3; i++) { for (;;) { if (i === 1) break label; continue label } } log(i);
log(eval('1 + 1'), new Function('a', 'return a')(3), (function () { return eval('var z = 1; z') })());
async function twice() { function g() { return 1 } function g() { return 2 } var h = await g(); return h } twice().then(log);
async function params(a, b = () => a) { var a = 5; await 0; return [a, b()] } params(1).then(log);
(function (root, factory) { module.exports = factory(root) })(this, function (root) { var k = 1; function z(a) { return k + a } return z });
log(module.exports(2)); function Old(a) { if (!(this instanceof Old)) return new Old(a); this.a = a } Old.prototype.m = function () { return this.a }; log(Old(1).m(), new Old(2).m(), Old.prototype.m.name)`,
  },
  {
    name: 'destructuring and defaults',
    text: `
function f({ a, b: { c = 1, ...d } = {}, [\`k\${1}\`]: e = 2 }, [g, [h] = [3], ...i] = [], ...[j]) { return { a, c, d, e, g, h, i, j } }
log(f({ a: 1, k1: 5 }, [1, [2], 3, 4], 6), f({ a: 0 }), f.length);
let calls = 0; const effect = () => ++calls; function g(a = effect(), b = a + effect()) { return [a, b] } log(g(), g(1), calls);
function h(a, b = () => a, c = class { m() { return a } }, d = function () { return b() }) { a = 7; return [b(), new c().m(), d()] } log(h(1));
let x, y; [x, y = 5] = [1]; ({ x, ...y } = { x: 2, z: 3 }); log(x, y); for (const [k, v] of Object.entries({ p: 1 })) log(k, v);
const { n = () => 1, o: p = function () {} } = {}; log(n.name, p.name); let q; q ??= () => 1; log(q.name); try { null.x } catch ({ name }) { log(name) }`,
  },
  {
    name: 'loops, labels and switches with closures',
    text: `
const fs = []; for (let i = 0; i < 3; i++) fs.push(() => i); log(fs.map((f) => f()));
outer: for (const i of [1, 2, 3]) { inner: do { if (i === 2) continue outer; if (i === 3) break outer; break inner } while (true); log(i) }
function sw(x) { switch (x) { case 1: case 2: { return 'low' } default: return 'other'; case 3: let y = 3; return y } } log(sw(1), sw(3), sw(9));
function fin() { for (const i of [1, 2]) { try { if (i === 1) continue; return i } finally { log('finally', i) } } } log(fin());
const tag = (s, ...v) => s.raw.join('|') + v.join(); log(tag\`a\${1}b\${(() => 2)()}\\n\`); var v1 = 1, v2; if (v1) function_(); function function_() { log('hoisted') }
log([, 1, , 2].length, ((a, b) => a ** b)(2, 3), 1_000, 0x1fn, new (class { constructor() { return { made: 1 } } })(), (() => {})?.(), null?.x.y(), [...'ab'], { ...{ a: 1 } });`,
  },
  {
    name: 'async control flow',
    text: `
async function f(n) { try { if (n > 1) throw new Error('big'); return await n } catch (e) { log('caught', e.message); return (await 0, await -1) } finally { await null; log('finally') } }
log(await f(1), await f(2)); async function g() { const r = []; for (const x of [1, 2]) r.push(await x * 2); while (r.length < 4) r.push(await r.length); return r } log(await g());
const h = async () => { throw new TypeError('t') }; await h().catch((e) => log(e.name)); log(await Promise.all([1, 2].map(async (x) => (await x) + 1)));
async function* gen() { try { yield 1; yield await 2; yield* [3] } finally { log('closed') } } for await (const x of gen()) { log(x); if (x === 2) break }
async function forAwait() { let s = 0; for await (const x of [1, Promise.resolve(2)]) s += x; return s } log(await forAwait());
class T { async m() { return super.toString === Object.prototype.toString && await this.#p() } async #p() { return arguments.length } static async s() { return await this.name } } log(await new T().m(), await T.s());
async function order(name) { log(name, 1); await null; log(name, 2); await null; return name } log(await Promise.all([order('a'), order('b')]));
const nested = async (x) => { const inner = async () => await x + await (async () => 1)(); return \`\${await inner()}\${await x ? 'y' : 'n'}\` }; log(await nested(1), typeof await 1, -await 1, !await 0, [await 1], { a: await 1 }.a, (await log).name);
async function args() { const a = () => arguments[0]; await 1; return a() } log(await args(5)); const t = { then(r) { r('thenable') } }; async function th() { return t } log(await th());
async function sw(x) { switch (await x) { case await 1: return 'one' } if (await x) return; else return 2 } log(await sw(1), await sw(0), await sw(3)); async function empty() {} log(await empty());`,
  },
  {
    name: 'names like those of cells and locals',
    text: `
const $r0 = 1, $v = 2, $c = 3, $x = 4, $n = 5; function f($r1) { for (;;) return $r0 + $v + $c + $x + $n + $r1 } log(f(1));
async function g() { try { await 0; throw $x } catch ($c2) { return [$c, $x, $n, $v] } } log(await g());
function h($r2) { return f($r2) } log(h(2)); const $rX = 'mine'; log($rX, (() => $rX)());`,
  },
  {
    name: 'comments in awkward places',
    text: `
/*$9*/ function /*$8*/ f /*$7*/ ( /*$6*/ a /*,*/ ) /*{*/ { /*$5*/ return a } // }
const g = /*1*/ ( /*2*/ ) /* => */ => /*3*/ ( /*4*/ 1 /*5*/ ) /*6*/, h = async /*7*/ ( a // =>
) => /*8*/ a, i = x /* => */ => x; class A { static /*a*/ async /*b*/ * /*c*/ m /*d*/ () { yield 1 } get /*e*/ x /*f*/ () { return 2 } static /*$0*/ { log('block') } static /*g*/ y /*h*/ = /*i*/ 3 /*j*/ }
log(f(1), g(), await h(2), i(3), new A().x, A.y, (await A.m().next()).value); async function k() { return /* a */ await /* b */ 1 /* c */ } log(await k())`,
  },
];
