/** Values leave one guest as tapes and come back in another: the same to every script, and to the host. */
import { beforeAll, describe, expect, it } from 'vitest';
import type { FrameView } from '../../../host/sandbox/frame-view.ts';
import { type Bench, createBench, inside } from './bench.ts';

const options = {
  files: { 'walker.mjs': inside('walker.mjs'), 'generator.mjs': inside('generator.mjs') },
  source: `
    import { batch } from './generator.mjs';
    import { describe, namesOf } from './walker.mjs';
    const names = namesOf([globalThis]);
    class Animal { constructor(name) { this.name = name; } speak() { return this.name; } static kind = 'animal'; }
    class Dog extends Animal { get loud() { return true; } }
    function helper() { return 7; }
    const table = { helper };
    // Who made a function told of it alone: what another one captured shows in its fingerprint.
    const nothing = new WeakMap();
    Object.assign(globalThis, { batch, Animal, Dog, helper, table, text: (v) => describe(v, names, nothing) });
  `,
};

/** The tape of a value that begins a frame of its own; or why there is none. */
function encoded(bench: Bench, handle: number, view: FrameView = bench.view()): Uint8Array | string {
  const result = view.encode(handle);
  view.release();
  return 'tape' in result ? result.tape : result.refused;
}

function tapeOf(bench: Bench, expression: string): Uint8Array {
  const handle = bench.value(expression);
  const tape = encoded(bench, handle);
  bench.guest.free(handle);
  if (typeof tape === 'string') throw new Error(`refused: ${tape}`);
  return tape;
}

/** Decodes in a frame that was given nothing. */
function decoded(bench: Bench, tape: Uint8Array): number {
  const view = bench.view();
  const restored = view.decode(tape);
  view.release();
  if (restored === null) throw new Error('the tape was refused');
  return restored.value;
}

describe('random values', () => {
  const [from, to] = [createBench(options), createBench(options)];
  const returned: { text: string; was: string; fingerprint: string; before: string }[] = [];
  beforeAll(() => {
    for (let first = 0; first < 2000; first += 250) {
      const batch = from.value(`globalThis.values = batch(${first}, 250)`);
      from.elements(batch).forEach((address, i) => {
        const tape = encoded(from, address);
        if (typeof tape === 'string') return;
        const back = decoded(to, tape);
        to.keep('back', back);
        const was = from.text(`text(values[${i}])`);
        const before = from.fingerprintAt(address);
        returned.push({ text: to.text('text(back)'), was, fingerprint: to.fingerprintAt(back), before });
        to.guest.free(back);
      });
      from.guest.free(batch);
    }
  });

  it('come back as they were, unless they are refused', () => {
    expect(returned.length).toBeGreaterThan(800);
    expect(returned.filter(({ text, was }) => text !== was)).toEqual([]);
  });

  it('come back with their fingerprints', () =>
    expect(returned.filter(({ fingerprint, before }) => fingerprint !== before)).toEqual([]));
});

describe('one value after the other', () => {
  const [from, to] = [createBench(options), createBench(options)];
  it.each([
    '1.5',
    '-0',
    'NaN',
    '2147483648',
    '-2147483648',
    '268435456',
    '-268435457',
    '"a\\0\\ud800\\u4e2d"',
    '2n**31n',
    '-(2n**31n)',
    '-(2n**64n)',
    '2n**200n+1n',
    'undefined',
    'Symbol.iterator',
    'Symbol.toPrimitive',
    'Math.max',
    '[1,,3]',
    '[,]',
    'new Array(5)',
    'Object.freeze([1,2])',
    'Object.seal({a:1})',
    'Object.freeze([1,,3])',
    'Object.defineProperty([1,2],"length",{writable:false})',
    'Object.assign([1],{extra:1})',
    '(() => { const a = []; a[4294967294] = 1; return a; })()',
    '({2147483648:1,b:2,1:3,4294967295:4})',
    'JSON.parse(\'{"__proto__":1}\')',
    'Object.defineProperty({},"__proto__",{value:1,enumerable:true})',
    '({[Symbol.toStringTag]:"x",a:1})',
    'Object.create(null)',
    'Object.assign(Object.create(null),{a:1,__proto__x:2})',
    'Object.setPrototypeOf(new Date(5),Object.prototype)',
    'Object.setPrototypeOf(new Map([[1,2]]),Object.prototype)',
    'Object.setPrototypeOf(new Set([1]),Object.prototype)',
    'Object.setPrototypeOf(new Map(),null)',
    'Object.setPrototypeOf(new ArrayBuffer(4),Object.prototype)',
    'Object.setPrototypeOf(new Uint8Array(4),Object.prototype)',
    'Object.setPrototypeOf(Object(1),Object.prototype)',
    'Object.setPrototypeOf(/a/g,Object.prototype)',
    'Object.setPrototypeOf([1,2],Object.prototype)',
    'Object.setPrototypeOf([1,2],null)',
    'Object.setPrototypeOf([1,2],{a:1})',
    'Object.setPrototypeOf({a:1},Array.prototype)',
    'Object.create(Array.prototype,{length:{value:0,writable:true}})',
    '[Object.create(Array.prototype,{length:{value:0,writable:true}}),[]]',
    'Object.setPrototypeOf({a:1},new Date(3))',
    'Object.assign(new Date(5),{a:1})',
    'Object.freeze(new Date(NaN))',
    'Object(Symbol.iterator)',
    'Object("text")',
    'Object.assign(Object("text"),{7:1,a:2})',
    'Object(1n)',
    'Object(true)',
    '/a(?<x>b)/dgimsuy',
    '/[a--b]/v',
    'Object.assign(/a/y,{lastIndex:3})',
    'Object.assign(/a/y,{lastIndex:"3"})',
    'Object.freeze(/a\\/b/)',
    'new RegExp("")',
    'new Map([[NaN,1],[0,-0],["a",new Map()]])',
    'Object.freeze(new Set([-0,"b"]))',
    'Object.assign(new Map([[1,2]]),{a:1})',
    '(() => { const b = new ArrayBuffer(16); return [new Uint8Array(b,3,5), new Float64Array(b,8), new DataView(b,2), b]; })()',
    'Object.assign(new Uint16Array([1,2]),{a:1})',
    'Object.preventExtensions(new Int8Array([1,2]))',
    'new BigInt64Array([1n,-1n])',
    'new Float32Array([NaN,-0,1.5])',
    'new Float16Array([1.5])',
    'new Uint8ClampedArray([300])',
    'new ArrayBuffer(0)',
    'new Animal("rex")',
    'new Dog("rex")',
    'Object.assign(new Dog("rex"),{extra:{x:1}})',
    'Animal',
    'Animal.prototype',
    'helper',
    '[helper,helper,Dog]',
    '({get:1,set:2})',
    'Object.defineProperty({},"x",{get:helper,enumerable:true})',
    'Object.defineProperty({},"x",{set:helper,configurable:true})',
    '[Object.defineProperty([],"0",{get:helper})]',
    '(() => { const a = [1]; a.push(a); return a; })()',
    '(() => { const a = {}; const b = { a }; a.b = b; return [a, b, a]; })()',
    '(() => { const m = new Map(); m.set(m, m); return m; })()',
    '(() => { const o = { x: 1 }; return { one: o, two: o, list: [o, { ...o }] }; })()',
    '(() => { const p = { p: 1 }; return [Object.create(p), Object.create(p), p]; })()',
    'Buffer.from("bytes")',
    '"a".repeat(9000) + "b".repeat(9000)',
    '"\\u4e2d" + "a".repeat(20000)',
    '"x".repeat(16385)',
    '[..."y".repeat(300)].map((c, i) => c + i)',
  ])('%s', (expression) => {
    const handle = from.value(expression);
    from.keep('value', handle);
    const tape = encoded(from, handle);
    if (typeof tape === 'string') throw new Error(tape);
    const back = decoded(to, tape);
    to.keep('back', back);
    expect(to.text('text(back)')).toBe(from.text('text(value)'));
    expect(to.fingerprintAt(back)).toBe(from.fingerprintAt(handle));
  });

  it('a payload is the same whatever guest wrote it', () => {
    const expression = '[{ a: [1, "two", 3.5] }, new Map([[{}, new Date(0)]])]';
    expect(Buffer.from(tapeOf(from, expression))).toEqual(Buffer.from(tapeOf(to, expression)));
  });

  it('each time is fresh', () => {
    const tape = tapeOf(from, '({ a: [] })');
    to.keep('first', decoded(to, tape));
    to.keep('second', decoded(to, tape));
    expect(to.text('first !== second && first.a !== second.a')).toBe('true');
  });
});

describe('plain data', () => {
  const [from, to] = [createBench(options), createBench(options)];
  from.run(`
    let state = 7;
    const below = (n) => { state = (Math.imul(state, 1664525) + 1013904223) >>> 0; return Math.floor((state / 4294967296) * n); };
    const leaf = () => [below(9), -below(9) / 7, 'key' + below(5), '\u4e2d' + below(3), '', null, undefined, true, false, NaN, -0, 2 ** 31, helper, Infinity][below(14)];
    let pool;
    const plain = (depth) => {
      if (depth === 0 || below(4) === 0) return leaf();
      if (pool.length > 0 && below(6) === 0) return pool[below(pool.length)];
      const made = below(2) ? [] : {};
      pool.push(made);
      for (let i = below(6); i > 0; i--) made[Array.isArray(made) ? made.length : 'abcdef'[below(6)]] = plain(depth - 1);
      return made;
    };
    globalThis.plainOf = (seed) => { state = seed * 7919 + 1; pool = []; return plain(1 + below(5)); };
    0`);

  it('comes back the same, and lives like any other', () => {
    const before = to.things();
    for (let seed = 0; seed < 500; seed++) {
      const handle = from.value(`globalThis.value = plainOf(${seed})`);
      const tape = encoded(from, handle);
      if (typeof tape === 'string') throw new Error(tape);
      const back = decoded(to, tape);
      if (seed % 50 === 0) to.collect();
      to.keep('back', back);
      expect(to.text('text(back)')).toBe(from.text('text(value)'));
      expect(to.fingerprintAt(back)).toBe(from.fingerprintAt(handle));
      from.guest.free(handle);
      to.guest.free(back);
    }
    to.run('globalThis.back = null; 0');
    expect(to.things() - before).toBeLessThan(30);
  });

  it('can be changed, without a trace in its siblings', () => {
    const rows = '[{ a: 1, b: [1, 2] }, { a: 2, b: [3, 4] }, { a: 3, b: [] }]';
    to.keep('back', decoded(to, tapeOf(from, rows)));
    const change = (name: string): string =>
      `(() => { const [x, y, z] = ${name}; x.c = 1; delete x.a; y.b.push(5, 6, 7); y.b.sort((p, q) => q - p); z.b[3] = 1; Object.freeze(z); for (let i = 0; i < 50; i++) z.b.push(i); y.b.length = 1; ${name}.push({ a: 9, b: 8 }); return text(${name}); })()`;
    from.run(`globalThis.same = ${rows}; 0`);
    expect(to.text(change('back'))).toBe(from.text(change('same')));
    to.collect();
    expect(to.text('text(back)')).toBe(from.text('text(same)'));
  });
});

describe('identity with what the call was given', () => {
  const bench = createBench(options);
  /** Encodes `result` in a frame given `args`, then decodes it in a frame given `others` instead. */
  function moved(args: string, result: string, others: string): void {
    const given = bench.value(`globalThis.args = ${args}`);
    const view = bench.view(given);
    const tape = encoded(bench, bench.value(result), view);
    if (typeof tape === 'string') throw new Error(tape);
    const later = bench.view(bench.value(`globalThis.others = ${others}`));
    const back = later.decode(tape)?.value as number;
    later.release();
    bench.keep('back', back);
  }

  it.each([
    ['({ a: 1 })', 'args', '({ a: 1 })', 'back === others'],
    ['[{}, {}]', 'args[1]', '[{}, {}]', 'back === others[1] && back !== others[0]'],
    [
      '[{}, {}]',
      '[args[1], args, {}]',
      '[{}, {}]',
      'back[0] === others[1] && back[1] === others && back[2] !== others[0]',
    ],
    [
      '{ s: Symbol("own") }',
      '[args.s, { [args.s]: 1 }]',
      '{ s: Symbol("own") }',
      'back[0] === others.s && back[1][others.s] === 1',
    ],
    ['{ p: { x: 1 } }', 'Object.create(args.p)', '{ p: { x: 1 } }', 'Object.getPrototypeOf(back) === others.p'],
    ['{ f: helper }', '({ get: args.f })', '{ f: helper }', 'back.get === helper'],
    [
      'new ArrayBuffer(8)',
      'new Uint8Array(args, 2)',
      'new ArrayBuffer(8)',
      'back.buffer === others && back.byteOffset === 2',
    ],
    ['{ k: {} }', 'new Map([[args.k, args.k]])', '{ k: {} }', 'back.get(others.k) === others.k'],
  ])('given %s, %s', (args, result, others, claim) => {
    moved(`(${args})`, result, `(${others})`);
    expect(bench.text(claim)).toBe('true');
  });

  it('setters and frozen elements on a given prototype are not met', () => {
    const proto =
      '({ p: Object.defineProperties({}, { 0: { set(v) { globalThis.met = v; } }, 1: { value: 5 }, x: { set(v) { globalThis.met = v; } } }) })';
    for (const result of [
      'Object.setPrototypeOf([1, 2], args.p)',
      'Object.create(args.p, { x: { value: 1, writable: true, enumerable: true, configurable: true }, 0: { value: 7 } })',
    ]) {
      // The setters are code made outside the program: what observing them refuses does not matter here.
      moved(proto, result, proto);
      expect(bench.text('typeof met + Object.keys(back).join() + back[0]')).toMatch(/^undefined(0,1,?1|x7|x,?7|0,1.*)/);
    }
  });
});

describe('large values', () => {
  const [from, to] = [createBench({ ...options, memoryMB: 1024 }), createBench({ ...options, memoryMB: 1024 })];
  it.each([
    [
      '200,000 objects',
      'Array.from({ length: 200000 }, (_, i) => ({ id: i, name: "n" + i % 100, x: i / 3, on: i % 2 === 0 }))',
      'back.length === 200000 && back[199999].id === 199999 && back[5].name === "n5"',
    ],
    [
      'a million doubles',
      'Array.from({ length: 1000000 }, (_, i) => i / 3)',
      'back.length === 1000000 && back[999999] === 999999 / 3',
    ],
    [
      'a view of a million doubles',
      'Float64Array.from({ length: 1000000 }, (_, i) => i / 3)',
      'back.length === 1000000 && back[999999] === 999999 / 3',
    ],
    ['a string of 5 MB', '"0123456789".repeat(500000)', 'back.length === 5000000 && back.slice(-11, -9) === "90"'],
    [
      'a wide string of 2 M',
      '"\\u4e2d\\u6587".repeat(1000000)',
      'back.length === 2000000 && back.at(-1) === "\\u6587"',
    ],
    [
      'a list of 100,000 nodes',
      '(() => { let list = null; for (let i = 0; i < 100000; i++) list = { i, next: list }; return list; })()',
      '(() => { let n = 0; for (let at = back; at; at = at.next) n += 1; return n; })() === 100000',
    ],
    [
      'a map of 50,000',
      'new Map(Array.from({ length: 50000 }, (_, i) => ["k" + i, [i]]))',
      'back.size === 50000 && back.get("k49999")[0] === 49999',
    ],
  ])('%s', (_name, expression, claim) => {
    const handle = from.value(expression);
    const tape = encoded(from, handle);
    if (typeof tape === 'string') throw new Error(tape);
    const back = decoded(to, tape);
    to.keep('back', back);
    expect(to.text(claim)).toBe('true');
    expect(to.fingerprintAt(back)).toBe(from.fingerprintAt(handle));
    from.guest.free(handle);
    to.guest.free(back);
    to.run('delete globalThis.back; 0');
  });
});
