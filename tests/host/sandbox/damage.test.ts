/** Tapes that were cut, changed or never ours: refused, or some value; never a broken guest, never a hang. */
import { describe, expect, it } from 'vitest';
import { createBench } from './bench.ts';

const bench = createBench({
  source: `
    class Row { constructor(a) { this.a = a; } }
    globalThis.Row = Row;
  `,
});

const VALUES: readonly string[] = [
  '[{ a: 1, b: "two", c: [1.5, null] }, { a: 2, b: "two", c: [] }]',
  '[new Map([["k", { x: 1 }], [2, new Set([1, 2])]]), new Date(5), /a+/g]',
  '[[1,,3], Object.freeze({ a: 1, [Symbol.iterator]: 2 }), 2n ** 80n, "wide \\u4e2d"]',
  '(() => { const b = new ArrayBuffer(16); return [new Uint8Array(b, 3, 5), new DataView(b, 2), b]; })()',
  '[new Row(1), Object.create({ p: 1 }), Object("boxed"), Object.create(null), Object.getOwnPropertyDescriptor]',
];

function tapeOf(expression: string): Uint8Array {
  const handle = bench.value(expression);
  const view = bench.view();
  const encoded = view.encode(handle);
  view.release();
  bench.guest.free(handle);
  if ('refused' in encoded) throw new Error(encoded.refused);
  return encoded.tape;
}

/** Whether anything came of it. */
function attempt(tape: Uint8Array): boolean {
  const view = bench.view();
  const restored = view.decode(tape);
  view.release();
  if (restored) bench.guest.free(restored.value);
  return restored !== null;
}

let seed = 12345;
const below = (n: number): number => {
  seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
  return Math.floor((seed / 4294967296) * n);
};

function isAlive(): boolean {
  bench.collect();
  return bench.text('JSON.stringify([1, { a: [..."xyz"].map((c) => c + 1) }])') === '[1,{"a":["x1","y1","z1"]}]';
}

describe.each(VALUES)('%s', (expression) => {
  const tape = tapeOf(expression);

  it('whole, it comes back', () => expect(attempt(tape)).toBe(true));

  it('cut anywhere, it is refused', () => {
    for (let length = 0; length < tape.length; length++) expect(attempt(tape.subarray(0, length))).toBe(false);
  });

  it('longer than it should be, it is refused', () => {
    expect(attempt(Buffer.concat([tape, Buffer.alloc(4)]))).toBe(false);
    expect(attempt(Buffer.concat([tape, tape]))).toBe(false);
  });

  it('with bits flipped, it harms nothing', () => {
    for (let n = 0; n < 600; n++) {
      const damaged = Uint8Array.from(tape);
      for (let k = below(3); k >= 0; k--) damaged[below(damaged.length)]! ^= 1 << below(8);
      attempt(damaged);
    }
    expect(isAlive()).toBe(true);
  });

  it('with words replaced, it harms nothing', () => {
    const words = [0, 1, -1, 0x7fffffff, -0x80000000, 0x10, 0x11, 0x30, 0x31, 0x32, 0x40, 0x42, 0x45, 0x46, 0x50, 0x7f];
    for (let at = 0; at < tape.length; at += 4)
      for (const word of words) {
        const damaged = Uint8Array.from(tape);
        new DataView(damaged.buffer).setInt32(at, word, true);
        attempt(damaged);
      }
    expect(isAlive()).toBe(true);
  });
});

it('noise is refused', () => {
  for (let n = 0; n < 2000; n++) {
    const noise = Uint8Array.from({ length: 4 * below(60) }, () => below(256));
    expect(attempt(noise)).toBe(false);
  }
  expect(isAlive()).toBe(true);
});

it('no guest code runs for a damaged tape', () => {
  bench.run(
    'globalThis.ran = 0; globalThis.spy = { get x() { ran += 1; return 1; }, valueOf() { ran += 1; return 1; }, toString() { ran += 1; return "a"; } }; 0',
  );
  const spy = bench.value('spy');
  for (const expression of ['new Date(5)', '/a/g', 'Object(1)', '[1, 2]', 'new Uint8Array(4)']) {
    const tape = tapeOf(expression);
    for (let at = 0; at + 8 <= tape.length; at += 4) {
      const damaged = Uint8Array.from(tape);
      const words = new DataView(damaged.buffer);
      words.setInt32(at, 0x30, true);
      words.setInt32(at + 4, 1, true);
      const view = bench.view(spy);
      const restored = view.decode(damaged);
      view.release();
      if (restored) bench.guest.free(restored.value);
    }
  }
  expect(bench.text('ran')).toBe('0');
});
