/** Calls that change what they were given: a hit makes the same changes, in place. */
import { type Case, commonJs, script } from './case.ts';
import { suite } from './suite.ts';

const cases: readonly Case[] = [
  {
    name: 'rows loaded into this',
    files: {
      'main.mjs': `
        import { readFileSync } from 'node:fs';
        class Table {
          rows = null; #loads = 0;
          load(file) { this.rows = readFileSync(file, 'utf8').trim().split('\\n').map((line) => line.split(',')); this.#loads += 1; return this }
          get loads() { return this.#loads }
          total() { return this.rows.reduce((sum, row) => sum + Number(row[1]), 0) }
        }
        const table = new Table();
        console.log(table.load('data.csv') === table, table.total(), table.loads, Object.keys(table).join());
        table.rows.push(['x', '100']);
        console.log(table.total(), table.load('data.csv').total(), table.loads);`,
      'data.csv': 'a,1\nb,2\n',
    },
    hits: ['Table.load', 'Table.total'],
    changes: [
      { name: 'data', write: { 'data.csv': 'a,5\nb,2\n' }, ran: ['Table.load'] },
      {
        name: 'sum',
        edit: { 'main.mjs': ['Number(row[1])', '2 * Number(row[1])'] },
        hits: ['Table.load'],
        ran: ['Table.total'],
      },
    ],
  },
  {
    name: 'a lazy singleton',
    files: script(`
      let config = null;
      function get() { config ??= { level: Number(process.env.LEVEL), seen: [] }; return config }
      function use(n) { get().seen.push(n); return get().level * n }
      console.log(use(1), use(2), get() === get(), JSON.stringify(config));`),
    env: { LEVEL: '2' },
    hits: ['use', 'get'],
    changes: [{ name: 'level', env: { LEVEL: '3' }, ran: ['get'] }],
  },
  {
    name: 'the returned object is the one that was kept',
    files: script(`
      const cache = new Map();
      function find(key) { let found = cache.get(key); if (!found) { found = { key, twin: null }; found.twin = found; cache.set(key, found) } return found }
      const a = find('a'); a.mark = 1; const again = find('a'); const b = find('b');
      console.log(a === again, cache.get('a') === a, a.twin === a, again.mark, b.twin === cache.get('b'), [...cache.keys()].join());`),
    hits: ['find'],
  },
  {
    name: 'an outer call whose callees change shared state',
    files: script(`
      const log = []; let total = 0;
      function note(text) { log.push(text); return log.length }
      function add(n) { total += n; note('add ' + n); return total }
      function all(list) { for (const n of list) add(n); return total }
      console.log(all([1, 2, 3]), log.join('|'), total); note('between'); console.log(all([4]), log.join('|'), total);`),
    hits: ['all', 'note'],
    changes: [
      { name: 'one number', edit: { 'main.mjs': ['[4]', '[5]'] }, ran: ['all'] },
      { name: 'the note', edit: { 'main.mjs': ["'add '", "'plus '"] }, ran: ['all', 'add'] },
    ],
  },
  {
    name: 'state that goes another way is another key',
    files: script(`
      let mode = process.env.MODE;
      function flip() { mode = mode === 'a' ? 'b' : 'a'; return mode }
      console.log(flip(), flip(), flip(), mode);`),
    env: { MODE: 'a' },
    hits: ['flip'],
    changes: [{ name: 'start', env: { MODE: 'b' }, hits: ['flip'] }],
  },
  {
    name: 'sorting, splicing, filling and emptying an argument',
    files: script(`
      function sort(list) { list.sort((p, q) => p.n - q.n) }
      function drop(list, from, count) { return list.splice(from, count) }
      function empty(list) { list.length = 0 }
      function fill(list, value, count) { while (list.length < count) list.push(value) }
      const rows = [{ n: 3 }, { n: 1 }, { n: 2 }]; const first = rows[0];
      sort(rows); console.log(JSON.stringify(rows), rows[2] === first);
      const gone = drop(rows, 1, 2); console.log(gone[1] === first, rows.length);
      fill(rows, gone, 4); console.log(rows[1] === gone, rows[3] === gone); empty(rows); console.log(rows.length, gone.length);`),
    hits: ['sort', 'drop', 'empty', 'fill'],
  },
  {
    name: 'key order after deleting and adding again',
    files: script(`
      const o = { a: 1, b: 2, c: 3, 7: 'i' };
      function renew(target, key) { const value = target[key]; delete target[key]; target[key] = value; target[5] = key }
      renew(o, 'a'); console.log(JSON.stringify(o)); renew(o, 'b'); console.log(Object.keys(o).join());
      function shut(target) { Object.freeze(target) }
      shut(o); console.log(Object.isFrozen(o)); try { 'use strict'; o.a = 9 } catch (e) { console.log(e.name) }`),
    hits: ['renew', 'shut'],
  },
  {
    name: 'a Map that changes while its caller walks it',
    files: script(`
      const map = new Map([['a', 1], ['b', 2]]);
      function visit(target, key) { target.set(key, target.get(key) * 10); if (target.size < 4) target.set(key + key, 0); return target.size }
      for (const [key] of map) console.log(key, visit(map, key), [...map.entries()].join(' '));
      function renew(target, key) { const v = target.get(key); target.delete(key); target.set(key, v); return key }
      let rounds = 0; for (const key of map.keys()) { if (rounds++ > 5) break; console.log(renew(map, key)) }
      console.log(visit(new Map([['z', 1]]), 'z'));`),
    hits: [],
    bypass: {},
  },
  {
    name: 'typed arrays and views that share a buffer',
    files: script(`
      const bytes = new Uint8Array(8); const words = new Uint32Array(bytes.buffer); const view = new DataView(bytes.buffer, 4);
      function set(at, value) { words[at] = value; view.setUint8(3, value & 255); return view.getUint8(0) }
      console.log(set(0, 0x01020304), bytes.join(), set(1, 0xfffefdfc), bytes.join());
      function scale(list, k) { for (let i = 0; i < list.length; i++) list[i] *= k }
      const floats = Float64Array.of(1, -0, NaN); scale(floats, 2); console.log(floats.join(), Object.is(floats[1], -0));`),
    hits: ['set', 'scale'],
  },
  {
    name: 'dates and regular expressions',
    files: script(`
      const day = new Date(0); const word = /\\w+/g;
      function next() { day.setUTCDate(day.getUTCDate() + 1); return day }
      function match(text) { return word.exec(text)?.[0] ?? null }
      console.log(next() === day, day.toISOString(), next().getTime());
      console.log(match('one two'), match('one two'), match('one two'), word.lastIndex);`),
    hits: ['next'],
  },
  {
    name: 'classes that count their instances',
    files: script(`
      class Node { static made = 0; static #free = []; id = ++Node.made; next = null; static take() { return Node.#free.pop() ?? new Node() } static give(n) { Node.#free.push(n) } }
      function pair() { const a = Node.take(), b = Node.take(); Node.give(a); return a.id * 100 + b.id }
      console.log(pair(), pair(), Node.made);`),
    bypass: {},
  },
  {
    name: 'linked lists grown in place',
    files: script(`
      const head = { value: 0, next: null };
      function append(value) { let at = head; while (at.next) at = at.next; at.next = { value, next: null }; return at.next }
      const one = append(1); append(2); one.value = 10; const three = append(3);
      let text = ''; for (let at = head; at; at = at.next) text += at.value + ' '; console.log(text, head.next === one, head.next.next.next === three);
      function reverse() { let prev = null, at = head.next; while (at) { const next = at.next; at.next = prev; prev = at; at = next } head.next = prev }
      reverse(); text = ''; for (let at = head; at; at = at.next) text += at.value + ' '; console.log(text, one.next);`),
    hits: ['append', 'reverse'],
  },
  {
    name: 'state of a CommonJS module and of a closure',
    files: commonJs(`
      var counts = {}; exports.counts = counts; var last;
      function count(word) { counts[word] = (counts[word] || 0) + 1; last = word; return counts[word] }
      const stack = (() => { const items = []; return { push: (x) => { items.push(x); return items.length }, top: () => items[items.length - 1] } })();
      console.log(count('a'), count('b'), count('a'), JSON.stringify(counts), last, stack.push('x'), stack.push('y'), stack.top());`),
    hits: ['count'],
  },
  {
    name: 'a change together with output and a file',
    files: script(`
      import { writeFileSync, readFileSync } from 'node:fs';
      const seen = [];
      function save(name) { console.log('saving', name); seen.push(name); writeFileSync(name, seen.join()); return seen.length }
      console.log(save('a.txt'), save('b.txt'), seen.join(), readFileSync('b.txt', 'utf8'));`),
    hits: ['save'],
  },
  {
    name: 'changes that cannot be made again',
    files: script(`
      const table = {}; let made; const list = [];
      function define(name) { table[name] = () => name; return 0 }
      function generator() { made = (function* () { yield 1 })(); return 0 }
      function fail(o) { Error.captureStackTrace(o); return 0 }
      function proxy() { list.push(new Proxy({}, {})); return 0 }
      function accessor() { Object.defineProperty(table, 'x', { get: () => 1, configurable: true, enumerable: true }); return 0 }
      define('a'); generator(); fail(list); proxy(); accessor(); console.log(table.a(), made.next().value, typeof list.stack, table.x);`),
    hits: ['define'],
    bypass: {
      generator: 'changes-state',
      fail: 'changes-state',
      proxy: 'changes-state',
      accessor: 'changes-state',
    },
  },
  {
    name: 'an asynchronous call that changes state without waiting, and one that waits',
    files: script(`
      const seen = []; let n = 0;
      async function quick(x) { seen.push(x); n += x; return n }
      async function slow(x) { await null; seen.push(x); return seen.length }
      console.log(await quick(1), await quick(2), seen.join(), n, await slow(9), seen.join());`),
    hits: ['quick', 'slow'],
  },
];

suite('heap effects', cases);
