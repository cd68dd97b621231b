/** Tables: which variables they are, by the text alone. */
import { describe, expect, it } from 'vitest';
import { read } from './support.ts';

function tablesIn(text: string, format: 'module' | 'commonjs' = 'module'): string[] {
  return read(text, { format }).tables.map(({ name, kind }) => `${kind} ${name}`);
}

describe('a constant is a table', () => {
  it.each([
    ['map', 'const T = new Map(); function f(k) { if (T.has(k)) return T.get(k); T.set(k, g(k)); return T.get(k) }'],
    ['map', 'const T = new Map([[1, 2]]); const f = (k) => T.get(k)?.x; T.set(1, 2); T.delete(3)'],
    ['map', 'const T = new Map(); function f(k) { return T.get(k)() + T.get(k).y(T.has(k)) }'],
    ['set', 'const T = new Set(); function f(k) { if (T.has(k)) return; T.add(k); T.delete(k) }'],
    ['object', 'const T = {}; function f(k) { return T[k] ??= g(k) }'],
    ['object', 'const T = { a: 1, "b": 2 }; function f(k) { return k in T ? T[k] : { x: T[k], ...T[k] } }'],
    [
      'object',
      'const T = Object.create(null); function f(k) { T[k]++; T[k] += 2; delete T[k]; return [T[k], `${T[k]}`] }',
    ],
    ['object', 'const T = {}; function f(k, j) { g(T[k], ...T[j]); return T[k]?.[j]?.(1) }'],
    ['object', 'const T = {}; class C { m(k) { return T[k] } x = T[1]; static { T[2] = 3 } }'],
  ])('%s: %s', (kind, text) => {
    expect(tablesIn(text)).toEqual([`${kind} T`]);
    expect(tablesIn(text, 'commonjs')).toEqual([`${kind} T`]);
  });
});

describe('a constant is none', () => {
  it.each([
    'let T = new Map(); function f(k) { return T.get(k) }',
    'export const T = new Map(); function f(k) { return T.get(k) }',
    'const T = new Map(); export { T }; function f(k) { return T.get(k) }',
    'const T = new Map(); function f(k) { return T.size + T.get(k) }',
    'const T = new Map(); function f(k) { return T.set(k, 1) }',
    'const T = new Map(); const f = (k) => T.set(k, 1)',
    'const T = new Map(); function f(k) { return T.set(k, 1).get(k) }',
    'const T = new Map(); function f(k) { return T.get?.(k) }',
    'const T = new Map(); function f(k) { return T["get"](k) }',
    'const T = new Map(); function f(k) { return T.get(...k) }',
    'const T = new Map(); function f(k) { return T.get(k, 1) }',
    'const T = new Map(); function f(k) { return T.get() }',
    'const T = new Map(); function f(k) { const { get } = T; return get.call(T, k) }',
    'const T = new Map(); function f(k) { for (const [x] of T) g(x); return T.get(k) }',
    'const T = new Map(); function f(k) { return T.get(k) + eval(k) }',
    'class Map { get() {} } const T = new Map(); function f(k) { return T.get(k) }',
    'const T = new WeakMap(); function f(k) { return T.get(k) }',
    'const T = {}; function f(k) { return T[k](1) }',
    'const T = {}; function f(k) { return T[k]`x` }',
    'const T = {}; function f(k) { return T.k + T[k] }',
    'const T = {}; function f(k) { return T?.[k] }',
    'const T = {}; function f(k) { [T[k]] = k }',
    'const T = {}; function f(k) { ({ a: T[k] } = k) }',
    'const T = {}; function f(k) { ({ a: T[k] = 1 } = k) }',
    'const T = {}; function f(k) { for (T[k] of k); }',
    'const T = {}; function f(k) { return T[k] + Object.keys(T) }',
    'const T = {}; function f(k) { return T in k }',
    'const T = { f() { return this } }; function f(k) { return T[k] }',
    'const T = { get a() { return 1 } }; function f(k) { return T[k] }',
    'const T = { __proto__: x }; function f(k) { return T[k] }',
    'const T = { ...x }; function f(k) { return T[k] }',
    'const T = { T: 1 }; const U = T; function f(k) { return T[k] }',
    'const { T } = x; function f(k) { return T[k] }',
    'function g() { const T = {}; return (k) => T[k] }',
    'const T = new Map();',
  ])('%s', (text) => {
    expect(tablesIn(text)).toEqual([]);
  });
});
