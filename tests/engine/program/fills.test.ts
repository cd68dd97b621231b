/** Lazy variables: which they are, by the text alone, and who else reads or writes them. */
import { describe, expect, it } from 'vitest';
import { read } from './support.ts';

interface Told {
  readonly absent: string;
  readonly readers: readonly string[];
  readonly writers: readonly string[];
}

function fillsIn(text: string, format: 'module' | 'commonjs' = 'module'): Record<string, Told> {
  const { fills, functions } = read(text, { format });
  const paths = (ids: readonly number[]): string[] => ids.map((id) => functions[id]?.path ?? '');
  return Object.fromEntries(
    fills.variables.map(({ name, absent, readers, writers }) => [
      name,
      { absent, readers: paths(readers), writers: paths(writers) },
    ]),
  );
}

const plain = { absent: 'undefined', readers: [], writers: [] };

describe('a variable is filled', () => {
  it.each([
    'function f() { return T ??= g() }',
    'function f() { return T || (T = g()) }',
    'function f() { T ?? (T = g()); return T }',
    'function f() { const t = T ??= g(); return T + t }',
    'function f() { if (!T) T = g(); return T }',
    'function f() { if (T === undefined) { T = g() } return T }',
    'function f() { if (void 0 === T) { T = g() } return T }',
    'function f() { if (typeof T === "undefined") { const x = g(); for (const y of x) { if (y) break; } T = x; T.z = 1 } return T.y }',
    'const f = () => T ??= g()',
    'class C { f() { try { T ??= g(); return T } catch { return 0 } } }',
    'function f() { if (T) return T; T = g(); return T }',
    'function f() { if (T !== undefined) { return T } const x = g()\n for (const y of x) T = y\nreturn T }',
    'const f = () => { if (T != null) return T; const x = g(); T = { x }; return T }',
    'function f() { T ??= g(); while (x) { if (T) return T } }',
    'T = undefined; log(T); function f() { return T ??= g() }',
  ])('%s', (text) => {
    expect(fillsIn(`let T; ${text}`)).toEqual({ T: plain });
    expect(fillsIn(`var T; ${text}`, 'commonjs')).toEqual({ T: plain });
  });

  it('unless no place fills it, or its first value is none', () => {
    for (const text of [
      'let T; function f() { return T }',
      'let T = 0; function f() { T ||= g() }',
      'let T = null; function f() { if (T === undefined) T = g() }',
      'let { T } = {}; function f() { T ??= g() }',
      'export let T; function f() { T ??= g() }',
      'let T; export { T as x }; function f() { T ??= g() }',
      'let T; class C { constructor() { T ??= g() } }',
      'let T; class C { x = T; f() { T ??= g() } }',
      'let T; async function f() { T ??= await g() }',
      'let T; function f() { if (!T) { T = g(); return T } }',
      'let T; function f() { if (T) return T; T = g(); return T.x }',
      'let T; function f() { if (T) return T; if (x) return null; T = g(); return T }',
      'let T; function f() { if (T) return x; T = g(); return T }',
      'let T; function f() { if (T) return T; T = g(); return T; h() }',
      'let T; function f() { for (;;) if (!T) { T = g(); continue } }',
      'let T; function f() { T ??= g(arguments) }',
      'let T; function f() { if (!T) { function h() {} T = h } }',
      'let T; function f() { T ??= () => 1 }',
      'let T; function f() { if (!T) T = g(); else h() }',
      'let T; T ??= g()',
    ])
      expect({ text, fills: fillsIn(text) }).toEqual({ text, fills: {} });
  });
});

describe('others', () => {
  it.each([
    ['read it', 'function g() { return T }', { readers: ['g'] }],
    ['read it before', 'function g() { const had = !!T; T ??= 1; return had }', { readers: ['g'] }],
    ['read it in a branch of their own', 'function g() { if (x) { T ??= 1 } return T }', { readers: ['g'] }],
    ['read it in functions made after', 'function g() { T ??= 1; return () => T }', { readers: ['g/1'] }],
    ['read it after a wait', 'async function g() { T ??= 1; await 0; return T }', { readers: ['g'] }],
    ['write it', 'function g(x) { T = x }', { writers: ['g'] }],
    ['count it up', 'function g() { T ??= 1; T += 1 }', { writers: ['g'] }],
    ['write it by a pattern', 'function g(x) { [T] = x }', { writers: ['g'] }],
    ['write it from within', 'function g(x) { T ??= x.map(() => (T = 1)) }', { writers: ['g/1'] }],
  ])('%s', (_what, text, told) => {
    expect(fillsIn(`let T; function f() { T ??= 1 } ${text}`)).toEqual({ T: { ...plain, ...told } });
  });
});
