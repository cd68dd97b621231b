/** Limits of the sandbox that a script reaches and catches: what hangs on them is never stored. */
import { type Case, script } from './case.ts';
import { suite } from './suite.ts';

/** Ways to run out of stack, as bodies of a function. */
const ways: Readonly<Record<string, string>> = {
  'plain recursion': 'const f = (n) => f(n + 1) + 1; f(0)',
  'a getter': 'const o = { get x() { return o.x + 1 } }; o.x',
  'a proxy': 'const p = new Proxy({}, { get: (t, k, r) => r[k] }); p.x',
  'a callback of the engine': 'const f = () => [2, 1].sort(f); f()',
  'a conversion': 'const o = { toString() { return `${o}!` } }; String(o)',
  'JSON of a deep value': 'let o = []; for (let i = 0; i < 3e5; i++) o = [o]; JSON.stringify(o)',
  'a deep JSON text': "JSON.parse('['.repeat(3e5))",
  'a deep pattern': "new RegExp('(?:'.repeat(1e5) + ')'.repeat(1e5))",
  'deep arrays made flat': 'let o = []; for (let i = 0; i < 1e5; i++) o = [o]; o.flat(Infinity)',
};

const caught: Case[] = Object.entries(ways).map(([name, body]) => ({
  name: `out of stack by ${name}`,
  files: script(`
function far(n) { try { ${body}; return 'no limit' } catch (e) { return e instanceof Error } }
function around(n) { return [far(n), n] }
function near(n) { let s = 0; for (let i = 0; i < n; i++) s += i; return s }
console.log(around(1), near(4));`),
  oracle: 'guest',
  hits: ['near'],
  bypass: { far: 'limit', around: 'limit' },
}));

const cases: Case[] = [
  ...caught,
  {
    name: 'a parser that runs out of stack finds no mistake in the text',
    files: script(`
      const json = () => { JSON.parse('[[1]]'); return json() };
      const code = () => { (0, eval)('[[1]]'); return code() };
      const name = (f) => { try { f() } catch (e) { return e.name } };
      console.log(name(json), name(code));`),
    bypass: { name: 'limit' },
  },
  {
    name: 'the error of too deep recursion is node’s',
    files: script(`
      function deep() { return deep() + 1 }
      function caught() { try { deep() } catch (e) { return e } }
      const e = caught();
      console.log(e.name, e.message, e instanceof RangeError, e.constructor === RangeError, Object.getPrototypeOf(e) === RangeError.prototype);
      console.log(String(e), Object.prototype.toString.call(e), e.stack.split('\\n')[0], 'InternalError' in globalThis);`),
    bypass: { caught: 'limit' },
  },
  {
    name: 'a limit reached and caught while a call waits',
    files: script(`
      const pause = () => new Promise((done) => setTimeout(done, 1));
      async function deep(n) { return 1 + (await deep(n + 1)) }
      async function far() { await pause(); try { return await deep(0) } catch (e) { return e.name } }
      async function near() { await pause(); return 1 }
      console.log(await far(), await near());`),
    hits: ['near'],
    bypass: { far: 'limit' },
  },
  {
    name: 'errors of the program with the engine’s words',
    files: script(`
      function say(text) { try { throw new RangeError(text) } catch (e) { return e.message } }
      console.log(say('stack overflow'), say('out of memory'));`),
    hits: ['say'],
  },
  {
    name: 'deep recursion',
    files: script(`
      const sum = (n) => (n === 0 ? 0 : n + sum(n - 1));
      const known = new Map();
      function fibonacci(n) { if (n < 2) return BigInt(n); if (!known.has(n)) known.set(n, fibonacci(n - 1) + fibonacci(n - 2)); return known.get(n) }
      function tree(n) { return n === 0 ? null : { left: tree(n - 1), value: n } }
      function depth(t) { return t === null ? 0 : 1 + Math.max(depth(t.left), 0) }
      console.log(sum(4500), String(fibonacci(4000)).length, depth(tree(4000)));`),
    hits: ['sum'],
  },
];

suite('limits', cases);
