import { describe, expect, it } from 'vitest';
import { functionAt, type Given, read } from './support.ts';

function paths(text: string, given?: Given): string[] {
  return read(text, given).functions.map(({ path }) => path);
}

describe('the function table', () => {
  it('names functions by where they stand', () => {
    const text = `function outer() { function inner() {} return [() => 1, () => () => 2] }
      class A { m() { const helper = () => 1 } static s() {} get x() { return 1 } set x(v) {} #p() {} [Symbol.iterator]() {} handler = () => 1 }
      const t = { a: () => 1, b() {}, c: { d: function () {} } };
      t.late = function () {}; export default () => 1; [1].map((x) => x)`;
    expect(paths(text)).toEqual(
      'outer outer/inner outer/1 outer/2 outer/2/1 A A.m A.m/helper A.static.s A.get.x A.set.x A.#p A.[Symbol.iterator] A.handler.= A.handler t.a t.b t.c.d t.late default 1'
        .split(' ')
        .map((path) => path.replace(/(static|get|set)\./, '$1 ').replace('.=', ' =')),
    );
  });

  it('gives a path only once', () => {
    expect(paths('{ function f() {} } { function f() {} } { function f() {} }')).toEqual(['f', 'f#2', 'f#3']);
  });

  it('knows what fn.name will be', () => {
    const text = `const a = () => 1, { b = () => 1 } = {}; let c; c = class {}; (c) = () => 2; const o = { get d() { return 1 }, ['e']() {}, [c]() {} }; o.f = () => 1`;
    expect(read(text).functions.map(({ name }) => name)).toEqual(['a', 'b', 'c', '', 'get d', 'e', '', '']);
  });

  it('counts parameters like fn.length', () => {
    const text =
      'const a = (x, y) => 1, b = (x, y = 1, z) => 1, c = (...r) => 1, d = ({ x }) => 1; class E { constructor(x, y) {} }';
    expect(read(text).functions.map(({ length }) => length)).toEqual([2, 1, 0, 1, 2]);
  });

  it('keeps the text that toString shows', () => {
    const text = `class A { static async m() { return 1 } get x() { return 2 } }
      const f = async (a) => a`;
    const program = read(text);
    const texts = program.functions.map(({ id }) => program.originalText(id));
    expect(texts).toEqual([text.split('\n')[0], 'async m() { return 1 }', 'get x() { return 2 }', 'async (a) => a']);
  });

  it('tells calls of an outer name from other mentions', () => {
    const text = `import { a, b } from 'm'; let c; const d = {}; const h = () => 1;
      function f(x) { a(); b.y(); c = 1; new d.E(); h(h()); g(x); return () => i() }
      function i() { return typeof j + h?.() } let k; function l() { k(); return k }`;
    const program = read(text);
    expect(functionAt(program, 'f').uses).toEqual({
      a: 'call',
      b: 'value',
      c: 'value',
      d: 'value',
      h: 'call',
      g: 'call',
      i: 'call',
    });
    expect(functionAt(program, 'i').uses).toEqual({ j: 'value', h: 'value' });
    expect(functionAt(program, 'l').uses).toEqual({ k: 'value' });
  });

  it('tells functions of the module from closures', () => {
    const text = `let m = 1; function a() { return m + a.length } class B { #p = 1; m() { return B.s + this.#p } static s = 1 }
      function c(x) { const d = () => x, e = () => 1, g = () => this; class F { #q; n() { return this.#q } } return [d, e, g, F] }
      for (const i of [1]) { const h = () => i; m = h }`;
    const program = read(text);
    const fixed = program.functions.filter(({ isStatic }) => isStatic).map(({ path }) => path);
    expect(fixed).toEqual(['a', 'B', 'B.#p =', 'B.m', 'B.static s =', 'c', 'c/e', 'c/F']);
    expect(functionAt(program, 'c/d').captures).toEqual(['x']);
  });

  it('does not take a function in a sloppy block for a global', () => {
    const program = read('function f() { { function g() {} } return () => g() }', { format: 'commonjs' });
    expect(functionAt(program, 'f/1').isStatic).toBe(false);
  });

  it('tells a name from what is called the same', () => {
    const text = `function a(callee, Function) { const global = callee.length; return { stack: 1, callee, eval: Function } }
      function b(e) { return e.callee } function c({ callee: s }) { return s } function d(e, k = 'callee') { return e[k] }
      function f() { return () => arguments } function g(arguments_) { return typeof Function } function h() { return (() => eval)('1') }`;
    const said = read(text).functions.map(({ path, mentions }) => {
      const flags = Object.entries(mentions).filter(([, mentioned]) => mentioned);
      return [path, ...flags.map(([name]) => name)].join(' ');
    });
    expect(said).toEqual(['a', 'b', 'c', 'd', 'f arguments', 'f/1 arguments', 'g', 'h eval', 'h/1 eval']);
  });

  it('knows variables that always hold their function', () => {
    const text = `function a() {} let b = () => 1; b = 2; const c = () => 1; var d = () => 1; var e = () => 1; var e;
      if (a) { var g = () => 1 } for (var i of []) {} export let j = 1; export function k() { j++ }`;
    const program = read(text);
    expect(program.functions.map(({ binding }) => binding)).toEqual(['a', null, 'c', 'd', null, null, 'k']);
    const rebound = program.variables.filter((variable) => variable.rebound).map(({ name }) => name);
    expect(rebound).toEqual(['b', 'e', 'g', 'i', 'j']);
  });

  it('lists imports, re-exports and top-level await', () => {
    const text = `import d, { a as b } from 'm'; import * as n from "./n.js"; import 'side'; export { x as y } from 'o'; export * from 'p'; await 1`;
    const program = read(text);
    expect(program.imports).toEqual([
      {
        specifier: 'm',
        line: 1,
        column: 27,
        names: [
          { imported: 'default', local: 'd', line: 1, column: 8 },
          { imported: 'a', local: 'b', line: 1, column: 13 },
        ],
      },
      {
        specifier: './n.js',
        line: 1,
        column: 51,
        names: [{ imported: '*', local: 'n', line: 1, column: 39 }],
      },
      { specifier: 'side', line: 1, column: 68, names: [] },
      { specifier: 'o', line: 1, column: 99, names: [{ imported: 'x', local: null, line: 1, column: 85 }] },
      { specifier: 'p', line: 1, column: 118, names: [{ imported: '*', local: null, line: 1, column: 104 }] },
    ]);
    expect(program.hasTopLevelAwait).toBe(true);
    expect(read('async function f() { await 1 }').hasTopLevelAwait).toBe(false);
    expect(program.variables.map(({ name, kind }) => `${kind} ${name}`)).toEqual([
      'import d',
      'import b',
      'namespace n',
    ]);
  });

  it('has the variables of the CommonJS wrapper as a scope', () => {
    const { scopes, functions } = read('const a = require("a"); exports = a; exports.f = () => a', {
      format: 'commonjs',
    });
    const [wrapper] = scopes;
    expect(wrapper?.functionId).toBe(-1);
    expect(wrapper?.variables.map(({ name, rebound }) => `${name}${rebound ? ' rebound' : ''}`)).toEqual([
      'exports rebound',
      'require',
      'module',
      '__filename',
      '__dirname',
      'a',
    ]);
    expect(functions[0]).toMatchObject({ isStatic: true, uses: { a: 'value' } });
  });
});

describe('why a function can never be a candidate', () => {
  const reasons: [string, string | null][] = [
    ['function f() { return new.target }', 'mentions new.target'],
    ['function f() { return arguments.length }', null],
    ['function f() { return eval("1") }', 'uses eval'],
    ['function f(a) { with (a) { b } }', 'uses with'],
    ['function* f() {}', 'is a generator'],
    ['function f(a = g()) {}', 'parameter defaults run code'],
    ['function f({ a = b.c }) {}', 'parameter defaults run code'],
    ['function f({ [g()]: a }) {}', 'parameter defaults run code'],
    ['const g = {}; function f({ a } = g) {}', 'parameter defaults run code'],
    ['function f({ a = `${this}` }) {}', 'parameter defaults run code'],
    ['function f(a = 1, b = [a, -1], c = { d: `x` }, e = () => g(), { h, i: [j] } = {}) {}', null],
    ['function f(...a) {}', null],
    ['function f(...[a]) {}', 'takes its rest parameter apart'],
    ['function f(...a) { function a() {} }', 'declares a function by the name of its rest parameter'],
    ['class f {}', 'is a constructor'],
    ['async function f(a) { for await (const b of a); }', null],
    ['async function f(a) { return await a }', null],
  ];
  for (const [text, reason] of reasons) {
    it(`${reason ?? 'none'}: ${text}`, () => {
      expect(functionAt(read(text, { format: 'commonjs' }), 'f').bypass).toBe(reason);
    });
  }

  it('an arrow may run before super() in a constructor', () => {
    const program = read('class A extends B { constructor() { const f = () => this; super(f) } }');
    expect(functionAt(program, 'A/f').bypass).toBe('shares this with a constructor');
  });

  it('functions of packages are only marked, and async ones followed', () => {
    const { functions } = read('function f() { g() } async function h() { await 1 }', { own: false });
    expect(functions.map(({ wrap, bypass }) => [wrap, bypass])).toEqual([
      ['mark', 'belongs to a package'],
      ['async', 'belongs to a package'],
    ]);
  });
});
