/** Whatever a call changes in what it was given or uses is seen at its end; what it merely reads is not. */
import { describe, expect, it } from 'vitest';
import { createBench } from './bench.ts';

const bench = createBench({
  source: `
    export let variable = { same: 1 };
    export const box = { inner: { n: 1 } };
    export let number = 1;
    let hidden = [1];
    class Keeper { #secret = 1; static count = 0; keep(v) { this.#secret = v; } get kept() { return this.#secret; } }
    const counter = (n) => ({ get: () => n, set: (v) => { n = v; } });
    Object.assign(globalThis, {
      Keeper, counter,
      rebind: (v) => { variable = v; }, setNumber: (v) => { number = v; }, pushHidden: () => { hidden.push(2); },
      readAll: () => [variable.same, box.inner.n, number, hidden.length],
      innerOf: () => box.inner, variableNow: () => variable,
    });
  `,
});

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

type Case = readonly [value: string, changes: readonly string[]];

const CHANGES: readonly Case[] = [
  [
    '{ a: 1, b: { c: 2 } }',
    [
      'x.a = 2',
      'x.a = "1"',
      'x.d = 1',
      'delete x.a',
      'delete x.a; x.a = 1',
      'x.b = { c: 2 }',
      'x.b.c = 3',
      'Object.freeze(x)',
      'Object.seal(x)',
      'Object.preventExtensions(x)',
      'Object.freeze(x.b)',
      'Object.setPrototypeOf(x, null)',
      'Object.setPrototypeOf(x, { })',
      'Object.defineProperty(x, "a", { get: Math.random })',
      'Object.defineProperty(x, "a", { enumerable: false })',
      'Object.defineProperty(x, "a", { writable: false })',
      'x[Symbol.iterator] = 1',
      'x[Symbol("s")] = 1',
      'x[0] = 1',
      'x.a = x.b',
      'x.b.up = x',
      'x.a = -0',
      'x.a = undefined',
      'x.a = 1n',
    ],
  ],
  [
    '[3, 1, 2]',
    [
      'x.push(1)',
      'x.pop()',
      'x.sort()',
      'x.reverse()',
      'x.length = 1',
      'x.length = 9',
      'x[1] = 9',
      'delete x[0]',
      'x.shift()',
      'x.unshift(3)',
      'x.splice(1, 1, 7)',
      'x.fill(0)',
      'x.extra = 1',
      'Object.freeze(x)',
      'Object.defineProperty(x, "length", { writable: false })',
      'Object.defineProperty(x, "0", { get: Math.random })',
      'x.copyWithin(0, 1)',
    ],
  ],
  ['[[1], [1]]', ['x.reverse()', 'x[0] = x[1]', 'x[0] = [1]']],
  ['[1,,3]', ['x[1] = undefined', 'x[1] = 2', 'delete x[0]']],
  [
    'new Map([["a", 1], ["b", { n: 1 }]])',
    [
      'x.set("a", 2)',
      'x.set("c", 1)',
      'x.delete("a")',
      'x.delete("a"); x.set("a", 1)',
      'x.clear()',
      'x.get("b").n = 2',
      'x.set("b", { n: 1 })',
      'x.extra = 1',
    ],
  ],
  ['new Set([1, 2])', ['x.add(3)', 'x.delete(1)', 'x.delete(1); x.add(1)', 'x.clear()', 'Object.freeze(x)']],
  ['new Date(5)', ['x.setTime(6)', 'x.setFullYear(1999)', 'x.setTime(NaN)', 'x.a = 1']],
  ['/a/g', ['x.lastIndex = 1', 'x.test("a")', 'x.compile("b")', 'x.flagsOnly = 1']],
  [
    'new Uint8Array([1, 2, 3])',
    ['x[1] = 9', 'x.set([4])', 'x.fill(7)', 'x.sort((a, b) => b - a)', 'x.a = 1', 'x.buffer.transfer()'],
  ],
  ['new DataView(new ArrayBuffer(8))', ['x.setInt8(1, 1)', 'x.a = 1']],
  ['new ArrayBuffer(4)', ['new Uint8Array(x)[0] = 1', 'x.transfer()']],
  ['new ArrayBuffer(4, { maxByteLength: 8 })', ['x.resize(8)', 'x.resize(2)']],
  ['Object("text")', ['x.a = 1', 'Object.setPrototypeOf(x, null)']],
  ['new Error("e")', ['x.message = "f"', 'x.stack = ""', 'x.cause = 1', 'x.name = "N"']],
  ['(function () { return arguments; })(1, 2)', ['x[0] = 2', 'x.length = 1', 'delete x[1]']],
  [
    'new Keeper()',
    ['x.keep(2)', 'Keeper.count += 1', 'Keeper.prototype.more = 1', 'delete Keeper.prototype.more', 'x.own = 1'],
  ],
  ['counter(1)', ['x.set(2)', 'x.get = x.set', 'x.get.prop = 1']],
  ['Keeper', ['x.count += 1', 'x.prototype.again = 1', 'x.another = 1', 'Object.freeze(x)']],
  ['Promise.resolve({ n: 1 })', ['x.then(1); x.extra = 1']],
  ['Object.create({ up: { n: 1 } })', ['Object.getPrototypeOf(x).up.n = 2', 'x.up = 1', 'x.up.n = 3']],
];

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
