/** A few hundred programs of our own: every form of function with every form of parameters and body, called and printed. */
import type { Program } from './program.ts';

/** Forms of a function `f`; P stands for its parameters, B for its body. */
const FORMS: Readonly<Record<string, string>> = {
  declaration: 'function f(P) {B}',
  expression: 'const f = function (P) {B};',
  'named expression': 'const f = function g(P) {B};',
  arrow: 'const f = (P) => {B};',
  method: 'const f = { f(P) {B} }.f;',
  'method of a class': 'class K { f(P) {B} } const k = new K(); const f = (...args) => k.f(...args);',
  'static method': 'class K { static f(P) {B} } const f = (...args) => K.f(...args);',
  'private method':
    'class K { #f(P) {B} call(...args) { return this.#f(...args); } } const f = (...args) => new K().call(...args);',
  constructor: 'class K { constructor(P) { this.v = (() => {B})(); } } const f = (...args) => new K(...args).v;',
  'derived constructor':
    'class A {} class K extends A { constructor(P) { super(); this.v = (() => {B})(); } } const f = (...args) => new K(...args).v;',
  field: 'class K { v = ((P) => {B})(1, { x: 2 }, 3); } const f = () => new K().v;',
  generator: 'function* g(P) {B} const f = (...args) => [...g(...args)].concat(g(...args).next().value);',
  asynchronous: 'async function g(P) {B} const f = (...args) => g(...args);',
  'asynchronous arrow': 'const g = async (P) => {B}; const f = (...args) => g(...args);',
  'asynchronous generator':
    'async function* g(P) {B} const f = async (...args) => { const out = []; for await (const v of g(...args)) out.push(v); return out; };',
};

/** Parameters that bind `a`, `b` and `c` to something. */
const PARAMETERS: Readonly<Record<string, string>> = {
  plain: 'a, b, c',
  defaults: 'a = 10, b = a + 1, c = b + a',
  rest: 'a, ...[b, c]',
  object: 'a, { x: b = 5, ...c } = {}',
  array: 'a, [b, c] = [7, 8]',
  nested: '{ x: [a = 1, { y: b } = { y: 2 }] = [] } = {}, c = () => a',
  computed: "a, { ['x' + '']: b, c } = { c: 4 }",
  none: '',
};

const BODIES: Readonly<Record<string, string>> = {
  value: 'var v = typeof a + typeof b + typeof c; return [a, b, String(c && c.x)].map(String).join() + v;',
  branches:
    'if (a) { return b } else if (b) return a; switch (c) { case 1: return "one"; default: { let d = a; return () => d } }',
  loops:
    'let n = 0; outer: for (let i = 0; i < 3; i++) { for (const k in { p: 1, q: 2 }) { if (i === 1) continue outer; if (k === "q" && i === 2) break outer; n += i } } do n++; while (n < 5); return n;',
  throws:
    'try { if (!a) throw new TypeError("t"); return "tried" } catch ({ message }) { return message } finally { b = 9 }',
  closures:
    'const fs = []; for (let i = 0; i < 3; i++) fs.push(() => i); var h = hoisted(); function hoisted() { return fs.map((g) => g()).join() } return h;',
  'tags and templates': 'const t = (s, ...v) => s.raw.join("|") + v.join(); return t`x${a}y${1}z` + `${`${b}`}`;',
};

/** Parameters that a strict or named form does not allow stand apart. */
const CALLS = 'f(), f(1, { x: 2, y: 3 }, 3), f(0, [4, 5], 1), f(undefined, undefined, null), f(2)';
const SHOW = `const show = (v) => typeof v === 'function' ? 'function ' + show(v()) : Array.isArray(v) ? '[' + v.map(show) + ']' : String(v);
const attempt = (call) => { try { return call() } catch (e) { return e.constructor.name } };`;

/** All of them. */
export function shapes(): Program[] {
  const about = { includes: [], flags: new Set<string>(), features: [], negative: null };
  return Object.entries(FORMS).flatMap(([form, text]) =>
    Object.entries(PARAMETERS).flatMap(([parameters, list]) =>
      Object.entries(BODIES).map(([body, statements]): Program => {
        const declared = list === '' ? 'var a = 1, b, c;' : '';
        const source = text.replace('(P)', `(${list})`).replace('{B}', `{ ${declared}${statements} }`);
        const calls = CALLS.split(/(?<=\)), /).map((call) => `attempt(() => ${call})`);
        return {
          name: `${form}, ${parameters}, ${body}`,
          text: `${SHOW}\n${source}\nPromise.all([${calls.join(', ')}]).then((all) => console.log(all.map(show).join(' ; ')), (e) => console.log(e.constructor.name));\nconsole.log(f.name, f.length);\n`,
          harness: '',
          extension: 'cjs',
          about,
        };
      }),
    ),
  );
}
