/** Asynchronous calls that have the guest to themselves until they settle are recorded like calls that never wait. */
import { type Case, script } from './case.ts';
import { suite } from './suite.ts';

const sleep = 'const sleep = (ms) => new Promise((done) => setTimeout(done, ms));';

const cases: readonly Case[] = [
  {
    name: 'a pipeline of awaited stages',
    files: {
      'main.mjs': `
        import { readFile, writeFile } from 'node:fs/promises';
        ${sleep}
        const options = { factor: 2, seen: [] };
        async function load(names) { const texts = await Promise.all(names.map((name) => readFile(name, 'utf8'))); return texts.map(Number) }
        async function scale(list) { const out = []; for (const n of list) { await sleep(5); options.seen.push(n); out.push(n * options.factor) } console.log('scaled', out.length); return out }
        async function report(list) { await writeFile('out.txt', list.join()); const text = await readFile('out.txt', 'utf8'); return text + ' ' + options.seen.join() }
        const started = performance.now();
        console.log(await report(await scale(await load(['a.txt', 'b.txt', 'c.txt']))));
        console.log(Math.round(performance.now() - started) >= 15);`,
      'a.txt': '1',
      'b.txt': '2',
      'c.txt': '3',
    },
    hits: ['load', 'scale', 'report'],
    changes: [
      { name: 'a file that is read late', write: { 'c.txt': '4' }, ran: ['load', 'scale', 'report'] },
      {
        name: 'the last stage',
        edit: { 'main.mjs': ["' ' + options", "' | ' + options"] },
        hits: ['load', 'scale'],
        ran: ['report'],
      },
      { name: 'the options', edit: { 'main.mjs': ['factor: 2', 'factor: 3'] }, hits: ['load'], ran: ['scale'] },
    ],
  },
  {
    name: 'callbacks of promises and races inside',
    files: script(`
      ${sleep}
      const log = [];
      async function run(n) {
        const results = await Promise.allSettled([sleep(3).then(() => log.push('a' + n)), sleep(1).then(() => { throw 'no' }), Promise.race([sleep(2).then(() => 'fast'), sleep(9)])]);
        await sleep(20);
        return results.map((r) => r.status + (r.value ?? '')).join()
      }
      console.log(await run(1), await run(2), log.join());`),
    hits: ['run'],
  },
  {
    name: 'not alone: code after the call, before its promise is awaited',
    files: script(`
      ${sleep}
      const box = { n: 1 };
      async function late() { await sleep(5); return box.n }
      const p = late(); box.n = Number(process.env.N); console.log(await p);
      const [q] = [late()]; box.n += 1; console.log(await q);
      function later() { const r = late(); box.n += 10; return r }
      console.log(await later());
      console.log(await (box.n = 7, late()), await [late()][0], await (box.n > 1 ? late() : 0), await (null ?? late()));`),
    env: { N: '2' },
    bypass: {},
    changes: [{ name: 'number', env: { N: '5' } }],
  },
  {
    name: 'not alone: a timer of others is due meanwhile',
    files: script(`
      ${sleep}
      const box = { n: 1 };
      async function late() { await sleep(5); return box.n }
      if (process.env.EARLY) setTimeout(() => { box.n = 50; console.log('changed') }, 2);
      console.log(await late(), await late());`),
    env: { EARLY: '' },
    hits: ['late'],
    changes: [{ name: 'a timer', env: { EARLY: '1' } }],
  },
  {
    name: 'not alone: microtasks, ticks, immediates and answers of others',
    files: script(`
      import { readFile } from 'node:fs/promises';
      ${sleep}
      const box = { n: 1 };
      async function late() { await sleep(5); await null; return box.n }
      const how = process.env.HOW;
      if (how === 'microtask') Promise.resolve().then(() => null).then(() => { box.n = 2 });
      if (how === 'tick') process.nextTick(() => { box.n = 3 });
      if (how === 'immediate') setImmediate(() => { box.n = 4 });
      if (how === 'answer') readFile('main.mjs').then(() => { box.n = 5 });
      if (how === 'function') (async () => { await null; await null; box.n = 6 })();
      console.log(await late());`),
    oracle: 'guest',
    env: { HOW: '' },
    hits: ['late'],
    changes: ['microtask', 'tick', 'immediate', 'answer', 'function'].map((how) => ({ name: how, env: { HOW: how } })),
  },
  {
    name: 'a call of a function that nobody awaits, and what others do then',
    files: script(`
      ${sleep}
      const box = { n: 1 };
      async function step(name) { await sleep(10); console.log(name, box.n); return name }
      async function main() { await null; await step('one'); await step('two') }
      main();
      if (process.env.TIMER) setTimeout(() => { box.n = 9; console.log('timer') }, 15);`),
    env: { TIMER: '' },
    bypass: {},
    hits: ['step'],
    changes: [{ name: 'a timer', env: { TIMER: '1' } }],
  },
  {
    name: 'not alone: a rejection that nobody has handled yet',
    files: script(`
      ${sleep}
      const box = { n: 1 };
      async function late(text) { await sleep(5); console.log(text, box.n); return box.n }
      console.log(await late('first'));
      if (process.env.REJECT) Promise.reject(new RangeError('nobody'));
      console.log(await late('first'));`),
    env: { REJECT: '' },
    hits: ['late'],
    changes: [{ name: 'a rejection', env: { REJECT: '1' } }],
  },
  {
    name: 'not alone: the promise is handed to another function first',
    files: {
      'main.mjs': `
        import { hand } from 'lib';
        ${sleep}
        const box = { n: 1 };
        async function late() { await sleep(5); return box.n }
        function keep(a, p) { box.n += a; return p }
        async function own() { return await keep(1, late()) }
        const quick = async () => await keep(10, late());
        console.log(await own(), await quick(), await keep(100, late()), await hand(keep, late), await Promise.resolve(late()));`,
      'node_modules/lib/package.json': '{ "name": "lib", "type": "module", "exports": "./index.js" }',
      'node_modules/lib/index.js': 'export async function hand(keep, late) { return await keep(1000, late()) }',
    },
    bypass: {},
  },
  {
    name: 'modules that wait while others are evaluated',
    files: {
      'main.mjs': `import './a.mjs'; import './b.mjs'; import { box, late } from './shared.mjs'; console.log('main', await late(), box.n);`,
      'a.mjs': `import { box, late } from './shared.mjs'; console.log('a', await late(), box.n);`,
      'b.mjs': `import { box, late } from './shared.mjs'; box.n += 1; console.log('b', await late(), box.n);`,
      'shared.mjs': `${sleep} export const box = { n: 1 }; export async function late() { await sleep(5); return box.n }`,
    },
    bypass: {},
  },
  {
    name: 'what it leaves running belongs to nobody',
    files: script(`
      ${sleep}
      const box = { n: 1 };
      async function leave() { setTimeout(() => { box.n += 1 }, 1); await null; return 1 }
      async function float() { sleep(1).then(() => { box.n += 10 }); await null; return 2 }
      async function around() { const a = await leave(); return a + await float() }
      console.log(await around(), box.n); await sleep(5); console.log(box.n, await leave(), box.n);`),
    bypass: { leave: 'left-running', float: 'promise-callbacks', around: 'left-running' },
  },
  {
    name: 'what comes after, in the phase where it stands',
    files: script(`
      import { readFile } from 'node:fs/promises';
      ${sleep}
      const note = [];
      async function byTimer() { await readFile('main.mjs'); await sleep(3); note.push(1); return 't' }
      async function byAnswer() { await sleep(3); note.push(2); return (await readFile('main.mjs', 'utf8')).length > 0 }
      async function byTick() { await null; note.push(3); await null; return note.length }
      for (const f of [byTimer, byAnswer, byTick]) {
        console.log(f.name, f === byTimer ? await byTimer() : f === byAnswer ? await byAnswer() : await byTick());
        await new Promise((done) => { let left = 3; const end = (text) => { console.log(text); if (--left === 0) done() }; setImmediate(end, 'immediate'); setTimeout(end, 0, 'timeout'); process.nextTick(end, 'tick') });
      }
      console.log(await byTimer(), await byAnswer(), await byTick(), note.join());`),
    oracle: 'guest',
    hits: ['byTimer', 'byAnswer', 'byTick'],
  },
  {
    name: 'calls inside calls, alone or not',
    files: script(`
      ${sleep}
      const state = { count: 0 };
      async function inner(n) { await sleep(2); state.count += n; return state.count }
      async function serial(list) { let last = 0; for (const n of list) last = await inner(n); return last }
      async function parallel(list) { const all = await Promise.all(list.map((n) => inner(n))); console.log('all', all.join()); return all.length }
      console.log(await serial([1, 2]), await parallel([3, 4]), await serial([5]), state.count);`),
    hits: ['serial', 'parallel'],
    changes: [
      { name: 'one number', edit: { 'main.mjs': ['serial([5])', 'serial([6])'] }, hits: ['parallel'], ran: ['serial'] },
    ],
  },
  {
    name: 'a function of a class that awaits its own',
    files: script(`
      ${sleep}
      class Store { #rows = new Map(); async put(key, value) { await sleep(1); this.#rows.set(key, value); return this }
        async fill(n) { for (let i = 0; i < n; i++) await this.put('k' + i, { i }); return this.#rows.size } get(key) { return this.#rows.get(key) } }
      const store = new Store(); console.log(await store.fill(3), store.get('k2').i, (await store.put('x', 1)) === store);`),
    hits: ['Store.fill'],
  },
  {
    name: 'a builtin patched while it is alone',
    files: script(`
      ${sleep}
      const max = Math.max;
      async function patched() { Math.max = () => 42; await sleep(1); const n = Math.max(1, 2); Math.max = max; return n }
      async function plain() { await sleep(1); return Math.max(1, 2) }
      console.log(await plain(), await patched(), await plain());`),
    hits: ['plain'],
    bypass: { patched: 'patched-builtins' },
  },
];

suite('solitude', cases);
