/** Numbered things stay alive while a view lasts, and go when it is released: nothing too early, nothing for ever. */
import { describe, expect, it } from 'vitest';
import { createBench } from './bench.ts';

const VALUES: readonly string[] = [
  '{ a: [1, { b: 2 }], s: Symbol("s") }',
  '(() => { const a = {}; a.self = a; return a; })()',
  'new Map([[{}, new Set([[]])]])',
  'new Uint8Array(new ArrayBuffer(8), 2)',
  '[..."abc"].map((c) => ({ [c]: c.repeat(50) }))',
  'counter(1)',
  'new Keeper()',
  'Object.create({ up: {} })',
  '"a".repeat(9000) + "b".repeat(9000)',
  '/x/g',
  'function_()',
];

const bench = createBench({
  source: `
    class Keeper { #secret = { n: 1 }; get kept() { return this.#secret; } }
    const counter = (n) => ({ get: () => n, set: (v) => { n = v; } });
    const function_ = () => function f() {};
    Object.assign(globalThis, { Keeper, counter, function_ });
  `,
});

describe.each(VALUES)('%s', (value) => {
  it('is as many things after a view as before', () => {
    const handle = bench.value(`globalThis.x = (${value})`);
    const before = [bench.things(), bench.blocks()];
    for (let i = 0; i < 20; i++) {
      const view = bench.view(handle);
      bench.collect();
      view.changed();
      view.encode(handle);
      view.mark();
      view.reset(1);
      view.release();
    }
    expect([bench.things(), bench.blocks()]).toEqual(before);
    bench.guest.free(handle);
  });

  it('lives on while it is numbered, though the program let go of it', () => {
    const handle = bench.value(`globalThis.x = (${value})`);
    const view = bench.view(handle);
    bench.guest.free(handle);
    bench.run('globalThis.x = null; 0');
    bench.collect();
    bench.run('globalThis.churn = Array.from({ length: 500 }, (_, i) => ({ i, s: "z" + i })); churn = null; 0');
    bench.collect();
    expect(view.changed()).toBe(null);
    view.release();
  });

  it('is gone after the release, when nobody else holds it', () => {
    // Once before, so that shapes and atoms are there.
    const once = (): void => {
      const handle = bench.value(`(${value})`);
      const view = bench.view(handle);
      bench.guest.free(handle);
      view.release();
    };
    once();
    const before = bench.things();
    for (let i = 0; i < 20; i++) once();
    // The last reference to a variable's cell cannot be given back: up to one a round, and what it holds.
    expect(bench.things() - before).toBeLessThanOrEqual(/counter/.test(value) ? 80 : 0);
  });
});

describe('decoding', () => {
  it.each([
    '[{ a: 1, b: "two" }, { a: 2, b: "two" }]',
    'new Map([[1, { x: [1, 2] }], ["k", new Date(5)]])',
    '(() => { const a = [1.5]; a.push(a); return a; })()',
    '[2n ** 80n, "x".repeat(300), new Uint8Array(9), Object.freeze([1,,2])]',
    '[Object("b"), /a/g, Object.create(null), { 5: 1 }]',
    '"text"',
    '[]',
  ])('%s leaves nothing behind', (value) => {
    const handle = bench.value(value);
    const view = bench.view();
    const encoded = view.encode(handle);
    bench.guest.free(handle);
    if ('refused' in encoded) throw new Error(encoded.refused);
    const once = (): void => {
      const back = view.decode(encoded.tape)?.value as number;
      bench.collect();
      bench.guest.free(back);
    };
    once();
    const before = [bench.things(), bench.blocks()];
    for (let i = 0; i < 30; i++) once();
    expect([bench.things(), bench.blocks()]).toEqual(before);
    view.release();
  });

  it('what the frame was given is not used up', () => {
    const handle = bench.value('globalThis.given = { inner: {}, s: Symbol("s") }');
    const view = bench.view(handle);
    const result = bench.value('[given.inner, given.s, { again: given }]');
    const encoded = view.encode(result);
    bench.guest.free(result);
    if ('refused' in encoded) throw new Error(encoded.refused);
    for (let i = 0; i < 50; i++) {
      bench.guest.free(view.decode(encoded.tape)?.value as number);
      bench.collect();
    }
    expect(bench.text('given.inner !== undefined && typeof given.s')).toBe('symbol');
    expect(view.changed()).toBe(null);
    view.release();
    bench.guest.free(handle);
  });
});

it('a million numbered things are found without search', () => {
  const big = createBench({ memoryMB: 1024 });
  const handle = big.value('Array.from({ length: 400000 }, () => [])');
  const view = big.view(handle);
  expect(view.changed()).toBe(null);
  view.release();
});
