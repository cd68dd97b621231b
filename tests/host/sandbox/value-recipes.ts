/** Values as recipes: steps of source text, each making a thing out of earlier ones or changing one. For fast-check. */
import fc from 'fast-check';

/** `given` is made before the call, `made` during it; the calls of inside/kit.mjs run both. */
export interface Recipe {
  readonly given: readonly string[];
  readonly made: readonly string[];
}

const WHOLE: readonly string[] = [
  '({})',
  '({ [#]: $, [#]: $, [#]: $ })',
  '({ [#]: undefined, [#]: $ })',
  'bare({ [#]: $, [#]: $ })',
  'heir($)',
  '[]',
  '[$, $]',
  '[$, , $]',
  'Array(3)',
  'sparse($, 70000)',
  'new Map([[$, $], [$, $]])',
  'without(new Map([[$, 1], ["gone", $], [NaN, $]]), "gone")',
  'new Set([$, $, $])',
  'new Date(86400000)',
  'new Date(NaN)',
  'found(/a(?<n>b)?/dgi, 3)',
  'found(/[^\\\\/]\\n/suy, 0)',
  'Object(1.5)',
  'Object("a\\u0000\\ud800")',
  'Object(false)',
  'Object(5n)',
  'Object(Symbol.iterator)',
  'views()',
  'bytes($)',
  'doubles($)',
  'dataOf($)',
  'new Float64Array([NaN, -0, 1.5])',
  'new BigInt64Array([1n, -5n])',
  'new Uint16Array(0)',
  'new ArrayBuffer(4)',
  'new Point($, $)',
  'new Square($)',
  'List.of($, $)',
  'new Table([[$, $]])',
  'Object.freeze([$, $])',
  'Object.freeze({ [#]: $ })',
  'Object.seal([$, , $])',
  'Object.preventExtensions({ [#]: $ })',
  'Object.defineProperty([$], "length", { writable: false })',
  '({ [#]: helper, [#]: Point, [#]: Math.max })',
];

/** Functions that are made on the spot, over what they capture. */
const FUNCTIONS: readonly string[] = [
  'arrow($)',
  'plain($, $)',
  'pair($)',
  'turned($, $)',
  'accessor($)',
  'knot($)',
  'rounds($)',
  '({ [#]: arrow($), [#]: $ })',
  'define($, #, { get: arrow($), enumerable: true, configurable: true })',
  'new Map([[plain($, $), arrow($)]])',
];

const CHANGES: readonly string[] = [
  'put($, #, $)',
  'drop($, #)',
  'define($, #, { value: $, enumerable: false, configurable: true })',
  'define($, #, { value: $, enumerable: true, writable: true })',
  'define($, #, { get: helper, set: keeper, enumerable: true, configurable: true })',
  'adopt($, $)',
  'adopt($, null)',
  'freeze($)',
  'seal($)',
  'close($)',
  'grow($, $, $)',
  'turn($)',
  'store($, $, $)',
  'move($)',
  'overwrite($)',
];

/** Made during a call, these cannot come back; given to it, they can. */
const FOREIGN: readonly string[] = [
  'new TypeError("m", { cause: $ })',
  'new Trouble("m")',
  'new AggregateError([$, $], "m")',
  'new Vault($)',
  'Symbol("unique")',
  'Symbol.for("registered")',
  '({ [Symbol("unique")]: $ })',
];

/** Nobody can read these. */
const OPAQUE: readonly string[] = ['generator()', 'new Proxy({}, {})', 'new WeakMap([[Object, $]])', '[$].values()'];

const KEYS: readonly string[] = [
  ...[
    'a',
    'b',
    'constructor',
    'length',
    '0',
    '1',
    '7',
    '-1',
    '01',
    '4294967294',
    '4294967295',
    '2147483648',
    '__proto__',
  ],
  ...['', 'é', '中', '\ud800', 'a\0b'],
].map((key) => JSON.stringify(key));

const PRIMITIVES: readonly string[] = [
  ...[
    'undefined',
    'null',
    'true',
    'false',
    '-0',
    '0',
    'NaN',
    'Infinity',
    '-Infinity',
    '5e-324',
    '2147483647',
    '2147483648',
  ],
  ...[
    '-2147483649',
    '9007199254740993',
    '0n',
    '-1n',
    '2n ** 31n',
    '-(2n ** 63n)',
    '2n ** 200n + 1n',
    '""',
    '"a\\u0000b"',
  ],
  ...[
    '"\\ud800"',
    '"\\udc00x"',
    '"\\ud83d\\ude00"',
    '"中文"',
    '"x".repeat(9000)',
    'Symbol.iterator',
    'Symbol.toStringTag',
  ],
  ...['helper', 'Point', 'Point.prototype.area', 'Math.max'],
];

const text = fc.string({ unit: 'binary', maxLength: 8 }).map((value) => JSON.stringify(value));
const number = fc.double().map((value) => (Object.is(value, -0) ? '-0' : String(value)));
const primitive = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...PRIMITIVES) },
  text,
  number,
  fc.bigInt().map((value) => `${value}n`),
);
const earlier = fc.nat(30).map((n) => `at(${n})`);
const operand = fc.oneof(primitive, { weight: 2, arbitrary: earlier });
const key = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...KEYS) },
  fc.constantFrom('Symbol.hasInstance', 'Symbol.isConcatSpreadable'),
  text,
);

/** A template with an operand for each `$` and a key for each `#`. */
function filled(templates: readonly string[]): fc.Arbitrary<string> {
  const parts = fc.tuple(
    fc.array(operand, { minLength: 4, maxLength: 4 }),
    fc.array(key, { minLength: 3, maxLength: 3 }),
  );
  return fc.tuple(fc.constantFrom(...templates), parts).map(([template, [operands, keys]]) => {
    const [values, names] = [[...operands], [...keys]];
    return template.replace(/[$#]/g, (hole) => (hole === '$' ? (values.shift() ?? '0') : (names.shift() ?? '"k"')));
  });
}

function steps(minLength: number, maxLength: number, ...kinds: [templates: readonly string[], weight: number][]) {
  const step = fc.oneof(...kinds.map(([templates, weight]) => ({ weight, arbitrary: filled(templates) })));
  return fc.array(step, { minLength, maxLength });
}

/** Results that hang on nothing from outside, of kinds that all come back. */
export const results: fc.Arbitrary<Recipe> = fc.record({
  given: fc.constant([]),
  made: steps(1, 9, [WHOLE, 5], [CHANGES, 2]),
});

/** Results that hold what the call was given, and changes of it; here and there something that cannot come back. */
export const calls: fc.Arbitrary<Recipe> = fc.record({
  given: steps(1, 6, [WHOLE, 6], [CHANGES, 1], [FOREIGN, 1]),
  made: steps(1, 6, [WHOLE, 4], [CHANGES, 4]),
});

/** Functions over what the call was given and what it made, and changes of all that. */
export const closures: fc.Arbitrary<Recipe> = fc.record({
  given: steps(0, 4, [WHOLE, 3], [FUNCTIONS, 2], [CHANGES, 1]),
  made: steps(1, 7, [FUNCTIONS, 4], [WHOLE, 2], [CHANGES, 3]),
});

/** The same with things that only the program itself can hold on to. */
export const anything: fc.Arbitrary<Recipe> = fc.record({
  given: steps(0, 4, [WHOLE, 12], [CHANGES, 2], [FOREIGN, 2], [OPAQUE, 1]),
  made: steps(1, 4, [WHOLE, 12], [CHANGES, 4], [FOREIGN, 2], [OPAQUE, 1]),
});
