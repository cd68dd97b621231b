/** `this`, methods, accessors, private fields, statics, inheritance, patched prototypes. */
import { type Case, commonJs, script } from './case.ts';
import { suite } from './suite.ts';

const cases: readonly Case[] = [
  {
    name: 'a method that reads this',
    files: script(`
      class P { constructor(x) { this.x = x } twice() { return this.x * 2 } }
      const p = new P(Number(process.env.X));
      console.log(p.twice(), new P(9).twice());`),
    env: { X: '1' },
    hits: ['P.twice'],
    changes: [
      { name: 'field', env: { X: '2' }, hits: ['P.twice'], ran: ['P.twice'] },
      { name: 'code', edit: { 'main.mjs': ['this.x * 2', 'this.x * 3'] }, ran: ['P.twice'] },
    ],
  },
  {
    name: 'a method that changes this',
    files: script(`
      class Acc { total = 0; add(n) { this.total += n; return this } }
      const a = new Acc();
      console.log(a.add(2).add(3).total, a.add(0) === a);`),
    hits: ['Acc.add'],
  },
  {
    name: 'private fields, read and changed',
    files: script(`
      class C { #n; constructor(n) { this.#n = n } get n() { return this.#n } read(k) { return this.#n * k } bump() { this.#n++; return 0 } has(o) { return #n in o } }
      const c = new C(Number(process.env.N));
      console.log(c.read(10)); c.bump(); console.log(c.read(10), c.n, c.has(c), c.has({}));`),
    env: { N: '1' },
    hits: ['C.read', 'C.has', 'C.bump'],
    changes: [{ name: 'value', env: { N: '5' } }],
  },
  {
    name: 'private methods and accessors',
    files: script(`
      class C { #k = 2; #times(n) { return n * this.#k } get #three() { return 3 } run(n) { return this.#times(n) + this.#three } }
      console.log(new C().run(4));`),
    hits: ['C.run'],
    changes: [
      { name: 'method', edit: { 'main.mjs': ['n * this', 'n + this'] }, ran: ['C.run'] },
      { name: 'accessor', edit: { 'main.mjs': ['return 3', 'return 4'] }, ran: ['C.run'] },
      { name: 'field', edit: { 'main.mjs': ['#k = 2', '#k = 5'] }, ran: ['C.run'] },
    ],
  },
  {
    name: 'static fields, static private state, static blocks',
    files: script(`
      class S { static k = Number(process.env.K); static #n = 0; static { S.table = { a: S.k * 2 } } static next() { return ++S.#n } static read(x) { return x + S.k + S.table.a } }
      console.log(S.read(1), S.next(), S.next(), S.read(1));`),
    env: { K: '1' },
    changes: [{ name: 'value', env: { K: '2' }, ran: ['S.static read'] }],
    hits: ['S.static next'],
  },
  {
    name: 'a class of constants',
    files: script(`
      class S { static k = 3; static area(r) { return S.k * r * r } }
      console.log(S.area(2));`),
    hits: ['S.static area'],
    changes: [{ name: 'static', edit: { 'main.mjs': ['k = 3', 'k = 4'] }, ran: ['S.static area'] }],
  },
  {
    name: 'a call that makes objects: edits of constructor, fields and methods',
    files: script(`
      class Base { constructor(n) { this.n = n } }
      class D extends Base { extra = 1; constructor(n) { super(n); this.m = n + 1 } sum() { return this.n + this.m + this.extra } }
      function build(n) { return new D(n).sum() }
      console.log(build(1));`),
    hits: ['build'],
    changes: [
      { name: 'base constructor', edit: { 'main.mjs': ['this.n = n }', 'this.n = n * 10 }'] }, ran: ['build'] },
      { name: 'constructor', edit: { 'main.mjs': ['n + 1', 'n + 2'] }, ran: ['build'] },
      { name: 'field', edit: { 'main.mjs': ['extra = 1', 'extra = 2'] }, ran: ['build'] },
      { name: 'method', edit: { 'main.mjs': ['this.n + this.m', 'this.n - this.m'] }, ran: ['build'] },
    ],
  },
  {
    name: 'an inherited method is edited, overridden, reached by super',
    files: script(`
      class A { name() { return 'A' } hello() { return 'hello ' + this.name() } }
      class B extends A { name() { return 'B' + super.name() } }
      const b = new B();
      function greet(o) { return o.hello() }
      console.log(greet(b), greet(new A()));`),
    hits: ['greet'],
    changes: [
      { name: 'base', edit: { 'main.mjs': [`return 'A'`, `return 'a'`] }, ran: ['greet'] },
      { name: 'override', edit: { 'main.mjs': [`'B' + super`, `'b' + super`] }, ran: ['greet'] },
      { name: 'override gone', edit: { 'main.mjs': [`name() { return 'B' + super.name() }`, ''] }, ran: ['greet'] },
    ],
  },
  {
    name: 'a heritage that is an expression',
    files: script(`
      class A { v() { return 1 } } class B { v() { return 2 } }
      class C extends (process.env.B ? B : A) { w() { return this.v() * 10 } }
      function ask(o) { return o.w() }
      function make() { return new C().w() }
      console.log(ask(new C()), make());`),
    hits: ['ask', 'make'],
    changes: [{ name: 'other', env: { B: '1' }, ran: ['ask', 'make'] }],
  },
  {
    name: 'a prototype exchanged later',
    files: script(`
      class A { v() { return 1 } } class B { v() { return 2 } }
      const o = new A();
      function ask(x) { return x.v() }
      console.log(ask(o)); Object.setPrototypeOf(o, B.prototype); console.log(ask(o)); Object.setPrototypeOf(o, A.prototype); console.log(ask(o));`),
    hits: ['ask'],
  },
  {
    name: 'a method added to and replaced in a prototype of the program',
    files: {
      'main.mjs': `
      import { Shape } from './shape.mjs'; import './patch.mjs';
      function area(n) { return new Shape(n).area() }
      console.log(area(3));`,
      'shape.mjs': 'export class Shape { constructor(n) { this.n = n } area() { return this.n } }',
      'patch.mjs': '',
    },
    hits: ['area'],
    changes: [
      {
        name: 'patched',
        write: {
          'patch.mjs': `import { Shape } from './shape.mjs'; Shape.prototype.area = function () { return this.n * 100 };`,
        },
        ran: ['area'],
      },
    ],
  },
  {
    name: 'an accessor put on a prototype of the program',
    files: {
      'main.mjs': `
      import { Shape } from './shape.mjs'; import './patch.mjs';
      function width(s) { return s.width ?? 'none' }
      console.log(width(new Shape(3)));`,
      'shape.mjs': 'export class Shape { constructor(n) { this.n = n } }',
      'patch.mjs': '',
    },
    hits: ['width'],
    changes: [
      {
        name: 'patched',
        write: {
          'patch.mjs': `import { Shape } from './shape.mjs'; Object.defineProperty(Shape.prototype, 'width', { get() { return this.n * 7 } });`,
        },
        ran: ['width'],
      },
    ],
  },
  {
    name: 'a builtin prototype patched',
    files: {
      'main.mjs': `
      import './patch.mjs';
      function last(list) { return list.at(-1) }
      function words(s) { return s.split(' ').length }
      console.log(last([1, 2, 3]), words('a b'));`,
      'patch.mjs': '',
    },
    hits: ['last', 'words'],
    changes: [
      { name: 'Array.prototype.at', write: { 'patch.mjs': `Array.prototype.at = () => 'patched';` } },
      { name: 'Array.prototype element', write: { 'patch.mjs': `Array.prototype[7] = 'hole';` } },
      { name: 'Object.prototype', write: { 'patch.mjs': `Object.prototype.extra = 1;` } },
      {
        name: 'a setting',
        write: { 'patch.mjs': `Object.defineProperty(String.prototype, 'split', { value: () => [1, 2, 3, 4] });` },
      },
      { name: 'a symbol', write: { 'patch.mjs': `String.prototype[Symbol.iterator] = function* () { yield 1 };` } },
      { name: 'an unrelated one', write: { 'patch.mjs': `Math.answer = 42;` } },
    ],
  },
  {
    name: 'builtins patched around a call and put back',
    files: script(`
      function most(a, b) { return Math.max(a, b) }
      function trick(a, b) { const max = Math.max; Math.max = () => 42; try { return most(a, b) } finally { Math.max = max } }
      console.log(most(1, 2), trick(1, 2), most(1, 2), trick(1, 2));`),
    hits: ['most'],
  },
  {
    name: 'console.log replaced for a while',
    files: script(`
      function speak(x) { console.log('spoken', x); return x }
      function captured(f) { const log = console.log, lines = []; console.log = (...all) => { lines.push(all.join(' ')) }; try { f(1) } finally { console.log = log } return lines }
      speak(1); console.log(captured(speak).length); speak(1);`),
    hits: ['speak'],
  },
  {
    name: 'process.stdout.write replaced for a while',
    files: script(`
      function speak(x) { process.stdout.write('spoken ' + x + '\\n'); return x }
      speak(1);
      const write = process.stdout.write; let text = '';
      process.stdout.write = (s) => { text += s; return true };
      speak(1);
      process.stdout.write = write;
      console.log(JSON.stringify(text)); speak(1);`),
    hits: ['speak'],
    ran: ['speak'],
  },
  {
    name: 'getters and setters of objects',
    files: script(`
      const o = { n: 1, get double() { return this.n * 2 }, set double(v) { this.n = v / 2 } };
      function read() { return o.double }
      console.log(read()); o.double = 10; console.log(read());`),
    hits: ['read'],
    changes: [{ name: 'getter', edit: { 'main.mjs': ['this.n * 2', 'this.n * 3'] }, ran: ['read'] }],
  },
  {
    name: 'a getter that counts',
    files: script(`
      let reads = 0;
      const o = { get v() { reads += 1; return 5 } };
      function read() { return o.v + o.v }
      console.log(read(), reads, read(), reads);`),
    hits: ['read'],
  },
  {
    name: 'computed keys and symbols as methods',
    files: script(`
      const key = 'k' + process.env.K, sym = Symbol('s');
      class C { [key]() { return 1 } [sym]() { return 2 } get ['g' + key]() { return 3 } }
      function run(name) { const c = new C(); return (c[name]?.() ?? 'none') + c[sym]() }
      console.log(run('k1'));`),
    env: { K: '1' },
    hits: ['run'],
    changes: [
      { name: 'key', env: { K: '2' }, ran: ['run'] },
      { name: 'code', edit: { 'main.mjs': ['return 2', 'return 20'] }, ran: ['run'] },
    ],
  },
  {
    name: 'conversions that run code',
    files: script(`
      class T { constructor(v) { this.v = v } valueOf() { return this.v } toString() { return 't' + this.v } [Symbol.toPrimitive](hint) { return hint === 'number' ? this.v : 't' + this.v } toJSON() { return { j: this.v } } }
      function all(t) { return [+t, \`\${t}\`, JSON.stringify(t), t + ''].join() }
      console.log(all(new T(3)));`),
    hits: ['all'],
    changes: [{ name: 'toJSON', edit: { 'main.mjs': ['j: this.v', 'j: -this.v'] }, ran: ['all'] }],
  },
  {
    name: 'instanceof that runs code',
    files: script(`
      class Even { static [Symbol.hasInstance](n) { return n % 2 === 0 } }
      function test(n) { return n instanceof Even }
      console.log(test(2), test(3));`),
    hits: ['test'],
    changes: [{ name: 'code', edit: { 'main.mjs': ['=== 0', '=== 1'] }, ran: ['test'] }],
  },
  {
    name: 'iterators of the program',
    files: script(`
      class Range { constructor(n) { this.n = n } *[Symbol.iterator]() { for (let i = 0; i < this.n; i++) yield i } }
      function sum(r) { let s = 0; for (const i of r) s += i; return s }
      console.log(sum(new Range(4)), Math.max(...new Range(3)));`),
    hits: ['sum'],
    changes: [{ name: 'generator', edit: { 'main.mjs': ['yield i', 'yield i * 2'] }, ran: ['sum'] }],
  },
  {
    name: 'functions used as constructors',
    files: commonJs(`
      function P(x) { this.x = x }
      P.prototype.twice = function () { return this.x * 2 };
      function make(x) { return new P(x).twice() }
      function Odd() { return { own: 1 } }
      console.log(make(3), new Odd().own, new P(1) instanceof P);`),
    hits: ['make'],
    changes: [
      { name: 'constructor', edit: { 'main.cjs': ['this.x = x', 'this.x = x + 1'] }, ran: ['make'] },
      { name: 'method', edit: { 'main.cjs': ['this.x * 2', 'this.x * 3'] }, ran: ['make'] },
    ],
  },
  {
    name: 'this of sloppy functions: undefined, primitives',
    files: commonJs(`
      function kind() { return typeof this }
      function strict() { 'use strict'; return typeof this }
      console.log(kind(), kind.call(5), kind.call('s'), strict(), strict.call(5));`),
  },
  {
    name: 'mixins made by a function',
    files: script(`
      const Loud = (Base) => class extends Base { shout() { return this.say().toUpperCase() } };
      class Dog { say() { return 'wow' } }
      const LoudDog = Loud(Dog);
      function bark() { return new LoudDog().shout() }
      console.log(bark());`),
    hits: ['bark'],
    changes: [
      { name: 'base', edit: { 'main.mjs': [`'wow'`, `'waf'`] }, ran: ['bark'] },
      { name: 'mixin', edit: { 'main.mjs': ['toUpperCase', 'toLowerCase'] }, ran: ['bark'] },
    ],
  },
  {
    name: 'delegation through Proxy and Reflect',
    files: script(`
      const target = { v: 1 };
      const proxy = new Proxy(target, { get: (t, k) => (k === 'v' ? t.v * 10 : Reflect.get(t, k)) });
      function read() { return proxy.v }
      function inner() { return new Proxy({ a: 1 }, { get: () => 5 }).a }
      console.log(read()); target.v = 2; console.log(read(), inner());`),
    hits: ['inner'],
    bypass: { read: 'opaque-variable' },
  },
  {
    name: 'new.target',
    files: script(`
      function K() { return new.target === undefined ? 'plain' : { made: true } }
      console.log(K(), new K().made);`),
    bypass: { K: 'not-a-candidate' },
  },
];

suite('objects', cases);
