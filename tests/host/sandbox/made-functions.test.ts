/**
 * Functions that a call made come back in another guest: they are told like those that the program makes there itself, run
 * the same code over the same variables, and leave nothing behind in the engine's counts.
 */
import { describe, expect, it } from 'vitest';
import { printValue } from '../../../engine/value/print.ts';
import { BYTECODE, CELL, DETACHED, FUNCTION, OBJECT, SHAPE } from '../../../host/sandbox/layout.ts';
import { type Bench, createBench } from './bench.ts';

const options = {
  files: {
    'lib.mjs':
      'let seen = 0; export const factor = 3; export const times = (n) => () => { seen += 1; return n * factor + seen };',
  },
  source: `
    import { times } from './lib.mjs';
    let top = 1;
    const make = {
      arrow: () => () => 1,
      plain: () => function plain(a, b) { return this === undefined ? a + b : 'self' },
      method: () => ({ m(a) { return a } }).m,
      accessors: (n) => ({ get n() { return n }, set n(v) { n = v } }),
      generator: () => function* (n) { yield n; yield top },
      async: () => async () => 1,
      asyncFunction: () => async function named() {},
      asyncGenerator: () => async function* () { yield 1 },
      over: (n) => () => n,
      pair: (n) => [() => ++n, () => n],
      apart: (n) => { const one = () => { let m = n; return () => ++m }; return [one(), one()] },
      loop: () => { const all = []; for (let i = 0; i < 3; i++) all.push(() => i++); return all },
      loopVar: () => { const all = []; for (var i = 0; i < 3; i++) all.push(() => i++); return all },
      early: () => { const f = () => late; if (f) return f; let late = 1 },
      self: () => function fact(n) { return n < 2 ? 1 : n * fact(n - 1) },
      knows: () => { const f = () => f; return f },
      mutual: () => { const even = (n) => n === 0 || odd(n - 1); const odd = (n) => n > 0 && even(n - 1); return { even, odd } },
      super: () => { const base = { hi() { return 'base' + this.n } }; return Object.setPrototypeOf({ n: 1, hi() { return super.hi() + (() => super.hi())() } }, base) },
      arrowsOfThis: () => ({ n: 5, m() { return () => this.n } }).m(),
      newTarget: () => { let kept; function F() { kept = () => new.target === F } new F(); return kept },
      properties: () => Object.assign(() => 1, { x: 1, [Symbol.iterator]: 2 }),
      renamed: () => Object.defineProperty((a, b) => 1, 'name', { value: 'other', enumerable: true }),
      unnamed: () => { const f = function (a) {}; delete f.name; return f },
      reordered: () => { const f = function (a) {}; delete f.length; f.length2 = 1; Object.defineProperty(f, 'length', { value: 7 }); return f },
      frozen: () => Object.freeze(function () {}),
      nullProto: () => Object.setPrototypeOf(() => 1, null),
      withProto: () => { function P() {} P.prototype.x = 1; return P },
      otherProto: () => { function P() {} P.prototype = { y: 1 }; return P },
      instance: () => { function P() { this.x = 1 } return [new P(), P] },
      symbolNamed: () => ({ [Symbol.toPrimitive]: () => 'text' }),
      nested: () => (a) => (b) => (c) => [a, b, c],
      inner: () => ((a) => (b) => (c) => [a, b, c])(1)(2),
      indexed: () => Object.assign(() => 1, { 2: 'two', 1: 'one' }),
      ofLib: () => times(2),
      outer: () => () => ++top,
      builtins: () => () => [Math.max(1, 2), typeof nothingOfTheName, JSON.stringify([top])],
      many: () => Array.from({ length: 500 }, (_, i) => ({ i, f: () => i })),
    };
    globalThis.make = make;
  `,
};
const [from, to] = [createBench(options), createBench(options)];

function taped(bench: Bench, expression: string): Uint8Array {
  const handle = bench.value(expression);
  const tape = tapeOf(bench, handle);
  bench.guest.free(handle);
  return tape;
}

function tapeOf(bench: Bench, handle: number): Uint8Array {
  const view = bench.view();
  const encoded = view.encode(handle);
  view.release();
  if ('refused' in encoded) throw new Error(encoded.refused);
  return encoded.tape.slice();
}

function restored(bench: Bench, tape: Uint8Array): number {
  const view = bench.view();
  const back = view.decode(tape);
  view.release();
  if (back === null) throw new Error('the tape was refused');
  return back.value;
}

/** What can be seen of a value by running what is in it. */
const SHOWN: Readonly<Record<string, string>> = {
  plain: '[x(1, 2), new x() instanceof x, x.call(1, 2), x.prototype.constructor === x]',
  method: '(() => { try { return new x() } catch (e) { return [e.name, x(3)] } })()',
  accessors: '[x.n, x.n = 5, x.n]',
  generator: '[...x(4)].concat(Object.getPrototypeOf(x(1)) === x.prototype)',
  over: 'x()',
  pair: '[x[0](), x[1](), x[0](), x[1]()]',
  apart: '[x[0](), x[0](), x[1]()]',
  loop: '[x[0](), x[0](), x[1](), x[2]()]',
  loopVar: '[x[0](), x[0](), x[1](), x[2]()]',
  early: '(() => { try { return x() } catch (e) { return e.name } })()',
  self: 'x(5)',
  knows: 'x() === x',
  mutual: '[x.even(4), x.odd(4)]',
  super: 'x.hi()',
  arrowsOfThis: 'x()',
  newTarget: 'x()',
  withProto: '[new x().x, x.prototype.constructor === x]',
  otherProto: 'new x().y',
  instance: '[x[0] instanceof x[1], x[0].constructor === x[1]]',
  symbolNamed: 'String(x) + x[Symbol.toPrimitive].name',
  nested: 'x(1)(2)(3)',
  inner: 'x(3)',
  ofLib: '[x(), x()]',
  outer: '[x(), x()]',
  builtins: 'x()',
  many: 'x.map(({ f }) => f()).join()',
};
const DESCRIBED = `((f) => JSON.stringify(typeof f !== 'function' ? Object.keys(f) : [f.name, f.length,
  Reflect.ownKeys(f).map((k) => [String(k), Object.values(Object.getOwnPropertyDescriptor(f, k)).map(String)]), Object.isFrozen(f)]))(x)`;

function shown(bench: Bench, kind: string): string {
  return bench.text(`JSON.stringify([${SHOWN[kind] ?? 'null'}, ${DESCRIBED}])`);
}

const makers = Object.keys(
  JSON.parse(from.text('JSON.stringify(Object.fromEntries(Object.keys(make).map((k) => [k, 1])))')) as object,
);

describe.each(makers)('%s', (kind) => {
  const expression = `make.${kind}(1)`;

  it('is told as one that the program makes there', () => {
    const tape = taped(from, expression);
    const back = restored(to, tape);
    expect(to.fingerprintAt(back)).toBe(to.fingerprint(expression));
    expect(Buffer.from(tapeOf(to, back)).equals(tape)).toBe(true);
    to.guest.free(back);
  });

  it('does and shows the same', () => {
    const tape = taped(from, expression);
    const fresh = createBench(options);
    fresh.run(`globalThis.x = ${expression}; 0`);
    const other = createBench(options);
    const back = restored(other, tape);
    other.keep('x', back);
    other.guest.free(back);
    other.collect();
    expect(shown(other, kind)).toBe(shown(fresh, kind));
  });

  it('leaves nothing behind', () => {
    const tape = taped(from, expression);
    const once = (): void => {
      const back = restored(to, tape);
      to.collect();
      to.guest.free(back);
    };
    once();
    const before = [to.things(), to.blocks()];
    for (let i = 0; i < 20; i++) once();
    expect([to.things(), to.blocks()]).toEqual(before);
  });

  it('can be shown to a person', () =>
    expect(printValue(taped(from, expression))).toMatch(/function .* of (main|lib)\.mjs|<accessor>/));

  it('damaged, it is refused or comes back as something else, and breaks nothing', () => {
    const tape = taped(from, expression);
    if (tape.length > 4000) return;
    for (let at = 0; at < tape.length; at += 4) {
      const bytes = tape.slice();
      new Int32Array(bytes.buffer)[at >> 2]! ^= 1 << (at % 5);
      const view = to.view();
      const back = view.decode(bytes);
      view.release();
      if (back) to.guest.free(back.value);
    }
    to.collect();
    expect(to.text('make.pair(1)[0]()')).toBe('2');
  });
});

describe('in memory', () => {
  const g = to.guest;
  const word = (address: number): number => g.word(address);
  const HEADER = 0xffff1f00;

  it.each(makers.filter((kind) => from.text(`typeof make.${kind}(1)`) === 'function'))(
    '%s is as the engine makes it',
    (kind) => {
      const back = restored(to, taped(from, `make.${kind}(1)`));
      const fresh = to.value(`make.${kind}(1)`);
      g.refresh();
      const [a, b] = [word(back), word(fresh)];
      expect(word(a + OBJECT.flags) & HEADER).toBe(word(b + OBJECT.flags) & HEADER);
      expect(word(a + OBJECT.payload)).toBe(word(b + OBJECT.payload));
      expect(word(word(a + OBJECT.shape) + SHAPE.proto)).toBe(word(word(b + OBJECT.shape) + SHAPE.proto));
      expect(word(a + FUNCTION.home) === 0).toBe(word(b + FUNCTION.home) === 0);
      for (let k = 0; k < word(word(a + OBJECT.payload) + BYTECODE.closureVarCount); k++) {
        const [mine, theirs] = [a, b].map((p) => word(word(p + FUNCTION.cells) + 4 * k)) as [number, number];
        if (mine === theirs) continue;
        expect([word(mine + CELL.flags), word(theirs + CELL.flags)]).toEqual([DETACHED, DETACHED]);
        expect(word(mine)).toBe(word(theirs));
        expect(word(mine + CELL.value)).toBe(mine + CELL.own);
      }
      g.free(back);
      g.free(fresh);
    },
  );

  it('what the decoder puts in a function’s place captures nothing', () => {
    for (const kind of ['arrow', 'plain', 'generator', 'async', 'asyncGenerator']) {
      const before = to.blocks();
      for (let i = 0; i < 10; i++) g.free(restored(to, taped(from, `make.${kind}()`)));
      expect(to.blocks()).toBe(before);
    }
  });

  it('survives many rounds with the collector at work', () => {
    const tape = taped(from, '[make.many(1), make.pair(1), make.mutual(), make.super()]');
    for (let i = 0; i < 40; i++) {
      const back = restored(to, tape);
      to.keep(`round${i % 3}`, back);
      g.free(back);
      if (i % 4 === 0) to.collect();
      expect(to.text(`round${i % 3}[0].length + round${i % 3}[1][0]() + round${i % 3}[3].hi()`)).toBe('502base1base1');
    }
    to.run('for (const k of [0, 1, 2]) delete globalThis["round" + k]; 0');
    to.collect();
  });
});
