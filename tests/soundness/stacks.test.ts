/** Stacks of errors: what they show, who looks at them, and what only throws and catches. */
import { type Case, script } from './case.ts';
import { suite } from './suite.ts';

/** Ways to look at a stack, as expressions of an error `e`. */
const looks: Readonly<Record<string, string>> = {
  'a property': 'e.stack',
  destructuring: '(({ stack }) => stack)(e)',
  'destructuring under a computed key': '(({ [key]: text }) => text)(e)',
  'the rest of a pattern over descriptors': 'Object.getOwnPropertyDescriptors(e)[key].value',
  'one descriptor': 'Object.getOwnPropertyDescriptor(e, key).value',
  'all own names': 'Object.getOwnPropertyNames(e).map((name) => e[name]).join()',
  'all own keys, by Reflect': 'Reflect.ownKeys(e).map((name) => Reflect.get(e, name)).join()',
  'an object that inherits': 'Object.create(e)[key]',
  'a proxy': 'new Proxy(e, {})[key]',
  'a copy made by hand': 'Object.defineProperties({}, Object.getOwnPropertyDescriptors(e))[key]',
  'a structured clone': 'structuredClone(e)[key]',
  inspect: 'inspect(e)',
  'inspect of what holds it': 'inspect({ deep: [e] }, { compact: false })',
  'inspect of an error with a cause': "inspect(new Error('outer', { cause: e }))",
  format: "format('%o', e)",
  captureStackTrace: '(Error.captureStackTrace(e), e[key])',
  'captureStackTrace of another object': '((o) => (Error.captureStackTrace(o), o[key]))({})',
  'a subclass': '((E) => new E(1)[key])(class extends Error { constructor(n) { super(n); this.n = n } })',
  'an error of the engine': '(() => { try { null.x } catch (thrown) { return thrown[key] } })()',
  'an error of a callback':
    "(() => { try { [1].map(() => JSON.parse('{')) } catch (thrown) { return thrown[key] } })()",
};

const head = `
import { format, inspect } from 'node:util';
const key = ['st', 'ack'].join('');
`;

const observers: Case[] = Object.entries(looks).map(([name, expression]) => ({
  name: `looked at by ${name}`,
  files: script(`${head}
function look() { const e = new Error('seen'); const text = ${expression}; return String(text).match(/main.mjs:\\d+/g).join() }
console.log(look());`),
  oracle: 'guest',
  hits: ['look'],
  changes: [{ name: 'moved', edit: { 'main.mjs': ['const key', '// moved\n\nconst key'] }, ran: ['look'] }],
}));

const cases: Case[] = [
  ...observers,
  {
    name: 'errors that are thrown and caught without a look at their stack',
    files: script(`
      class Failure extends Error { constructor(message) { super(message); this.name = 'Failure'; Error.captureStackTrace(this, Failure) } }
      function parse(text) { try { return JSON.parse(text) } catch (e) { return e.message.length > 0 } }
      function name(o) { try { return o.a.b } catch (e) { return e.constructor.name + ' ' + (e instanceof TypeError) } }
      function fail(n) { if (n > 1) throw new Failure('n ' + n); return n }
      function tried(n) { try { return fail(n) } catch (e) { return [e.name, e.message, String(e), { ...e }, 'stack' in e] } }
      function kept(n) { const seen = []; for (let i = 0; i < n; i++) try { fail(i + 2) } catch (e) { seen.push(e) } return seen.length }
      console.log(parse('{'), parse('[1]'), name({}), tried(2), kept(3));`),
    hits: ['parse', 'name', 'tried', 'kept'],
    changes: [
      {
        name: 'moved',
        edit: { 'main.mjs': ['class Failure', '// moved\n\nclass Failure'] },
        hits: ['parse', 'tried', 'kept'],
      },
      { name: 'commented', edit: { 'main.mjs': ['throw new', '/* why */\nthrow new'] }, hits: ['tried', 'kept'] },
    ],
  },
  {
    name: 'properties that are called stack and belong to no error',
    files: script(`
      class Machine { stack = []; run(code) { for (const c of code) this.stack.push(c); return this.stack.join() } }
      function evaluate(code) { return new Machine().run(code) }
      function read({ stack }) { let n = 0; for (const x of stack) n += x; return n }
      console.log(evaluate([1, 2]), read({ stack: [3, 4] }));`),
    hits: ['evaluate', 'read'],
    changes: [{ name: 'moved', edit: { 'main.mjs': ['class', '// moved\nclass'] }, hits: ['evaluate', 'read'] }],
  },
  {
    name: 'a framed call stands once on the stack',
    files: script(`
      function inner(n) { const { stack } = new Error('x'); return stack.split('\\n').map((line) => line.replace(/\\(.*[/]/, '(')) }
      function middle(n) { return [n].map(inner)[0] }
      function outer(n) { return middle(n) }
      function again(n) { return n > 0 ? again(n - 1) : inner(n) }
      const o = { method() { return inner(1) }, get value() { return middle(2) } };
      console.log(outer(1), again(3), o.method(), o.value);`),
    oracle: 'guest',
    hits: ['outer', 'again', 'o.method'],
    changes: [{ name: 'moved', edit: { 'main.mjs': ['return middle(n)', 'return  middle(n)'] }, ran: ['outer'] }],
  },
  {
    name: 'a stack shows who called, and from where',
    files: {
      'main.mjs': `
        import { trace, line } from './trace.mjs';
        const one = (n) => trace(n);
        const two = (n) => { return trace(n) };
        function three(n) { return [two(n), one(n), line(n)] }
        const later = (n) => new Promise((done) => setTimeout(() => done(line(n)), 1));
        async function waits(n) { await null; return line(n) }
        console.log(one(1), two(1), three(1).join('|'), line(1), line(1));
        console.log(await later(1), await waits(1), [1, 1].map(line).join());
        console.log(three(1).join('|'));`,
      'trace.mjs': `
        const short = (text) => text.replace(/\\(.*[/]/g, '(');
        export function trace(n) { return short(new Error('x').stack) + n }
        export function line(n) { return short(new Error('x').stack.split('\\n').slice(1, 3).join()) }`,
    },
    oracle: 'guest',
    hits: ['line', 'one', 'two', 'three'],
    changes: [
      {
        name: 'a caller moved',
        edit: { 'main.mjs': ['const one', '// moved\n const one'] },
        ran: ['one', 'two', 'three', 'line', 'trace'],
      },
      {
        name: 'a caller moved on its line',
        edit: { 'main.mjs': ['return trace(n)', 'return  trace(n)'] },
        ran: ['two'],
      },
      {
        name: 'the callee moved',
        edit: { 'trace.mjs': ['const short', '// moved\n const short'] },
        ran: ['trace', 'line', 'one', 'three'],
      },
      {
        name: 'another order',
        edit: { 'main.mjs': ['[two(n), one(n), line(n)]', '[one(n), two(n), line(n)]'] },
        ran: ['three'],
      },
      {
        name: 'another name',
        edit: {
          'main.mjs': [
            'function three(n) { return [two(n)',
            'function three(n) { const two = (m) => one(m); return [two(n)',
          ],
        },
        ran: ['three'],
      },
    ],
  },
  {
    name: 'frames above and below a framed call that throws',
    files: script(`
      function deep(n) { if (n === 0) throw new RangeError('bottom'); return deep(n - 1) + 1 }
      function call(n) { return deep(n) }
      function lines(e) { return e.stack.split('\\n').length }
      try { call(4) } catch (e) { console.log(lines(e), e.stack.match(/deep/g).length, e.stack.match(/call/g).length) }`),
    oracle: 'guest',
    hits: ['lines'],
    changes: [{ name: 'moved', edit: { 'main.mjs': ['function deep', '// moved\nfunction deep'] }, ran: ['lines'] }],
  },
  {
    name: 'an error given from outside',
    files: script(`
      const made = new Error('outside');
      function first(e) { return /main.mjs:\\d+/.exec(e.stack)[0] }
      function held() { return /main.mjs:\\d+/.exec(made.stack)[0] }
      console.log(first(made), held(), first(new Error('now')));`),
    oracle: 'guest',
    hits: ['first', 'held'],
    changes: [{ name: 'moved', edit: { 'main.mjs': ['const made', '\n\nconst made'] }, ran: ['first', 'held'] }],
  },
  {
    name: 'an error made in one call and looked at in another',
    files: script(`
      let last = null;
      function make() { last = new Error('kept'); return 1 }
      function look() { return /main.mjs:\\d+/.exec(last.stack)[0] }
      function both() { make(); return look() }
      console.log(make(), look(), both());`),
    oracle: 'guest',
    hits: ['make', 'look', 'both'],
    changes: [{ name: 'moved', edit: { 'main.mjs': ['let last', '\nlet last'] }, ran: ['look'] }],
  },
  {
    name: 'an error made before a wait and looked at after it',
    files: script(`
      const pause = () => new Promise((done) => setTimeout(done, 5));
      async function late() { const e = new Error('x'); await pause(); return /main.mjs:\\d+/.exec(e.stack)[0] }
      async function careless() { try { await Promise.reject(new Error('y')) } catch (e) { return e.message } }
      async function given(e) { await pause(); return e.stack.length > 0 }
      console.log(await late(), await careless(), await given(new Error('z')));`),
    oracle: 'guest',
    bypass: { late: 'stack' },
    changes: [{ name: 'moved', edit: { 'main.mjs': ['const pause', '\n\nconst pause'] } }],
  },
  {
    name: 'an error that a call changes has its own stack afterwards',
    files: script(`
      function label(e, code) { e.code = code; return e }
      function where(e) { return /main.mjs:\\d+/.exec(e.stack)[0] }
      const one = new Error('one');
      label(one, 'A');
      console.log(one.code, one.stack.split('\\n')[0], where(one));`),
    oracle: 'guest',
    hits: ['where'],
    changes: [{ name: 'moved', edit: { 'main.mjs': ['const one', '\n\nconst one'] } }],
  },
  {
    name: 'a function that was given another name',
    files: script(`
      function where() { return /at (\\w+)/.exec(new Error('x').stack)[1] }
      function call() { return where() }
      if (process.argv[2]) Object.defineProperty(where, 'name', { value: process.argv[2] });
      console.log(call());`),
    oracle: 'guest',
    hits: ['call'],
    changes: [
      { name: 'renamed', args: ['other'], ran: ['call'] },
      { name: 'renamed again', args: ['third'], ran: ['call'] },
    ],
  },
  {
    name: 'how many frames are kept',
    files: script(`
      function deep(n) { return n > 0 ? deep(n - 1) : new Error('x').stack.split('\\n').length }
      const counts = [deep(40)];
      for (const limit of [3, 0, 25, -1]) { Error.stackTraceLimit = limit; counts.push(deep(40)) }
      console.log(counts.join());`),
    hits: ['deep'],
    ran: ['deep'],
  },
];

suite('stacks', cases);
