/** Variables that are filled where they are first asked for: who finds them filled is answered by who filled them. */
import { type Case, commonJs, script } from './case.ts';
import { suite } from './suite.ts';

/** One after the other by names given as arguments, each result shown. */
const STEPS = `
  for (const step of process.argv.slice(2)) console.log(step, JSON.stringify(run[step]()));`;

const cases: readonly Case[] = [
  {
    name: 'a lazily read configuration, asked for in another order',
    files: {
      'main.mjs': `
        import { readFileSync } from 'node:fs';
        let config;
        function load() { config ??= JSON.parse(readFileSync('config.json', 'utf8')); return config }
        function name() { return load().name }
        function size() { return load().size * 2 }
        const run = { name, size, same: () => load() === load() };${STEPS}`,
      'config.json': '{"name":"a","size":4}',
    },
    args: ['name', 'size', 'same'],
    hits: ['name', 'size', 'run.same'],
    changes: [
      { name: 'turned round', args: ['size', 'name', 'same'], hits: ['name', 'run.same'], ran: ['size'] },
      { name: 'and back with both orders known', args: ['same', 'size', 'name'], hits: ['name', 'size'] },
      { name: 'other content', write: { 'config.json': '{"name":"b","size":5}' }, ran: ['name', 'size'] },
    ],
  },
  {
    name: 'an index built from another lazy variable',
    files: script(`
      let rows; let index = null;
      function table() { if (!rows) rows = [['a', 1], ['b', 2], ['c', 3]]; return rows }
      function indexed() { if (index === null) { index = new Map(); for (const row of table()) index.set(row[0], row); } return index }
      function find(key) { return indexed().get(key) }
      function sum() { return table().reduce((total, row) => total + row[1], 0) }
      function shares(key) { return indexed().get(key) === table()[0] }
      const run = { find: () => find('b'), sum, shares: () => shares('a'), all: () => [find('a'), find('c')[1] + sum()] };${STEPS}`),
    args: ['find', 'sum', 'shares', 'all'],
    hits: ['run.find', 'sum', 'run.shares', 'run.all'],
    changes: [
      { name: 'the rows alone first', args: ['sum', 'find', 'shares'], hits: ['run.find'] },
      { name: 'all of it filled before', args: ['shares', 'find', 'all', 'sum'], hits: ['run.find', 'sum'] },
      { name: 'other order again', args: ['all', 'sum', 'shares', 'find'], hits: ['run.find', 'sum'] },
    ],
  },
  {
    name: 'what is there is returned at once',
    files: {
      'main.mjs': `
        import { readFileSync } from 'node:fs';
        let config; let table = null; let lines;
        function load() { if (config) return config; const text = readFileSync('config.json', 'utf8'); config = JSON.parse(text); return config }
        const rows = (more) => { if (table !== null) { return table } const made = []; for (let i = 0; i < load().size; i++) made.push(i); more?.push(1); table = made; return table };
        function split(rows) { if (lines != null) return lines; lines = rows.map(String); rows.sort(); return lines }
        function size() { return rows().length + load().size }
        function twice() { const more = []; return [rows(more) === rows(more), more.length] }
        function sorted() { const list = [3, 1, 2]; const found = split(list); return [found.join(), list.join()] }
        const run = { size, twice, sorted, load };${STEPS}`,
      'config.json': '{"size":4}',
    },
    args: ['size', 'twice', 'sorted'],
    hits: ['size', 'sorted'],
    changes: [
      { name: 'loaded before', args: ['load', 'size', 'twice', 'sorted', 'sorted'], hits: ['size'] },
      { name: 'turned round', args: ['twice', 'size', 'twice'] },
      { name: 'other content', write: { 'config.json': '{"size":2}' }, ran: ['size'] },
    ],
  },
  {
    name: 'what was returned is what the variable holds',
    files: script(`
      let made;
      function get() { return made ??= { n: 1, list: [1, 2] } }
      function list() { return get().list }
      const a = list(); const b = get();
      console.log(a === b.list, get() === get(), get() === made);
      b.n = 7; a.push(3);
      console.log(JSON.stringify(get()), list() === a, made.n);`),
    hits: ['get', 'list'],
  },
  {
    name: 'a value that is changed after it was filled in is no fill',
    files: script(`
      let config = null;
      function get() { config ??= { seen: [] }; return config }
      function use(n) { get().seen.push(n); return get().seen.length }
      const run = { one: () => use(1), two: () => use(2), get, again: () => use(1) };${STEPS}`),
    args: ['one', 'two', 'get'],
    hits: ['run.one', 'run.two'],
    changes: [
      { name: 'twice the same', args: ['one', 'again', 'get'] },
      { name: 'empty at first', args: ['get', 'one', 'again', 'get'] },
    ],
  },
  {
    name: 'a fill that changes what was there before it, and takes it back later',
    files: script(`
      let config; let depth = 0; const log = []; const marks = { n: 0 };
      function build() { depth++; return { n: 1 } }
      function get() { config ??= build(); return config }
      function balanced() { const n = get().n; depth--; return n }
      function first() { return get().n }
      const run = { balanced: () => [balanced(), depth], first: () => [first(), depth], depth: () => depth };${STEPS}`),
    args: ['balanced', 'depth'],
    changes: [
      { name: 'filled before', args: ['first', 'balanced', 'balanced', 'depth'] },
      { name: 'twice', args: ['balanced', 'balanced', 'depth'] },
    ],
    hits: ['run.balanced'],
  },
  {
    name: 'a fill that changes local variables of its callers',
    files: script(`
      let config; let other; let third; let fourth;
      function get(rows) { config ??= build(rows); return config.low }
      function build(rows) { rows.sort(); return { low: rows[0] } }
      function outer() { const rows = [3, 1, 2]; get(rows); return rows.join() }
      function local() { let built = false; other ??= (built = true, { n: 1 }); return [built, other.n] }
      function told() { const seen = []; third ??= make(() => seen.push(1)); return [seen.length, third.n] }
      function make(tell) { tell(); return { n: 2 } }
      function inner() { const o = { n: 0 }; const bump = () => { o.n++; return { m: 5 } }; if (!fourth) { fourth = bump(); } return [o.n, fourth.m] }
      const run = { outer, get: () => get([1, 2, 3]), local, told, inner };${STEPS}`),
    args: ['outer', 'local', 'told', 'inner'],
    hits: ['outer', 'local', 'told', 'inner'],
    changes: [
      { name: 'twice each', args: ['outer', 'outer', 'local', 'local', 'told', 'told', 'inner', 'inner'] },
      { name: 'filled by another', args: ['get', 'outer', 'outer'] },
    ],
  },
  {
    name: 'a fill from this',
    files: script(`
      let shared;
      class Store {
        constructor(rows) { this.rows = rows; this.built = 0 }
        quiet() { shared ??= this.rows.map((n) => n * 2); return shared }
        loud() { if (!shared) { this.built++; shared = this.rows.map((n) => n * 2); } return this.built }
      }
      function fresh() { const store = new Store([1, 2]); return [store.quiet().length, store.built] }
      function counted() { const store = new Store([1, 2]); return [store.loud(), store.built] }
      const run = { fresh, counted, other: () => new Store([9]).quiet() };${STEPS}`),
    args: ['fresh', 'counted'],
    hits: ['fresh', 'counted'],
    changes: [
      { name: 'the other way round', args: ['counted', 'fresh', 'counted'] },
      { name: 'counted alone, twice', args: ['counted', 'counted'] },
      { name: 'filled with something else', args: ['other', 'fresh', 'counted'] },
    ],
  },
  {
    name: 'code that can tell whether it was filled',
    files: script(`
      let config;
      function load() { config ??= { n: 1 }; return config }
      function had() { const before = config !== undefined; return [before, load().n] }
      function peek() { return config ? 1 : 0 }
      function both() { return [peek(), load().n] }
      function after() { return [load().n, peek()] }
      const ask = () => () => config === undefined;
      function closure(check) { return [check(), load().n] }
      const run = { had, both, after, closure: () => closure(ask()), load };${STEPS}`),
    args: ['had'],
    hits: ['had'],
    changes: [
      { name: 'twice', args: ['had', 'had'] },
      { name: 'both', args: ['both', 'both'] },
      { name: 'both again', args: ['load', 'both', 'had', 'after', 'closure'] },
      { name: 'closure', args: ['closure', 'closure'] },
      { name: 'filled by the closure', args: ['after', 'closure', 'after'] },
    ],
  },
  {
    name: 'reads in functions made before and after a fill',
    files: script(`
      let index;
      function lookup(keys) { if (!index) index = new Map([['a', 1], ['b', 2]]); return keys.map((key) => index.get(key)) }
      function early(keys) { const read = (key) => index?.get(key); const first = keys.map(read); index ??= new Map([['a', 1], ['b', 2]]); return [first, keys.map(read)] }
      const run = { lookup: () => lookup(['a', 'b']), early: () => early(['a']), one: () => lookup(['b']) };${STEPS}`),
    args: ['lookup', 'one'],
    hits: ['run.lookup', 'run.one'],
    changes: [
      { name: 'turned round', args: ['one', 'lookup'], hits: ['run.lookup'], ran: ['run.one'] },
      { name: 'early', args: ['early', 'early'] },
      { name: 'early after', args: ['lookup', 'early'] },
      { name: 'early first', args: ['early', 'lookup'] },
    ],
  },
  {
    name: 'a value that counts as absent is filled in again and again',
    files: script(`
      let zero; let none; let maybe;
      function twice() { if (!zero) zero = 0; const first = zero; if (!zero) zero = { n: 1 }; return [first, zero] }
      function nothing() { none ??= undefined; const peek = () => none ? 1 : 0; const a = peek(); none ??= { n: 1 }; return [a, peek()] }
      function keep() { maybe ??= process.env.MAYBE ? { n: 2 } : undefined; return () => maybe ? 1 : 0 }
      function ask(peek) { const a = peek(); maybe ??= { n: 2 }; return [a, maybe.n] }
      const run = { twice, nothing, ask: () => ask(keep()), keep: () => typeof keep() };${STEPS}`),
    args: ['twice', 'nothing', 'ask'],
    hits: ['twice', 'nothing'],
    changes: [
      { name: 'twice each', args: ['twice', 'twice', 'nothing', 'nothing', 'ask', 'ask'] },
      { name: 'filled at once', env: { MAYBE: '1' }, args: ['keep', 'ask', 'ask'] },
      { name: 'asked twice', args: ['keep', 'ask', 'ask', 'keep'] },
    ],
  },
  {
    name: 'aliases of the value tell it from its equal',
    files: script(`
      let kept; let copy;
      function get() { kept ??= { n: 1 }; return kept }
      function is(x) { return get() === x }
      function same() { copy ??= { n: 1 }; return get() === copy }
      const run = {
        other: () => is({ n: 1 }), own: () => is(get()), same,
        share: () => { copy = get(); return same() }, part: () => { kept = copy; return kept === copy },
      };${STEPS}`),
    args: ['other', 'own', 'same'],
    hits: ['run.other', 'run.own', 'same'],
    changes: [
      { name: 'its own first', args: ['own', 'other', 'own'] },
      { name: 'one object in both', args: ['share', 'same', 'other'] },
      { name: 'one in both, the other way', args: ['same', 'part', 'same', 'own'] },
    ],
  },
  {
    name: 'a variable that others write, and one that is exported',
    files: {
      'main.mjs': `
        import { current, load, reset } from './config.mjs';
        let set = null;
        function choose(x) { set = x; return x }
        function get() { set ??= { n: 0 }; return set.n }
        function chosen() { choose({ n: 5 }); return get() }
        function clear() { set = null; return get() }
        function seen() { return [current === undefined, load().n] }
        const run = { get, chosen, clear, seen, reset };${STEPS}`,
      'config.mjs': `
        export let current;
        export function load() { current ??= { n: 3 }; return current }
        export function reset() { current = undefined; return 0 }`,
    },
    args: ['get', 'chosen', 'clear', 'seen'],
    hits: ['chosen', 'clear', 'seen'],
    changes: [
      { name: 'turned round', args: ['clear', 'get', 'chosen', 'get', 'clear', 'seen', 'seen'] },
      { name: 'with a reset', args: ['seen', 'reset', 'seen', 'chosen', 'get', 'clear'] },
    ],
  },
  {
    name: 'a fill that throws, and one that is tried again',
    files: script(`
      let value; let tries = 0;
      function build(fail) { if (fail) throw new Error('no'); return { n: 1 } }
      function get(fail) { value ??= build(fail); return value.n }
      function safe(fail) { try { return get(fail) } catch (error) { return error.message } }
      function again() { const first = safe(true); return [first, safe(false)] }
      const run = { bad: () => safe(true), good: () => safe(false), again };${STEPS}`),
    args: ['bad', 'good', 'bad', 'again'],
    hits: ['run.bad', 'run.good', 'again'],
    changes: [
      { name: 'again', args: ['again', 'again', 'bad'] },
      { name: 'good first', args: ['good', 'again', 'bad'] },
      { name: 'bad first', args: ['bad', 'again', 'again'] },
    ],
  },
  {
    name: 'fills that print, write and draw are ordinary changes',
    files: script(`
      import { writeFileSync, readFileSync } from 'node:fs';
      let loud; let written;
      function get() { loud ??= (console.log('building'), { n: 1 }); return loud.n }
      function save() { if (!written) { writeFileSync('out.txt', 'x'); written = { name: 'out.txt' }; } return written.name }
      const run = { get, save, content: () => readFileSync('out.txt', 'utf8'), lose: () => writeFileSync('out.txt', 'y') };${STEPS}`),
    args: ['get', 'save', 'content'],
    hits: ['get', 'save'],
    changes: [
      { name: 'twice', args: ['get', 'get', 'save', 'lose', 'save', 'content'] },
      { name: 'turned round', args: ['save', 'get', 'lose', 'get', 'save', 'content'] },
    ],
  },
  {
    name: 'a module that lets go of what a lazy variable was made from',
    files: script(`
      let rows = null; let index; let counted;
      function table() { rows ??= [3, 1, 2]; return rows }
      function smallest() { index ??= Math.min(...table()); return index }
      function size() { counted ??= { n: table().length }; return counted.n }
      function all() { return [smallest(), size()] }
      const run = { smallest, size, all };
      for (const step of process.argv.slice(2)) { if (step === 'free') rows = null; else console.log(step, JSON.stringify(run[step]()), rows, index) }`),
    args: ['smallest', 'size', 'all'],
    hits: ['smallest', 'size', 'all'],
    changes: [
      { name: 'freed', args: ['smallest', 'free', 'smallest', 'size', 'free', 'all', 'smallest'] },
      { name: 'all', args: ['all', 'free', 'all'] },
      { name: 'in part', args: ['size', 'free', 'all', 'free', 'smallest', 'all'] },
    ],
  },
  {
    name: 'a fill within a fill, and one that calls itself',
    files: script(`
      let outer; let deep; let self;
      function inside() { deep ??= { d: 1 }; return deep }
      function around() { outer ??= { inside: inside(), n: 2 }; return outer }
      function both() { return around().inside === inside() }
      function recursive(n) { self ??= n > 0 ? { below: recursive(n - 1) } : { end: true }; return self }
      const run = { inside, around, both, recursive: () => recursive(2), end: () => recursive(0) };${STEPS}`),
    args: ['both', 'recursive'],
    hits: ['both', 'run.recursive'],
    changes: [
      { name: 'inside first', args: ['inside', 'both', 'around', 'end', 'recursive'] },
      { name: 'around first', args: ['around', 'both', 'inside', 'recursive', 'end'] },
    ],
  },
  {
    name: 'calls around calls that fill',
    files: script(`
      let words;
      function dictionary() { words ??= new Set(['a', 'b']); return words }
      function known(word) { return dictionary().has(word) }
      function count(text) { return text.split(' ').filter((word) => known(word)).length }
      function report(texts) { return texts.map((text) => count(text)) }
      const run = { report: () => report(['a c', 'b a']), known: () => known('a'), count: () => count('b b'), last: () => report(['b']) };${STEPS}`),
    args: ['report', 'known', 'count', 'last'],
    hits: ['run.report', 'run.known', 'run.count', 'run.last'],
    changes: [
      { name: 'turned round', args: ['known', 'report'], hits: ['run.report'] },
      { name: 'inner first', args: ['count', 'report', 'last'], hits: ['run.report', 'run.last'] },
      {
        name: 'inner edited',
        edit: { 'main.mjs': ['known(word)).length', 'known(word)).length + 1'] },
        args: ['known', 'report'],
        ran: ['count', 'run.report'],
      },
      {
        name: 'other words',
        edit: { 'main.mjs': ["['a', 'b']", "['a', 'c']"] },
        args: ['known', 'report', 'count'],
        ran: ['run.report', 'run.count'],
      },
    ],
  },
  {
    name: 'lazy variables of a CommonJS module',
    files: commonJs(`
      var cache; var table = null;
      function get() { return cache || (cache = { n: 1 }) }
      function rows() { if (table == null) { var raw = '1,2,3'; table = raw.split(',') } return table }
      function total() { return rows().reduce((sum, x) => sum + Number(x), 0) + get().n }
      var made; var other;
      function named() { if (!made) { function helper() { return 1 } made = { n: helper() } } return typeof helper }
      function global() { if (!other) { appeared = 1; other = { n: 1 } } const found = typeof appeared; delete appeared; return found }
      const run = { get, rows, total, named, global };${STEPS}`),
    args: ['total', 'get', 'rows'],
    hits: ['total', 'get', 'rows'],
    changes: [
      { name: 'turned round', args: ['rows', 'get', 'total'], hits: ['total'] },
      { name: 'the rows alone', args: ['rows', 'total'], hits: ['total'] },
      { name: 'names that appear', args: ['named', 'global', 'named', 'global'] },
    ],
  },
  {
    name: 'asynchronous calls and lazy variables',
    files: script(`
      let config; let awaited;
      async function load() { config ??= { n: 1 }; await null; return config.n }
      async function slow() { awaited ??= await Promise.resolve({ n: 2 }); return awaited.n }
      async function quick() { config ??= { n: 1 }; return config.n }
      const run = { load, slow, quick };
      for (const step of process.argv.slice(2)) console.log(step, await run[step]());`),
    args: ['load', 'slow', 'quick'],
    hits: ['quick'],
    changes: [{ name: 'turned round', args: ['quick', 'load', 'slow', 'slow', 'load', 'quick'] }],
  },
];

suite('fills', cases);
