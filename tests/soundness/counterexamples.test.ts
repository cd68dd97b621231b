/** Programs on which simpler schemes answer wrongly: found by attacking the engine, kept for good. */
import { type Case, script } from './case.ts';
import { suite } from './suite.ts';

const cases: readonly Case[] = [
  {
    name: 'a function called before the const that holds it is initialised answers differently afterwards',
    files: script(`
      function call() { try { return value() } catch { return 'none' } }
      console.log(call());
      const value = () => 1;
      console.log(call());`),
    hits: ['call'],
  },
  {
    name: 'a function called before the var that holds it is assigned answers differently afterwards',
    files: script(`
      function call() { try { return value() } catch { return 'none' } }
      console.log(call());
      var value = function () { return 1 };
      console.log(call());`),
    hits: ['call'],
  },
  {
    name: 'a global that appears is seen by code that asked for it by typeof',
    files: {
      'main.mjs': `
      import './setup.mjs';
      function ask() { return typeof flag === 'undefined' ? 'absent' : flag }
      console.log(ask());`,
      'setup.mjs': '',
    },
    hits: ['ask'],
    changes: [{ name: 'defined', write: { 'setup.mjs': 'globalThis.flag = 5;' }, ran: ['ask'] }],
  },
  {
    name: 'the global object behind a module variable',
    files: {
      'main.mjs': `
      import { g } from './g.mjs';
      import './setup.mjs';
      function read() { return g.counter * 2 }
      console.log(read());`,
      'g.mjs': 'export const g = globalThis;',
      'setup.mjs': 'globalThis.counter = 1;',
    },
    bypass: { read: 'opaque-variable' },
    changes: [{ name: 'other value', write: { 'setup.mjs': 'globalThis.counter = 2;' }, ran: ['read'] }],
  },
  {
    name: 'the global object as an argument',
    files: {
      'main.mjs': `
      import './setup.mjs';
      function read(g) { return g.counter * 2 }
      console.log(read(globalThis));`,
      'setup.mjs': 'globalThis.counter = 1;',
    },
    bypass: { read: 'opaque-argument' },
    changes: [{ name: 'other value', write: { 'setup.mjs': 'globalThis.counter = 2;' }, ran: ['read'] }],
  },
  {
    name: 'the global object as this of sloppy code',
    files: {
      'main.cjs': `
      require('./setup.cjs');
      function read() { return this.counter * 2 }
      console.log(read());`,
      'setup.cjs': 'globalThis.counter = 1;',
    },
    bypass: { read: 'opaque-argument' },
    changes: [{ name: 'other value', write: { 'setup.cjs': 'globalThis.counter = 2;' }, ran: ['read'] }],
  },
  {
    name: 'a re-export that leads elsewhere while both functions stay loaded',
    files: {
      'main.mjs': `
        import { f } from './index.mjs';
        import './a.mjs';
        import './b.mjs';
        function call(x) { return f(x) }
        console.log(call(3));`,
      'index.mjs': `export { f } from './a.mjs';`,
      'a.mjs': 'export function f(x) { return x + 1 }',
      'b.mjs': 'export function f(x) { return x * 10 }',
    },
    hits: ['call'],
    changes: [{ name: 'elsewhere', edit: { 'index.mjs': ['a.mjs', 'b.mjs'] }, ran: ['call'] }],
  },
  {
    name: 'a method of an object literal whose prototype was exchanged calls super',
    files: script(`
      const one = { m() { return 1 } };
      const two = { m() { return 2 } };
      const o = { m() { return super.m() * 10 } };
      Object.setPrototypeOf(o, one);
      console.log(o.m.call(null), one.m(), two.m());`),
    changes: [{ name: 'other', edit: { 'main.mjs': ['(o, one)', '(o, two)'] }, ran: ['o.m'] }],
    hits: ['o.m'],
  },
  {
    name: 'a getter read by a parameter pattern runs once',
    files: script(`
      let reads = 0;
      class Row { get x() { reads += 1; return 7 } }
      function take({ x }) { return x * 2 }
      console.log(take(new Row()), reads);
      console.log(take(new Row()), reads);`),
    bypass: { take: 'opaque-argument' },
  },
  {
    name: 'an iterable consumed by a parameter pattern is consumed once',
    files: script(`
      let steps = 0;
      class Source { [Symbol.iterator]() { return { next() { steps += 1; return { done: false, value: steps } } } } }
      function take([a, b]) { return a + b }
      console.log(take(new Source()), steps);`),
    bypass: { take: 'opaque-argument' },
  },
  {
    name: 'a default that turns an object into text does so once',
    files: script(`
      let n = 0;
      class T { toString() { n += 1; return 't' + n } }
      function join(a, b = \`<\${a}>\`) { return b }
      console.log(join(new T()), n);`),
  },
  {
    name: 'a getter in a parameter pattern that calls the function again',
    files: script(`
      class Node { constructor(d) { this.d = d } get value() { return this.d === 0 ? 1 : sum(new Node(this.d - 1)) } }
      function sum({ value, d }) { return value + d }
      console.log(sum(new Node(3)));`),
  },
  {
    name: 'a module required again is read through the cache of modules',
    files: {
      'main.cjs': `
        require('./config.cjs');
        function read() { return require('./config.cjs').value * 2 }
        console.log(read());`,
      'config.cjs': 'exports.value = 1;',
    },
    bypass: { read: 'opaque-variable' },
    changes: [{ name: 'other value', edit: { 'config.cjs': ['1', '2'] }, ran: ['read'] }],
  },
  {
    name: 'a promise that nobody handles ends the run also when its maker is a hit',
    files: script(`
      function start() { Promise.reject(new Error('lost')); return 1 }
      console.log(start());`),
    bypass: { start: 'left-running' },
  },
  {
    name: 'an asynchronous call that fails at once and is not awaited',
    files: script(`
      async function bad() { throw new Error('lost') }
      function start() { bad(); return 1 }
      console.log(start());`),
    bypass: { start: 'left-running' },
  },
  {
    name: 'a thenable that is resolved later prints later',
    files: script(`
      const late = { then(resolve) { console.log('late'); resolve(1) } };
      function start() { Promise.resolve(late); return 1 }
      console.log(start());`),
    bypass: { start: 'left-running' },
  },
  {
    name: 'the tag of a template sees one object per place',
    files: script(`
      const same = (strings) => strings;
      function place() { return same\`a\${1}b\` }
      console.log(place() === place(), place().raw.length);`),
    bypass: { place: 'opaque-result' },
  },
  {
    name: 'what hangs on import.meta is module state',
    files: script(`
      function next() { import.meta.count = (import.meta.count ?? 0) + 1; return import.meta.count }
      console.log(next(), next(), next());`),
    bypass: { next: 'import-meta' },
  },
  {
    name: 'the current folder stands behind relative names',
    files: {
      'main.mjs': `
        import { readFileSync } from 'node:fs';
        function read(name) { return readFileSync(name, 'utf8') }
        process.chdir(process.env.PLACE);
        console.log(read('a.txt'));`,
      'one/a.txt': '1',
      'two/a.txt': '2',
    },
    env: { PLACE: 'one' },
    hits: ['read'],
    changes: [{ name: 'elsewhere', env: { PLACE: 'two' }, ran: ['read'] }],
  },
  {
    name: 'an argument that names the stack',
    files: script(`
      const key = process.env.KEY;
      function look(k) { const e = new Error('x'); return String(e[k]).split('\\n').length > 1 ? /main.mjs:(\\d+)/.exec(e[k])[1] : 'short' }
      console.log(look(key));`),
    env: { KEY: 'stack' },
    oracle: 'guest',
    hits: ['look'],
    changes: [
      { name: 'moved', edit: { 'main.mjs': ['const key', '// moved\n\nconst key'] }, ran: ['look'] },
      { name: 'another name', env: { KEY: 'message' }, ran: ['look'] },
    ],
  },
  {
    name: 'an error printed inside a call shows where it was made',
    files: script(`
      function complain() { console.log(new Error('x')); return 1 }
      complain();`),
    oracle: 'guest',
    hits: ['complain'],
    changes: [{ name: 'moved', edit: { 'main.mjs': ['function', '// moved\n\nfunction'] }, ran: ['complain'] }],
  },
];

suite('counterexamples', cases);
