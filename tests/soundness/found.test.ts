/** What the program fuzzer found, each brought down to a few lines. */
import { type Case, script } from './case.ts';
import { suite } from './suite.ts';

/** Callbacks that nobody holds once they have run. */
const passing = Array.from({ length: 40 }, (_, i) => `[1].forEach((x) => { seen.push(x * ${i + 2}) });`).join('\n');

const cases: Case[] = [
  {
    name: 'functions of one text in two scopes of a module',
    files: script(`
      const one = (() => {
        const kept = { n: 1 };
        return { add(x) { return x + kept.n } };
      })();
      const two = (() => {
        const kept = { n: 5 };
        return { add(x) { return x + kept.n } };
      })();
      console.log(one.add(1), two.add(1), one.add(1));
    `),
    hits: ['one()/add', 'two()/add'],
    changes: [{ name: 'one of them', edit: { 'main.mjs': ['n: 5', 'n: 6'] }, hits: ['one()/add'], ran: ['two()/add'] }],
  },
  {
    name: 'a generator that yields in the head of for await',
    files: script(`
      const x = {};
      async function* all() { for await ([...x[yield]] of [[33, 44]]) console.log('body') }
      const one = all();
      console.log(await one.next(), await one.next('prop'), x);
    `),
    bypass: {},
  },
  {
    name: 'what still runs when the entry module has failed',
    files: script(`
      const rounds = (n) => { let p = Promise.resolve(); for (let k = 1; k <= n; k++) p = p.then(() => console.log('round', k)); };
      async function fails() { throw new Error('no') }
      fails().then(() => {}, (e) => console.log('failed', e.message));
      process.nextTick(() => console.log('tick'));
      if (process.env.LATE) await null;
      rounds(8);
      missing;
    `),
    bypass: {},
    changes: [{ name: 'after it waited', env: { LATE: '1' } }],
  },
  {
    name: 'a class whose members alone mention an imported name',
    files: {
      'main.mjs': `
        import { Shape, area } from './shape.mjs';
        function both() { return new Shape(3).area() + area(2) }
        console.log(both(), both());`,
      'shape.mjs': `
        import { twice } from './twice.mjs';
        export const area = (x) => twice(x);
        export class Shape { constructor(size) { this.size = size } area() { return twice(this.size) } }`,
      'twice.mjs': 'export const twice = (x) => x * 2;',
    },
    hits: ['both'],
    changes: [
      { name: 'the imported function', edit: { 'twice.mjs': ['x * 2', 'x * 3'] }, ran: ['both'], hits: ['both'] },
    ],
  },
  {
    name: 'a call that changes the script’s arguments',
    files: script(`
      function more() { process.argv.push('more') }
      async function later() { process.argv.push('later') }
      const given = () => process.argv.length;
      console.log(given(), more(), given());
      await later();
      console.log(process.argv.slice(2).join());`),
    hits: ['given'],
    ran: ['given'],
    bypass: { more: 'changes-state', later: 'reads-argv' },
  },
  {
    name: 'what a microtask throws is told before the next one runs',
    files: script(`
      if (process.env.TAKEN) process.on('uncaughtException', (e) => { console.log('taken', e.name); queueMicrotask(() => console.log('after')) });
      const load = async () => { queueMicrotask(() => { missing.list.push(1) }) };
      load().then(() => console.log('then'));
      queueMicrotask(() => console.log('last'));`),
    bypass: {},
    changes: [{ name: 'taken by a listener', env: { TAKEN: '1' } }],
  },
  {
    name: 'functions that are gone, and others in their place',
    files: {
      'main.cjs': `
        const all = [require('./many.cjs'), require('./one.cjs').n, require('./two.cjs').n];
        console.log(all.join());`,
      'many.cjs': `const seen = []; ${passing} module.exports = seen.length;`,
      'one.cjs': '[2].forEach((x) => { exports.n = x * 9 });',
      'two.cjs': '[2].forEach((x) => { exports.n = x * 9 });',
    },
    hits: ['1', '2', '40'],
    changes: [{ name: 'one of the others', edit: { 'two.cjs': ['x * 9', 'x * 7'] }, hits: ['2', '40'] }],
  },
];

suite('found by the fuzzer', cases);
