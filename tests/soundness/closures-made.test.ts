/** Functions made during a call, with the variables they share: in its result, and in what it changes. */
import { type Case, script } from './case.ts';
import { suite } from './suite.ts';

const cases: readonly Case[] = [
  {
    name: 'a model that predicts',
    files: script(`
      const data = Number(process.env.SLOPE);
      function train(k) { const w = k * data; return { predict: (x) => x * w, w } }
      const model = train(2);
      console.log(model.predict(3), model.predict(4), model.w);`),
    env: { SLOPE: '2' },
    hits: ['train', 'train/predict'],
    changes: [
      { name: 'what the model is made of', env: { SLOPE: '3' }, ran: ['train', 'train/predict'] },
      { name: 'the code of the function', edit: { 'main.mjs': ['x * w', 'x + w'] }, ran: ['train', 'train/predict'] },
      {
        name: 'a new name',
        edit: {
          'main.mjs': [
            'const w = k * data; return { predict: (x) => x * w, w }',
            'const u = k * data; return { predict: (y) => y * u, w: u }',
          ],
        },
        hits: ['train', 'train/predict'],
      },
      {
        name: 'another argument',
        edit: { 'main.mjs': ['predict(3)', 'predict(5)'] },
        hits: ['train'],
        ran: ['train/predict'],
      },
    ],
  },
  {
    name: 'two functions over one variable, which is not that of the next call',
    files: script(`
      function counter(n) { return { bump: () => ++n, read: () => n } }
      const a = counter(1), b = counter(1);
      console.log(a.bump(), a.bump(), a.read(), b.read(), b.bump(), a.read());`),
    hits: ['counter'],
    changes: [{ name: 'code', edit: { 'main.mjs': ['++n', 'n += 2'] }, ran: ['counter'] }],
  },
  {
    name: 'functions over variables of their own',
    files: script(`
      function apart() { const one = () => { let n = 0; return () => ++n }; return [one(), one()] }
      const [f, g] = apart();
      console.log(f(), f(), g());`),
    hits: ['apart'],
  },
  {
    name: 'a variable for each round of a loop, and one for all',
    files: script(`
      function each() { const fs = []; for (let i = 0; i < 3; i++) fs.push(() => i++); return fs }
      function all() { var fs = []; for (var i = 0; i < 3; i++) fs.push(() => i++); return fs }
      const e = each(), a = all();
      console.log(e[0](), e[0](), e[1](), e[2](), a[0](), a[1](), a[2]());`),
    hits: ['each', 'all'],
  },
  {
    name: 'module variables are the very ones',
    files: script(`
      let n = 0;
      const log = [];
      function make(k) { return () => { n += k; log.push(n); return n } }
      const f = make(2), g = make(3);
      f(); g(); n = 10; f();
      console.log(n, log.join());`),
    hits: ['make'],
  },
  {
    name: 'imported variables are those of the other module',
    files: {
      'main.mjs': `
        import { n, add as plus, reset } from './lib.mjs';
        function make(k) { return () => { plus(k); return n } }
        const f = make(2);
        console.log(f(), f()); reset(7); console.log(f(), n);`,
      'lib.mjs': 'export let n = 0; export function add(k) { n += k } export function reset(k) { n = k }',
    },
    hits: ['make'],
    changes: [
      { name: 'what the import means', edit: { 'lib.mjs': ['n += k', 'n += 2 * k'] }, hits: ['make'] },
      {
        name: 'a new local name',
        edit: {
          'main.mjs': [
            "add as plus, reset } from './lib.mjs';\n        function make(k) { return () => { plus(k)",
            "add as sum, reset } from './lib.mjs';\n        function make(k) { return () => { sum(k)",
          ],
        },
        hits: ['make'],
      },
    ],
  },
  {
    name: 'the import leads elsewhere',
    files: {
      'main.mjs': `
        import { value } from './one.mjs';
        function make() { return () => value }
        console.log(make()());`,
      'one.mjs': 'export const value = 1;',
      'two.mjs': 'export const value = 2;',
    },
    hits: ['make'],
    changes: [{ name: 'to the other module', edit: { 'main.mjs': ['./one.mjs', './two.mjs'] } }],
  },
  {
    name: 'two imports change their names',
    files: {
      'main.mjs': `
        import { a as x, b as y } from './lib.mjs';
        function make() { return () => x + '-' + typeof y }
        console.log(make()());`,
      'lib.mjs': 'export let a = 1; export let b = "two";',
    },
    hits: ['make'],
    changes: [
      { name: 'each has the other’s', edit: { 'main.mjs': ['a as x, b as y', 'b as x, a as y'] } },
      {
        name: 'and so does the code',
        write: {
          'main.mjs':
            "import { b as x, a as y } from './lib.mjs';\nfunction make() { return () => y + '-' + typeof x }\nconsole.log(make()());",
        },
      },
    ],
  },
  {
    name: 'a variable of an activation that goes on',
    files: script(`
      function outer(start) {
        let n = start;
        function maker(k) { return () => { n += k; return n } }
        const f = maker(1), g = maker(10);
        const seen = [f(), g(), f(), n];
        n = 100;
        return [...seen, f(), n].join();
      }
      console.log(outer(0), outer(5));`),
    hits: ['outer'],
    changes: [{ name: 'around', edit: { 'main.mjs': ['n = 100', 'n = 200'] }, hits: ['outer/maker'], ran: ['outer'] }],
  },
  {
    name: 'a variable shared with functions that were there before',
    files: script(`
      function pair() { let v = 1; return { read: () => v, write: (x) => { v = x; return v }, more: () => ({ twice: () => { v *= 2; return v } }) } }
      const p = pair();
      const q = p.more();
      q.twice(); p.write(5); q.twice();
      console.log(p.read(), q.twice(), p.read());`),
    hits: ['pair', 'pair/more'],
  },
  {
    name: 'a function that knows itself by name, and two that know each other',
    files: script(`
      function make() { return function fact(n) { return n < 2 ? 1 : n * fact(n - 1) } }
      function both() { const even = (n) => n === 0 || odd(n - 1), odd = (n) => n > 0 && even(n - 1); return { even, odd } }
      const f = make(), { even, odd } = both();
      console.log(f(5), even(4), odd(4), odd(3), f === make());`),
    hits: ['make', 'both', 'make/fact'],
    changes: [
      { name: 'one of them', edit: { 'main.mjs': ['odd(n - 1),', '!odd(n - 1),'] }, ran: ['both'], hits: ['make'] },
    ],
  },
  {
    name: 'functions put into what is there',
    files: script(`
      const handlers = [];
      const table = new Map();
      let current = null;
      function on(name, k) { const h = (x) => x * k; handlers.push(h); table.set(name, h); current = h; return h }
      const f = on('a', 2); on('b', 3);
      console.log(handlers.map((h) => h(5)).join(), table.get('a') === handlers[0], f === handlers[0], current === table.get('b'), current(1));`),
    hits: ['on'],
    changes: [{ name: 'code', edit: { 'main.mjs': ['x * k', 'x - k'] }, ran: ['on'] }],
  },
  {
    name: 'one variable in the result and in what was changed',
    files: script(`
      const readers = [];
      function make() { let n = 0; readers.push(() => n); return () => ++n }
      const f = make();
      f(); f();
      console.log(readers[0](), f(), readers[0]());`),
    hits: ['make'],
  },
  {
    name: 'a lazy variable that holds a function',
    files: script(`
      let parser;
      function get() { parser ??= ((k) => (x) => x + k)(Number(process.env.K)); return parser }
      function use(x) { return get()(x) }
      console.log(get() === get(), use(1), use(2));`),
    env: { K: '5' },
    hits: ['get', 'use'],
    changes: [
      { name: 'what it captured', env: { K: '6' }, ran: ['get'] },
      { name: 'its code', edit: { 'main.mjs': ['x + k', 'x * k'] }, ran: ['get', 'use'] },
    ],
  },
  {
    name: 'functions handed on from call to call',
    files: script(`
      function add(k) { return (x) => x + k }
      function twice(f) { return (x) => f(f(x)) }
      function all() { return twice(twice(add(Number(process.env.K)))) }
      const f = all();
      console.log(f(1), twice(f)(1));`),
    env: { K: '1' },
    hits: ['all', 'twice'],
    changes: [
      { name: 'innermost value', env: { K: '2' }, ran: ['all'] },
      { name: 'innermost code', edit: { 'main.mjs': ['x + k', 'x * k'] }, ran: ['all'] },
    ],
  },
  {
    name: 'a call is told by the functions that it is given, whoever made them',
    files: script(`
      function make(k) { return { f: (x) => x * k, tag: 't' } }
      function run({ f }, x) { return f(x) + 1 }
      console.log(run(make(2), 5), run(make(3), 5), run({ f: (x) => x, tag: 't' }, 5));`),
    hits: ['make', 'run'],
    changes: [
      { name: 'a value', edit: { 'main.mjs': ['make(3)', 'make(4)'] }, hits: ['make', 'run'], ran: ['make', 'run'] },
    ],
  },
  {
    name: 'functions made after waiting',
    files: script(`
      const sleep = (ms) => new Promise((done) => setTimeout(done, ms));
      async function load(k) { await sleep(5); let n = k; return { next: () => n++, later: async () => n } }
      const [a, b] = await Promise.all([load(1), load(5)]);
      console.log(a.next(), a.next(), b.next(), await a.later());`),
    hits: ['load'],
    changes: [{ name: 'code', edit: { 'main.mjs': ['n++', 'n--'] }, ran: ['load'] }],
  },
  {
    name: 'classes inside, whose methods are edited',
    files: script(`
      const unit = 'cm';
      function make(n) { return () => { class Size { text() { return n + unit } } return new Size().text() } }
      console.log(make(1)(), make(2)());`),
    hits: ['make'],
    changes: [
      { name: 'method', edit: { 'main.mjs': ['n + unit', 'unit + n'] } },
      { name: 'method that needs more', edit: { 'main.mjs': ['n + unit', 'n + unit + process.argv.length'] } },
    ],
  },
  {
    name: 'functions of a package',
    files: {
      'main.mjs': `
        import { scale } from 'linear';
        function fit(a, b) { return scale([a, b]) }
        const s = fit(0, 10);
        console.log(s(5), s.domain().join(), s.copy()(2), fit(0, 5)(1));`,
      'node_modules/linear/package.json':
        '{ "name": "linear", "version": "1.0.0", "exports": "./index.mjs", "type": "module" }',
      'node_modules/linear/index.mjs': `
        let made = 0;
        export function scale(domain) { made += 1; const [a, b] = domain; const s = (x) => (x - a) / (b - a); s.domain = () => [a, b]; s.copy = () => scale([a, b]); return s }`,
    },
    hits: ['fit'],
    changes: [
      { name: 'the package', edit: { 'node_modules/linear/index.mjs': ['(x - a) /', '(x + a) * 2 /'] }, ran: ['fit'] },
    ],
  },
  {
    name: 'scopes of the module',
    files: script(`
      const api = (() => { let n = 1; function make(k) { return () => { n += k; return n } } return { make, n: () => n } })();
      const n = 'another';
      const f = api.make(2);
      f();
      console.log(f(), api.n(), api.make(10)(), n);`),
    hits: ['api()/make'],
    changes: [{ name: 'code', edit: { 'main.mjs': ['n += k', 'n -= k'] }, ran: ['api()/make'] }],
  },
];

suite('functions made during a call', cases);
