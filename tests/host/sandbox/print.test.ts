/** Stored values as text: what a person reads in an audit. */
import { describe, expect, it } from 'vitest';
import { printValue } from '../../../engine/value/print.ts';
import { createBench } from './bench.ts';

const bench = createBench({
  source:
    'class Point { constructor(x) { this.x = x; } } function helper() {} Object.assign(globalThis, { Point, helper });',
});

function printed(expression: string): string {
  const handle = bench.value(expression);
  const view = bench.view();
  const encoded = view.encode(handle);
  view.release();
  bench.guest.free(handle);
  if ('refused' in encoded) throw new Error(encoded.refused);
  return printValue(encoded.tape);
}

describe('a value', () => {
  it.each([
    ['1', '1'],
    ['-0', '-0'],
    ['NaN', 'NaN'],
    ['0.5', '0.5'],
    ['"a\\n"', '"a\\n"'],
    ['null', 'null'],
    ['undefined', 'undefined'],
    ['true', 'true'],
    ['-(2n ** 70n)', '-1180591620717411303424n'],
    ['[]', '[]'],
    ['[1, , "b"]', '[\n  0: 1\n  2: "b"\n]'],
    ['({ a: 1, "b c": [true] })', '{\n  a: 1\n  "b c": [\n    true\n  ]\n}'],
    ['new Map([["k", { n: 1 }]])', 'Map {\n  "k" => {\n    n: 1\n  }\n}'],
    ['new Set([1, 2])', 'Set {\n  1\n  2\n}'],
    ['new Date(5)', 'Date 5 {}'],
    ['/a+/g', 'RegExp "a+" {\n  lastIndex: 0\n}'],
    ['new Uint8Array([1, 255])', 'Uint8Array {\n  buffer: ArrayBuffer {\n    2 bytes 01ff\n  }\n}'],
    ['helper', '<helper of main.mjs>'],
  ])('%s', (expression, text) => expect(printed(expression)).toBe(text));

  it('shows sharing as often as it is met, and stops at a cycle', () => {
    expect(printed('(() => { const a = { n: 1 }; a.self = a; return [a, a]; })()')).toBe(
      '[\n  {\n    n: 1\n    self: <circular>\n  }\n  {\n    n: 1\n    self: <circular>\n  }\n]',
    );
  });

  it('shows so many items and no more', () => {
    expect(printed('Array.from({ length: 150 }, (_, i) => i)').split('\n').at(-2)).toBe('  … 50 more');
  });

  it('says what damage it found', () => {
    const handle = bench.value('[{ a: 1 }]');
    const view = bench.view();
    const encoded = view.encode(handle);
    view.release();
    if ('refused' in encoded) throw new Error(encoded.refused);
    for (let at = 4; at < encoded.tape.length; at += 4) {
      expect(printValue(encoded.tape.slice(0, at))).toMatch(/^<damaged: /);
      const words = Uint8Array.from(encoded.tape);
      new DataView(words.buffer).setInt32(at, 0x7ffffff0, true);
      expect(typeof printValue(words)).toBe('string');
    }
  });
});
