/** Asynchronous calls: what they answer, print and in which order, against everything that goes on beside them. */
import { type Case, script } from './case.ts';
import { suite } from './suite.ts';

const sleep = 'const sleep = (ms) => new Promise((done) => setTimeout(done, ms));';

const cases: readonly Case[] = [
  {
    name: 'a plain await',
    files: script(`
      async function twice(n) { await null; return n * 2 }
      console.log(await twice(4));`),
    hits: ['twice'],
    changes: [{ name: 'code', edit: { 'main.mjs': ['n * 2', 'n * 3'] }, ran: ['twice'] }],
  },
  {
    name: 'finishing order of calls that wait for different numbers of ticks',
    files: script(`
      async function wait(name, n) { for (let i = 0; i < n; i++) await null; console.log(name); return name }
      const all = [wait('a', 3), wait('b', 1), wait('c', 2)];
      queueMicrotask(() => console.log('m1'));
      Promise.resolve().then(() => console.log('t1')).then(() => console.log('t2')).then(() => console.log('t3'));
      console.log((await Promise.all(all)).join());`),
    hits: ['wait'],
  },
  {
    name: 'output between awaits stays where it was',
    files: script(`
      async function speak(name) { console.log(name, 1); await null; console.log(name, 2); await null; await null; console.log(name, 3) }
      const both = [speak('a'), speak('b')];
      console.log('main');
      await both[0]; console.log('a done');
      await both[1]; console.log('b done');`),
    hits: ['speak'],
  },
  {
    name: 'a timer in a call',
    files: script(`
      ${sleep}
      async function late(ms) { console.log('start', ms); await sleep(ms); console.log('end', ms); return ms }
      console.log(await Promise.all([late(60), late(20), late(40)]));`),
    hits: ['late'],
  },
  {
    name: 'a timer of no length',
    files: script(`
      ${sleep}
      async function late() { await sleep(0); return 'late' }
      const p = late().then((text) => console.log(text));
      Promise.resolve().then(() => console.log('tick'));
      setTimeout(() => console.log('after'), 0);
      await p;`),
    hits: ['late'],
  },
  {
    name: 'a timer set before another wait keeps its due time',
    files: script(`
      ${sleep}
      async function both() { const long = sleep(60); await sleep(40); await long; return 'both' }
      const p = both().then((text) => console.log(text));
      setTimeout(() => console.log('at 80'), 80);
      await p;`),
    bypass: { both: 'concurrent' },
  },
  {
    name: 'a timer set before a tick keeps its place among equals',
    files: script(`
      ${sleep}
      async function first() { const t = sleep(20); await null; await t; return 'first' }
      const p = first().then((text) => console.log(text));
      setTimeout(() => console.log('second'), 20);
      await p;`),
    bypass: { first: 'concurrent' },
  },
  {
    name: 'a file asked for before another wait keeps its place among the answers',
    files: {
      ...script(`
      import { readFile } from 'node:fs/promises';
      async function pair() { const a = readFile('a.txt', 'utf8'), b = readFile('b.txt', 'utf8'); return (await a) + (await b) }
      const p = pair().then((text) => console.log('pair', text));
      const q = readFile('c.txt', 'utf8').then((text) => console.log('c', text));
      await p; await q;`),
      'a.txt': 'a',
      'b.txt': 'b',
      'c.txt': 'c',
    },
    oracle: 'guest',
    bypass: { pair: 'concurrent' },
    changes: [{ name: 'data', write: { 'b.txt': 'B' }, ran: ['pair'] }],
  },
  {
    name: 'a return that a break in finally takes back',
    files: script(`
      async function none() { for (;;) { try { return 1 } finally { break } } }
      console.log(await none());`),
    bypass: {},
  },
  {
    name: 'a return that an empty return in finally takes back',
    files: script(`
      async function none() { try { return 1 } finally { return } }
      console.log(await none());`),
    bypass: {},
  },
  {
    name: 'a return changed in finally',
    files: script(`
      async function list() { const all = [1]; try { return all } finally { await null; all.push(2) } }
      console.log((await list()).join());`),
    hits: ['list'],
  },
  {
    name: 'a constant that is initialised while the call waits',
    files: script(`
      async function read() { await null; return K * 2 }
      const waiting = read();
      const K = 5;
      console.log(await waiting);`),
    changes: [{ name: 'other value', edit: { 'main.mjs': ['K = 5', 'K = 6'] } }],
    bypass: { read: 'changes-state' },
  },
  {
    name: 'a var that is assigned while the call waits',
    files: script(`
      async function read() { await null; return K * 2 }
      const waiting = read();
      var K = 5;
      console.log(await waiting);`),
    changes: [{ name: 'other value', edit: { 'main.mjs': ['K = 5', 'K = 6'] } }],
    bypass: { read: 'changes-state' },
  },
  {
    name: 'a variable that others change while the call waits',
    files: script(`
      let factor = 2;
      async function read(n) { const before = factor; await null; return n * before * factor }
      const waiting = read(3);
      factor = 10;
      console.log(await waiting);
      factor = 2;
      console.log(await read(3));`),
  },
  {
    name: 'an argument that others change while the call waits',
    files: script(`
      async function total(rows) { await null; return rows.reduce((a, b) => a + b, 0) }
      const rows = [1, 2];
      const waiting = total(rows);
      rows.push(3);
      console.log(await waiting, await total([1, 2]));`),
  },
  {
    name: 'a frozen argument cannot change while the call waits',
    files: script(`
      async function total(rows) { await null; let sum = 0; for (const r of rows) sum += r; return sum }
      console.log(await total(Object.freeze([1, 2])));`),
    hits: ['total'],
    changes: [{ name: 'other', edit: { 'main.mjs': ['[1, 2]', '[1, 3]'] }, ran: ['total'] }],
  },
  {
    name: 'a builtin patched by others while the call waits, and put back',
    files: script(`
      ${sleep}
      async function most() { await sleep(40); const m = Math.max(1, 2); await sleep(40); return m }
      const original = Math.max;
      setTimeout(() => { if (process.env.PATCH) Math.max = () => 42 }, 20);
      setTimeout(() => { Math.max = original }, 60);
      console.log(await most());`),
    env: { PATCH: '1' },
    bypass: { most: 'patched-builtins' },
    changes: [
      { name: 'not patched', env: {} },
      { name: 'not patched at all', env: { PATCH: '' } },
    ],
  },
  {
    name: 'a builtin patched by others while a hit waits',
    files: script(`
      ${sleep}
      async function most() { await sleep(40); return Math.max(1, 2) }
      const patch = process.env.PATCH;
      if (patch) setTimeout(() => { Math.max = () => 42 }, 20);
      console.log(await most());`),
    env: { PATCH: '' },
    hits: ['most'],
    changes: [{ name: 'patched', env: { PATCH: '1' } }],
  },
  {
    name: 'a builtin patched by others while a hit waits among others',
    files: script(`
      ${sleep}
      async function most() { await sleep(40); return Math.max(1, 2) }
      setTimeout(() => { if (process.env.PATCH) Math.max = () => 42 }, 20);
      console.log(await most());`),
    env: { PATCH: '' },
    bypass: { most: 'patched-builtins' },
    changes: [{ name: 'patched', env: { PATCH: '1' } }],
  },
  {
    name: 'a builtin patched by another module while a hit waits',
    files: {
      'main.mjs': `
      ${sleep}
      async function most() { await sleep(40); return Math.max(1, 2) }
      const found = most();
      if (process.env.PATCH) await import('./patch.mjs');
      console.log(await found);`,
      'patch.mjs': 'const M = Math; M.max = () => 42;',
    },
    env: { PATCH: '' },
    hits: ['most'],
    changes: [{ name: 'patched before it is stored', env: { PATCH: '1' } }],
  },
  {
    name: 'a builtin patched by a name that nobody can read while a hit waits',
    files: script(`
      ${sleep}
      async function most() { await sleep(40); return [1, 2].first }
      const key = ['__pro', 'to__'].join('');
      setTimeout(() => { if (process.env.PATCH) [][key].first = 42 }, 20);
      console.log(await most());`),
    env: { PATCH: '' },
    hits: ['most'],
    changes: [{ name: 'patched', env: { PATCH: '1' } }],
  },
  {
    name: 'a for await loop in a call that waits beside others',
    files: script(`
      ${sleep}
      const later = async (n) => { await sleep(n); return n };
      async function sum(list) { let total = 0; for await (const n of list.map(later)) { total += n; console.log('sum', total) } return total }
      async function first(list) { for await (const n of list) { console.log('first', n); if (n > 1) return n } }
      console.log(...await Promise.all([first([1, 2, 3]), later(5), first([4])]), await sum([3, 1, 2]));`),
    hits: ['later', 'sum'],
    bypass: { first: 'mutable-input' },
  },
  {
    name: 'how a for await loop ends',
    files: script(`
      async function* many(say) { try { yield 1; yield 2; yield 3 } finally { console.log(say, 'closing'); await null; console.log(say, 'closed') } }
      const odd = (how) => ({ [Symbol.asyncIterator]: () => ({ next: async () => ({ value: 1, done: how === 'done' }), return: how === 'none' ? undefined : async () => { if (how === 'throws') throw new Error('return'); return how === 'plain' ? 1 : {} } }) });
      async function left(say) { for await (const x of many(say)) if (x === 2) return x }
      async function thrown(say) { try { for await (const x of many(say)) throw new Error('body ' + x) } catch (e) { return e.message } }
      async function nested(say) {
        const seen = [];
        outer: for await (const a of many(say + 'a')) for await (const b of many(say + 'b')) { if (b === 2) continue outer; if (a === 3) break outer; seen.push(a, b) }
        return seen.join();
      }
      async function odds(how) { try { for await (const x of odd(how)) break; for await (const x of odd(how)) throw 'body' } catch (e) { return e.message ? e.name : e } return 'end' }
      async function targets() { let k; const o = {}; for await (k of [1, 2]); for await (o.x of (0, [3])); for await (const { n: [m] = [5] } of [{}]) o.m = m; return [k, o.x, o.m].join() }
      console.log(await left('l'), await thrown('t'), await nested('n'), await targets());
      for (const how of ['none', 'throws', 'plain', 'done', 'fine']) console.log(how, await odds(how));
      let ticks = 0; const count = async () => { while (ticks < 40) { await null; ticks++ } };
      const counted = count();
      const at = [];
      for await (const x of [1, Promise.resolve(2)]) at.push(ticks);
      for await (const x of [1, 2]) { at.push(ticks); break }
      at.push(ticks);
      for await (const x of { [Symbol.iterator]: () => ({ next: () => ({ value: 1 }), return: () => ({ value: Promise.resolve(1) }) }) }) break;
      at.push(ticks);
      for await (const x of odd('fine')) break;
      at.push(ticks);
      try { for await (const x of [Promise.reject(new Error('no'))]); } catch { at.push(ticks) }
      for await (const x of odd('done'));
      at.push(ticks);
      await counted;
      console.log(at.join());`),
    hits: ['left', 'thrown', 'nested', 'odds', 'targets'],
    changes: [
      {
        name: 'one of them',
        edit: { 'main.mjs': ['if (x === 2) return x', 'if (x === 3) return x'] },
        ran: ['left'],
        hits: ['nested'],
      },
    ],
  },
  {
    name: 'leaving a for await loop waits until the iterator is closed',
    files: script(`
      async function* many() { try { yield 1; yield 2 } finally { console.log('closing'); await null; console.log('closed') } }
      for await (const x of many()) break;
      console.log('after');`),
    bypass: {},
  },
  {
    name: 'a thenable made in the call is part of it',
    files: script(`
      const query = (n) => ({ then(done) { console.log('asked', n); done(n * 10) } });
      async function ask(n) { return (await query(n)) + 1 }
      console.log(await ask(2));`),
    changes: [{ name: 'code of then', edit: { 'main.mjs': ['n * 10', 'n * 20'] }, ran: ['ask'] }],
    hits: ['ask'],
  },
  {
    name: 'the value of an awaited object whose then is a getter',
    files: script(`
      class Odd { get then() { console.log('looked'); return undefined } }
      async function look() { await new Odd(); return 1 }
      console.log(await look());`),
  },
  {
    name: 'an unhandled rejection of a hit',
    files: script(`
      async function bad() { await null; throw new Error('lost') }
      async function start() { await null; bad(); return 1 }
      console.log(await start());`),
    bypass: { start: 'left-running' },
  },
  {
    name: 'rejections are caught by whoever awaits',
    files: script(`
      async function fail(n) { await null; if (n > 1) throw new RangeError('n' + n); return n }
      async function safe(n) { try { return await fail(n) } catch (e) { return e.name + e.message } }
      console.log(await safe(1), await safe(2));`),
    hits: ['safe'],
  },
  {
    name: 'a call that throws before it waits rejects',
    files: script(`
      async function early() { throw new TypeError('early') }
      async function safe() { try { await early() } catch (e) { return e.message } finally { console.log('finally') } }
      console.log(await safe());
      early().catch((e) => console.log('caught', e.message));`),
    hits: ['safe'],
  },
  {
    name: 'a promise that is returned takes its extra ticks',
    files: script(`
      async function inner() { return 1 }
      async function plain() { return await inner() }
      async function passed() { return inner() }
      passed().then(() => console.log('passed'));
      plain().then(() => console.log('plain'));
      inner().then(() => console.log('inner'));
      let p = Promise.resolve();
      for (let i = 0; i < 6; i++) p = p.then(() => console.log('tick', i));
      await p;`),
    hits: ['inner', 'plain'],
  },
  {
    name: 'nested asynchronous calls, the inner one edited',
    files: script(`
      async function inner(n) { await null; console.log('inner', n); return n + 1 }
      async function outer(n) { const a = await inner(n); const b = await inner(a); console.log('outer'); return a + b }
      console.log(await outer(1));`),
    hits: ['outer'],
    changes: [{ name: 'inner', edit: { 'main.mjs': ['n + 1', 'n + 2'] }, ran: ['outer', 'inner'] }],
  },
  {
    name: 'calls that interleave inside one caller',
    files: script(`
      async function leaf(name, n) { for (let i = 0; i < n; i++) { await null; console.log(name, i) } return name }
      async function all() { const p = leaf('a', 3), q = leaf('b', 2); console.log('started'); return (await p) + (await q) }
      console.log(await all(), await Promise.all([leaf('c', 1)]));`),
    hits: ['all', 'leaf'],
  },
  {
    name: 'a floating call is not lost with its caller',
    files: script(`
      async function side() { await null; console.log('side') }
      async function main() { side(); return 1 }
      console.log(await main());`),
    hits: ['side'],
    ran: ['main'],
  },
  {
    name: 'a timer left running by a call',
    files: script(`
      function later(n) { setTimeout(() => console.log('later', n), 5); return n }
      console.log(later(1));`),
    bypass: { later: 'left-running' },
  },
  {
    name: 'a microtask left behind by a call',
    files: script(`
      function later(n) { queueMicrotask(() => console.log('later', n)); return n }
      function tick(n) { process.nextTick(() => console.log('tick', n)); return n }
      console.log(later(1), tick(2));`),
    bypass: { later: 'left-running', tick: 'left-running' },
  },
  {
    name: 'a timer that is cleared again leaves nothing',
    files: script(`
      function cancel(n) { clearTimeout(setTimeout(() => console.log('never'), 5)); return n }
      console.log(cancel(1));`),
    hits: ['cancel'],
  },
  {
    name: 'immediates between other events',
    files: script(`
      async function soon(n) { await new Promise((done) => setImmediate(done)); console.log('soon', n); return n }
      const p = soon(1);
      Promise.resolve().then(() => console.log('tick'));
      await p;`),
    bypass: { soon: 'woken' },
  },
  {
    name: 'a promise resolved from outside',
    files: script(`
      let open; const gate = new Promise((done) => { open = done });
      async function pass(n) { await gate; return n * 2 }
      const p = pass(4);
      open();
      console.log(await p, await pass(4));`),
  },
  {
    name: 'a settled promise is its value',
    files: script(`
      const ready = Promise.resolve(Number(process.env.N));
      await ready;
      async function use(n) { return (await ready) + n }
      console.log(await use(4));`),
    env: { N: '1' },
    changes: [{ name: 'other value', env: { N: '2' }, ran: ['use'] }],
    hits: ['use'],
  },
  {
    name: 'asynchronous methods and this',
    files: script(`
      class Box { constructor(n) { this.n = n } async twice() { await null; return this.n * 2 } }
      const box = Object.freeze(new Box(3));
      console.log(await box.twice());
      const open = new Box(4); const p = open.twice(); open.n = 50; console.log(await p);`),
  },
  {
    name: 'asynchronous arrows that capture',
    files: script(`
      function maker(k) { return async (n) => { await null; return n * k } }
      const by3 = maker(3), by4 = maker(4);
      console.log(await by3(2), await by4(2));`),
    changes: [{ name: 'capture', edit: { 'main.mjs': ['maker(4)', 'maker(5)'] } }],
    hits: ['maker/1'],
  },
  {
    name: 'files read one after the other',
    files: {
      ...script(`
      import { readFile } from 'node:fs/promises';
      async function load(name) { const text = await readFile(name, 'utf8'); return text.trim().length }
      console.log(await load('a.txt'), await load('b.txt'));`),
      'a.txt': 'one',
      'b.txt': 'three',
    },
    hits: ['load'],
    changes: [{ name: 'data', write: { 'b.txt': 'other data' }, hits: ['load'], ran: ['load'] }],
  },
  {
    name: 'a file written by an asynchronous call',
    files: script(`
      import { writeFile, mkdir } from 'node:fs/promises';
      async function save(name, text) { await mkdir('out', { recursive: true }); await writeFile('out/' + name, text); return name }
      console.log(await save('a.txt', 'hello'));`),
    hits: ['save'],
  },
  {
    name: 'for await and asynchronous generators',
    files: script(`
      async function* count(n) { for (let i = 0; i < n; i++) { await null; yield i } }
      async function total(n) { let sum = 0; for await (const i of count(n)) sum += i; return sum }
      async function plain(n) { await null; return n }
      console.log(await total(4), await plain(1));`),
    hits: ['total', 'plain'],
    changes: [
      { name: 'the generator', edit: { 'main.mjs': ['yield i ', 'yield i * 2 '] }, ran: ['total'], hits: ['plain'] },
    ],
  },
  {
    name: 'races and combinators over hits',
    files: script(`
      ${sleep}
      async function late(ms) { await sleep(ms); return ms }
      console.log(await Promise.race([late(50), late(20)]));
      console.log(await Promise.any([late(50), late(20)]));
      console.log(JSON.stringify(await Promise.allSettled([late(30), late(10)])));`),
    hits: ['late'],
  },
  {
    name: 'a hit among ticks of others',
    files: script(`
      async function f(n) { await null; console.log('f', n); await null; return n }
      async function other() { for (let i = 0; i < 4; i++) { await null; console.log('other', i) } }
      const x = other();
      f(1).then(() => console.log('f done'));
      const y = other();
      await Promise.all([x, y, f(2)]);`),
    hits: ['f'],
  },
  {
    name: 'an asynchronous result with a then of its own',
    files: script(`
      function then(done) { console.log('then'); done(5) }
      async function odd() { return { then } }
      console.log(await odd());`),
    hits: ['odd'],
  },
  {
    name: 'top-level await in a module that another imports',
    files: {
      'main.mjs': `
        import { base } from './base.mjs';
        async function scale(n) { await null; return n * base }
        console.log(await scale(2));`,
      'base.mjs': 'export const base = await Promise.resolve(10);',
    },
    hits: ['scale'],
    changes: [{ name: 'base', edit: { 'base.mjs': ['10', '20'] }, ran: ['scale'] }],
  },
];

suite('asynchronous calls', cases);
