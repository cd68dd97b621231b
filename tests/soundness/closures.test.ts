/** Captured variables, shared cells, functions as arguments and results. */
import { type Case, script } from './case.ts';
import { suite } from './suite.ts';

const cases: readonly Case[] = [
  {
    name: 'a captured constant',
    files: script(`
      function maker(k) { return function times(n) { return n * k } }
      const by2 = maker(2), by3 = maker(3);
      console.log(by2(5), by3(5), by2(5));`),
    hits: ['maker/times'],
    changes: [
      { name: 'value', edit: { 'main.mjs': ['maker(3)', 'maker(4)'] }, hits: ['maker/times'], ran: ['maker/times'] },
    ],
  },
  {
    name: 'a captured variable that changes between calls',
    files: script(`
      function counter() { let n = 0; return { bump() { return ++n }, read() { return n * 10 } } }
      const c = counter();
      console.log(c.read(), c.bump(), c.read(), c.bump(), c.read());`),
    hits: ['counter/bump'],
  },
  {
    name: 'two closures over one cell',
    files: script(`
      function pair(v) { return [() => v, (x) => { v = x; return x }] }
      const [get, set] = pair(1);
      function use(g) { return g() * 2 }
      console.log(use(get), set(7), use(get), set(1), use(get));`),
    hits: ['use'],
  },
  {
    name: 'equal closures over different cells',
    files: script(`
      function box(v) { return () => v }
      function same(f, g) { return f === g ? 'same' : f() === g() ? 'equal' : 'different' }
      const a = box(1), b = box(1), c = box(2);
      console.log(same(a, a), same(a, b), same(a, c));`),
    hits: ['same'],
  },
  {
    name: 'closures that share a cell are not closures that do not',
    files: script(`
      function shared() { let n = 1; return [() => n, () => { n += 1 }] }
      function apart() { let n = 1, m = 1; return [() => n, () => { m += 1 }] }
      function run([get, bump]) { bump(); return get() }
      console.log(run(shared()), run(apart()), run(shared()));`),
  },
  {
    name: 'a callback given to a call',
    files: script(`
      function apply(f, x) { return f(x) + 1 }
      console.log(apply((x) => x * 2, 3), apply((x) => x * 3, 3));`),
    hits: ['apply'],
    changes: [{ name: 'callback', edit: { 'main.mjs': ['x * 2', 'x * 5'] }, hits: ['apply'], ran: ['apply'] }],
  },
  {
    name: 'a callback that reads a module variable',
    files: script(`
      const k = Number(process.env.K);
      function apply(f, x) { return f(x) + 1 }
      console.log(apply((x) => x * k, 3));`),
    env: { K: '2' },
    hits: ['apply'],
    changes: [{ name: 'variable', env: { K: '3' }, ran: ['apply'] }],
  },
  {
    name: 'a callback that changes its cell',
    files: script(`
      function each(list, f) { for (const x of list) f(x); return list.length }
      let sum = 0;
      console.log(each([1, 2], (x) => { sum += x }), sum);`),
    hits: ['each'],
  },
  {
    name: 'a function as a result',
    files: script(`
      function maker(k) { return (n) => n * k }
      console.log(maker(2)(3), maker(3)(3));`),
    hits: ['maker', 'maker/1'],
  },
  {
    name: 'a module function as a result',
    files: script(`
      function plus(x) { return x + 1 }
      function minus(x) { return x - 1 }
      function choose(s) { return s === '+' ? plus : minus }
      console.log(choose('+') === plus, choose('-')(5), choose('+')(5));`),
    hits: ['choose'],
    changes: [{ name: 'code', edit: { 'main.mjs': ['x - 1', 'x - 2'] } }],
  },
  {
    name: 'a table of functions',
    files: script(`
      const table = { double: (x) => x * 2, half(x) { return x / 2 }, 'a b': function (x) { return x } };
      function run(name, x) { return table[name](x) }
      console.log(run('double', 4), run('half', 4), run('a b', 4));`),
    hits: ['run'],
    changes: [{ name: 'one of them', edit: { 'main.mjs': ['x / 2', 'x / 4'] }, ran: ['run'] }],
  },
  {
    name: 'functions in arrays, maps and classes of the module',
    files: script(`
      const steps = [(x) => x + 1, (x) => x * 2];
      const named = new Map([['sq', (x) => x * x]]);
      class Ops { static neg(x) { return -x } }
      function run(x) { return Ops.neg(named.get('sq')(steps.reduce((v, f) => f(v), x))) }
      console.log(run(3));`),
    hits: ['run'],
    changes: [
      { name: 'array', edit: { 'main.mjs': ['x * 2', 'x * 3'] }, ran: ['run'] },
      { name: 'map', edit: { 'main.mjs': ['x * x', 'x * x * x'] }, ran: ['run'] },
      { name: 'static', edit: { 'main.mjs': ['-x', '-x - 1'] }, ran: ['run'] },
    ],
  },
  {
    name: 'a bound function',
    files: script(`
      function add(a, b) { return (this?.base ?? 0) + a + b }
      const plus = add.bind({ base: Number(process.env.BASE) }, 1);
      function call(x) { return plus(x) }
      console.log(call(2));`),
    env: { BASE: '10' },
    hits: ['call'],
    changes: [
      { name: 'target', edit: { 'main.mjs': ['+ a + b', '+ a - b'] }, ran: ['call'] },
      { name: 'this', env: { BASE: '20' }, ran: ['call'] },
      { name: 'argument', edit: { 'main.mjs': ['}, 1)', '}, 2)'] }, ran: ['call'] },
    ],
  },
  {
    name: 'a variable that holds another function',
    files: script(`
      const a = (x) => x + 1, b = (x) => x + 100;
      const chosen = process.env.B ? b : a;
      function call(x) { return chosen(x) }
      console.log(call(1));`),
    hits: ['call'],
    changes: [{ name: 'the other', env: { B: '1' }, ran: ['call'] }],
  },
  {
    name: 'a function that counts its calls in a property of itself',
    files: script(`
      function f(x) { f.calls = (f.calls ?? 0) + 1; return x * f.calls }
      console.log(f(1), f(1), f.calls);`),
    hits: ['f'],
  },
  {
    name: 'a function with properties that others set',
    files: script(`
      function f(x) { return x * f.scale }
      f.scale = Number(process.env.SCALE);
      console.log(f(2));`),
    env: { SCALE: '2' },
    hits: ['f'],
    changes: [{ name: 'scale', env: { SCALE: '3' }, ran: ['f'] }],
  },
  {
    name: 'a named function expression that calls itself',
    files: script(`
      const fact = function self(n) { return n < 2 ? 1 : n * self(n - 1) };
      console.log(fact(5));`),
    hits: ['self'],
    changes: [{ name: 'code', edit: { 'main.mjs': ['n < 2 ? 1', 'n < 2 ? 2'] }, ran: ['self'] }],
  },
  {
    name: 'recursion through a variable',
    files: script(`
      let step = (n) => (n === 0 ? 0 : 1 + step(n - 1));
      const old = step;
      console.log(old(3)); step = () => 100; console.log(old(3));`),
    hits: ['step'],
  },
  {
    name: 'default parameters that read variables',
    files: script(`
      const base = Number(process.env.BASE);
      function f(x, y = base) { return x + y }
      console.log(f(1), f(1, 1), f(1, undefined));`),
    env: { BASE: '5' },
    hits: ['f'],
    changes: [{ name: 'base', env: { BASE: '6' }, hits: ['f'], ran: ['f'] }],
  },
  {
    name: 'default parameters that call functions',
    files: script(`
      let n = 0;
      const next = () => ++n;
      function f(x, y = next()) { return x * 10 + y }
      console.log(f(1), f(1), f(1, 1), n);`),
    bypass: { f: 'not-a-candidate' },
  },
  {
    name: 'a default parameter edited',
    files: script(`
      function f(x, { y = 2, z: [a = 1] = [] } = {}) { return x + y + a }
      function call(x) { return f(x) }
      console.log(call(1), f(1, { y: 5, z: [7] }));`),
    hits: ['call', 'f'],
    changes: [{ name: 'default', edit: { 'main.mjs': ['y = 2', 'y = 3'] }, ran: ['call'] }],
  },
  {
    name: 'missing arguments and undefined ones',
    files: script(`
      function f(a, b) { return a + ':' + b }
      function count() { return arguments.length }
      function rest(...all) { return all.length }
      console.log(f(1), f(1, undefined), f(1, 2, 3), count(), count(undefined), rest(), rest(undefined));`),
    hits: ['f', 'count', 'rest'],
  },
  {
    name: 'immediately called functions and their state',
    files: script(`
      const api = (function () { let secret = Number(process.env.S); return { read(x) { return x + secret }, set(v) { secret = v } } })();
      console.log(api.read(1)); api.set(50); console.log(api.read(1));`),
    env: { S: '1' },
    hits: ['api()/read'],
    changes: [{ name: 'state', env: { S: '2' } }],
  },
  {
    name: 'functions made by one maker with different code below',
    files: script(`
      const compose = (...fs) => (x) => fs.reduce((v, f) => f(v), x);
      const inc = (x) => x + 1, dbl = (x) => x * 2;
      const both = compose(inc, dbl);
      function run(x) { return both(x) }
      console.log(run(3));`),
    hits: ['run'],
    changes: [
      { name: 'one', edit: { 'main.mjs': ['x * 2', 'x * 3'] }, ran: ['run'] },
      { name: 'order', edit: { 'main.mjs': ['compose(inc, dbl)', 'compose(dbl, inc)'] }, ran: ['run'] },
    ],
  },
  {
    name: 'a memo helper of the program',
    files: script(`
      function memo(f) { const seen = new Map(); return (x) => { if (!seen.has(x)) seen.set(x, f(x)); return seen.get(x) } }
      let runs = 0;
      const slow = (x) => { runs += 1; return x * x };
      const fast = memo(slow);
      function use(x) { return fast(x) + 1 }
      console.log(use(3), use(3), use(4), runs);`),
  },
  {
    name: 'a once helper',
    files: script(`
      function once(f) { let done = false, value; return () => { if (!done) { done = true; value = f() } return value } }
      const load = once(() => ({ n: Number(process.env.N) }));
      function use(x) { return load().n + x }
      console.log(use(1), use(1), load() === load());`),
    env: { N: '1' },
    changes: [{ name: 'value', env: { N: '2' } }],
  },
];

suite('closures', cases);
