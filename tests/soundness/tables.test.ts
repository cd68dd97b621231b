/** Tables: module constants that are only asked for, and changed, entry by entry; what one entry holds touches nobody else. */
import { type Case, commonJs, script } from './case.ts';
import { suite } from './suite.ts';

/** One after the other by words given as arguments, each result shown. */
const STEPS = `
  for (const step of process.argv.slice(2)) { const [name, ...given] = step.split(':'); console.log(step, JSON.stringify(run[name](...given))); }`;

/** A memo helper of each sort over the same work. */
const MEMO = `
  function work(n) { let t = 0; for (let i = 0; i < 50; i++) t += n * i; return t }
  const run = {
    map(n) { if (map.has(n)) return map.get(n); const v = { n, t: work(+n) }; map.set(n, v); return v },
    set(n) { if (set.has(n)) return 'again'; set.add(n); return work(+n) },
    object(n) { return object[n] ??= { t: work(+n) } },
    bare(n) { if (!(n in bare)) bare[n] = [work(+n)]; return bare[n] },
    same(n) { return run.map(n) === run.map(n) && run.object(n) === run.object(n) },
    drop(n) { return [map.delete(n), set.delete(n), delete object[n], delete bare[n]] },
  };${STEPS}`;
const TABLES = 'const map = new Map(); const set = new Set(); const object = {}; const bare = Object.create(null);';

const cases: readonly Case[] = [
  {
    name: 'memo helpers that are asked in another order, and for more',
    files: script(`${TABLES}${MEMO}`),
    args: ['map:1', 'map:2', 'map:1', 'set:1', 'set:2', 'set:1', 'object:1', 'object:2', 'bare:1', 'bare:2', 'same:1'],
    hits: ['run.map', 'run.set', 'run.object', 'run.bare', 'run.same'],
    changes: [
      {
        name: 'turned round',
        args: ['map:2', 'map:1', 'set:2', 'set:1', 'object:2', 'object:1', 'bare:2', 'bare:1', 'same:1'],
        hits: ['run.map', 'run.set', 'run.object', 'run.bare', 'run.same'],
      },
      {
        name: 'with more between',
        args: ['map:3', 'map:1', 'map:4', 'map:2', 'set:9', 'set:1', 'object:5', 'object:1', 'bare:5', 'bare:1'],
        hits: ['run.map', 'run.set', 'run.object', 'run.bare'],
        ran: ['run.map', 'run.set', 'run.object', 'run.bare'],
      },
    ],
  },
  {
    name: 'the same in CommonJS',
    files: commonJs(`${TABLES}${MEMO}`),
    args: ['map:1', 'map:2', 'object:1', 'set:1', 'set:1', 'same:2'],
    hits: ['run.map', 'run.set', 'run.object', 'run.same'],
    changes: [
      {
        name: 'turned round',
        args: ['map:2', 'map:1', 'set:1', 'object:1'],
        hits: ['run.map', 'run.set', 'run.object'],
      },
    ],
  },
  {
    name: 'entries that are deleted, and made again',
    files: script(`${TABLES}${MEMO}`),
    args: ['map:1', 'object:1', 'drop:1', 'map:1', 'drop:7', 'drop:1', 'object:1', 'bare:1'],
    hits: ['run.map', 'run.object', 'run.drop', 'run.bare'],
    changes: [
      { name: 'nothing is there', args: ['drop:7', 'map:1', 'bare:1'], hits: ['run.drop', 'run.map', 'run.bare'] },
      { name: 'something else is', args: ['map:7', 'drop:7', 'drop:7', 'map:7'], ran: ['run.map', 'run.drop'] },
    ],
  },
  {
    name: 'keys that are the same and keys that are not',
    files: script(`
      const map = new Map(); const object = {}; const set = new Set();
      function get(k) { return map.get(k) }
      function put(k, v) { map.set(k, v); return map.has(k) }
      function read(k) { return object[k] }
      function write(k, v) { return object[k] = v }
      function once(k) { const had = set.has(k); set.add(k); return had }
      console.log(put(1, 'number'), get('1'), get(1), put(NaN, 'nan'), get(0 / 0), put(-0, 'zero'), get(0), get(1.5));
      console.log(put(null, 'null'), get('null'), put(undefined, 'undefined'), get(null), get(), put('', 'empty'), get(''));
      console.log(put(true, 1), get('true'), get(true), put('a"]["b', 2), get('a"]["b'), put('*', 3), get('*'), put('\\ud800', 4), get('\\ud800'));
      console.log(write(1, 'one'), read('1'), read(1), read(1.5), write(null, 'n'), read('null'), read(undefined), read('toString') === Object.prototype.toString);
      console.log(write('toString', 'mine'), read('toString'), write(-0, 'zero'), read('0'), write(1e21, 'big'), read('1e+21'));
      console.log(once(1), once('1'), once(1), once(NaN), once(NaN), once(1n), once(1n));`),
    hits: ['get', 'put', 'read', 'write', 'once'],
  },
  {
    name: 'objects and symbols as keys',
    files: script(`
      const map = new Map(); const object = {};
      const a = { a: 1 }, b = { a: 1 }, s = Symbol('s');
      function put(k, v) { map.set(k, v); return v }
      function get(k) { return map.get(k) ?? 'none' }
      function mark(k) { object[k] = 1; return object[s] }
      console.log(put(a, 1), get(a), get(b), put('x', 2), get('x'), put(b, 3), get(a), get(b));
      console.log(mark('x'), mark(s), mark('y'));
      if (process.env.MORE) put('z', 9);
      console.log(get(b), get('x'), get('z'));`),
    env: { MORE: '' },
    hits: ['put', 'get', 'mark'],
    changes: [{ name: 'one more', env: { MORE: '1' }, ran: ['put', 'get'] }],
  },
  {
    name: 'a key that means the prototype',
    files: script(`
      const object = {};
      function put(k, v) { object[k] = v; return object.toString === undefined }
      function get(k) { return object[k] }
      const base = { from: 'base' };
      const o = {};
      function at(k) { return o[k] }
      function to(k, v) { o[k] = v; return k in o }
      console.log(at('from'), to('__proto__', base), at('from'), to('from', 1), at('from'), to('__proto__', null), at('toString'));
      console.log(put('x', 1), get('x'));`),
    hits: ['put', 'get'],
    changes: [{ name: 'another base', edit: { 'main.mjs': ["from: 'base'", "from: 'other'"] } }],
  },
  {
    name: 'values that are objects, shared and changed',
    files: script(`
      const stock = new Map();
      const shared = { n: 0 };
      function open(k) { stock.set(k, { k, n: 0, shared }); return stock.get(k) }
      function add(k, n) { const row = stock.get(k); row.n += n; row.shared.n += 1; return row }
      function total(...ks) { let t = shared.n * 100; for (const k of ks) t += stock.get(k).n; return t }
      function alias(a, b) { stock.set(b, stock.get(a)); return stock.get(a) === stock.get(b) }
      open('a'); open('b'); open('c');
      console.log(add('a', 2), add('b', 3), total('a', 'b'), alias('a', 'c'), add('c', Number(process.env.N)), total('a', 'c'));
      console.log(stock.get('a') === open('a'), total('a', 'c'));`),
    env: { N: '1' },
    hits: ['open', 'add', 'total', 'alias'],
    changes: [{ name: 'another amount', env: { N: '5' }, hits: ['alias'], ran: ['add', 'total', 'open'] }],
  },
  {
    name: 'more entries than are looked at one by one',
    files: script(`
      const memo = new Map();
      function ways(n, k) {
        if (n === 0) return 1; if (n < 0 || k === 0) return 0;
        const key = n + ':' + k; if (memo.has(key)) return memo.get(key);
        const found = ways(n - k, k) + ways(n, k - 1); memo.set(key, found); return found
      }
      function count(text) { for (const c of text) counts[c] = (counts[c] ?? 0) + 1; return counts[text[0]] }
      const counts = {};
      const text = 'the quick brown fox '.repeat(120);
      console.log(ways(60, 60), count(text), count(text), ways(50, 50), ways(3, 2), counts['q'], memo.get('9:3'));
      if (process.env.MORE) { counts['t'] = 0; memo.set('61:61', 5); }
      console.log(count(text), ways(61, 61), ways(20, 20));`),
    env: { MORE: '' },
    hits: ['ways', 'count'],
    changes: [
      { name: 'an entry between', env: { MORE: '1' }, ran: ['ways', 'count'] },
      { name: 'other text', edit: { 'main.mjs': ['the quick', 'a slow'] }, hits: ['ways'], ran: ['count'] },
    ],
  },
  {
    name: 'a table that is filled while its module is evaluated, by edited code',
    files: script(`
      const rates = new Map([['usd', 1], ['eur', 2]]);
      const names = { usd: 'dollar', eur: 'euro' };
      rates.set('gbp', 3);
      function price(amount, currency) { return amount * rates.get(currency) + ' ' + (currency in names ? names[currency] : '?') }
      console.log(price(2, 'usd'), price(3, 'eur'), price(4, 'gbp'));`),
    hits: ['price'],
    changes: [
      { name: 'one rate', edit: { 'main.mjs': ["['eur', 2]", "['eur', 5]"] }, hits: ['price'], ran: ['price'] },
      { name: 'one name', edit: { 'main.mjs': ["usd: 'dollar'", "usd: 'buck'"] }, hits: ['price'], ran: ['price'] },
      {
        name: 'another currency',
        edit: { 'main.mjs': ["rates.set('gbp', 3)", "rates.set('sek', 3)"] },
        hits: ['price'],
        ran: ['price'],
      },
      {
        name: 'a Map becomes a Set',
        edit: { 'main.mjs': ["const names = { usd: 'dollar', eur: 'euro' };", 'const names = Object.create(null);'] },
        ran: ['price'],
      },
    ],
  },
  {
    name: 'a table that becomes an ordinary variable, and back',
    files: script(`
      const seen = new Map();
      function note(k) { seen.set(k, (seen.get(k) ?? 0) + 1); return seen.get(k) }
      function first() { return 'none' }
      console.log(note('b'), note('a'), note('b'), first());`),
    hits: ['note', 'first'],
    changes: [
      {
        name: 'its order is asked for',
        edit: { 'main.mjs': ["return 'none'", 'return [...seen.keys()].join()'] },
        ran: ['first'],
      },
      { name: 'its size is asked for', edit: { 'main.mjs': ["return 'none'", 'return seen.size'] }, ran: ['first'] },
      {
        name: 'it is handed on',
        edit: { 'main.mjs': ["return 'none'", 'const t = seen; t.clear(); return t.get("b")'] },
        ran: ['first'],
      },
    ],
  },
  {
    name: 'a call that throws between two entries',
    files: script(`
      const done = new Set(); const values = {};
      function step(k) { done.add(k); if (k === process.env.BAD) throw new RangeError('bad ' + k); values[k] = k.length; return values[k] }
      function all(...ks) { let t = 0; for (const k of ks) try { t += step(k) } catch (e) { t += e.message.length } return t }
      console.log(all('a', 'bb'), all('ccc'), done.has('ccc'), values['ccc'], all('bb', 'a'));`),
    env: { BAD: 'ccc' },
    hits: ['all'],
    changes: [
      { name: 'another is bad', env: { BAD: 'bb' }, ran: ['all'] },
      { name: 'none is', env: { BAD: '' }, ran: ['all'] },
    ],
  },
  {
    name: 'asynchronous calls that share a table',
    files: script(`
      const cache = new Map();
      const sleep = (ms) => new Promise((done) => setTimeout(done, ms));
      async function fetched(k) { if (cache.has(k)) return cache.get(k); await sleep(5); cache.set(k, k + '!'); return cache.get(k) }
      async function both(a, b) { return [await fetched(a), await fetched(b)] }
      function peek(k) { return cache.get(k) ?? 'none' }
      console.log(peek('x'), await fetched('x'), peek('x'), await both('x', 'y'));
      console.log((await Promise.all([fetched('z'), fetched('z'), fetched('x')])).join(), peek('z'));
      setTimeout(() => cache.set('w', 'other'), 2);
      console.log(await fetched('w'), peek('w'));`),
    hits: ['peek'],
  },
  {
    name: 'an outer call owns the entries of inner ones',
    files: {
      'main.mjs': `
        import { readFileSync } from 'node:fs';
        const texts = new Map(); const sizes = {};
        function text(name) { if (!texts.has(name)) texts.set(name, readFileSync(name, 'utf8')); return texts.get(name) }
        function size(name) { return sizes[name] ??= text(name).length }
        function report(...names) { return names.map((name) => name + size(name)).join() }
        for (const step of process.argv.slice(2)) console.log(report(...step.split('+')));`,
      'a.txt': 'aaa',
      'b.txt': 'b',
    },
    args: ['a.txt', 'a.txt+b.txt', 'b.txt'],
    hits: ['report'],
    changes: [
      { name: 'turned round', args: ['b.txt', 'a.txt+b.txt', 'a.txt'], ran: ['report'] },
      { name: 'another text', write: { 'b.txt': 'bbbb' }, hits: ['report'], ran: ['report'] },
      { name: 'only one', args: ['b.txt', 'b.txt'], hits: ['report'] },
    ],
  },
  {
    name: 'tables in a library and in a class',
    files: {
      'main.mjs': `
        import { intern, known } from './lib/intern.mjs';
        const byName = new Map();
        class Item { constructor(name) { this.name = name } static of(name) { if (!byName.has(name)) byName.set(name, new Item(name)); return byName.get(name) } }
        function make(name) { return Item.of(intern(name)) }
        function same(a, b) { return make(a) === make(b) }
        for (const name of process.argv.slice(2)) console.log(make(name), same(name, 'a'), known(name));`,
      'lib/intern.mjs': `
        const names = Object.create(null); let count = 0;
        export function intern(name) { if (!(name in names)) { names[name] = name.toUpperCase(); } return names[name] }
        export function known(name) { return name in names }`,
    },
    args: ['a', 'b', 'a'],
    hits: ['make', 'same', 'known'],
    changes: [
      { name: 'turned round', args: ['b', 'a'], hits: ['known'], ran: ['same'] },
      {
        name: 'lower case',
        edit: { 'lib/intern.mjs': ['toUpperCase', 'toLowerCase'] },
        hits: ['known'],
        ran: ['intern', 'make', 'same', 'known'],
      },
    ],
  },
];

suite('tables', cases);
