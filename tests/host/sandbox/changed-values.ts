/** Values and what may be done to them. Data table. */

/** A program that the expressions below find. */
export const PROGRAM = `
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
  });`;

/** A value `x`, and changes of it. */
type Case = readonly [value: string, changes: readonly string[]];

export const CHANGES: readonly Case[] = [
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
    ['x.keep(2)', 'Keeper.count += 1', 'Keeper.prototype.more = 1', 'delete Keeper.prototype.keep', 'x.own = 1'],
  ],
  ['counter(1)', ['x.set(2)', 'x.get = x.set', 'x.get.prop = 1']],
  ['Keeper', ['x.count += 1', 'x.prototype.again = 1', 'x.another = 1', 'Object.freeze(x)']],
  ['Promise.resolve({ n: 1 })', ['x.then(1); x.extra = 1']],
  ['Object.create({ up: { n: 1 } })', ['Object.getPrototypeOf(x).up.n = 2', 'x.up = 1', 'x.up.n = 3']],
];
