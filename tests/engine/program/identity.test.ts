import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { functionAt, type Given, read } from './support.ts';

/** The identity of `f`, wherever it stands. */
function identity(text: string, given: Given = {}): string {
  return functionAt(read(text, given), 'f').identity;
}

describe('identity does not see', () => {
  const base = 'function f(a, b) { let c = a + 1; for (const d of b) { c += d } return { c, e: c } }';
  const cosmetic: Record<string, string> = {
    comments:
      'function f(a, /* second */ b) { // sum\n let c = a + 1; for (const d of b) { c += d } return { c, e: c } }',
    'white space': 'function f(a,b){\n\n  let c=a+1;\n  for(const d of b){c+=d}\n  return {c,e:c}}',
    semicolons: 'function f(a, b) { let c = a + 1;; for (const d of b) { c += d; } return { c, e: c }; }',
    parentheses: 'function f(a, b) { let c = (a + (1)); for (const d of (b)) { (c += d) } return ({ c, e: (c) }) }',
    'names of locals': 'function f(x, y) { let z = x + 1; for (const a of y) { z += a } return { c: z, e: z } }',
    'swapped names of locals': 'function f(b, a) { let c = b + 1; for (const d of a) { c += d } return { c, e: c } }',
    'spelling of literals':
      'function f(a, b) { let c = a + 0x1; for (const d of b) { c += d } return { "c": c, \'e\': c } }',
    'what stands around it':
      'const x = 1;\nfunction g() {}\nfunction f(a, b) { let c = a + 1; for (const d of b) { c += d } return { c, e: c } }',
  };
  for (const [name, text] of Object.entries(cosmetic)) {
    it(name, () => expect(identity(text)).toBe(identity(base)));
  }

  it('types', () => {
    const typed = `interface P { q: number }
      function f(a: number, b: readonly number[]): { c: number } { let c: number = a + 1; for (const d of b) { c += d!; } return { c, e: c as number } as never }`;
    expect(identity(typed, { typescript: true })).toBe(identity(base));
  });

  const same: [string, string, string][] = [
    ['labels', 'function f() { a: for (;;) { break a } }', 'function f() { b: for (;;) { break b } }'],
    [
      'catch parameters',
      'function f() { try {} catch (a) { throw a } }',
      'function f() { try {} catch (b) { throw b } }',
    ],
    [
      'names in patterns',
      'function f({ a: b, ...c }) { return [b, c] }',
      'function f({ a: x, ...y }) { return [x, y] }',
    ],
    ['shorthand', 'function f({ a }) { return { a } }', 'function f({ a: b }) { return { a: b } }'],
    [
      'aliases of imports',
      'import { a as b } from "m"; function f() { return b }',
      'import { a } from "m"; function f() { return a }',
    ],
    [
      'names in functions inside',
      'function f() { return [(a) => (b) => a + b] }',
      'function f() { return [(x) => (y) => x + y] }',
    ],
    ['types of quotes', 'function f() { return "a\\u0062" }', "function f() { return 'ab' }"],
    ['separators', 'function f() { return 1_000n }', 'function f() { return 1000n }'],
    ['shadowing', 'function f(a) { { let a = 1; a++ } return a }', 'function f(a) { { let b = 1; b++ } return a }'],
  ];
  for (const [name, one, other] of same) {
    it(name, () => expect(identity(one)).toBe(identity(other)));
  }

  it('a rename in the function around a closure', () => {
    const closure = (name: string): string => {
      const program = read(`function outer(${name}) { return function f(a) { return ${name} + a } }`);
      const inner = functionAt(program, 'outer/f');
      expect(inner.captures).toEqual([name]);
      return inner.identity;
    };
    expect(closure('x')).toBe(closure('y'));
  });
});

describe('identity sees', () => {
  const pairs: [string, string, string][] = [
    ['a number', 'function f() { return 1 }', 'function f() { return 2 }'],
    ['the type of a literal', 'function f() { return 1 }', 'function f() { return "1" }'],
    ['null and its text', 'function f() { return null }', 'function f() { return "null" }'],
    ['a number and a big one', 'function f() { return 1 }', 'function f() { return 1n }'],
    ['flags of an expression', 'function f() { return /a/g }', 'function f() { return /a/y }'],
    ['an operator', 'function f(a) { return a + 1 }', 'function f(a) { return a - 1 }'],
    ['a compound operator', 'function f(a) { a += 1 }', 'function f(a) { a -= 1 }'],
    ['prefix and postfix', 'function f(a) { return a++ }', 'function f(a) { return ++a }'],
    ['which local', 'function f(a, b) { return a }', 'function f(a, b) { return b }'],
    [
      'which captured variable',
      'var o; function f(a, b) { o = () => a - b }',
      'var o; function f(a, b) { o = () => b - a }',
    ],
    ['a property name', 'function f(a) { return a.x }', 'function f(a) { return a.y }'],
    [
      'a private name and a public one',
      'function f(a) { return class { #x; y() { return this.#x } } }',
      'function f(a) { return class { x; y() { return this.x } } }',
    ],
    ['a module variable', 'let x, y; function f() { return x }', 'let x, y; function f() { return y }'],
    ['a global', 'function f() { return x }', 'function f() { return y }'],
    ['a module variable instead of a global', 'function f() { return x }', 'let x; function f() { return x }'],
    [
      'what is imported',
      'import { a } from "m"; function f() { return a }',
      'import { b as a } from "m"; function f() { return a }',
    ],
    [
      'from where',
      'import { a } from "m"; function f() { return a }',
      'import { a } from "n"; function f() { return a }',
    ],
    ['the kind', 'function f() {}', 'async function f() {}'],
    ['a generator', 'function f() {}', 'function* f() {}'],
    ['an arrow', 'const f = function () {}', 'const f = () => {}'],
    ['the kind of a variable', 'function f() { let a = 1; return a }', 'function f() { var a = 1; return a }'],
    [
      'the name of a function inside',
      'function f() { return function g() {} }',
      'function f() { return function h() {} }',
    ],
    [
      'the name that an arrow takes',
      'function f() { const g = () => 1; return g }',
      'function f() { const h = () => 1; return h }',
    ],
    ['the name of a class inside', 'function f() { class A {} return A }', 'function f() { class B {} return B }'],
    ['the name of a method', 'function f() { return { a() {} } }', 'function f() { return { b() {} } }'],
    [
      'the computed key of a field',
      "function f() { return class { ['a' + 1] = 1 } }",
      "function f() { return class { ['b' + 1] = 1 } }",
    ],
    ['a getter', 'function f() { return { get a() {} } }', 'function f() { return { a() {} } }'],
    ['static', 'function f() { return class { static a() {} } }', 'function f() { return class { a() {} } }'],
    ['static fields', 'function f() { return class { static a = 1 } }', 'function f() { return class { a = 1 } }'],
    ['names below eval', 'function f(a) { return eval("a") }', 'function f(b) { return eval("a") }'],
    ['strictness', 'function f() { return this }', 'function f() { "use strict"; return this }'],
    [
      'the target of a jump',
      'function f() { a: for (;;) b: for (;;) break a }',
      'function f() { a: for (;;) b: for (;;) break b }',
    ],
    ['optional access', 'function f(a) { return a?.b }', 'function f(a) { return a.b }'],
    ['the reach of optional access', 'function f(a) { return (a?.b).c }', 'function f(a) { return a?.b.c }'],
    ['delegation', 'function* f() { yield [] }', 'function* f() { yield* [] }'],
    ['for await', 'async function f(a) { for (const b of a); }', 'async function f(a) { for await (const b of a); }'],
    ['holes', 'function f() { return [, 1] }', 'function f() { return [1] }'],
    ['rest and plain', 'function f(...a) {}', 'function f(a) {}'],
    ['a default', 'function f(a = 1) {}', 'function f(a) {}'],
    ['raw templates', 'function f(t) { return t`\\n` }', 'function f(t) { return t`\n` }'],
    [
      'setting a prototype',
      'function f(__proto__) { return { __proto__ } }',
      'function f(__proto__) { return { __proto__: __proto__ } }',
    ],
    ['new and call', 'function f(a) { return new a() }', 'function f(a) { return a() }'],
    ['the order of statements', 'function f(a, b) { a(); b() }', 'function f(a, b) { b(); a() }'],
    ['grouping', 'function f(a, b, c) { return a - (b - c) }', 'function f(a, b, c) { return a - b - c }'],
    [
      'statements in and out of a block',
      'function f(a) { if (a) { a(); a() } }',
      'function f(a) { if (a) { a() } a() }',
    ],
    ['arguments and a local', 'function f(a) { return arguments }', 'function f(a) { return a }'],
    ['new.target and import.meta', 'function f() { return new.target }', 'function f() { return import.meta }'],
  ];
  for (const [name, one, other] of pairs) {
    it(name, () => {
      const format = name === 'strictness' || name === 'names below eval' ? 'commonjs' : 'module';
      expect(identity(one, { format })).not.toBe(identity(other, { format }));
    });
  }

  it('no two of these programs as equal', () => {
    const texts = new Set(pairs.flatMap(([, one, other]) => [one, other]));
    const plain = [...texts].filter((text) => !text.startsWith('import') && !/^(let|var|const)/.test(text));
    const seen = new Map<string, string>();
    for (const text of plain) {
      const own = identity(text, { format: text.includes('import.meta') ? 'module' : 'commonjs' });
      expect([text, seen.get(own) ?? text]).toEqual([text, text]);
      seen.set(own, text);
    }
  });

  it('sloppy and module code apart', () => {
    expect(identity('function f() {}')).not.toBe(identity('function f() {}', { format: 'commonjs' }));
  });
});

/** A generated program is a list of tokens; a number stands for a local, `{n}` for a number literal. */
type Token = string | { local: number } | { literal: number };

const local = fc.integer({ min: 0, max: 5 }).map((number): Token => ({ local: number }));
const literal = fc.integer({ min: 0, max: 9 }).map((number): Token => ({ literal: number }));

const { expression } = fc.letrec<{ expression: Token[]; leaf: Token[] }>((tie) => ({
  leaf: fc.oneof(local, literal).map((token) => [token]),
  expression: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    tie('leaf'),
    fc
      .tuple(tie('expression'), fc.constantFrom('+', '*', '&&', ','), tie('expression'))
      .map(([a, op, b]) => ['(', ...a, op, ...b, ')']),
    tie('expression').map((a): Token[] => ['glob', '(', '(', ...a, ')', ')']),
    fc.tuple(local, tie('expression')).map(([name, a]): Token[] => [
      '(',
      'glob', // an arrow assigned alone would show the local's name
      ',',
      '(',
      name,
      ')',
      '=>',
      '(',
      ...a,
      ')',
      ')',
    ]),
    fc
      .tuple(local, tie('expression'))
      .map(([name, a]): Token[] => ['(', '{', 'key', ':', name, '}', '.', 'key', '+', ...a, ')']),
  ),
}));

const statement = fc.oneof(
  expression.map((a): Token[] => ['(', ...a, ')', ';']),
  fc.tuple(local, expression).map(([name, a]): Token[] => [name, '=', ...a, ';']),
  fc.tuple(local, expression).map(([name, a]): Token[] => ['{', 'let', name, ';', name, '=', ...a, ';', '}']),
  fc
    .tuple(local, expression)
    .map(([name, a]): Token[] => ['for', '(', 'const', name, 'of', '[', ...a, ']', ')', 'glob', '(', name, ')', ';']),
);

const program = fc.array(statement, { minLength: 1, maxLength: 5 }).map((statements): Token[] => statements.flat());

function render(tokens: readonly Token[], names: readonly string[], space: string, shift = -1): string {
  let literals = 0;
  const words = tokens.map((token) => {
    if (typeof token === 'string') return token;
    if ('local' in token) return names[token.local] ?? '';
    return String(literals++ === shift ? token.literal + 10 : token.literal);
  });
  // No line may end before an arrow.
  const body = words.join(space).replaceAll(/(\s|\/\* c \*\/)*=>/g, '=>');
  return `function f(${names.join()}) {${space}${body}${space}}`;
}

describe('identity of generated functions', () => {
  const before = ['a', 'b', 'c', 'd', 'e', 'g'];
  const after = ['g', 'x1', 'a', 'ünïcode', '$', 'b'];

  it('survives renames, comments and layout', () => {
    fc.assert(
      fc.property(program, (tokens) => {
        const plain = identity(render(tokens, before, ' '), { format: 'commonjs' });
        expect(identity(render(tokens, after, ' /* c */\n'), { format: 'commonjs' })).toBe(plain);
      }),
      { numRuns: 150 },
    );
  });

  it('changes with any literal', () => {
    fc.assert(
      fc.property(program, fc.nat(8), (tokens, index) => {
        const count = tokens.filter((token) => typeof token === 'object' && 'literal' in token).length;
        fc.pre(count > 0);
        const changed = render(tokens, before, ' ', index % count);
        expect(identity(changed)).not.toBe(identity(render(tokens, before, ' ')));
      }),
      { numRuns: 150 },
    );
  });

  it('is equal only for programs that differ in nothing but names', () => {
    fc.assert(
      fc.property(program, program, (one, other) => {
        const equal = identity(render(one, before, ' ')) === identity(render(other, before, ' '));
        if (equal) expect(shape(one)).toEqual(shape(other));
      }),
      { numRuns: 100 },
    );
  });
});

/** A program without the names of its locals. */
function shape(tokens: readonly Token[]): unknown[] {
  return tokens
    .filter((token) => token !== '(' && token !== ')')
    .map((token) => (typeof token === 'object' && 'local' in token ? 'local' : token));
}
