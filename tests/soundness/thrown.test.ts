/** Calls that throw, and errors that calls return or keep: outcomes like any other, with the stacks of a fresh run. */
import { type Case, script } from './case.ts';
import { suite } from './suite.ts';

/** Prints an error as far as node and the guest agree. Whoever reads the clock is never answered from the store. */
const TOLD = `
const told = (e) => e instanceof Error
  ? [e.name, e.message, e.constructor.name, Object.keys(e).join(), 'cause' in e ? told(e.cause) : ''].join('|')
  : typeof e + ' ' + JSON.stringify(e);
const tried = (f, ...args) => { Date.now(); try { return 'returned ' + f(...args) } catch (e) { return told(e) } };
`;
/** Prints stacks without the folder. */
const LINES = `
const lines = (e) => e.stack.replace(/[(]?[^ (]*[/]/g, '@');
const caught = (f, ...args) => { Date.now(); try { return f(...args) } catch (e) { return e } };
`;

const values: Case[] = [
  {
    name: 'errors of every kind that the language throws',
    files: script(`${TOLD}
      const throwers = [
        function plain(n) { throw new Error('plain ' + n) },
        function typed(n) { throw new TypeError('typed ' + n) },
        function ofTheEngine(n) { return n.a.b.c === null ? 1 : 2 },
        function called(n) { return n.missing() },
        function parsed() { return JSON.parse('[1,') },
        function ranged() { return new Array(-1) },
        function pattern() { return new RegExp('(') },
        function absent() { return nothingOfThatName },
        function assigned() { const fixed = 1; fixed = 2; return fixed },
        function uri() { return decodeURIComponent('%') },
        function big() { return 1n / 0n },
        function joined(n) { throw new AggregateError([new Error('a'), 'b', n], 'joined') },
        function chained(n) { throw new Error('outer', { cause: new RangeError('inner', { cause: n }) }) },
      ];
      for (const thrower of throwers) {
        const said = tried(thrower, 1);
        console.log(/plain|typed|joined|chained/.test(said) ? said : said.split('|')[0], tried(thrower, 1) === said);
      }`),
    hits: [
      'plain',
      'typed',
      'ofTheEngine',
      'called',
      'parsed',
      'ranged',
      'pattern',
      'absent',
      'assigned',
      'uri',
      'big',
    ],
    changes: [
      { name: 'another message', edit: { 'main.mjs': ["'typed '", "'other '"] }, hits: ['plain'], ran: ['typed'] },
      { name: 'moved', edit: { 'main.mjs': ['const throwers', '\n\nconst throwers'] }, hits: ['plain', 'typed'] },
    ],
  },
  {
    name: 'thrown values that are no errors',
    files: script(`${TOLD}
      const zero = -0;
      function number() { throw zero }
      function nothing() { throw undefined }
      function text(s) { throw s + '!' }
      function record(n) { throw { n, deep: [n, { n }] } }
      function list(n) { throw [n, , n] }
      function big(n) { throw BigInt(n) ** 70n }
      console.log(tried(nothing), tried(text, 'a'), tried(record, 1), tried(list, 2));
      try { number() } catch (e) { console.log(Object.is(e, -0)) }
      try { big(3) } catch (e) { console.log(e) }
      try { record(4) } catch (a) { try { record(4) } catch (b) { console.log(a === b); a.deep.push(1); console.log(b.deep.length) } }`),
    hits: ['number', 'nothing', 'text', 'record', 'list', 'big'],
    changes: [{ name: 'zero', edit: { 'main.mjs': ['zero = -0', 'zero = 0'] }, hits: ['text'], ran: ['number'] }],
  },
  {
    name: 'an argument that is thrown is that very object',
    files: script(`
      const held = { n: 1 }; const known = new Error('known'); const list = [new Error('in a list')];
      function give(o) { throw o }
      function giveHeld() { throw held }
      function giveKnown() { throw known }
      function giveListed(i) { throw list[i] }
      const is = (f, given, wanted) => { Date.now(); try { f(given) } catch (e) { return e === wanted } };
      console.log(is(give, held, held), is(giveHeld, 0, held), is(giveKnown, 0, known), is(giveListed, 0, list[0]), is(give, known, known));
      try { give(held) } catch (e) { e.n += 1 }
      console.log(held.n, is(giveHeld, 0, held));`),
    hits: ['give', 'giveHeld', 'giveKnown', 'giveListed'],
    changes: [{ name: 'another', edit: { 'main.mjs': ['n: 1', 'n: 2'] }, ran: ['giveHeld'] }],
  },
  {
    name: 'subclasses with fields, fields of their own and changed prototypes',
    files: script(`${TOLD}
      class Failure extends Error { level = 1; constructor(message, code) { super(message); this.name = 'Failure'; this.code = code } get twice() { return 2 * this.level } }
      class Worse extends Failure { constructor(code) { super('worse', code); this.level = code } }
      function old(message) { this.message = message; Error.captureStackTrace(this, old) }
      old.prototype = Object.create(Error.prototype, { constructor: { value: old }, name: { value: 'Old' } });
      function check(n) { if (n === 1) throw new Failure('bad', n); if (n === 2) throw new Worse(n); if (n === 3) throw new old('old'); return n }
      const seen = [0, 1, 2, 3].map((n) => { Date.now(); try { return check(n) } catch (e) { return e } });
      for (const e of seen) console.log(e instanceof Worse, e instanceof Failure, e instanceof old, e.twice, typeof e === 'object' && told(e), typeof e.stack);
      console.log(JSON.stringify(Object.getOwnPropertyDescriptor(seen[1], 'message')), JSON.stringify(seen[2]));`),
    hits: ['check'],
    changes: [
      { name: 'a field', edit: { 'main.mjs': ['level = 1', 'level = 5'] }, ran: ['check'] },
      { name: 'a getter', edit: { 'main.mjs': ['2 * this', '3 * this'] }, ran: ['check'] },
    ],
  },
  {
    name: 'properties of errors keep their order and what they allow',
    files: script(`
      function make(n) {
        const e = new Error('made', { cause: n });
        Object.defineProperty(e, 'hidden', { value: n, enumerable: false });
        e.shown = [n];
        e[Symbol.iterator] = null;
        if (n > 1) Object.preventExtensions(e);
        if (n > 2) delete e.stack;
        if (n > 3) e.stack = 'my own';
        return e;
      }
      for (const n of [1, 2, 3, 4]) {
        const e = make(n);
        console.log(Object.keys(e), Object.isExtensible(e), 'stack' in e, n > 3 && e.stack, e.cause, Object.getOwnPropertySymbols(e).length);
        const { enumerable, writable, configurable } = Object.getOwnPropertyDescriptor(e, n > 2 ? 'message' : 'stack');
        console.log(enumerable, writable, configurable, Object.prototype.toString.call(e), Object.getOwnPropertyDescriptor(e, 'hidden').writable);
      }`),
    hits: ['make'],
    changes: [{ name: 'moved', edit: { 'main.mjs': ['function make', '\nfunction make'] }, hits: ['make'] }],
  },
  {
    name: 'errors inside results',
    files: script(`${LINES}
      function several(n) { const shared = new TypeError('shared'); return { list: [new Error('one'), shared, shared], map: new Map([['x', new RangeError('mapped ' + n)]]) } }
      const { list, map } = several(1);
      console.log(list[1] === list[2], list.map(lines).join('\\n'), lines(map.get('x')));
        console.log(several(1).list.map(lines).join('\\n'));
      const nested = () => several(1);
      console.log(lines(nested().list[0]), list[0] === several(1).list[0]);`),
    oracle: 'guest',
    hits: ['several', 'nested'],
    changes: [
      { name: 'a caller moved', edit: { 'main.mjs': ['const nested', '\n const nested'] }, hits: ['several'] },
      {
        name: 'the callee moved',
        edit: { 'main.mjs': ['function several', '\n function several'] },
        hits: ['several'],
      },
    ],
  },
  {
    name: 'an error kept in a variable of the module',
    files: script(`${LINES}
      let last = null; const all = [];
      function fail(n) { last = new Error('failed ' + n); all.push(last); return n }
      function forget() { last = null; return all.length }
      fail(1); console.log(lines(last));
        fail(1); console.log(lines(last), all[0] === all[1], all[1] === last);
      console.log(forget(), last, all.map(lines).join('\\n'));`),
    oracle: 'guest',
    hits: ['fail'],
    changes: [
      { name: 'moved', edit: { 'main.mjs': ['let last', '\nlet last'] }, ran: ['fail'] },
      {
        name: 'another caller',
        edit: { 'main.mjs': ['fail(1); console', '   fail(1); console'] },
        hits: ['fail'],
        ran: ['fail'],
      },
    ],
  },
  {
    name: 'errors of the host',
    files: {
      'main.mjs': `import { readFileSync, statSync, readdirSync } from 'node:fs';
      function read(file) { return readFileSync(file, 'utf8').length }
      function size(file) { return statSync(file).size }
      function names(folder) { return readdirSync(folder).length }
      function told(f, file) { Date.now(); try { return f(file) } catch (e) { return [e.code, e.syscall, e.path.split('/').at(-1), e.errno, Object.keys(e), e instanceof Error].join() } }
      for (const f of [read, size, names]) console.log(told(f, 'gone.txt'), told(f, 'gone.txt'));
      console.log(told(read, 'there.txt'));`,
      'there.txt': 'text',
    },
    hits: ['read', 'size', 'names'],
    changes: [
      { name: 'it appears', write: { 'gone.txt': 'here' }, ran: ['read', 'size'] },
      { name: 'the other goes', write: { 'there.txt': null }, hits: ['size', 'names'], ran: ['read'] },
    ],
  },
];

const stacks: Case[] = [
  {
    name: 'the stack names the present callers',
    files: {
      'main.mjs': `import { check } from './check.mjs';${LINES}
      const one = (n) => check(n);
      const two = (n) => { return check(n) };
      console.log(lines(caught(check, 1)), lines(caught(one, 1)), lines(caught(two, 1)), lines(caught(() => [1].map(one))));
      console.log(lines(caught(check, 1)));`,
      'check.mjs': `
      const deep = (n) => { if (n > 0) throw new RangeError('deep ' + n) };
      export function check(n) { return [n].forEach(deep) }`,
    },
    oracle: 'guest',
    hits: ['check', 'one', 'two'],
    changes: [
      { name: 'above the callers', edit: { 'main.mjs': ['const one', '\n\nconst one'] }, hits: ['check'] },
      { name: 'between the callers', edit: { 'main.mjs': ['const two', '\nconst two'] }, hits: ['check'] },
      { name: 'a caller on its line', edit: { 'main.mjs': ['return check', 'return  check'] }, hits: ['check'] },
      { name: 'a comment in a caller', edit: { 'main.mjs': ['return check', '/* */ return check'] }, hits: ['check'] },
      { name: 'above the callee', edit: { 'check.mjs': ['const deep', '\n const deep'] }, hits: ['check'] },
      { name: 'in the callee on its line', edit: { 'check.mjs': ['throw new', 'throw  new'] }, ran: ['check'] },
      { name: 'below the callee', edit: { 'check.mjs': ['forEach(deep) }', 'forEach(deep) }\n'] }, hits: ['check'] },
      { name: 'another name', edit: { 'main.mjs': ['const one = (n) =>', 'const one = (m) =>'] }, hits: ['check'] },
    ],
  },
  {
    name: 'as many lines as the limit says',
    files: script(`${LINES}
      function fail(n) { if (n > 0) return fail(n - 1); throw new Error('bottom') }
      const through = (n, depth) => (depth > 0 ? through(n, depth - 1) : fail(n));
      for (const n of [0, 4, 8, 9, 10, 20]) console.log(n, lines(caught(fail, n)), lines(caught(through, n, 3)));
      const above = (n) => { try { return n > 0 ? above(n - 1) : fail(6) } catch (e) { return e } };
      console.log(lines(above(1)), lines(above(12)));`),
    oracle: 'guest',
    hits: ['fail', 'through', 'above'],
    changes: [
      { name: 'a caller moved', edit: { 'main.mjs': ['const above', '\nconst above'] }, hits: ['fail'] },
      { name: 'the callee moved', edit: { 'main.mjs': ['function fail', '\nfunction fail'] }, hits: ['fail'] },
    ],
  },
  {
    name: 'another limit while the call runs',
    files: script(`${LINES}
      function short(n) { const limit = Error.stackTraceLimit; Error.stackTraceLimit = n; try { throw new Error('short') } finally { Error.stackTraceLimit = limit } }
      const via = (n) => short(n);
      for (const n of [0, 1, 2, 3, 50]) console.log(lines(caught(short, n)), lines(caught(via, n)));`),
    oracle: 'guest',
    hits: ['short', 'via'],
    changes: [{ name: 'a caller moved', edit: { 'main.mjs': ['const via', '\nconst via'] }, hits: ['short'] }],
  },
  {
    name: 'another limit before the call',
    files: script(`${LINES}
      function fail(n) { throw new Error('n ' + n) }
      const via = (n) => fail(n);
      console.log(lines(caught(via, 1)));
      Error.stackTraceLimit = 1;
      console.log(lines(caught(via, 1)));
      Error.stackTraceLimit = 10;
      console.log(lines(caught(via, 1)));`),
    oracle: 'guest',
    hits: ['via'],
    ran: ['fail', 'via'],
  },
  {
    name: 'who looks at a restored stack hangs on what it names',
    files: {
      'main.mjs': `import { fail } from './lib.mjs';
      function first(n) { try { return fail(n) } catch (e) { return e.stack.split('\\n').slice(0, 3).map((line) => line.replace(/[(].*[/]/, '(')).join() } }
      function message(n) { try { return fail(n) } catch (e) { return e.message } }
      console.log(first(1)); console.log(first(2), message(1), message(2));`,
      'lib.mjs': "export function fail(n) { throw new Error('n ' + n) }",
    },
    oracle: 'guest',
    hits: ['first', 'message'],
    changes: [
      { name: 'the callee moved', edit: { 'lib.mjs': ['export', '\nexport'] }, hits: ['message'], ran: ['first'] },
      { name: 'the looker moved', edit: { 'main.mjs': ['function first', '\nfunction first'] }, hits: ['message'] },
      {
        name: 'both, the callee stored anew',
        edit: { 'main.mjs': ['console.log(first(1));', 'message(3);'], 'lib.mjs': ['throw new', 'throw /* */ new'] },
        hits: ['message'],
        ran: ['message', 'first'],
      },
    ],
  },
  {
    name: 'an error passed on through three recorded calls',
    files: script(`${LINES}
      const factor = { n: 2 };
      function inner(n) { throw new Error('inner ' + n * factor.n) }
      function middle(n) { try { return inner(n) } catch (e) { e.seen = (e.seen ?? 0) + 1; throw e } }
      function outer(n) { try { return middle(n) } finally { console.log('outer', n) } }
      const show = (f) => { const e = caught(f, 1); console.log(lines(e), e.seen) };
      show(outer); show(middle); show(inner); show(outer);`),
    oracle: 'guest',
    hits: ['inner', 'middle', 'outer'],
    changes: [
      { name: 'outer', edit: { 'main.mjs': ["'outer'", "'at last'"] }, hits: ['inner', 'middle'], ran: ['outer'] },
      { name: 'middle', edit: { 'main.mjs': ['?? 0) + 1', '?? 5) + 1'] }, hits: ['inner'], ran: ['outer', 'middle'] },
      { name: 'data', edit: { 'main.mjs': ['n: 2', 'n: 3'] }, ran: ['inner', 'middle', 'outer'] },
      { name: 'moved', edit: { 'main.mjs': ['const factor', '\nconst factor'] }, hits: ['inner', 'middle', 'outer'] },
      {
        name: 'inner on its line',
        edit: { 'main.mjs': ['throw new', 'throw  new'] },
        ran: ['inner', 'middle', 'outer'],
      },
    ],
  },
  {
    name: 'a wrapped error and its cause',
    files: {
      'main.mjs': `import { load } from './load.mjs';${LINES}
      function wrap(n) { try { return load(n) } catch (cause) { throw new TypeError('wrapped', { cause }) } }
      const e = caught(wrap, 1); console.log(lines(e), lines(e.cause)); console.log(lines(caught(wrap, 1).cause));`,
      'load.mjs': "export function load(n) { throw new Error('load ' + n) }",
    },
    oracle: 'guest',
    hits: ['wrap'],
    changes: [
      { name: 'in the wrapper', edit: { 'main.mjs': ['throw new', 'throw  new'] }, hits: ['load'], ran: ['wrap'] },
      { name: 'in the loader', edit: { 'load.mjs': ['throw new', 'throw  new'] }, ran: ['load', 'wrap'] },
      { name: 'the wrapper moved', edit: { 'main.mjs': ['function wrap', '\nfunction wrap'] }, hits: ['wrap'] },

      { name: 'the loader moved', edit: { 'load.mjs': ['export', '\nexport'] }, hits: ['wrap'] },
    ],
  },
  {
    name: 'objects with a captured stack',
    files: script(`
      const lines = (e) => e.stack.replace(/[(]?[^ (]*[/]/g, '@');
      function plain(n) { const o = { n }; Error.captureStackTrace(o); return o }
      function above(n) { const o = { n }; Error.captureStackTrace(o, above); return o }
      function inside(n) { const o = { n }; (function f() { Error.captureStackTrace(o, f) })(); return o }
      function Old(n) { this.n = n; Error.captureStackTrace(this, Old) }
      Old.prototype.known = true;
      function make(n) { return new Old(n) }
      function mark(o) { Error.captureStackTrace(o); return 1 }
      for (const f of [plain, above, inside, make]) { console.log(lines(f(1))); console.log(lines(f(1))) }
      const a = {}, b = {}; mark(a);
        mark(b); console.log(lines(a), lines(b), lines(new Old(1)));`),
    oracle: 'guest',
    hits: ['plain', 'above', 'inside', 'make'],
    changes: [
      {
        name: 'callers moved',
        edit: { 'main.mjs': ['for (const', '\n  for (const'] },
        hits: ['plain', 'above', 'make'],
      },
      { name: 'callees moved', edit: { 'main.mjs': ['function plain', '\nfunction plain'] }, hits: ['plain', 'make'] },
    ],
  },
  {
    name: 'a function that was given another name',
    files: script(`${LINES}
      function fail(n) { throw new Error('n ' + n) }
      function call(n) { return fail(n) }
      if (process.argv[2]) Object.defineProperty(fail, 'name', { value: process.argv[2] });
      console.log(lines(caught(call, 1)));`),
    oracle: 'guest',
    hits: ['call'],
    changes: [
      { name: 'renamed', args: ['other'] },
      { name: 'renamed again', args: ['third'] },
    ],
  },
  {
    name: 'an error that nobody catches',
    files: script(`
      function work(n) { console.log('work', n); return n }
      function boom(n) { console.log('before'); throw new TypeError('boom ' + n) }
      function through(n) { try { return boom(n) } finally { console.log('finally') } }
      process.on('exit', (code) => console.log('exit', code));
      work(1); through(2);`),
    oracle: 'guest',
    hits: ['work', 'through'],
    changes: [
      { name: 'the caller moved', edit: { 'main.mjs': ['work(1);', '\n work(1);'] }, hits: ['work', 'through'] },
      { name: 'the callee moved', edit: { 'main.mjs': ['function boom', '\nfunction boom'] }, hits: ['through'] },
      { name: 'in the callee', edit: { 'main.mjs': ['throw new', 'throw  new'] }, ran: ['through'] },
      { name: 'repaired', edit: { 'main.mjs': ["throw new TypeError('boom ' + n)", 'return n'] }, ran: ['through'] },
    ],
  },
  {
    name: 'where JSON ends too early',
    files: script(`${LINES}
      function parse(text) { return JSON.parse(text) }
      function through(text) { return parse(text) }
      console.log(lines(caught(parse, '{"a":')), lines(caught(through, '[1,,')));
      console.log(lines(caught(parse, '{"a":')));`),
    oracle: 'guest',
    hits: ['parse', 'through'],
    changes: [{ name: 'moved', edit: { 'main.mjs': ['function parse', '\nfunction parse'] }, hits: ['parse'] }],
  },
  {
    name: 'an error of code made at run time, and one that is older than the call',
    files: script(`${LINES}
      const old = []; const keep = (e) => { old.push(e); return 0 };
      const make = new Function("return new Error('made')");
      function made() { return make() }
      function stop(signal) { signal.throwIfAborted() }
      const controller = new AbortController(); controller.abort(new Error('stopped'));
      console.log(lines(made()), caught(stop, controller.signal) === controller.signal.reason);`),
    oracle: 'guest',
    bypass: { made: 'opaque-variable' },
  },
];

const effects: Case[] = [
  {
    name: 'thrown after output and files',
    files: script(`import { mkdirSync, writeFileSync, readFileSync, existsSync } from 'node:fs';
      function build(n) {
        console.log('building', n); console.error('to stderr');
        mkdirSync('out', { recursive: true }); writeFileSync('out/half.txt', 'half ' + n);
        if (n > 1) throw new Error('gave up at ' + n);
        writeFileSync('out/whole.txt', 'whole'); return n;
      }
      function all(n) { try { return build(n) } catch (e) { console.log('caught', e.message); return readFileSync('out/half.txt', 'utf8') } finally { console.log('finally') } }
      console.log(all(2)); console.log(existsSync('out/whole.txt')); console.log(all(1));
      try { build(2) } catch (e) { console.log(e.message, readFileSync('out/half.txt', 'utf8')) }`),
    flags: ['-A'],
    hits: ['build', 'all'],
    changes: [
      { name: 'the words', edit: { 'main.mjs': ["'building'", "'making'"] }, ran: ['build', 'all'] },
      { name: 'what is done about it', edit: { 'main.mjs': ["'caught'", "'took'"] }, hits: ['build'], ran: ['all'] },
      { name: 'a file is gone', write: { 'out/half.txt': null }, hits: ['build', 'all'] },
      { name: 'a file differs', write: { 'out/half.txt': 'other' }, hits: ['build', 'all'] },
    ],
  },
  {
    name: 'thrown after changes to what was given',
    files: script(`${TOLD}
      const log = []; let count = 0; const cache = new Map();
      function add(list, n) { list.push(n); count += 1; cache.set(n, list); if (n > 1) throw new RangeError('no ' + n); return n }
      function both(n) { const mine = [0]; try { add(mine, n) } catch (e) { log.push(e.message, mine.length) } return mine }
      console.log(tried(add, log, 1), tried(add, log, 2), tried(add, log, 2), log.join(), count, cache.get(2) === log);
      console.log(both(3), both(3), log.join(), count, cache.size);`),
    hits: ['add', 'both'],
    changes: [
      { name: 'threshold', edit: { 'main.mjs': ['n > 1', 'n > 2'] }, ran: ['add'] },
      { name: 'state', edit: { 'main.mjs': ['count = 0', 'count = 7'] }, ran: ['add'] },
    ],
  },
  {
    name: 'a throw that leaves a variable half filled',
    files: script(`import { readFileSync } from 'node:fs';${TOLD}
      let config; let tries = 0;
      function load() { tries += 1; return JSON.parse(readFileSync('config.json', 'utf8')) }
      function get(key) { config ??= load(); if (!(key in config)) throw new Error('no ' + key); return config[key] }
      console.log(tried(get, 'a'), tried(get, 'b'), tried(get, 'a'), tries, typeof config);`),
    hits: ['get'],
    changes: [
      { name: 'there', write: { 'config.json': '{"a":1}' }, ran: ['get'] },
      { name: 'broken', write: { 'config.json': '{"a":' }, ran: ['get'] },
    ],
  },
  {
    name: 'thrown for what the world says',
    files: {
      'main.mjs': `import { readFileSync } from 'node:fs';${TOLD}
      function limit() { const n = Number(process.env.LIMIT ?? 5); if (n > 5) throw new RangeError('limit ' + n); return n }
      function rows() { const n = readFileSync('rows.txt', 'utf8').length; if (n > limit()) throw new Error(n + ' rows'); return n }
      console.log(tried(limit), tried(rows));`,
      'rows.txt': 'abcdefgh',
    },
    flags: ['-A'],
    hits: ['limit', 'rows'],
    changes: [
      { name: 'a higher limit', env: { LIMIT: '9' }, ran: ['limit', 'rows'] },
      { name: 'a lower limit', env: { LIMIT: '4' }, ran: ['limit', 'rows'] },
      { name: 'fewer rows', write: { 'rows.txt': 'abc' }, hits: ['limit'], ran: ['rows'] },
      { name: 'other rows', write: { 'rows.txt': 'hgfedcba' }, hits: ['limit'], ran: ['rows'] },
    ],
  },
  {
    name: 'constructors, getters, methods and iterators that throw',
    files: script(
      `${TOLD}
      class Point { constructor(x) { if (x < 0) throw new RangeError('x ' + x); this.x = x } get far() { if (this.x > 9) throw new Error('far'); return this.x } static of(x) { return new Point(x) } }
      const make = (x) => new Point(x), far = (p) => p.far;
      console.log(tried(make, -1), tried(Point.of, -2), make(3).x, tried(far, make(10)), tried(far, make(4)));
      for (const x of [-1, 2]) { let at = 'start'; loop: try { at = 'new'; Point.of(x); at = 'made'; continue loop2(x) } catch (e) { at += ' caught' } finally { console.log(at) } }
      function loop2(x) { throw new Error('loop ' + x) }`
        .replace('loop: try', 'try')
        .replace('continue loop2(x)', 'loop2(x)'),
    ),
    hits: ['make', 'far', 'Point.static of'],
    changes: [{ name: 'a bound', edit: { 'main.mjs': ['x < 0', 'x < -1'] }, ran: ['make'] }],
  },
  {
    name: 'an error made equal is another error',
    files: script(`
      function fail() { throw new Error('same') }
      function pair() { const e = new Error('pair'); return [e, e] }
      const errors = new Set();
      for (let i = 0; i < 3; i++) try { fail() } catch (e) { errors.add(e) }
      const [a, b] = pair(), [c] = pair();
      a.touched = true;
      console.log(errors.size, a === b, a === c, c.touched, b.touched);
      for (const e of errors) e.n = errors.size;
      try { fail() } catch (e) { console.log(Object.keys(e)) }`),
    hits: ['fail', 'pair'],
    changes: [{ name: 'message', edit: { 'main.mjs': ["'same'", "'other'"] }, hits: ['pair'], ran: ['fail'] }],
  },
];

const waiting: Case[] = [
  {
    name: 'asynchronous calls that reject',
    files: script(`${TOLD}
      const sleep = (ms) => new Promise((done) => setTimeout(done, ms));
      async function atOnce(n) { if (n > 0) throw new RangeError('at once ' + n); return n }
      async function later(n) { await sleep(5); console.log('later', n); throw new TypeError('later ' + n) }
      async function value(n) { await null; throw { n } }
      async function passes(n) { try { return await later(n) } finally { console.log('passed', n) } }
      async function wraps(n) { try { await atOnce(n) } catch (cause) { throw new Error('wrapped', { cause }) } }
      for (const f of [atOnce, later, value, passes, wraps]) { try { await f(1) } catch (e) { console.log(told(e)) } await f(1).catch((e) => console.log(told(e))) }
      console.log((await Promise.allSettled([later(1), atOnce(1), passes(2), wraps(1), value(1)])).map(({ reason }) => told(reason)).join());`),
    hits: ['atOnce', 'later', 'value', 'passes', 'wraps'],
    changes: [
      { name: 'words', edit: { 'main.mjs': ["'at once '", "'now '"] }, hits: ['later'], ran: ['atOnce', 'wraps'] },
      { name: 'a delay', edit: { 'main.mjs': ['sleep(5)', 'sleep(6)'] }, hits: ['atOnce'], ran: ['later', 'passes'] },
    ],
  },
  {
    name: 'the order in which rejections come about',
    files: script(`
      const order = [];
      const say = (word) => { order.push(word) };
      async function first(n) { await null; throw new Error('first ' + n) }
      async function second(n) { throw new Error('second ' + n) }
      async function third(n) { await null; await null; return n }
      process.on('unhandledRejection', (e) => { console.log('unhandled', e.message) });
      for (const [i, f] of [first, second, third].entries()) f(i).then(() => say('done ' + i), () => say('failed ' + i)).finally(() => say('finally ' + i));
      Promise.resolve().then(() => say('a')).then(() => say('b')).then(() => say('c')).then(() => say('d'));
      process.nextTick(() => say('tick'));
      second(9); const late = first(8);
      setTimeout(() => { late.catch(() => say('late')); setTimeout(() => console.log(order.join()), 1) }, 5);`),
    hits: ['second'],
    changes: [
      { name: 'longer', edit: { 'main.mjs': ['await null; throw', 'await null; await null; throw'] }, ran: ['first'] },
    ],
  },
  {
    name: 'stacks of rejections, before and after waiting',
    files: script(`${LINES}
      const sleep = (ms) => new Promise((done) => setTimeout(done, ms));
      const raise = (n) => { throw new Error('raised ' + n) };
      async function early(n) { raise(n); await null }
      async function late(n) { await sleep(2); raise(n) }
      async function deeper(n) { return await late(n) }
      async function outer(n) { return await early(n) }
      async function keeps(n) { try { await late(n) } catch (e) { return [e, new Error('kept')] } }
      const at = async (f) => { Date.now(); try { return await f(1) } catch (e) { return e } };
      for (const f of [early, late, deeper, outer]) console.log(lines(await at(f)));
        console.log(lines(await early(1).catch((e) => e)), lines(await outer(1).catch((e) => e)));
      console.log((await keeps(1)).map(lines).join('\\n'));
      setTimeout(() => early(1).catch((e) => console.log(lines(e))), 1);
      [1].map((n) => early(n).catch((e) => console.log(lines(e))));
      Promise.resolve(1).then(early).catch((e) => console.log(lines(e)));`),
    oracle: 'guest',
    hits: ['early', 'late', 'deeper', 'outer', 'keeps'],
    changes: [
      {
        name: 'a caller moved',
        edit: { 'main.mjs': ['const at', '\nconst at'] },
        hits: ['early', 'late', 'deeper', 'outer'],
      },
      {
        name: 'callees moved',
        edit: { 'main.mjs': ['const raise', '\nconst raise'] },
        hits: ['early', 'late', 'keeps'],
      },
      { name: 'in one', edit: { 'main.mjs': ['sleep(2);', 'sleep(2) ;'] }, hits: ['early'], ran: ['late'] },
    ],
  },
  {
    name: 'a rejection that nobody takes',
    files: script(`
      async function work(n) { console.log('work', n); return n }
      async function boom(n) { await work(n); throw new TypeError('boom ' + n) }
      process.on('exit', (code) => console.log('exit', code));
      await work(1); boom(2); console.log('after');`),
    oracle: 'guest',
    hits: ['work', 'boom'],
    changes: [
      { name: 'the caller moved', edit: { 'main.mjs': ['boom(2);', '\n boom(2);'] }, hits: ['work', 'boom'] },
      {
        name: 'the callee moved',
        edit: { 'main.mjs': ['async function boom', '\nasync function boom'] },
        hits: ['boom'],
      },
      { name: 'in the callee', edit: { 'main.mjs': ['throw new', 'throw  new'] }, ran: ['boom'] },
    ],
  },
  {
    name: 'loops and several waits around rejections',
    files: script(`${TOLD}
      const pause = () => new Promise((done) => setTimeout(done, 1));
      async function one(n) { await pause(); if (n % 2) throw new Error('odd ' + n); return n }
      async function retry(n) { const seen = []; for (let i = 0; i < 4; i++) try { return [await one(n + i), ...seen] } catch (e) { seen.push(e.message) } throw new Error(seen.join()) }
      async function steps(n) { let at = 0; try { at = 1; await one(n); at = 2; await one(n + 1); at = 3 } finally { console.log('at', at) } }
      async function any(n) { return Promise.race([one(n), one(n + 2)]) }
      for (const f of [retry, steps, any]) for (const n of [1, 2]) try { console.log(await f(n)) } catch (e) { console.log(told(e), e.errors?.map(told).join()) }
      console.log((await Promise.allSettled([steps(1), steps(2), retry(1)])).map((r) => r.status).join());`),
    hits: ['one', 'retry', 'steps'],
    changes: [
      { name: 'even', edit: { 'main.mjs': ['if (n % 2)', 'if (n % 2 === 0)'] }, ran: ['one', 'retry', 'steps'] },
      { name: 'words', edit: { 'main.mjs': ["'at'", "'reached'"] }, hits: ['one', 'retry'], ran: ['steps'] },
    ],
  },
];

suite('thrown', [...values, ...stacks, ...effects, ...waiting]);
