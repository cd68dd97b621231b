/** What the program fuzzer found, each brought down to a few lines. */
import { type Case, script } from './case.ts';
import { suite } from './suite.ts';

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
    hits: ['1/add', '2/add'],
    changes: [{ name: 'one of them', edit: { 'main.mjs': ['n: 5', 'n: 6'] }, hits: ['1/add'], ran: ['2/add'] }],
  },
];

suite('found by the fuzzer', cases);
