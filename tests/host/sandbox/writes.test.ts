/** A change recorded in one guest is made again in another: afterwards both hold the same, to the last descriptor. */
import { describe, expect, it } from 'vitest';
import type { Encoded } from '../../../engine/ports.ts';
import { type Bench, createBench } from './bench.ts';
import { CHANGES, PROGRAM } from './changed-values.ts';

/** What is refused, by value and change: everything else must be made again. */
const REFUSED: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  'an object with getters or setters': {
    '{ a: 1, b: { c: 2 } }': ['Object.defineProperty(x, "a", { get: Math.random })'],
    'new Keeper()': ['Keeper.prototype.more = 1', 'delete Keeper.prototype.keep'],
    Keeper: ['x.prototype.again = 1'],
  },
  'a unique symbol': { '{ a: 1, b: { c: 2 } }': ['x[Symbol("s")] = 1'] },
  'an array with holes': { '[3, 1, 2]': ['x.length = 9'] },
  'an array with holes or frozen elements': {
    '[3, 1, 2]': ['delete x[0]', 'Object.defineProperty(x, "0", { get: Math.random })'],
    '[1,,3]': ['delete x[0]'],
  },
  'a frozen array': {
    '[3, 1, 2]': ['Object.freeze(x)', 'Object.defineProperty(x, "length", { writable: false })'],
  },
  'a resizable or detached buffer': {
    'new Uint8Array([1, 2, 3])': ['x.buffer.transfer()'],
    'new ArrayBuffer(4)': ['x.transfer()'],
    'new ArrayBuffer(4, { maxByteLength: 8 })': ['x.resize(8)', 'x.resize(2)'],
  },
  'which private fields an object has': { 'new Keeper()': ['x.own = 1'] },
  'the state of an object of the engine': {
    '/a/g': ['x.compile("b")', 'x.flagsOnly = 1'],
    'Object("text")': ['x.a = 1', 'Object.setPrototypeOf(x, null)'],
    '(function () { return arguments; })(1, 2)': ['x.length = 1', 'delete x[1]'],
    'Promise.resolve({ n: 1 })': ['x.then(1); x.extra = 1'],
  },
};

function refusedAs(value: string, change: string): string | undefined {
  return Object.keys(REFUSED).find((reason) => REFUSED[reason]?.[value]?.includes(change));
}

function record(bench: Bench, value: string, change: string): { encoded: Encoded; fingerprint: string } {
  const handle = bench.value(`globalThis.x = ${value}`);
  const view = bench.view(handle);
  bench.run(`${change}; 0`);
  const result = bench.value('x');
  expect([change, view.changed()]).toEqual([change, 'what it was given']);
  const encoded = view.encode(result);
  bench.guest.free(result);
  view.release();
  return { encoded, fingerprint: bench.fingerprintAt(handle) };
}

/** The fingerprint of the value in another guest once the change was made there. */
function replayed(bench: Bench, value: string, encoded: Encoded): string {
  if ('refused' in encoded) throw new Error(encoded.refused);
  const handle = bench.value(`globalThis.x = ${value}`);
  const view = bench.view(handle);
  const restored = view.decode(encoded.tape, encoded.writes);
  if (!restored) throw new Error('the tape was refused');
  restored.write();
  bench.collect();
  expect(bench.guest.word(restored.value)).toBe(bench.guest.word(handle));
  bench.guest.free(restored.value);
  view.release();
  return bench.fingerprintAt(handle);
}

describe.each(CHANGES)('%s', (value, changes) => {
  it.each(changes)('%s', (change) => {
    const [from, to] = [createBench({ source: PROGRAM }), createBench({ source: PROGRAM })];
    const { encoded, fingerprint } = record(from, `(${value})`, change);
    const reason = refusedAs(value, change);
    if (reason !== undefined) expect(encoded).toEqual({ refused: reason });
    else expect(replayed(to, `(${value})`, encoded)).toBe(fingerprint);
  });
});

const ORDERS: readonly (readonly [value: string, change: string])[] = [
  ['{ a: 1, b: 2, c: 3 }', 'const { a } = x; delete x.a; x.a = a'],
  ['{ a: 1, b: 2, c: 3 }', 'delete x.b; x.d = 4; x.b = 5; x[2] = 0; x[1] = 0'],
  ['{ 1: "i", a: 1, [Symbol.iterator]: 2 }', 'delete x[1]; x.b = 1; delete x.a; x.a = 2'],
  ['new Map([[1, "a"], [NaN, "b"], [{}, "c"]])', 'x.delete(NaN); x.set(-0, 1); x.set(NaN, "again"); x.set(1, x)'],
  ['new Set([1, 2, 3, 4])', 'x.delete(1); x.delete(3); x.add(5); x.add(1)'],
  ['[{ n: 1 }, { n: 2 }]', 'x.sort((p, q) => q.n - p.n); x.push(x[0], { fresh: x })'],
  ['{ rows: [1], seen: new Map() }', 'x.rows = [x.rows, 2]; x.seen.set(x.rows, x); x.rows.push(x.seen)'],
  ['Array.from({ length: 3 }, () => [])', 'x.length = 0'],
  ['new Float64Array([1, 2, 3])', 'x[0] = NaN; x[1] = -0; x.extra = [x]'],
  [
    'Object.create({ up: 1 }, { hidden: { value: 1, configurable: true } })',
    'Object.defineProperty(x, "hidden", { value: 2 }); x.up = 3',
  ],
];

describe('order, identity and cycles', () => {
  it.each(ORDERS)('%s: %s', (value, change) => {
    const [from, to] = [createBench({ source: PROGRAM }), createBench({ source: PROGRAM })];
    const { encoded, fingerprint } = record(from, `(${value})`, change);
    expect(replayed(to, `(${value})`, encoded)).toBe(fingerprint);
  });
});

describe('variables', () => {
  it('rebound ones hold the stored value, the same object as the result', () => {
    const [from, to] = [createBench({ source: PROGRAM }), createBench({ source: PROGRAM })];
    const view = from.view();
    for (const name of ['variable', 'number']) view.observe('main.mjs', name);
    from.run('rebind({ fresh: [1] }); setNumber(0.5); 0');
    expect(view.changed()).toBe('variable variable');
    const result = from.value('variableNow()');
    const encoded = view.encode(result);
    view.release();
    if ('refused' in encoded) throw new Error(encoded.refused);
    const later = to.view();
    for (const name of ['variable', 'number']) later.observe('main.mjs', name);
    const restored = later.decode(encoded.tape, encoded.writes);
    if (!restored) throw new Error('the tape was refused');
    restored.write();
    later.release();
    to.keep('result', restored.value);
    expect(to.text('[result === variableNow(), JSON.stringify(result), readAll()[2]]')).toBe('true,{"fresh":[1]},0.5');
  });

  it('a Map that is being iterated over is left alone', () => {
    const [from, to] = [createBench(), createBench()];
    const { encoded } = record(from, 'new Map([[1, 2], [3, 4]])', 'x.set(5, 6)');
    if ('refused' in encoded) throw new Error(encoded.refused);
    const handle = to.value(
      'globalThis.x = new Map([[1, 2], [3, 4]]); globalThis.i = x.keys(); i.next(); globalThis.x'.replaceAll(';', ','),
    );
    const view = to.view(handle);
    expect(view.decode(encoded.tape, encoded.writes)).toBe(null);
    view.release();
  });
});

it('damaged writes are refused before anything is written', () => {
  const bench = createBench();
  const { encoded } = record(bench, '{ a: 1, list: [1, 2] }', 'x.a = 2; x.list.push(3); x.b = 1');
  if ('refused' in encoded || !encoded.writes) throw new Error('nothing to damage');
  for (const write of encoded.writes)
    for (const wrong of [
      { number: 99 },
      { number: -1 },
      { at: 99 },
      { at: -1 },
      { count: 1e9 },
      { flags: '7'.repeat(50) },
    ]) {
      if (!Object.keys(wrong).every((key) => key in write)) continue;
      const handle = bench.value('globalThis.x = { a: 1, list: [1, 2] }');
      const view = bench.view(handle);
      expect([
        write,
        wrong,
        view.decode(encoded.tape, [...encoded.writes, { ...write, ...wrong } as typeof write]),
      ]).toEqual([write, wrong, null]);
      view.release();
      expect(bench.text('JSON.stringify(x)')).toBe('{"a":1,"list":[1,2]}');
    }
});
