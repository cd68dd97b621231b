/** What cannot come back whole is refused as a result; what cannot be read is refused as an input. Each in its words. */
import { describe, expect, it } from 'vitest';
import { createBench } from './bench.ts';

const bench = createBench({
  source: `
    import { promisify } from 'node:util';
    import * as self from './main.mjs';
    export let exported = 1;
    export function topLevel() {}
    const inside = {
      methodOfMade: () => { class C { m() { return C; } } return C.prototype.m; },
      topLevelMethod() {},
      promisified: () => promisify(topLevel),
      className: () => Named.made(),
      holdsGenerator: () => { const g = (function* () {})(); return () => g; },
      madeClass: () => class {},
      instanceOfMade: () => new (class { x = 1; })(),
      bound: () => topLevel.bind(1),
      privateFields: () => new Fields(),
      brand: () => new Methods(),
      strictArguments() { return arguments; },
      generator: () => (function* () {})(),
      asyncGenerator: () => (async function* () {})(),
      namespace: () => self,
    };
    class Named { static made() { return () => Named; } }
    class Fields { #a = 1; get a() { return this.#a; } }
    class Methods { #m() {} m() { this.#m(); } }
    globalThis.inside = inside;
  `,
});

function payloadRefusal(expression: string): string | null {
  const handle = bench.value(expression);
  const view = bench.view();
  const encoded = view.encode(handle);
  view.release();
  bench.guest.free(handle);
  return 'refused' in encoded ? encoded.refused : null;
}

const AS_RESULT: readonly (readonly [string, string])[] = [
  ['inside.madeClass()', 'a class made during the call'],
  ['inside.instanceOfMade()', 'a class made during the call'],
  ['inside.methodOfMade()', 'a class made during the call'],
  ['inside.topLevelMethod', 'a function that was there before the call'],
  ['inside.className()', 'a function of a class that the call did not see'],
  ['inside.bound()', 'a bound function'],
  ['inside.privateFields()', 'an object with private fields'],
  ['inside.brand()', 'an object with private fields'],
  ['inside.strictArguments(1, 2)', 'an arguments object'],
  ['(function(){return arguments})(1)', 'an arguments object'],
  ['inside.namespace()', 'a module namespace'],
  ['new Error("e")', 'an Error, whose stack names its caller'],
  ['new (class extends TypeError {})("e")', 'an Error, whose stack names its caller'],
  ['Promise.resolve(1)', 'a promise'],
  ['new WeakMap()', 'a WeakMap'],
  ['new WeakSet()', 'a WeakSet'],
  ['Symbol("own")', 'a unique symbol'],
  ['({[Symbol("own")]: 1})', 'a unique symbol'],
  ['Object(Symbol("own"))', 'a unique symbol'],
  ['Symbol.for("shared")', 'a registered symbol'],
  ['({[Symbol.for("shared")]: 1})', 'a registered symbol'],
  ['new SharedArrayBuffer(4)', 'a shared buffer'],
  ['new ArrayBuffer(4, { maxByteLength: 8 })', 'a resizable or detached buffer'],
  ['new Uint8Array(new ArrayBuffer(4, { maxByteLength: 8 }))', 'a resizable or detached buffer'],
  ['(() => { const b = new ArrayBuffer(4); b.transfer(); return b; })()', 'a resizable or detached buffer'],
];

/** Opaque both ways. */
const OPAQUE: readonly (readonly [string, string])[] = [
  ['inside.holdsGenerator()', 'a generator'],
  ['inside.generator()', 'a generator'],
  ['inside.asyncGenerator()', 'a generator'],
  ['new Proxy({}, {})', 'a Proxy'],
  ['new Proxy(() => 1, {})', 'a Proxy'],
  ['[1].values()', 'an iterator'],
  ['new Map().entries()', 'an iterator'],
  ['new Set().values()', 'an iterator'],
  ['"a"[Symbol.iterator]()', 'an iterator'],
  ['"a".matchAll(/a/g)', 'an iterator'],
  ['new Promise(() => {})', 'a pending promise'],
  ['(() => { let r; new Promise((f) => { r = f; }); return r; })()', 'a function of the engine'],
  ['Proxy.revocable({}, {}).revoke', 'a function of the engine'],
];

describe('as a result', () => {
  it.each(AS_RESULT)('%s is %s', (expression, words) => expect(payloadRefusal(expression)).toBe(words));
  it.each(AS_RESULT)('deep inside, %s is still %s', (expression, words) =>
    expect(payloadRefusal(`[{ a: [new Map([[1, { deep: ${expression} }]])] }]`)).toBe(words),
  );
  it.each(OPAQUE)('%s is %s', (expression, words) => expect(payloadRefusal(expression)).toBe(words));
  it('functions that the runtime made are not the program’s either', () =>
    expect(payloadRefusal('inside.promisified()')).toBe('a function of the runtime'));
  it('code made at run time is no code of the program', () =>
    expect(payloadRefusal('(0, eval)("(() => 1)")')).toBe('code made at run time'));
});

describe('as an input', () => {
  it.each(OPAQUE)('%s is %s', (expression, words) => {
    expect(bench.refusal(expression)).toBe(words);
    expect(bench.refusal(`({ deep: [${expression}] })`)).toBe(words);
  });
  it.each(AS_RESULT.filter(([expression]) => !expression.includes('class extends')))('%s can be read', (expression) => {
    if (!expression.includes('function(){')) expect(bench.refusal(expression)).toBe(null);
  });
  it('code made at run time cannot be read', () => {
    expect(bench.refusal('(0, eval)("(() => 1)")')).toBe('code made at run time');
    expect(bench.refusal('new Function("return 1")')).toBe('code made at run time');
  });
  it('a weak collection with entries, but for those whose keys are gone', () => {
    expect(bench.refusal('new WeakMap([[Object, 1]])')).toBe('a WeakMap with entries');
    expect(bench.refusal('new WeakSet([Object])')).toBe('a WeakSet with entries');
    expect(bench.refusal('[new WeakMap(), new WeakSet(), new WeakMap([[{}, 1]]), new WeakSet([{}])]')).toBe(null);
  });

  it('a WeakRef, which here keeps its target, is what it holds', () => {
    const of = (target: string): string => bench.fingerprint(`new WeakRef(${target})`);
    expect(bench.refusal('new WeakRef({})')).toBe(null);
    expect([of('{ a: 1 }'), of('{ a: 1 }') === of('{ a: 2 }')]).toEqual([of('{ a: 1 }'), false]);
  });
});
