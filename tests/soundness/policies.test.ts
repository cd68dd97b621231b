/** Under --seed and --clock chance and time are facts: what hangs on them is memoizable, and equal to a fresh run. */
import { type Case, script } from './case.ts';
import { suite } from './suite.ts';

const seeded = ['--seed', '7'];
const timed = ['--clock', '2026-01-01T00:00:00Z'];

const cases: readonly Case[] = [
  {
    name: 'a bootstrap: equal calls that draw differ, and each is a hit',
    flags: seeded,
    files: script(`
      function resample(data) { const out = []; for (let i = 0; i < data.length; i++) out.push(data[Math.floor(Math.random() * data.length)]); return out }
      function mean(list) { return list.reduce((a, b) => a + b, 0) / list.length }
      const data = [1, 2, 3, 4, 5, 6];
      const means = []; for (let i = 0; i < 8; i++) means.push(mean(resample(data))); console.log(means.join(' '), Math.random());`),
    oracle: 'guest',
    hits: ['resample', 'mean'],
    changes: [
      { name: 'another seed', flags: ['--seed', '8'], ran: ['resample'] },
      {
        name: 'the mean',
        edit: { 'main.mjs': ['/ list.length', '/ list.length * 2'] },
        hits: ['resample'],
        ran: ['mean'],
      },
      {
        name: 'a draw more at module level',
        edit: { 'main.mjs': ['Math.random());', 'Math.random(), Math.random());'] },
        hits: ['resample', 'mean'],
      },
      { name: 'the data', edit: { 'main.mjs': ['[1, 2', '[1, 9'] }, ran: ['resample'] },
    ],
  },
  {
    name: 'draws below a call are its own, wherever they are made',
    flags: seeded,
    files: script(`
      import { randomUUID, getRandomValues, randomInt } from 'node:crypto';
      function roll() { return Math.floor(Math.random() * 6) + 1 }
      function game(n) { let sum = 0; for (let i = 0; i < n; i++) sum += roll(); return sum }
      function ids() { return [randomUUID(), randomInt(1000), getRandomValues(new Uint8Array(4)).join()] }
      console.log(game(5), roll(), game(5), roll(), ids().join(), ids().join());`),
    oracle: 'guest',
    hits: ['game', 'roll', 'ids'],
    changes: [
      {
        name: 'one roll less',
        edit: { 'main.mjs': ['game(5), roll(), game(5)', 'game(4), roll(), game(5)'] },
        ran: ['game'],
      },
    ],
  },
  {
    name: 'an asynchronous call that draws before and after waiting',
    flags: seeded,
    files: script(`
      const sleep = (ms) => new Promise((done) => setTimeout(done, ms));
      async function early() { const n = Math.random(); await sleep(5); return n }
      async function late() { await sleep(5); return Math.random() }
      console.log(...(await Promise.all([early(), early(), late(), late()])));`),
    oracle: 'guest',
    hits: ['early'],
    bypass: { late: 'late-input' },
  },
  {
    name: 'the clock of a policy',
    flags: timed,
    files: script(`
      const sleep = (ms) => new Promise((done) => setTimeout(done, ms));
      function stamp(text) { return text + ' ' + new Date().toISOString() + ' ' + performance.now() + ' ' + Date.now() }
      console.log(stamp('a')); await sleep(1500); console.log(stamp('a')); setTimeout(() => console.log(stamp('b')), 250);
      console.log(new Intl.DateTimeFormat('en-GB', { timeZone: 'UTC' }).format(), process.hrtime().join());`),
    oracle: 'guest',
    hits: ['stamp'],
    changes: [
      { name: 'another instant', flags: ['--clock', '2027-01-01T00:00:00Z'], ran: ['stamp'] },
      { name: 'standing still', flags: ['--clock', 'frozen'], ran: ['stamp'] },
    ],
  },
];

suite('policies', cases);
