/** Functions of every kind, made during a call: what each of them is beside its code and variables. */
import { type Case, commonJs, script } from './case.ts';
import { suite } from './suite.ts';

const cases: readonly Case[] = [
  {
    name: 'a variable that is not there yet',
    files: script(`
      function make() { const f = () => later; if (f) return f; let later = 1 }
      try { make()() } catch (error) { console.log(error.name) }`),
    hits: ['make'],
  },
  {
    name: 'a constant cannot be set afterwards either',
    files: script(`
      function make() { const k = { n: 1 }; return { set() { try { k = 2 } catch (error) { return error.name } }, get: () => k } }
      const m = make();
      console.log(m.set(), m.get().n, m.get() === m.get(), m.get() === make().get());`),
    hits: ['make'],
  },
  {
    name: 'this, arguments of others and new.target',
    files: script(`
      class Box { constructor(v) { this.v = v } reader() { return () => this.v } }
      function self() { return () => this.k }
      const b = new Box(1), r = b.reader();
      b.v = 5;
      function Kind() { this.made = () => new.target === Kind }
      function build() { return new Kind() }
      function args() { return () => arguments.length }
      console.log(r(), self.call({ k: 3 })(), build().made(), args(1, 2)());`),
    hits: ['Box.reader', 'self'],
    bypass: { args: 'opaque-result' },
  },
  {
    name: 'home objects',
    files: script(`
      const base = { hi() { return 'base of ' + this.n } };
      function make(n) { return Object.setPrototypeOf({ n, hi() { return 'own, ' + super.hi() }, late() { return () => super.hi() } }, base) }
      const o = make(1);
      console.log(o.hi(), o.late()(), make(2).hi.call({ n: 3 }));`),
    hits: ['make'],
    changes: [{ name: 'of the home', edit: { 'main.mjs': ["'base of '", "'under '"] }, hits: ['make'] }],
  },
  {
    name: 'kinds of functions',
    files: script(`
      function kinds() { return [function () {}, () => 1, function* () { yield 1 }, async () => 2, async function () { return 3 }, async function* () { yield 4 }, { m() { return 5 } }.m] }
      const show = (f) => [typeof f.prototype, f.name, f.length, Object.prototype.toString.call(f), (() => { try { return typeof new f() } catch (error) { return error.name } })()].join(' ');
      for (const f of kinds()) console.log(show(f));
      const [plain, arrow, gen, later, named, stream, method] = kinds();
      console.log(arrow(), [...gen()], await later(), await named(), method(), new plain() instanceof plain, gen.prototype === kinds()[2].prototype);
      for await (const x of stream()) console.log(x);`),
    hits: ['kinds'],
  },
  {
    name: 'sloppy functions and those of CommonJS modules',
    files: commonJs(`
      const path = require('node:path');
      let n = 0;
      function make(dir) { return { who() { return typeof this }, join: (...parts) => path.join(dir, ...parts), bump: () => ++n, free: function () { return typeof this }, nowhere: () => typeof nobody } }
      const m = make('a');
      console.log(m.who(), m.join('b'), m.bump(), make('z').bump(), (0, m.free)(), m.nowhere(), n);`),
    hits: ['make'],
    changes: [{ name: 'code', edit: { 'main.cjs': ['++n', 'n += 5'] }, ran: ['make'] }],
  },
  {
    name: 'names, lengths, properties and prototypes that were changed',
    files: script(`
      function make() {
        const f = Object.assign((a, b) => a, { x: 1, [Symbol.iterator]: 2 });
        Object.defineProperty(f, 'name', { value: 'other' });
        const g = function (a) {};
        delete g.length; g.size = 1; g.prototype.up = 'proto';
        const h = Object.setPrototypeOf(Object.freeze(function () {}).bind ? function last() {} : null, null);
        return [f, g, Object.freeze(function cold() {}), h];
      }
      const show = (f) => JSON.stringify(Reflect.ownKeys(f).map((k) => [String(k), typeof f[k], Object.getOwnPropertyDescriptor(f, k).writable])) + Object.isFrozen(f) + (Object.getPrototypeOf(f) === null);
      console.log(make().map(show).join('\\n'), new (make()[1])().up);`),
    hits: ['make'],
  },
  {
    name: 'classes of the old kind and what they made',
    files: script(`
      function make(n) { function Point(x) { this.x = x } Point.prototype.plus = function (y) { return this.x + y + n }; return [Point, new Point(1)] }
      const [Point, p] = make(10);
      console.log(p instanceof Point, p.plus(1), new Point(5).plus(1), p.constructor === Point, make(10)[1] instanceof Point);`),
    hits: ['make'],
    changes: [{ name: 'method', edit: { 'main.mjs': ['this.x + y', 'this.x - y'] }, ran: ['make'] }],
  },
  {
    name: 'getters and setters in results',
    files: script(`
      function make(n) { return { get v() { return n * 2 }, set v(x) { n = x }, n } }
      const m = make(2);
      m.v = 7;
      console.log(m.v, m.n, make(2).v, Object.getOwnPropertyDescriptor(m, 'v').get.name);`),
    hits: ['make'],
    changes: [{ name: 'code', edit: { 'main.mjs': ['n * 2', 'n * 3'] }, ran: ['make'] }],
  },
  {
    name: 'iterators made by hand',
    files: script(`
      function range(n) { let i = 0; return { next: () => (i < n ? { value: i++, done: false } : { value: undefined, done: true }), [Symbol.iterator]() { return this } } }
      const r = range(3);
      console.log(r.next().value, [...r].join(), [...range(2)].join());`),
    hits: ['range'],
  },
  {
    name: 'functions of fields',
    files: script(`
      class Button { clicks = 0; click = () => { this.clicks += 1; return this.clicks } }
      function make() { return new Button() }
      const b = make(), { click } = b;
      click(); click();
      console.log(b.clicks, make().click(), b instanceof Button);`),
    hits: ['make'],
    changes: [{ name: 'the field', edit: { 'main.mjs': ['+= 1', '+= 2'] }, ran: ['make'] }],
  },
  {
    name: 'captured data of all kinds',
    files: script(`
      function make() {
        const map = new Map([[1, new Set([2])]]), bytes = new Uint8Array([1, 2]), date = new Date(0), cycle = { map }, big = 2n ** 70n, pattern = /a+/g;
        cycle.self = cycle;
        return () => [map.get(1).has(2), bytes.join(), date.getTime(), cycle.self === cycle, cycle.map === map, big, pattern.test('caat'), pattern.lastIndex].join();
      }
      const f = make();
      console.log(f(), f(), make()());`),
    hits: ['make'],
  },
  {
    name: 'what cannot be made again',
    files: script(`
      function classes() { return class A { x = 1 } }
      function instance() { class A { get v() { return 2 } } return new A() }
      function code() { return (0, eval)('() => 3') }
      function generator() { const g = (function* () { yield 4 })(); return () => g.next().value }
      function bound() { return Math.max.bind(null, 5) }
      function secret() { class S { #p = 6; read = () => this.#p } return new S() }
      console.log(new (classes())().x, instance().v, code()(), generator()(), bound()(1), secret().read());`),
    bypass: {
      classes: 'opaque-result',
      instance: 'opaque-result',
      generator: 'opaque-result',
      bound: 'opaque-result',
      secret: 'opaque-result',
    },
  },
  {
    name: 'private names and class names',
    files: script(`
      class Account {
        #sum = 0;
        static open() { return () => new Account() }
        adder() { return (x) => { this.#sum += x; return this.#sum } }
      }
      const account = new Account(), add = account.adder();
      console.log(add(1), add(2), account.adder()(0), Account.open()() instanceof Account);`),
    hits: ['Account.adder', 'Account.static open'],
  },
];

suite('kinds of functions made during a call', cases);
