/** Which edits of code are seen, and which change nothing. */
import { type Case, commonJs, script } from './case.ts';
import { suite } from './suite.ts';

/** One function `f`, called by `call`, and pairs of spellings that must or must not be the same code. */
const pair = (before: string, after: string, use = 'f(3)'): Pick<Case, 'files' | 'changes'> => ({
  files: script(`
      ${before}
      function call() { return ${use} }
      console.log(String(call()));`),
  changes: [{ name: 'edited', edit: { 'main.mjs': [before, after] }, ran: ['call'] }],
});

const same = (before: string, after: string, use = 'f(3)'): Pick<Case, 'files' | 'changes'> => ({
  files: script(`
      ${before}
      function call() { return ${use} }
      console.log(String(call()));`),
  changes: [{ name: 'edited', edit: { 'main.mjs': [before, after] }, hits: ['call'] }],
});

const cases: readonly Case[] = [
  {
    name: 'a comment',
    hits: ['call'],
    ...same('function f(x) { return x + 1 }', '/* why */ function f(x) { // because\n return x + 1 }'),
  },
  {
    name: 'formatting',
    hits: ['call'],
    ...same('function f(x) { return x + 1 }', 'function f(x)\n{\n   return (x + 1);\n}'),
  },
  {
    name: 'a local renamed',
    hits: ['call'],
    ...same('function f(x) { const y = x; return y + 1 }', 'function f(a) { const b = a; return b + 1 }'),
  },
  {
    name: 'a local renamed to what another was',
    hits: ['call'],
    ...pair('function f(x) { const y = 2; return x - y }', 'function f(y) { const x = 2; return x - y }'),
  },
  {
    name: 'how a number is spelled',
    hits: ['call'],
    ...same('function f(x) { return x + 1000 }', 'function f(x) { return x + 1e3 }'),
  },
  { name: 'a literal', hits: ['call'], ...pair('function f(x) { return x + 1 }', 'function f(x) { return x + 2 }') },
  { name: 'an operator', hits: ['call'], ...pair('function f(x) { return x + 1 }', 'function f(x) { return x - 1 }') },
  {
    name: 'a string literal and a template',
    hits: ['call'],
    ...pair('function f(x) { return `a${x}b` }', 'function f(x) { return `a${x}c` }'),
  },
  {
    name: 'raw text of a template',
    hits: ['call'],
    ...pair(
      'const tag = (s) => s.raw[0]; function f() { return tag`a\\u0041` }',
      'const tag = (s) => s.raw[0]; function f() { return tag`aA` }',
    ),
  },
  {
    name: 'flags of a regular expression',
    hits: ['call'],
    ...pair('function f() { return "aXa".replace(/x/i, "-") }', 'function f() { return "aXa".replace(/x/, "-") }'),
  },
  {
    name: 'optional chaining',
    hits: ['call'],
    ...pair(
      'function f(x) { try { return x.y?.z } catch { return 1 } }',
      'function f(x) { try { return x.y.z } catch { return 1 } }',
    ),
  },
  {
    name: 'where an optional chain ends',
    hits: ['call'],
    ...pair(
      'function f(x) { try { return x.y?.z.w } catch { return 1 } }',
      'function f(x) { try { return (x.y?.z).w } catch { return 1 } }',
    ),
  },
  {
    name: 'let and var in a loop',
    hits: ['call'],
    ...pair(
      'function f() { const a = []; for (let i = 0; i < 2; i++) a.push(() => i); return a.map((g) => g()) }',
      'function f() { const a = []; for (var i = 0; i < 2; i++) a.push(() => i); return a.map((g) => g()) }',
    ),
  },
  {
    name: 'a label',
    hits: ['call'],
    ...pair(
      'function f() { let n = 0; a: for (;;) { for (;;) { n++; break a } } return n }',
      'function f() { let n = 0; a: for (; n < 3; ) { for (;;) { n++; break } } return n }',
    ),
  },
  {
    name: 'prefix and postfix',
    hits: ['call'],
    ...pair('function f(x) { return x++ }', 'function f(x) { return ++x }'),
  },
  {
    name: 'shorthand that sets a prototype',
    hits: ['call'],
    ...pair(
      'function f(x) { const __proto__ = { v: 1 }; return Object.keys({ __proto__ }) }',
      'function f(x) { const __proto__ = { v: 1 }; return Object.keys({ __proto__: __proto__ }) }',
    ),
  },
  {
    name: 'the name of a function inside',
    hits: ['call'],
    ...pair('function f() { const g = () => 1; return g.name }', 'function f() { const h = () => 1; return h.name }'),
  },
  {
    name: 'the name of a class inside',
    hits: ['call'],
    ...pair(
      'function f() { class A {} return new A().constructor.name }',
      'function f() { class B {} return new B().constructor.name }',
    ),
  },
  {
    name: 'a name given through a parameter default',
    hits: ['call'],
    ...pair('function f(x, g = () => 1) { return g.name }', 'function f(x, h = () => 1) { return h.name }'),
  },
  {
    name: 'the number of parameters of a function inside',
    hits: ['call'],
    ...pair('function f() { return ((a, b) => 1).length }', 'function f() { return ((a, b = 1) => 1).length }'),
  },
  {
    name: 'an arrow becomes a function',
    hits: ['call'],
    ...pair('const f = (x) => typeof f.prototype', 'const f = function (x) { return typeof f.prototype }'),
  },
  {
    name: 'a member named by a string',
    hits: ['call'],
    ...pair('function f() { return { a: 1 }.a }', 'function f() { return { a: 1 }["b"] }'),
  },
  {
    name: 'order of keys',
    hits: ['call'],
    ...pair(
      'function f() { return Object.keys({ a: 1, b: 2 }) }',
      'function f() { return Object.keys({ b: 2, a: 1 }) }',
    ),
  },
  {
    name: 'a yield becomes a yield*',
    hits: ['call'],
    ...pair('function* f() { yield [1, 2] }', 'function* f() { yield* [1, 2] }', '[...f()].length'),
  },
  {
    name: 'a spread',
    hits: ['call'],
    ...pair('function f() { return [[1, 2]].length }', 'function f() { return [...[1, 2]].length }'),
  },
  {
    name: 'a hole',
    hits: ['call'],
    ...pair('function f() { return 0 in [, 1] }', 'function f() { return 0 in [undefined, 1] }'),
  },
  {
    name: 'strict mode',
    hits: ['call'],
    files: commonJs(`
      function f() { return typeof (function () { return this })() }
      function call() { return f() }
      console.log(call());`),
    changes: [
      { name: 'strict', edit: { 'main.cjs': ['function f() {', `function f() { 'use strict';`] }, ran: ['call'] },
    ],
  },
  {
    name: 'a static block, a computed key, a field of a class inside',
    files: script(`
      const key = () => 'k' + 1;
      function f() { class A { static v; static { A.v = 5 } [key()] = 7; static [key()] = 9 } return A.v + new A().k1 + A.k1 }
      console.log(f());`),
    hits: ['f'],
    changes: [
      { name: 'block', edit: { 'main.mjs': ['A.v = 5', 'A.v = 6'] }, ran: ['f'] },
      { name: 'field', edit: { 'main.mjs': ['= 7', '= 8'] }, ran: ['f'] },
      { name: 'key', edit: { 'main.mjs': [`'k' + 1`, `'k' + '1' + ''`] }, ran: ['f'] },
    ],
  },
  {
    name: 'a callee of a callee in another module',
    files: {
      'main.mjs': `
        import { a } from './a.mjs';
        function run(x) { return a(x) }
        function alone(x) { return x }
        console.log(run(1), alone(1));`,
      'a.mjs': `import { b } from './b.mjs'; export const a = (x) => b(x) + 1;`,
      'b.mjs': `export function b(x) { return x * 2 }`,
    },
    hits: ['run', 'alone'],
    changes: [
      { name: 'the last', edit: { 'b.mjs': ['x * 2', 'x * 3'] }, ran: ['run'], hits: ['alone'] },
      { name: 'a comment', edit: { 'b.mjs': ['export', '// b\nexport'] }, hits: ['run', 'alone'] },
      {
        name: 'a new function beside',
        edit: { 'b.mjs': ['export', 'export const c = 1; export'] },
        hits: ['run', 'alone'],
      },
    ],
  },
  {
    name: 'a branch not taken is no dependency',
    files: script(`
      function rare(x) { return x * 100 }
      function f(x) { return x > 10 ? rare(x) : x + 1 }
      console.log(f(1));`),
    hits: ['f'],
    changes: [{ name: 'the other branch', edit: { 'main.mjs': ['x * 100', 'x * 200'] }, hits: ['f'] }],
  },
  {
    name: 'a callback of a builtin',
    files: script(`
      const byLength = (a, b) => a.length - b.length;
      function order(words) { return [...words].sort(byLength).map((w) => w.replace(/./, (c) => c.toUpperCase())).join() }
      console.log(order(['ccc', 'a', 'bb']));`),
    hits: ['order'],
    changes: [
      { name: 'comparator', edit: { 'main.mjs': ['a.length - b.length', 'b.length - a.length'] }, ran: ['order'] },
      { name: 'replacer', edit: { 'main.mjs': ['toUpperCase', 'toLowerCase'] }, ran: ['order'] },
    ],
  },
  {
    name: 'the text of a function',
    files: script(`
      function g(x) { return x /* one */ + 1 }
      function text() { return String(g).length + g.toString().length }
      function plain() { return g(1) }
      console.log(text(), plain());`),
    hits: ['plain'],
    bypass: { text: 'source-text' },
    changes: [
      { name: 'comment', edit: { 'main.mjs': ['/* one */', '/* another */'] }, ran: ['text'], hits: ['plain'] },
    ],
  },
  {
    name: 'code made of text',
    files: script(`
      const k = 2;
      function evaluated(x) { return eval('x * k') }
      function made(x) { return new Function('x', 'return x + 1')(x) }
      const F = Function; function hidden(x) { return F('x', 'return x + 2')(x) }
      function further(x) { return (() => {}).constructor('x', 'return x + 3')(x) }
      const e = eval; function indirect(x) { return e('1 + ' + x) }
      console.log(evaluated(3), made(3), hidden(3), further(3), indirect(3));`),
    bypass: { evaluated: 'not-a-candidate', made: 'made-code' },
  },
  {
    name: 'constructors of functions that are mentioned, and code that is made sometimes',
    files: script(`
      const { constructor: F } = () => 1;
      function kind(x) { return x instanceof Function ? 'f' : typeof x }
      function like(list) { return list.constructor(3).length + (list.constructor === F ? 1 : 0) }
      function some(x) { return x > 2 ? F('x', 'return x * 2')(x) : x }
      function above(x) { return some(x) + 1 }
      console.log(kind(kind), kind(1), like([1]), some(1), some(3), above(2), above(4));`),
    hits: ['kind', 'like', 'some', 'above'],
    ran: ['some', 'above'],
  },
  {
    name: 'every way to make code of text',
    files: {
      'main.mjs': `
      import './setup.mjs';
      class Made extends Function { constructor(text) { super('return ' + text) } }
      function subclass() { return new Made('hidden')() }
      function bound() { return Function.bind(null, 'return hidden + 1')()() }
      function constructed() { return Reflect.construct(Function, ['return hidden + 2'])() }
      function mapped() { return ['return hidden + 3'].map((text) => Reflect.apply(Function, null, [text])())[0] }
      function generated() { return [...(function* () {}).constructor('yield hidden + 4')()] }
      async function waited() { return (async () => {}).constructor('return hidden + 5')() }
      async function late() { await null; return Function('return hidden + 6')() }
      console.log(subclass(), bound(), constructed(), mapped(), generated(), await waited(), await late());`,
      'setup.mjs': 'globalThis.hidden = 1;',
    },
    bypass: {
      subclass: 'made-code',
      bound: 'made-code',
      constructed: 'made-code',
      mapped: 'made-code',
      generated: 'made-code',
      waited: 'made-code',
      late: 'made-code',
    },
    changes: [
      {
        name: 'other',
        edit: { 'setup.mjs': ['= 1', '= 2'] },
        ran: ['subclass', 'bound', 'constructed', 'mapped', 'generated', 'waited', 'late'],
      },
    ],
  },
  {
    name: 'code made of text that reads what nobody sees',
    files: {
      'main.mjs': `
      import './setup.mjs';
      const F = (() => {}).constructor;
      const read = F('return hidden * 2');
      function f() { return read() }
      function g() { return F('return hidden * 3')() }
      console.log(f(), g());`,
      'setup.mjs': 'globalThis.hidden = 1;',
    },
    bypass: { f: 'opaque-variable' },
    changes: [{ name: 'other', edit: { 'setup.mjs': ['= 1', '= 2'] }, ran: ['f', 'g'] }],
  },
  {
    name: 'indirect eval that reads what nobody sees',
    files: {
      'main.mjs': `
      import './setup.mjs';
      const run = eval;
      function f() { return run('hidden * 2') }
      function g(e) { return e('hidden * 3') }
      console.log(f(), g(run));`,
      'setup.mjs': 'globalThis.hidden = 1;',
    },
    bypass: { f: 'opaque-variable', g: 'opaque-argument' },
    changes: [{ name: 'other', edit: { 'setup.mjs': ['= 1', '= 2'] }, ran: ['f', 'g'] }],
  },
  {
    name: 'a class replaced by one of the same name in another module',
    files: {
      'main.mjs': `
        import { make } from './make.mjs'; import './two.mjs';
        function call() { return make().v() }
        console.log(call());`,
      'make.mjs': `import { K } from './one.mjs'; export function make() { return new K() }`,
      'one.mjs': 'export class K { v() { return 1 } }',
      'two.mjs': 'export class K { v() { return 2 } }',
    },
    hits: ['call'],
    changes: [{ name: 'other', edit: { 'make.mjs': ['./one.mjs', './two.mjs'] }, ran: ['call'] }],
  },
  {
    name: 'a result of a class that moves to another module',
    files: {
      'main.mjs': `
        import { K } from './index.mjs'; import './one.mjs'; import './two.mjs';
        function make() { return new K() }
        console.log(make().v(), make() instanceof K);`,
      'index.mjs': `export { K } from './one.mjs';`,
      'one.mjs': 'export class K { v() { return 1 } }',
      'two.mjs': 'export class K { v() { return 2 } }',
    },
    hits: ['make'],
    changes: [{ name: 'other', edit: { 'index.mjs': ['./one.mjs', './two.mjs'] }, ran: ['make'] }],
  },
  {
    name: 'two functions swap their bodies',
    files: script(`
      function a(x) { return x + 1 }
      function b(x) { return x * 10 }
      function call(x) { return [a(x), b(x)].join() }
      console.log(call(2), a(2), b(2));`),
    hits: ['call', 'a', 'b'],
    changes: [
      {
        name: 'swapped',
        write: {
          'main.mjs': `
      function b(x) { return x + 1 }
      function a(x) { return x * 10 }
      function call(x) { return [a(x), b(x)].join() }
      console.log(call(2), a(2), b(2));`,
        },
        ran: ['call'],
      },
    ],
  },
  {
    name: 'the computed key of a field',
    hits: ['call'],
    ...pair(
      "function f(x) { class A { ['a' + x] = 1 } return Object.keys(new A()).join() }",
      "function f(x) { class A { ['b' + x] = 1 } return Object.keys(new A()).join() }",
    ),
  },
  {
    name: 'the computed key of a static field',
    hits: ['call'],
    ...pair(
      "function f(x) { return Object.keys(class { static ['a' + x] = () => 1 }).join() }",
      "function f(x) { return Object.keys(class { static ['b' + x] = () => 1 }).join() }",
    ),
  },
  {
    name: 'a function moves to another module',
    files: {
      'main.mjs': `
      function helper(x) { return x + k } const k = 1;
      function call(x) { return helper(x) }
      console.log(call(1));`,
      'lib.mjs': `const k = 100; export function helper(x) { return x + k }`,
    },
    hits: ['call'],
    changes: [
      {
        name: 'moved',
        write: {
          'main.mjs': `
      import { helper } from './lib.mjs';
      function call(x) { return helper(x) }
      console.log(call(1));`,
        },
        ran: ['call'],
      },
    ],
  },
];

suite('code', cases);
