/** Further programs made to mislead: scopes entered twice, forged marks, chained timers, files changed within a tick. */
import { type Case, script } from './case.ts';
import { suite } from './suite.ts';

const sleep = 'const sleep = (ms) => new Promise((done) => setTimeout(done, ms));';

const cases: readonly Case[] = [
  {
    name: 'modules with immediately called functions and variables of one name',
    files: {
      'main.mjs': `
        import { a } from './a.mjs'; import { b } from './b.mjs';
        console.log(a(1), b(1));`,
      'a.mjs': `let k = 10; const cfg = (() => { let z = 1; return { get: () => z } })(); export function a(x) { return x + k + cfg.get() }`,
      'b.mjs': `let k = 20; const cfg = (() => { let z = 2; return { get: () => z } })(); export function b(x) { return x + k + cfg.get() }`,
    },
    hits: ['a', 'b'],
    changes: [
      { name: 'variable of the second', edit: { 'b.mjs': ['k = 20', 'k = 30'] }, hits: ['a'], ran: ['b'] },
      { name: 'scope of the second', edit: { 'b.mjs': ['z = 2', 'z = 3'] }, hits: ['a'], ran: ['b'] },
      { name: 'variable of the first', edit: { 'a.mjs': ['k = 10', 'k = 11'] }, hits: ['b'], ran: ['a'] },
    ],
  },
  {
    name: 'modules with enums and namespaces and variables of one name',
    files: {
      'main.ts': `
        import { a } from './a.ts'; import { b } from './b.ts';
        console.log(a(1), b(1));`,
      'a.ts': `enum E { X = 1 } const table = { v: 10 }; export function a(x: number) { return x + table.v + E.X }`,
      'b.ts': `enum E { X = 2 } const table = { v: 20 }; export function b(x: number) { return x + table.v + E.X }`,
    },
    hits: ['a', 'b'],
    changes: [
      { name: 'variable of the second', edit: { 'b.ts': ['v: 20', 'v: 30'] }, hits: ['a'], ran: ['b'] },
      { name: 'enum of the second', edit: { 'b.ts': ['X = 2', 'X = 5'] }, hits: ['a'], ran: ['b'] },
    ],
  },
  {
    name: 'an immediately called function that calls itself',
    files: script(`
      const fs = [];
      (function loop(n) { let x = n * 10; fs.push(() => x, () => { x += 1; return 0 }); if (n > 1) loop(n - 1) })(2);
      const [get2, bump2, get1, bump1] = fs;
      console.log(get2(), get1()); bump1(); console.log(get2(), get1()); bump2(); bump2(); console.log(get2(), get1());`),
    bypass: {},
  },
  {
    name: 'a function handed to an immediately called one, which calls it twice',
    files: script(`
      const fs = [];
      (function (times) { times(1); times(2) })(function (i) { let x = i * 10; fs.push({ get: () => x, bump: () => { x += 1; return 0 } }) });
      console.log(fs[0].get(), fs[1].get()); fs[1].bump(); console.log(fs[0].get(), fs[1].get());`),
    bypass: {},
  },
  {
    name: 'a CommonJS module evaluated twice',
    files: {
      'main.cjs': `
      const a = require('./m.cjs'); a.set(1);
      delete require.cache[require.resolve('./m.cjs')];
      const b = require('./m.cjs'); b.set(2);
      function ask(m) { return m.get() }
      console.log(a.get(), b.get(), ask(a), ask(b)); b.set(3); a.set(7); console.log(a.get(), b.get(), ask(a), ask(b));`,
      'm.cjs': `let n = 0; exports.get = () => n; exports.set = (v) => { n = v; return 0 };`,
    },
    bypass: {},
  },
  {
    name: 'a class of a CommonJS module evaluated twice',
    files: {
      'main.cjs': `
      const a = require('./m.cjs');
      delete require.cache[require.resolve('./m.cjs')];
      const b = require('./m.cjs');
      console.log(a.make() instanceof a.K, b.make() instanceof b.K, b.make() instanceof a.K);`,
      'm.cjs': `class K {} exports.K = K; exports.make = () => new K();`,
    },
    bypass: {},
  },
  {
    name: 'comments that look like the marks of the instrumentation',
    files: script(`
      function zero(x) { return x * 0 }
      const f = async /*$0*/ (x) => x + 1;
      const g = /*$0*/ function /*$0*/ (x) { return x + 2 };
      const h = /*$0*/ (/*$0*/ x) => x + 3;
      const o = { /*$0*/ m(x) { return x + 4 }, get /*$0*/ p() { return 5 }, async /*$0*/ q(x) { return x + 6 } };
      const table = { g, h, o };
      function run(x) { return table.g(x) + table.h(x) + table.o.m(x) + table.o.p }
      console.log(zero(1), run(1), await f(1), await o.q(1));`),
    hits: ['run'],
    changes: [
      { name: 'a function', edit: { 'main.mjs': ['x + 2', 'x + 20'] }, ran: ['run'] },
      { name: 'an arrow', edit: { 'main.mjs': ['x + 3', 'x + 30'] }, ran: ['run'] },
      { name: 'a method', edit: { 'main.mjs': ['x + 4', 'x + 40'] }, ran: ['run'] },
      { name: 'a getter', edit: { 'main.mjs': ['return 5', 'return 50'] }, ran: ['run'] },
    ],
  },
  {
    name: 'a global accessor exchanged for another, and for a value',
    files: {
      'main.mjs': `
      import './setup.mjs';
      function read() { return level * 2 }
      console.log(read());`,
      'setup.mjs': `const one = () => 1, two = () => 2; const put = (d) => Object.defineProperty(globalThis, 'level', { configurable: true, ...d }); put({ get: one });`,
    },
    changes: [
      { name: 'another', edit: { 'setup.mjs': ['get: one', 'get: two'] }, ran: ['read'] },
      { name: 'a value', edit: { 'setup.mjs': ['get: one', 'value: 3'] }, ran: ['read'] },
      { name: 'a writable value', edit: { 'setup.mjs': ['get: one', 'value: 4, writable: true'] }, ran: ['read'] },
    ],
    bypass: {},
  },
  {
    name: 'a global value that becomes an accessor, another value, nothing and a value again',
    files: script(`
      function read() { return typeof level === 'undefined' ? 'none' : level * 2 }
      const put = (d) => Object.defineProperty(globalThis, 'level', { configurable: true, ...d });
      let n = 3;
      const seen = [read(), read()];
      put({ value: 1, writable: true }); seen.push(read());
      put({ get: () => n }); seen.push(read()); n = 4; seen.push(read());
      put({ value: 5 }); seen.push(read());
      delete globalThis.level; seen.push(read());
      globalThis.level = 6; seen.push(read(), read());
      console.log(seen.join());`),
    hits: ['read'],
    ran: ['read'],
  },
  {
    name: 'a file rewritten with as many bytes within one tick of the clock',
    files: script(`
      import { readFileSync, writeFileSync } from 'node:fs';
      function read() { return readFileSync('t', 'utf8') }
      let all = '';
      for (let i = 0; i < 20; i++) { writeFileSync('t', String(i % 10)); all += read() }
      console.log(all);`),
    hits: ['read'],
  },
  {
    name: 'timers chained inside one promise',
    files: script(`
      async function chained() { await new Promise((done) => setTimeout(() => setTimeout(done, 20), 40)); return 'chained' }
      chained().then((text) => console.log(text));
      setTimeout(() => console.log('at 40'), 40);`),
    bypass: { chained: 'concurrent' },
  },
  {
    name: 'polling until a file is there',
    files: script(`
      import { existsSync, writeFileSync } from 'node:fs';
      ${sleep}
      async function wait() { let n = 0; while (!existsSync('flag')) { n += 1; await sleep(20) } return n }
      setTimeout(() => writeFileSync('flag', ''), 50);
      console.log(await wait());`),
    // How often it asks hangs on real time under node.
    oracle: 'guest',
    bypass: { wait: 'input-changed' },
  },
  {
    name: 'a timer that does not keep the process alive',
    files: script(`
      async function idle() { await new Promise((done) => setTimeout(done, 30).unref()); return 'idle' }
      idle().then((text) => console.log(text));
      if (process.env.KEEP) setTimeout(() => console.log('kept'), 80);`),
    env: { KEEP: '1' },
    changes: [{ name: 'nothing else waits', env: { KEEP: '' } }],
    bypass: { idle: 'unref' },
  },
  {
    name: 'a timer that is started again',
    files: script(`
      ${sleep}
      async function again() { let t; const p = new Promise((done) => { t = setTimeout(done, 40) }); await sleep(30); t.refresh(); await p; return 'again' }
      again().then((text) => console.log(text));
      setTimeout(() => console.log('at 55'), 55);`),
    hits: ['again'],
  },
  {
    name: 'callbacks of node wrapped in a promise',
    files: {
      ...script(`
      import { readFile } from 'node:fs';
      async function load(name) { const text = await new Promise((yes, no) => readFile(name, 'utf8', (e, t) => (e ? no(e) : yes(t)))); return text.length }
      console.log(await load('a.txt'));`),
      'a.txt': 'abc',
    },
    hits: ['load'],
    changes: [{ name: 'data', write: { 'a.txt': 'abcd' }, ran: ['load'] }],
  },
  {
    name: 'timers of node:timers/promises',
    files: script(`
      import { setTimeout as wait, setImmediate as soon } from 'node:timers/promises';
      async function late(ms) { return await wait(ms, 'v' + ms) }
      console.log((await Promise.all([late(40), late(20)])).join());`),
    hits: ['late'],
  },
  {
    name: 'an environment variable set for the length of a call',
    files: script(`
      function inner() { return process.env.MODE ?? 'none' }
      function outer() { const before = process.env.MODE; process.env.MODE = 'inner'; try { return inner() } finally { process.env.MODE = before } }
      console.log(inner(), outer(), inner(), outer());`),
    env: { MODE: 'x' },
    hits: ['inner'],
  },
  {
    name: 'copies, modes, links and truncation of files',
    files: {
      ...script(`
      import * as fs from 'node:fs';
      function copy() { fs.copyFileSync('a.txt', 'copy.txt'); return 1 }
      function mode() { fs.writeFileSync('x.sh', '#!'); fs.chmodSync('x.sh', 0o755); return 1 }
      function link() { fs.symlinkSync('a.txt', 'link'); return 1 }
      function cut() { fs.writeFileSync('c', 'abcdef'); fs.truncateSync('c', 3); return fs.readFileSync('c', 'utf8') }
      function dir() { return fs.readdirSync('d').sort().join() }
      function may() { try { fs.accessSync('a.txt', fs.constants.W_OK); return true } catch { return false } }
      console.log(copy(), mode(), link(), cut(), dir(), may());`),
      'a.txt': 'abc',
      'd/x': '',
    },
    hits: ['copy', 'may'],
    changes: [
      { name: 'source', write: { 'a.txt': 'ABC' }, ran: ['copy'] },
      { name: 'folder', write: { 'd/y': '' }, ran: ['dir'] },
    ],
  },
  {
    name: 'limits reached and caught',
    files: script(`
      function depth(n) { try { return depth(n + 1) } catch { return n } }
      function far() { return depth(0) > 50 }
      function near(n) { return n }
      console.log(far(), near(1));`),
    hits: ['near'],
    bypass: { far: 'limit' },
  },
  {
    name: 'an object numbered in a callee and changed by the caller afterwards',
    files: script(`
      const state = { list: [1] };
      function get() { return state.list }
      function outer() { const l = get(); l.push(l.length + 1); return l.length }
      console.log(outer(), outer(), state.list.join());`),
    hits: ['outer'],
  },
  {
    name: 'state changed through a hit’s result',
    files: script(`
      const state = { list: [1] };
      function get() { return state.list }
      function outer() { get().push(0); return 1 }
      console.log(get().length, outer(), get().length, outer(), get().length);`),
    hits: ['get', 'outer'],
  },
  {
    name: 'a hit before a change in the same caller',
    files: script(`
      let k = 1;
      const o = { n: 1 };
      function read() { return k * 10 + o.n }
      function outer() { const a = read(); k += 1; o.n += 1; const b = read(); k -= 1; o.n -= 1; return a + ':' + b }
      console.log(read(), outer(), outer(), read());`),
    hits: ['read', 'outer'],
  },
  {
    name: 'an object that only a boot object leads to',
    files: script(`
      const key = Symbol.for('my.registry');
      function put(v) { globalThis[key] ??= []; globalThis[key].push(v); return v }
      function count() { return (globalThis[key] ?? []).length }
      console.log(put(1), put(1), count(), put(1), count());`),
    bypass: { put: 'global-object', count: 'global-object' },
  },
  {
    name: 'state hung on a builtin object',
    files: {
      'main.mjs': `
      import fs from 'node:fs'; import './setup.mjs';
      function read() { return (fs.mine ?? 0) + (Map.mine ?? 0) + (process.mine ?? 0) + (console.mine ?? 0) }
      console.log(read());`,
      'setup.mjs': `import fs from 'node:fs'; const at = process.env.AT; if (at === 'fs') fs.mine = 1; if (at === 'map') Map.mine = 2; if (at === 'process') process.mine = 3; if (at === 'console') console.mine = 4;`,
    },
    hits: ['read'],
    changes: [
      { name: 'fs', env: { AT: 'fs' } },
      { name: 'Map', env: { AT: 'map' } },
      { name: 'process', env: { AT: 'process' } },
      { name: 'console', env: { AT: 'console' } },
    ],
  },
  {
    name: 'a function of node replaced',
    files: {
      'main.mjs': `
      import fs from 'node:fs'; import path from 'node:path'; import './setup.mjs';
      function read() { return fs.existsSync('nothing') + path.join('a', 'b') }
      console.log(read());`,
      'setup.mjs': '',
    },
    hits: ['read'],
    changes: [
      { name: 'fs', write: { 'setup.mjs': `import fs from 'node:fs'; fs.existsSync = () => 'yes';` } },
      { name: 'path', write: { 'setup.mjs': `import path from 'node:path'; path.join = () => 'joined';` } },
    ],
  },
  {
    name: 'a module function that is a property somewhere and is marked by name',
    files: script(`
      function area(s) { return s.size() * area.factor }
      area.factor = Number(process.env.F);
      const shapes = { a: { size() { return 2 } } };
      function total() { return area(shapes.a) }
      console.log(total());`),
    env: { F: '2' },
    hits: ['total'],
    changes: [
      { name: 'factor', env: { F: '3' }, ran: ['total'] },
      { name: 'size', edit: { 'main.mjs': ['return 2', 'return 5'] }, ran: ['total'] },
    ],
  },
  {
    name: 'line ends, a first line for the shell, directives and odd spacing',
    files: {
      'main.cjs': `#!/usr/bin/env node\r\n'use strict';\r\nconst k = 2; // k\r\nfunction\r\nf(x)\r\n{ return x * k }\r\nconst g = async x => { await 0\r\nreturn x }\r\nconsole.log(f(2)); g(3).then(v => console.log(v))\r\n`,
    },
    hits: ['f', 'g'],
    changes: [{ name: 'value', edit: { 'main.cjs': ['k = 2', 'k = 3'] }, ran: ['f'] }],
  },
  {
    name: 'awaits and yields in odd places',
    files: script(`
      const id = async (x) => x;
      async function odd(n) {
        const o = { [await id('k')]: await id(n), ...(await id({ z: 1 })) };
        const [a = await id(2)] = [];
        let t = \`\${await id('t')}\`; t += await id('u');
        if (!(await id(false))) switch (await id(n)) { case await id(n): t += 's' }
        for (const x of await id([1, 2])) t += x;
        do { n -= 1 } while ((await id(n)) > 0);
        return [o.k, o.z, a, t, (await id({ f: (x) => x + 1 })).f(1), await id(1) + await id(2), -(await id(3)), typeof await id(4)].join();
      }
      function* gen() { const a = yield 1, b = [yield 2, (yield) ?? 'n']; return \`\${a}\${b}\${yield* [7]}\` }
      function drive() { const g = gen(), out = []; for (let v = g.next(); ; v = g.next('x')) { out.push(v.value); if (v.done) return out.join() } }
      console.log(await odd(3), drive());`),
    hits: ['drive'],
  },
];

suite('deeper', cases);
