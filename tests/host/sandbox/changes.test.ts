/** Whatever a call changes in what it was given or uses is seen at its end; what it merely reads is not. */
import { describe, expect, it } from 'vitest';
import { createBench } from './bench.ts';
import { CHANGES, PROGRAM } from './changed-values.ts';

const bench = createBench({ source: PROGRAM });

/** What a change of `x`, made after it was observed, is called; null when none is seen. */
function seen(value: string, change: string): string | null {
  const handle = bench.value(`globalThis.x = ${value}`);
  const view = bench.view(handle);
  bench.run(`${change}; 0`);
  const changed = view.changed();
  view.release();
  bench.guest.free(handle);
  return changed;
}

const READS: readonly string[] = [
  'JSON.stringify(x)',
  'Object.keys(Object(x))',
  'String(x)',
  'Reflect.ownKeys(Object(x)).map((k) => Object.getOwnPropertyDescriptor(x, k))',
  'globalThis.y = { x, list: [x] }',
  'structuredCloneOf = [...Object.entries(x)]',
  'Object.isFrozen(x) || Object.getPrototypeOf(x)',
];

describe.each(CHANGES)('%s', (value, changes) => {
  it.each(changes)('%s is seen', (change) => expect(seen(`(${value})`, change)).toBe('what it was given'));
  it('reading is not', () => {
    for (const read of READS) expect([read, seen(`(${value})`, read)]).toEqual([read, null]);
  });
  it('nothing is not, whatever is collected', () => expect(seen(`(${value})`, '')).toBe(null));
});

describe('what comes back to where it was', () => {
  it.each([
    ['{ a: 1 }', 'x.a = 2; x.a = 1'],
    ['{ a: 1 }', 'x.b = 2; delete x.b'],
    ['[1, 2]', 'x.push(3); x.pop()'],
    ['[1, 2]', 'x.reverse(); x.reverse()'],
    ['new Map([[1, 2]])', 'x.set(3, 4); x.delete(3)'],
    ['new Map([[1, 2]])', 'x.set(1, 5); x.set(1, 2)'],
    ['new Set([1])', 'x.add(1)'],
    ['"a".repeat(9000) + "b".repeat(9000)', 'x.charCodeAt(3)'],
    ['{ s: "a".repeat(9000) + "b".repeat(9000) }', 'x.s.charCodeAt(3)'],
    ['/a/g', 'x.test("a"); x.lastIndex = 0'],
    ['{ n: 1 }', 'x.n = 0.5 + 0.5'],
  ])('%s: %s', (value, change) => expect(seen(`(${value})`, change)).toBe(null));
});

describe('what is no longer reachable', () => {
  it.each([
    ['a detached object changed', '{ a: { n: 1 } }', 'globalThis.kept = x.a; x.a = null; kept.n = 2'],
    ['a detached object put back, changed', '{ a: { n: 1 } }', 'const kept = x.a; x.a = null; kept.n = 2; x.a = kept'],
    ['an equal object in its place', '{ a: { n: 1 } }', 'x.a = { n: 1 }'],
    ['two equal objects exchanged', '[{ n: 1 }, { n: 1 }]', 'x.reverse()'],
    ['an equal symbol in its place', '{ a: Symbol("s") }', 'x.a = Symbol("s")'],
    ['an equal closure in its place', '{ f: counter(1).get }', 'x.f = counter(1).get'],
  ])('%s is seen', (_name, value, change) => expect(seen(`(${value})`, change)).toBe('what it was given'));
});

describe('variables', () => {
  function seenIn(names: readonly string[], change: string): string | null {
    const view = bench.view();
    for (const name of names) view.observe('main.mjs', name);
    bench.run(`${change}; 0`);
    const changed = view.changed();
    view.release();
    return changed;
  }
  it.each([
    ['variable', 'rebind({ same: 1 })', 'variable variable'],
    ['variable', 'variableNow().same = 2', 'what variable variable holds'],
    ['number', 'setNumber(2)', 'variable number'],
    ['box', 'innerOf().n += 1', 'what variable box holds'],
    ['hidden', 'pushHidden()', 'what variable hidden holds'],
  ])('%s after %s', (name, change, words) => expect(seenIn([name], change)).toBe(words));
  it('a variable bound to what another one holds', () =>
    expect(seenIn(['box', 'variable'], 'rebind(innerOf())')).toBe('variable variable'));
  it('rebound to the very same object, nothing is seen', () =>
    expect(seenIn(['variable', 'box', 'number', 'hidden'], 'rebind(variableNow()); readAll()')).toBe(null));
});

describe('immutability', () => {
  function isImmutable(value: string): boolean {
    const handle = bench.value(`(${value})`);
    const view = bench.view(handle);
    const answer = view.mutable === null;
    view.release();
    bench.guest.free(handle);
    return answer;
  }
  it.each(['1', '"text"', 'Object.freeze({ a: 1 })', 'Object.freeze([1, "b", Object.freeze({})])', 'Symbol("s")'])(
    'nothing can change %s',
    (value) => expect(isImmutable(value)).toBe(true),
  );
  it.each([
    '{}',
    'Object.freeze({ a: {} })',
    'Object.preventExtensions([1, 2])',
    'Object.preventExtensions(Object.defineProperty([1, 2], "length", { writable: false }))',
    'Object.seal({ a: 1 })',
    'Object.freeze(new Map())',
    'Object.freeze(new Date())',
    'Object.freeze(/a/)',
    'Object.freeze(Object.create({}))',
    'new Uint8Array(1)',
    'Object.freeze(counter(1))',
    '() => 1',
  ])('something can change %s', (value) => expect(isImmutable(value)).toBe(false));
});
