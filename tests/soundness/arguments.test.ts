/** Functions that take more arguments than they declare: rest parameters, `arguments`, how many there were. */
import { type Case, commonJs, script } from './case.ts';
import { suite } from './suite.ts';

const cases: Case[] = [
  {
    name: 'rest parameters',
    files: script(`
      function sum(first, ...others) { return first + others.length + others.reduce((a, b) => a + b, 0) }
      const spread = (...all) => all.map((x) => [x, typeof x]);
      class Box { constructor(k) { this.k = k } add(...more) { return more.map((m) => m * this.k) } }
      console.log(sum(1), sum(1, 2), sum(1, 2, 3), sum(1, undefined), spread(), spread(undefined), spread(null, 'a'));
      console.log(new Box(2).add(1, 2), new Box(3).add(1, 2), sum.length, spread.length);`),
    hits: ['sum', 'spread', 'Box.add'],
    changes: [
      {
        name: 'one argument more',
        edit: { 'main.mjs': ['sum(1, 2, 3)', 'sum(1, 2, 3, 4)'] },
        ran: ['sum'],
        hits: ['spread'],
      },
    ],
  },
  {
    name: 'what rest parameters hold is told apart and comes back itself',
    files: script(`
      const a = { n: 1 };
      const b = { n: 1 };
      function same(x, ...others) { return others.map((o) => o === x) }
      function last(...all) { return all[all.length - 1] }
      function whole(...all) { return all }
      function shifts(...all) { all.shift(); all.push('end'); return all }
      function changes(...all) { for (const one of all) one.n += 1; return all[0] }
      console.log(same(a, a, b), same(b, a, b), last(a, b) === b, last(b, a) === a);
      const one = whole(a); const two = whole(a);
      console.log(one === two, one[0] === a, shifts(1, 2), shifts(), changes(a, b) === a, a, b);`),
    hits: ['same', 'last', 'whole', 'shifts', 'changes'],
  },
  {
    name: 'rest parameters beside defaults and patterns',
    files: script(`
      function f(a = 5, { b = 2, ...c } = {}, ...d) { return [a, b, c, d] }
      function g(a, ...[b, c]) { return [a, b, c] }
      function h(...d) { var d; return d.length }
      console.log(f(), f(undefined, undefined, undefined), f(1, { b: 3, x: 4 }, 5, 6), g(1, 2, 3), h(), h(1, 2));`),
    hits: ['f', 'h'],
    bypass: { g: 'not-a-candidate' },
  },
  {
    name: 'asynchronous functions with rest parameters',
    files: script(`
      const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
      async function total(...list) { await sleep(5); let n = 0; for (const x of list) n += x; return [n, list.length] }
      async function eats(...list) { let n = 0; while (list.length > 0) { await null; n += list.shift() } return n }
      console.log(await Promise.all([total(1, 2), total(), total(1, undefined), eats(1, 2)]), await eats(3, 4));`),
    hits: ['total', 'eats'],
  },
  {
    name: 'arguments of a strict function',
    files: script(`
      function count() { return arguments.length }
      function all(a, b) { a = 9; return [a, b, arguments.length, ...arguments] }
      function inner() { return [1, 2].map(() => arguments[0]) }
      const given = [1, 2, 3];
      console.log(count(), count(undefined), count(1, 2), all(), all(1), all(1, 2, 3), inner(7), count(...given));`),
    hits: ['count', 'all', 'inner'],
    changes: [
      { name: 'other values', edit: { 'main.mjs': ['inner(7)', 'inner(8)'] }, ran: ['inner'], hits: ['count', 'all'] },
    ],
  },
  {
    name: 'arguments of a sloppy function',
    files: commonJs(`
      function mapped(a, b) { arguments[0] = 9; b = 7; return [a, b, arguments.length, arguments[1]] }
      function itself() { const key = ['call', 'ee'].join(''); return arguments[key].tag }
      itself.tag = Number(process.env.TAG);
      function shadowed(arguments) { return arguments }
      function variable() { var arguments = 5; return arguments }
      function leaks() { return arguments }
      console.log(mapped(), mapped(1), mapped(1, 2), mapped(1, 2, 3), itself(), shadowed(4), variable(), leaks(1).length);`),
    env: { TAG: '1' },
    hits: ['mapped', 'itself', 'shadowed', 'variable'],
    bypass: { leaks: 'opaque-result' },
    changes: [{ name: 'what the function itself holds', env: { TAG: '2' }, ran: ['itself'], hits: ['mapped'] }],
  },
  {
    name: 'a call with too few arguments is not one with undefined',
    files: script(`
      function f(a, b) { return arguments.length === 1 ? 'one' : 'two' }
      function g(a, ...b) { return b.length }
      console.log(f(1), f(1, undefined), g(1), g(1, undefined));`),
    hits: ['f', 'g'],
  },
  {
    name: 'patterns whose defaults and keys call methods are taken apart once',
    files: script(`
      let n = 0;
      const cfg = { toString() { n++; return 's' }, valueOf() { n++; return 2 } };
      const list = { *[Symbol.iterator]() { n++; yield 1 } };
      const held = { get z() { n++; return 1 } };
      const told = (value) => { console.log(value, n); n = 0 };
      function fromVariable({ z } = held) { return z }
      function fromIterable([y] = list) { return y }
      function nested({ p: [y] = list }) { return y }
      function getter({ y } = { get y() { n++; return 3 } }) { return y }
      function sum({ a = cfg + 1 }) { return a }
      function key({ [cfg]: a }) { return a }
      function none(y = cfg + 1 ? undefined : 2) { return y }
      function earlier([y] = [list], [q] = y) { return q }
      function held2({ seen = [] } = {}, add = (x) => seen.push(x)) { add('a'); return seen.length }
      function method({ [{ toString() { n++; return 'a' } }]: x }) { return x }
      console.log(held2(), held2()); told(method({ a: 1 }));
      told(fromVariable()); told(fromIterable()); told(nested({})); told(getter());
      told(sum({})); told(key({ s: 4 })); told(none()); told(earlier());
    `),
    bypass: Object.fromEntries(
      ['fromVariable', 'fromIterable', 'nested', 'getter', 'sum', 'key', 'none', 'earlier', 'held2', 'method'].map(
        (name) => [name, 'not-a-candidate'],
      ),
    ),
  },
  {
    name: 'patterns whose defaults are literals',
    files: script(`
      function plain({ a = 1 << 20, b: { c } = { c: 5 }, [\`x\`]: d = -1 } = {}, [e = 'q'] = []) { return [a, c, d, e] }
      function summed(y, z = \`\${y}!\`) { return z }
      console.log(plain(), plain({ a: 2, x: 3 }, [4]), summed(7));
    `),
    hits: ['plain', 'summed'],
    changes: [
      { name: 'a default', edit: { 'main.mjs': ['-1', '-2'] }, ran: ['plain'], hits: ['summed'] },
      { name: 'a default in a default', edit: { 'main.mjs': ['c: 5', 'c: 6'] }, ran: ['plain'] },
    ],
  },
];

suite('arguments', cases);
