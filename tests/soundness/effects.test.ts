/** Output, files, environment, errors: what calls observe of the world and do to it. */
import { bothWays } from '../start.ts';
import { type Case, script } from './case.ts';
import { suite } from './suite.ts';

const fs = `import * as fs from 'node:fs';`;

const cases: readonly Case[] = [
  {
    name: 'output of nested calls in order, on both streams',
    files: script(`
      function inner(n) { console.log('in', n); console.error('err', n); return n }
      function outer(n) { console.log('a'); inner(n); console.log('b'); inner(n); process.stdout.write('c'); return n }
      outer(1); console.log(); inner(2); outer(1);`),
    oracle: 'guest',
    hits: ['inner', 'outer'],
    changes: [{ name: 'inner', edit: { 'main.mjs': [`'in', n`, `'IN', n`] }, ran: ['inner', 'outer'] }],
  },
  {
    name: 'groups and counters of the console',
    files: script(`
      function speak(n) { console.log('line\\nbreak', n); return n }
      function group(n) { console.group('g'); speak(n); console.groupEnd(); return n }
      function open(n) { console.group('left open'); return n }
      function count() { console.count('c'); return 1 }
      speak(1); console.group('outer'); speak(1); group(1); console.groupEnd(); speak(1);
      open(1); speak(1); console.groupEnd(); speak(1);
      count(); count(); console.countReset('c'); count();`),
    hits: ['speak'],
    bypass: { group: 'changes-console', open: 'changes-console' },
  },
  {
    name: 'what is printed of objects that print themselves',
    files: script(`
      import { inspect } from 'node:util';
      let looks = 0;
      class Q { constructor(n) { this.n = n } [inspect.custom]() { return 'Q' + this.n } get g() { looks += 1; return 1 } }
      function print(q) { console.log(q, { q }); return 1 }
      print(new Q(1)); print(new Q(1)); console.log(looks);`),
    hits: ['print'],
    changes: [{ name: 'custom', edit: { 'main.mjs': [`'Q' + this.n`, `'q' + this.n`] }, ran: ['print'] }],
  },
  {
    name: 'a caller that prints between hits',
    files: script(`
      function leaf(n) { console.log('leaf', n); return n }
      function top(k) { for (let i = 0; i < 3; i++) { console.log('before', i); leaf(i % 2); console.log('after', k) } return k }
      top(1);`),
    hits: ['top'],
    changes: [{ name: 'caller', edit: { 'main.mjs': [`'after', k`, `'then', k`] }, ran: ['top'], hits: ['leaf'] }],
  },
  {
    name: 'a callee that counts makes its caller unstorable',
    files: script(`
      let n = 0;
      function count() { n += 1; return n }
      function middle(x) { return count() + x }
      function top(x) { return middle(x) * 2 }
      function pure(x) { return x + 1 }
      console.log(top(1), top(1), n, pure(1));`),
    hits: ['pure', 'top'],
  },
  {
    name: 'a caller of a hit depends on what the hit read',
    files: {
      ...script(`
      ${fs}
      const k = Number(process.env.K);
      function inner() { return fs.readFileSync('a.txt', 'utf8').length + k }
      function outer(x) { return inner() + x }
      console.log(inner(), outer(1), inner());`),
      'a.txt': 'abc',
    },
    env: { K: '1' },
    hits: ['inner', 'outer'],
    changes: [
      { name: 'file', write: { 'a.txt': 'abcd' }, ran: ['inner', 'outer'] },
      { name: 'variable', env: { K: '2' }, ran: ['inner', 'outer'] },
    ],
  },
  {
    name: 'content of a file',
    files: {
      ...script(`
      ${fs}
      function read(name) { return fs.readFileSync(name, 'utf8').trim() }
      console.log(read('a.txt'), read('./b.txt'));`),
      'a.txt': 'a',
      'b.txt': 'b',
    },
    hits: ['read'],
    changes: [{ name: 'one', write: { 'a.txt': 'A' }, hits: ['read'], ran: ['read'] }],
  },
  {
    name: 'absence of a file',
    files: script(`
      ${fs}
      function ask() { return fs.existsSync('maybe.txt') }
      function read() { try { return fs.readFileSync('maybe.txt', 'utf8') } catch (e) { return e.code } }
      console.log(ask(), read());`),
    hits: ['ask', 'read'],
    changes: [
      { name: 'there', write: { 'maybe.txt': 'x' }, ran: ['ask', 'read'] },
      { name: 'a folder', write: { 'maybe.txt/in.txt': 'x' }, ran: ['ask', 'read'] },
    ],
  },
  {
    name: 'listing of a folder',
    files: {
      ...script(`
      ${fs}
      function list() { return fs.readdirSync('d').join() }
      function kinds() { return fs.readdirSync('d', { withFileTypes: true }).map((e) => e.name + e.isDirectory()).join() }
      console.log(list(), kinds());`),
      'd/a': '',
      'd/b': '',
    },
    hits: ['list', 'kinds'],
    changes: [
      { name: 'one more', write: { 'd/c': '' }, ran: ['list', 'kinds'] },
      { name: 'content of one', write: { 'd/a': 'x' }, hits: ['list'] },
      { name: 'a file becomes a folder', write: { 'd/b': null, 'd/b/x': '' }, ran: ['kinds'] },
    ],
  },
  {
    name: 'size and kind of a file, where a link leads',
    files: {
      ...script(`
      ${fs}
      function size() { return fs.statSync('link').size }
      function real() { return fs.realpathSync('link').endsWith('a.txt') + fs.readlinkSync('link') }
      function text() { return fs.readFileSync('link', 'utf8') }
      console.log(size(), real(), text());`),
      'a.txt': 'abc',
      'b.txt': 'abcde',
      link: '-> a.txt',
    },
    hits: ['size', 'real', 'text'],
    changes: [{ name: 'elsewhere', write: { link: '-> b.txt' }, ran: ['size', 'real', 'text'] }],
  },
  {
    name: 'files that a call writes come back',
    files: script(`
      ${fs}
      function save(name, text) { fs.mkdirSync('out/deep', { recursive: true }); fs.writeFileSync('out/deep/' + name, text); return name }
      console.log(save('a', 'x'.repeat(5000)), save('b', ''), fs.readdirSync('out/deep').join());`),
    hits: ['save'],
    changes: [{ name: 'text', edit: { 'main.mjs': [`'b', ''`, `'b', 'new'`] }, hits: ['save'], ran: ['save'] }],
  },
  {
    name: 'a file written twice, by temporary name, appended to',
    files: script(`
      ${fs}
      function twice() { fs.writeFileSync('t', '1'); fs.writeFileSync('t', '2'); return 1 }
      function atomic() { fs.writeFileSync('x.tmp', 'atomic'); fs.renameSync('x.tmp', 'x'); return 1 }
      function log() { fs.writeFileSync('log', 'a\\n'); fs.appendFileSync('log', 'b\\n'); return 1 }
      console.log(twice(), atomic(), log());`),
    hits: ['twice', 'atomic', 'log'],
  },
  {
    name: 'appending to and removing what was there before',
    files: {
      ...script(`
      ${fs}
      function add(x) { fs.appendFileSync('log', x); return 1 }
      function drop() { fs.rmSync('old'); return 1 }
      console.log(add('a'), add('a'), drop(), fs.readFileSync('log', 'utf8'), fs.existsSync('old'));`),
      log: '-',
      old: '',
    },
    bypass: { add: 'appends-to-file', drop: 'deletes-file' },
  },
  {
    name: 'a counter in a file',
    files: {
      ...script(`
      ${fs}
      function bump() { const n = Number(fs.readFileSync('n', 'utf8')) + 1; fs.writeFileSync('n', String(n)); return n }
      console.log(bump(), bump(), bump());`),
      n: '0',
    },
    hits: ['bump'],
  },
  {
    name: 'a call reads what it wrote itself',
    files: script(`
      ${fs}
      function roundtrip(x) { fs.writeFileSync('t', x); return fs.readFileSync('t', 'utf8') + fs.existsSync('t') }
      console.log(roundtrip('abc'), roundtrip('x'));`),
    hits: ['roundtrip'],
  },
  {
    name: 'a caller reads what a hit wrote',
    files: script(`
      ${fs}
      function write(x) { fs.writeFileSync('t', x); return 1 }
      function both(x) { write(x); return fs.readFileSync('t', 'utf8') }
      write('old'); console.log(both('new')); write('old'); console.log(both('new'), fs.readFileSync('t', 'utf8'));`),
    hits: ['write', 'both'],
    changes: [{ name: 'caller', edit: { 'main.mjs': [`'utf8') }`, `'utf8') + '!' }`] }, ran: ['both'] }],
  },
  {
    name: 'a write that depends on what is there',
    files: {
      ...script(`
      ${fs}
      function init() { if (!fs.existsSync('cfg')) fs.writeFileSync('cfg', 'default'); return fs.readFileSync('cfg', 'utf8') }
      console.log(init(), init());`),
    },
    hits: ['init'],
    changes: [{ name: 'there', write: { cfg: 'mine' }, ran: ['init'] }],
  },
  {
    name: 'environment variables: present, absent, listed, changed by the program',
    files: script(`
      function read() { return process.env.WHO ?? 'nobody' }
      function has() { return 'WHO' in process.env }
      function list() { return Object.keys(process.env).filter((k) => k.startsWith('W')).join() }
      function set() { process.env.WHO = 'me'; return 1 }
      console.log(read(), has(), list()); process.env.WHO = 'other'; console.log(read(), has()); delete process.env.WHO; console.log(read(), set(), read());`),
    env: { WHO: 'x' },
    hits: ['read', 'has'],
    changes: [
      { name: 'other', env: { WHO: 'y' }, ran: ['read'] },
      { name: 'one more', env: { WHO: 'x', WHERE: 'here' }, ran: ['list'] },
    ],
  },
  {
    name: 'arguments of the script',
    files: script(`
      function first() { return process.argv[2] ?? 'none' }
      function count() { return process.argv.length }
      console.log(first(), count()); process.argv.push('more'); console.log(count());`),
    args: ['a'],
    hits: ['first'],
    changes: [
      { name: 'other', args: ['b'], ran: ['first'] },
      { name: 'more', args: ['a', 'b'], ran: ['count'] },
    ],
  },
  {
    name: 'the clock and chance',
    files: script(`
      function now() { return Date.now() > 0 }
      function roll() { return Math.random() < 2 }
      function stamp() { return new Date().getFullYear() > 2000 }
      function perf() { return performance.now() >= 0 }
      function epoch() { return performance.timeOrigin > 0 }
      function fixed() { return new Date(2020, 0, 1).getTime() }
      function shown() { return typeof new Intl.DateTimeFormat('en').format() }
      console.log(now(), roll(), stamp(), perf(), epoch(), fixed(), shown());`),
    hits: ['fixed'],
    bypass: {
      now: 'volatile',
      roll: 'volatile',
      stamp: 'volatile',
      perf: 'volatile',
      epoch: 'volatile',
      shown: 'volatile',
    },
  },
  {
    name: 'facts of the process',
    files: script(`
      import os from 'node:os';
      function pid() { return process.pid > 0 }
      function up() { return process.uptime() >= 0 }
      function memory() { return process.memoryUsage().rss >= 0 }
      function host() { return os.hostname().length > 0 }
      console.log(pid(), up(), memory(), host());`),
    bypass: { pid: 'volatile', up: 'volatile', memory: 'reads-memory-usage' },
  },
  {
    name: 'random identifiers and bytes',
    files: script(`
      import { randomUUID, randomBytes, createHash } from 'node:crypto';
      function id() { return randomUUID().length }
      function bytes() { return randomBytes(4).length }
      function web() { return crypto.getRandomValues(new Uint8Array(2)).length }
      function digest(s) { return createHash('sha256').update(s).digest('hex') }
      console.log(id(), bytes(), web(), digest('a'));`),
    hits: ['digest'],
    bypass: { id: 'volatile', bytes: 'volatile', web: 'volatile' },
  },
  {
    name: 'the exit code set by a call',
    files: script(`
      function fail(n) { process.exitCode = n; return n }
      console.log(fail(3));`),
    bypass: { fail: 'sets-exit-code' },
  },
  {
    name: 'the exit code, the title and the listeners of the process, read before and after they change',
    files: script(`
      function code() { return process.exitCode ?? 'none' }
      function title() { return typeof process.title + process.title.startsWith('made') }
      function count() { return process.listenerCount('made-up') }
      function told() { return process.emit('made-up') }
      console.log(code(), title(), count(), told());
      process.exitCode = Number(process.env.CODE);
      process.title = 'made-up';
      process.on('made-up', () => {});
      console.log(code(), title(), count(), told());
      process.exitCode = 0;
      process.on('exit', () => console.log(code()));
      process.exit(3);`),
    env: { CODE: '2' },
    hits: ['code', 'title'],
    bypass: { count: 'listens-to-process', told: 'listens-to-process' },
    changes: [{ name: 'another code', env: { CODE: '4' } }],
  },
  {
    name: 'a call that ends the process',
    files: script(`
      function leave(n) { console.log('leaving'); process.exit(n) }
      function work(n) { return n * 2 }
      console.log(work(2)); leave(4); console.log('never');`),
    hits: ['work'],
  },
  {
    name: 'listeners added by a call',
    files: script(`
      function listen(n) { process.on('exit', () => console.log('bye', n)); return n }
      console.log(listen(1));`),
    bypass: { listen: 'listens-to-process' },
  },
  {
    name: 'errors thrown, caught and printed by message',
    files: script(`
      class Mine extends Error {}
      function check(n) { if (n > 1) throw new Mine('too big: ' + n); return n }
      function safe(n) { try { return check(n) } catch (e) { return e instanceof Mine ? e.message : 'other' } finally { console.log('checked', n) } }
      console.log(safe(1), safe(2));
      try { check(5) } catch (e) { console.log(e.message, e.constructor === Mine) }`),
    hits: ['safe', 'check'],
    changes: [{ name: 'thrower', edit: { 'main.mjs': ['too big', 'large'] }, ran: ['safe'] }],
  },
  {
    name: 'an uncaught error ends the run',
    files: script(`
      function work(n) { console.log('work', n); return n }
      function boom(n) { throw new TypeError('boom') }
      work(1); boom(2);`),
    hits: ['work'],
  },
  {
    name: 'errors of the engine, caught',
    files: script(`
      function bad(x) { try { return x.y.z } catch (e) { return e.name } }
      function call(x) { try { return x() } catch (e) { return e.constructor === TypeError } }
      function deep(n) { return n === 0 ? 0 : 1 + deep(n - 1) }
      function overflow() { try { return (function f() { return f() + 1 })() } catch (e) { return e.name } }
      console.log(bad({}), call(1), deep(80), overflow());`),
    hits: ['bad', 'call', 'deep'],
  },
  {
    name: 'values thrown that are no errors',
    files: script(`
      const STOP = { stop: true };
      function walk(n) { if (n === 3) throw STOP; return walk(n + 1) }
      function run() { try { return walk(0) } catch (e) { return e === STOP } }
      console.log(run());`),
    hits: ['run'],
  },
  {
    name: 'standard input',
    files: script(`
      ${fs}
      function read() { try { return fs.readFileSync(0, 'utf8').length } catch (e) { return e.code } }
      console.log(read());`),
    hits: ['read'],
    changes: [{ name: 'something', stdin: 'words', ran: ['read'] }],
  },
  {
    name: 'standard input is read once, by whoever comes first',
    files: script(`
      ${fs}
      function read() { return fs.readFileSync(0, 'utf8') }
      function both(x) { return [read(), read(), x] }
      function count() { return read().length }
      console.log(JSON.stringify(process.env.FIRST ? [count(), both(1), both(2)] : [both(1), count(), both(2)]));`),
    stdin: 'one\ntwo',
    env: { FIRST: '' },
    hits: ['both', 'count'],
    changes: [
      { name: 'other words', stdin: 'three' },
      { name: 'another order', env: { FIRST: '1' } },
      { name: 'nothing', stdin: '' },
    ],
  },
  {
    name: 'standard input in parts, as a stream and by lines',
    files: script(`
      ${fs}
      import { createInterface } from 'node:readline';
      function some(n) { const b = Buffer.alloc(n); fs.readSync(0, b); return b.toString() }
      function rest(x) { return fs.readFileSync(0, 'utf8').length + x }
      async function lines() { const seen = []; for await (const line of createInterface({ input: process.stdin })) seen.push(line); return seen }
      function typed(x) { return [process.stdin.isTTY === true, x] }
      const first = some(2) + typed(1);
      if (process.env.BY === 'rest') console.log(first, rest(1)); else console.log(first, await lines());`),
    stdin: 'a\nb\nc',
    env: { BY: 'lines' },
    changes: [
      { name: 'by the rest', env: { BY: 'rest' } },
      { name: 'other', env: { BY: 'rest' }, stdin: 'a\nbb' },
      { name: 'other lines', stdin: 'a\nbb' },
    ],
    bypass: { some: 'volatile', typed: 'stdin-stream' },
  },
  {
    name: 'handles opened outside and inside a call',
    files: {
      ...script(`
      ${fs}
      const handle = fs.openSync('a.txt', 'r');
      function next() { const b = Buffer.alloc(1); fs.readSync(handle, b); return b.toString() }
      function whole() { const h = fs.openSync('a.txt', 'r'); try { const b = Buffer.alloc(3); fs.readSync(h, b); return b.toString() } finally { fs.closeSync(h) } }
      console.log(next(), next(), whole()); fs.closeSync(handle);`),
      'a.txt': 'xyz',
    },
    bypass: { next: 'file-handle' },
    changes: [{ name: 'content', write: { 'a.txt': 'uvw' } }],
  },
  {
    name: 'the script’s own file and folder',
    files: script(`
      import { fileURLToPath } from 'node:url';
      ${fs}
      function self() { return fs.readFileSync(fileURLToPath(import.meta.url), 'utf8').length }
      console.log(self());`),
    changes: [{ name: 'longer', edit: { 'main.mjs': ['console.log', '/* longer */ console.log'] }, ran: ['self'] }],
  },
  {
    name: 'a JSON file as module and as data',
    files: {
      'main.mjs': `
      import config from './config.json' with { type: 'json' };
      function scale(x) { return x * config.k }
      console.log(scale(2));`,
      'config.json': '{ "k": 2, "other": 0 }',
    },
    hits: ['scale'],
    changes: [{ name: 'value', write: { 'config.json': '{ "k": 3, "other": 0 }' }, ran: ['scale'] }],
  },
];

suite('effects', cases, bothWays);
