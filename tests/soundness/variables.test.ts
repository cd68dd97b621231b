/** Variables that calls read and write: of modules, of enclosing functions, imported under any name. */
import { type Case, commonJs, script } from './case.ts';
import { suite } from './suite.ts';

const cases: readonly Case[] = [
  {
    name: 'a module constant',
    files: script(`
      const rate = 3;
      function pay(n) { return n * rate }
      console.log(pay(2));`),
    hits: ['pay'],
    changes: [
      { name: 'value', edit: { 'main.mjs': ['rate = 3', 'rate = 4'] }, ran: ['pay'] },
      { name: 'name', edit: { 'main.mjs': ['const rate = 3', 'const other = 3, rate = other'] }, hits: ['pay'] },
    ],
  },
  {
    name: 'a let that is rebound between calls',
    files: script(`
      let rate = 1;
      function pay(n) { return n * rate }
      const first = pay(2); rate = 5; const second = pay(2); rate = 1;
      console.log(first, second, pay(2));`),
    hits: ['pay'],
  },
  {
    name: 'a var before and after its assignment',
    files: script(`
      function read() { return rate === undefined ? 'none' : rate }
      console.log(read());
      var rate = 2;
      console.log(read());`),
    hits: ['read'],
  },
  {
    name: 'a variable in its temporal dead zone',
    files: script(`
      function read() { try { return rate } catch (e) { return e.name } }
      console.log(read());
      let rate = 2;
      console.log(read());`),
    hits: ['read'],
  },
  {
    name: 'a variable that is only written',
    files: script(`
      let config;
      function init(n) { config = n * 2 }
      init(4);
      console.log(config);`),
    hits: ['init'],
  },
  {
    name: 'a variable written with the value it has',
    files: script(`
      let mode = 'a';
      function set(m) { mode = m; return m.length }
      console.log(set('a'), mode, set('bb'), mode, set('a'), mode);`),
  },
  {
    name: 'a counter',
    files: script(`
      let n = 0;
      const next = () => ++n;
      function twice() { return next() + next() }
      console.log(next(), twice(), n);`),
    hits: ['next', 'twice'],
  },
  {
    name: 'a variable changed and put back by the caller of a hit',
    files: script(`
      let scale = 1;
      function inner(x) { return x * scale }
      function outer(x) { const before = scale; scale = 10; try { return inner(x) } finally { scale = before } }
      console.log(inner(1), outer(1), inner(1));`),
    hits: ['inner', 'outer'],
    changes: [{ name: 'other scale', edit: { 'main.mjs': ['scale = 10', 'scale = 20'] }, ran: ['outer'] }],
  },
  {
    name: 'a local that shadows a module variable',
    files: script(`
      const k = 1;
      function f(x) { const k = 10; { const k = 100; x += k } return x + k }
      function g(x) { return x + k }
      console.log(f(1), g(1));`),
    hits: ['f', 'g'],
    changes: [
      { name: 'outer', edit: { 'main.mjs': ['const k = 1;', 'const k = 2;'] }, hits: ['f'], ran: ['g'] },
      { name: 'no longer shadowed', edit: { 'main.mjs': ['const k = 10; ', ''] }, hits: ['g'], ran: ['f'] },
    ],
  },
  {
    name: 'a module variable that comes to shadow a builtin',
    files: script(`
      function f(x) { return parseInt(x) + 1 }
      console.log(f('12'));`),
    hits: ['f'],
    changes: [
      { name: 'shadowed', edit: { 'main.mjs': ['function f', 'const parseInt = () => 5;\n function f'] }, ran: ['f'] },
    ],
  },
  {
    name: 'a live binding',
    files: {
      'main.mjs': `
        import { n, bump } from './n.mjs';
        function read() { return n * 10 }
        console.log(read()); bump(); console.log(read());`,
      'n.mjs': 'export let n = 1; export function bump() { n += 1 }',
    },
    hits: ['read', 'bump'],
    changes: [{ name: 'start', edit: { 'n.mjs': ['n = 1', 'n = 2'] }, ran: ['read'], hits: ['read'] }],
  },
  {
    name: 'an import under another name',
    files: {
      'main.mjs': `
        import { a as f } from './m.mjs';
        function call(x) { return f(x) }
        console.log(call(2));`,
      'm.mjs': 'export const a = (x) => x + 1; export const b = (x) => x + 100;',
    },
    hits: ['call'],
    changes: [
      { name: 'another function', edit: { 'main.mjs': ['a as f', 'b as f'] }, ran: ['call'] },
      { name: 'the other function changes', edit: { 'm.mjs': ['x + 100', 'x + 200'] }, hits: ['call'] },
      { name: 'the function changes', edit: { 'm.mjs': ['x + 1;', 'x + 2;'] }, ran: ['call'] },
    ],
  },
  {
    name: 'exports that swap names',
    files: {
      'main.mjs': `
        import { f } from './m.mjs';
        function call(x) { return f(x) }
        console.log(call(2));`,
      'm.mjs': 'function a(x) { return x + 1 } function b(x) { return x + 100 } export { a as f, b as g };',
    },
    hits: ['call'],
    changes: [{ name: 'swapped', edit: { 'm.mjs': ['a as f, b as g', 'b as f, a as g'] }, ran: ['call'] }],
  },
  {
    name: 'an exported variable that swaps names',
    files: {
      'main.mjs': `
        import { v } from './m.mjs';
        function call(x) { return v + x }
        console.log(call(2));`,
      'm.mjs': 'const a = 1, b = 2; export { a as v, b as w };',
    },
    hits: ['call'],
    changes: [{ name: 'swapped', edit: { 'm.mjs': ['a as v, b as w', 'b as v, a as w'] }, ran: ['call'] }],
  },
  {
    name: 'a star re-export that is shadowed by an own export',
    files: {
      'main.mjs': `
        import { f } from './index.mjs'; import './a.mjs';
        function call(x) { return f(x) }
        console.log(call(2));`,
      'index.mjs': `export * from './a.mjs';`,
      'a.mjs': 'export function f(x) { return x + 1 }',
    },
    hits: ['call'],
    changes: [
      {
        name: 'shadowed',
        write: { 'index.mjs': `export * from './a.mjs'; export function f(x) { return x * 9 }` },
        ran: ['call'],
      },
    ],
  },
  {
    name: 'a default export',
    files: {
      'main.mjs': `
        import f from './m.mjs';
        function call(x) { return f(x) }
        console.log(call(2));`,
      'm.mjs': 'export default function (x) { return x + 1 }',
    },
    hits: ['call'],
    changes: [
      { name: 'code', edit: { 'm.mjs': ['+ 1', '+ 2'] }, ran: ['call'] },
      { name: 'an arrow', write: { 'm.mjs': 'export default (x) => x - 1' }, ran: ['call'] },
      { name: 'a named one', write: { 'm.mjs': 'const g = (x) => x - 2; export { g as default }' }, ran: ['call'] },
    ],
  },
  {
    name: 'a default export of a value',
    files: {
      'main.mjs': `
        import config from './config.mjs';
        function scale(x) { return x * config.k }
        console.log(scale(2));`,
      'config.mjs': 'export default { k: 3, other: 1 }',
    },
    hits: ['scale'],
    changes: [{ name: 'value', edit: { 'config.mjs': ['k: 3', 'k: 4'] }, ran: ['scale'] }],
  },
  {
    name: 'a namespace import',
    files: {
      'main.mjs': `
        import * as m from './m.mjs';
        function call(x) { return m.f(x) + m.k }
        function list() { return Object.keys(m).join() }
        console.log(call(2), list());`,
      'm.mjs': 'export const k = 1; export function f(x) { return x + k }',
    },
    hits: ['call', 'list'],
    changes: [
      { name: 'function', edit: { 'm.mjs': ['x + k', 'x - k'] }, ran: ['call'] },
      { name: 'constant', edit: { 'm.mjs': ['k = 1', 'k = 2'] }, ran: ['call'] },
      {
        name: 'one more',
        write: { 'm.mjs': 'export const k = 1, z = 0; export function f(x) { return x + k }' },
        ran: ['list'],
      },
    ],
  },
  {
    name: 'a namespace that is exported again',
    files: {
      'main.mjs': `
        import { m } from './index.mjs';
        function call(x) { return m.f(x) }
        console.log(call(2));`,
      'index.mjs': `export * as m from './m.mjs';`,
      'm.mjs': 'export function f(x) { return x + 1 }',
      'n.mjs': 'export function f(x) { return x + 7 }',
    },
    hits: ['call'],
    changes: [{ name: 'elsewhere', edit: { 'index.mjs': ['./m.mjs', './n.mjs'] }, ran: ['call'] }],
  },
  {
    name: 'a namespace handed around as a value',
    files: {
      'main.mjs': `
        import * as one from './one.mjs'; import * as two from './two.mjs';
        const chosen = process.env.WHICH === '2' ? two : one;
        function call(x) { return chosen.f(x) }
        console.log(call(2));`,
      'one.mjs': 'export function f(x) { return x + 1 }',
      'two.mjs': 'export function f(x) { return x + 1 } export const extra = 0;',
    },
    hits: ['call'],
    changes: [{ name: 'other', env: { WHICH: '2' } }],
  },
  {
    name: 'an import that moves to another module',
    files: {
      'main.mjs': `
        import { f } from './a.mjs'; import { f as g } from './b.mjs';
        function call(x) { return f(x) }
        console.log(call(2), g(2));`,
      'a.mjs': 'export function f(x) { return x + 1 }',
      'b.mjs': 'export function f(x) { return x + 7 }',
    },
    hits: ['call', 'f'],
    changes: [{ name: 'moved', edit: { 'main.mjs': [`'./a.mjs'`, `'./b.mjs'`] }, ran: ['call'] }],
  },
  {
    name: 'modules that import each other',
    files: {
      'main.mjs': `
        import { even } from './even.mjs';
        console.log(even(6), even(7));`,
      'even.mjs': `import { odd } from './odd.mjs'; export function even(n) { return n === 0 ? true : odd(n - 1) }`,
      'odd.mjs': `import { even } from './even.mjs'; export function odd(n) { return n === 0 ? false : even(n - 1) }`,
    },
    hits: ['even'],
    changes: [{ name: 'the other module', edit: { 'odd.mjs': ['? false', '? 0'] }, ran: ['even', 'odd'] }],
  },
  {
    name: 'modules that import each other and call before they are ready',
    files: {
      'main.mjs': `
        import { ask } from './a.mjs'; import { early } from './b.mjs';
        console.log(early, ask());`,
      'a.mjs': `import './b.mjs'; export const value = () => 1; export function ask() { try { return value() } catch { return 'not yet' } }`,
      'b.mjs': `import { ask } from './a.mjs'; export const early = ask();`,
    },
    hits: ['ask'],
  },
  {
    name: 'a function declaration that is rebound',
    files: script(`
      function f(x) { return x + 1 }
      function call(x) { return f(x) }
      const before = call(1);
      f = (x) => x + 100;
      console.log(before, call(1));`),
    hits: ['call'],
  },
  {
    name: 'a function that is declared twice',
    files: commonJs(`
      function f() { return 1 }
      function call() { return f() }
      console.log(call());
      function f() { return 2 }`),
    hits: ['call'],
    changes: [{ name: 'the second', edit: { 'main.cjs': ['return 2', 'return 3'] }, ran: ['call'] }],
  },
  {
    name: 'a conditional function variable',
    files: script(`
      let f;
      if (process.env.FAST) f = (x) => x << 1; else f = (x) => x * 2.5;
      function call(x) { return f(x) }
      console.log(call(3));`),
    hits: ['call'],
    changes: [{ name: 'other', env: { FAST: '1' }, ran: ['call'] }],
  },
  {
    name: 'a variable of a block at module level',
    files: script(`
      let call;
      { let n = 5; call = function call(x) { return x + n }; if (process.env.MORE) n = 50 }
      console.log(call(1));`),
    hits: ['call'],
    changes: [{ name: 'other value', env: { MORE: '1' }, ran: ['call'] }],
  },
  {
    name: 'variables of loops',
    files: script(`
      const fs = [];
      for (let i = 0; i < 3; i++) fs.push(function at(x) { return x * i });
      console.log(fs.map((f) => f(10)).join());`),
    hits: ['1'],
    changes: [{ name: 'var', edit: { 'main.mjs': ['let i', 'var i'] } }],
  },
  {
    name: 'destructured module variables',
    files: script(`
      const { a, b: [c, ...rest], ...more } = JSON.parse(process.env.DATA);
      function sum() { return a + c + rest.length + Object.keys(more).length }
      console.log(sum());`),
    env: { DATA: '{"a":1,"b":[2,3],"z":0}' },
    hits: ['sum'],
    changes: [{ name: 'rest', env: { DATA: '{"a":1,"b":[2,3,4],"z":0}' }, ran: ['sum'] }],
  },
  {
    name: 'a global variable of sloppy code',
    files: commonJs(`
      total = Number(process.env.N);
      function read(x) { return total + x }
      function write(x) { total = x; return x }
      console.log(read(1), write(5), read(1));`),
    env: { N: '1' },
    hits: ['read', 'write'],
    changes: [{ name: 'other', env: { N: '2' }, ran: ['read'] }],
  },
  {
    name: 'a global variable that a call makes',
    files: commonJs(`
      function make() { appeared = 1; return typeof appeared }
      function ask() { return typeof appeared }
      function pass() { other = 1; const found = typeof other; delete other; return found }
      console.log(ask(), make(), ask(), pass(), typeof other);`),
    bypass: { make: 'changes-state' },
    hits: ['ask', 'pass'],
  },
  {
    name: 'a global variable that is deleted',
    files: commonJs(`
      flag = 1;
      function has() { return typeof flag }
      console.log(has()); delete globalThis.flag; console.log(has()); flag = 'x'; console.log(has());`),
    hits: ['has'],
  },
  {
    name: 'a global function of the program',
    files: {
      'main.mjs': `
      import './setup.mjs';
      function call(x) { return helper(x) }
      console.log(call(1));`,
      'setup.mjs': 'globalThis.helper = (x) => x + 1;',
    },
    hits: ['call'],
    changes: [{ name: 'code', edit: { 'setup.mjs': ['x + 1', 'x + 2'] }, ran: ['call'] }],
  },
  {
    name: 'a global accessor of the program',
    files: {
      'main.mjs': `
      import './setup.mjs';
      function read() { return level * 2 }
      console.log(read());`,
      'setup.mjs': `let n = 1; Object.defineProperty(globalThis, 'level', { get: () => n, configurable: true });`,
    },
    changes: [{ name: 'value', edit: { 'setup.mjs': ['n = 1', 'n = 2'] }, ran: ['read'] }],
    bypass: {},
  },
  {
    name: 'a name of the instrumentation used by the program',
    files: script(`
      const $rm = /x(\\d)/;
      function f(s) { return $rm.exec(s)[1] }
      console.log(f('x4'));`),
    hits: ['f'],
  },
  {
    name: 'all names of the instrumentation used by the program',
    files: script(`
      const $r0 = 1, $rE = 2, $v = 3, $rN = 4, $rk = 5;
      function f(x) { const $c = 1; return x + $r0 + $rE + $v + $rN + $rk + $c }
      console.log(f(1));`),
    hits: ['f'],
  },
];

suite('variables', cases);
