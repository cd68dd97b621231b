/** A tape becomes instructions without asking for more than the tape itself holds. */
import { describe, expect, it } from 'vitest';
import { blueprint } from '../../../engine/value/blueprint.ts';
import { BODY, PART, VALUE } from '../../../engine/value/tape.ts';
import { BadTape } from '../../../engine/value/tape-reader.ts';

const tape = (...words: number[]): Uint8Array => new Uint8Array(Int32Array.from(words).buffer);
const OBJECT = 1 | 0x10000;
const ARRAY = 2 | 0x10000;
const PLAIN = [BODY.object, OBJECT, PART.shape, 0, VALUE.null];

describe('whole tapes', () => {
  it('a primitive needs no instruction', () => {
    const plan = blueprint(tape(VALUE.int, 7, PART.end), 0);
    expect([...plan.instructions]).toEqual([(7 << 3) | 4, 0, 0, 0, 0, 0, 0]);
  });
  it('an int too large for a reference is a leaf', () =>
    expect(blueprint(tape(VALUE.int, 0x7fffffff, PART.end), 0).leaves).toEqual([0x7fffffff]));
  it.each([
    [[0], 0n],
    [[-1], -1n],
    [[0, 1], 2n ** 32n],
    [[-0x80000000, 0], 2n ** 31n],
    [[0, -1], -(2n ** 32n)],
    [[5, 0, 64], 2n ** 70n + 5n],
  ])('limbs %j are %d', (limbs, n) =>
    expect(blueprint(tape(VALUE.bigInt, limbs.length, ...limbs, PART.end), 0).leaves).toEqual([n]),
  );
  it('equal strings are one leaf', () => {
    const a = [VALUE.string, 1, 0x61];
    const plan = blueprint(
      tape(VALUE.ref, 1, BODY.object, ARRAY, PART.shape, 0, VALUE.null, PART.dense, 2, ...a, ...a, PART.end),
      0,
    );
    expect(plan.leaves).toEqual(['a']);
  });
  it('numbers up to the given ones are asked for, later ones are made', () => {
    expect(blueprint(tape(VALUE.ref, 2, PART.end), 2).externals).toEqual([{ kind: 'numbered', number: 2 }]);
    expect(blueprint(tape(VALUE.ref, 3, ...PLAIN, PART.end), 2).externals).toEqual([]);
  });
});

describe('damaged tapes', () => {
  const HUGE = 0x7fffffff;
  it.each<[string, number[]]>([
    ['nothing', []],
    ['no end', [VALUE.null]],
    ['words after the end', [VALUE.null, PART.end, PART.end]],
    ['an unknown token', [0x99, PART.end]],
    ['a body that is missing', [VALUE.ref, 1, PART.end]],
    ['a reference far away', [VALUE.ref, HUGE, ...PLAIN, PART.end]],
    ['a string longer than the tape', [VALUE.string, HUGE, PART.end]],
    ['a wide string longer than the tape', [VALUE.string, -1, PART.end]],
    ['a bigint longer than the tape', [VALUE.bigInt, HUGE, PART.end]],
    ['a bigint of negative length', [VALUE.bigInt, -5, PART.end]],
    [
      'a shape with more keys than the tape',
      [VALUE.ref, 1, BODY.object, OBJECT, PART.shape, HUGE, VALUE.null, PART.end],
    ],
    ['a shape with fewer keys than none', [VALUE.ref, 1, BODY.object, OBJECT, PART.shape, -1, VALUE.null, PART.end]],
    ['an array longer than the tape', [VALUE.ref, 1, ...PLAIN, PART.dense, HUGE, PART.end]],
    ['a sparse array longer than the tape', [VALUE.ref, 1, ...PLAIN, PART.sparse, 1 << 28, PART.end]],
    ['an array of negative length', [VALUE.ref, 1, ...PLAIN, PART.dense, -1, PART.end]],
    ['a map larger than the tape', [VALUE.ref, 1, BODY.object, 35, PART.shape, 0, VALUE.null, HUGE, PART.end]],
    [
      'a buffer longer than the tape',
      [VALUE.ref, 1, BODY.object, 19, PART.shape, 0, VALUE.null, -1, 0, PART.bytes, HUGE, PART.end],
    ],
    ['a shape never written', [VALUE.ref, 1, BODY.object, OBJECT, PART.sameShape, 3, PART.end]],
    ['a prototype that is a number', [VALUE.ref, 1, BODY.object, OBJECT, PART.shape, 0, VALUE.int, 1, PART.end]],
    [
      'a key that is a number',
      [VALUE.ref, 1, BODY.object, OBJECT, PART.shape, 1, VALUE.null, 7, VALUE.int, 1, VALUE.null, PART.end],
    ],
    [
      'a getter that is a string',
      [
        VALUE.ref,
        1,
        BODY.object,
        OBJECT,
        PART.shape,
        1,
        VALUE.null,
        20,
        VALUE.string,
        1,
        0x61,
        VALUE.accessor,
        VALUE.string,
        1,
        0x61,
        VALUE.null,
        PART.end,
      ],
    ],
    [
      'an accessor where a value should be',
      [
        VALUE.ref,
        1,
        BODY.object,
        OBJECT,
        PART.shape,
        1,
        VALUE.null,
        7,
        VALUE.string,
        1,
        0x61,
        VALUE.accessor,
        VALUE.null,
        VALUE.null,
        PART.end,
      ],
    ],
    [
      'unknown flags',
      [VALUE.ref, 1, BODY.object, OBJECT, PART.shape, 1, VALUE.null, 64, VALUE.string, 1, 0x61, VALUE.null, PART.end],
    ],
    ['a date that is an object', [VALUE.ref, 1, BODY.object, 10, PART.shape, 0, VALUE.null, VALUE.ref, 1, PART.end]],
    [
      'a pattern that is a number',
      [VALUE.ref, 1, BODY.object, 18, PART.shape, 0, VALUE.null, VALUE.int, 1, 0, PART.end],
    ],
    ['a class with no way back', [VALUE.ref, 1, BODY.object, 13, PART.shape, 0, VALUE.null, PART.end]],
  ])('%s', (_name, words) => expect(() => blueprint(tape(...words), 0)).toThrow(BadTape));

  it('a tape that ends inside a word', () =>
    expect(() => blueprint(tape(VALUE.null, PART.end).subarray(0, 7), 0)).toThrow(BadTape));
});
