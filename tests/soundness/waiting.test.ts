/** Callbacks of a call that run while it waits: what they do happens at their moment, not at the call's. */
import { type Case, script } from './case.ts';
import { suite } from './suite.ts';

const cases: readonly Case[] = [
  {
    name: 'output of callbacks that a call waits for',
    files: script(`
      async function timer(x) { await new Promise((done) => setTimeout(() => { console.log('timer', x); done() }, 5)); return x }
      async function tick(x) { await new Promise((done) => process.nextTick(() => { console.log('tick', x); done() })); return x }
      async function micro(x) { await new Promise((done) => queueMicrotask(() => { console.log('micro', x); done() })); return x }
      async function plain(x) { await null; console.log('plain', x); return x }
      const all = [timer(1), tick(2), micro(3), plain(4)];
      console.log('sync');
      console.log(await Promise.all(all));`),
    hits: ['plain'],
    bypass: { timer: 'concurrent', tick: 'concurrent', micro: 'concurrent' },
  },
  {
    name: 'output of a microtask that a call leaves behind it while it waits',
    files: script(`
      async function says(x) { console.log('says', x); await null; return x }
      async function lets(x) { queueMicrotask(() => console.log('lets', x)); await null; return x }
      const both = [lets(1), says(2)];
      console.log(await Promise.all(both));`),
    hits: ['says'],
    bypass: { lets: 'concurrent' },
  },
  {
    name: 'files written by callbacks while a call waits',
    files: script(`
      import { existsSync, writeFileSync } from 'node:fs';
      async function writes(x) { await new Promise((done) => setTimeout(() => { writeFileSync('out.txt', x); done() }, 10)); return x }
      async function alone(x) { await new Promise((done) => setTimeout(() => { writeFileSync('alone.txt', x); console.log('wrote'); done() }, 10)); return x }
      const written = writes('a');
      console.log(existsSync('out.txt'));
      setTimeout(() => console.log('meanwhile', existsSync('out.txt')), 2);
      console.log(await written, existsSync('out.txt'));
      console.log(await alone('b'));`),
    flags: ['--allow-write'],
    hits: ['alone'],
    bypass: { writes: 'late-input' },
    oracle: 'guest',
  },
];

suite('waiting', cases);
