/** Data table of claims: every offset and rule of layout.ts, and those that walker, builder and marshal use by number, on live values. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  BYTECODE,
  CELL,
  CLASS,
  CLASS_NAMES,
  CTX,
  ENGINE_SHA256,
  FLOAT_ADDEND,
  MODULE,
  OBJECT,
  OBJECT_BIT,
  PROP,
  RT,
  SHAPE,
  TAG,
} from '../../../host/sandbox/layout.ts';
import { atomKind } from '../../../host/sandbox/shapes.ts';
import { createBench } from './bench.ts';

const bench = createBench({
  source: `
    import * as ns from './main.mjs';
    export let counter = 11;
    let hidden = 5;
    export function increase() { counter += 1; hidden += 1; return hidden; }
    export function outer(a) { let b = 2; const c = 's'; return function named(x, y = 1) { return () => a + b + c + x; }; }
    Object.assign(globalThis, { ns, increase, outer });
  `,
});
const g = bench.guest;
const word = (address: number): number => g.word(address);
const int = (address: number): number => g.word(address) | 0;

/** What a reading of the value's JSValue words gives: its address, payload and tag. */
function read<T>(expression: string, reading: (value: number, low: number, tag: number) => T): T {
  const handle = bench.value(expression);
  g.refresh();
  const result = reading(handle, word(handle), g.tag(handle));
  g.free(handle);
  return result;
}

type Reading = (value: number, low: number, tag: number) => unknown;
type Claim = readonly [claim: string, expression: string, reading: Reading, expected: unknown];

const claims = (list: readonly Claim[]): void =>
  it.each(list)('%s: %s', (_claim, expression, reading, expected) =>
    expect(read(expression, reading)).toEqual(expected),
  );

const tagOf: Reading = (_value, _low, tag) => tag;
const classOf: Reading = (_value, low) => CLASS_NAMES[word(low + OBJECT.flags) >>> 16];
const flagsOf = (object: number): number => word(object + OBJECT.flags);
const entryAt = (object: number, slot = 0): number => word(object + OBJECT.shape) + SHAPE.entries + 8 * slot;
const propFlags = (object: number, slot = 0): number => word(entryAt(object, slot)) >>> 26;
const atomAt = (object: number, slot = 0): number => word(entryAt(object, slot) + 4);
const slotAt = (object: number, slot = 0): number => word(object + OBJECT.props) + 8 * slot;
const element = (array: number, i: number): number => word(array + 36) + 8 * i;
const keysOf = (object: number): string[] =>
  Array.from({ length: word(word(object + OBJECT.shape) + SHAPE.count) }, (_, i) => g.atomText(atomAt(object, i)));

it('the engine is the pinned build', () => {
  const folder = dirname(createRequire(import.meta.url).resolve('@jitl/quickjs-wasmfile-release-sync/wasm'));
  const bytes = readFileSync(join(folder, 'emscripten-module.wasm'));
  expect(createHash('sha256').update(bytes).digest('hex')).toBe(ENGINE_SHA256);
});

describe('values', () => {
  claims([
    ['an int is its payload', '-7', (_v, low, tag) => [tag, low | 0], [TAG.int, -7]],
    ['true', 'true', (_v, low, tag) => [tag, low], [TAG.bool, 1]],
    ['false', 'false', (_v, low, tag) => [tag, low], [TAG.bool, 0]],
    ['null', 'null', tagOf, TAG.null],
    ['undefined', 'undefined', tagOf, TAG.undefined],
    ['a string', '"a"', tagOf, TAG.string],
    ['a rope', '"a".repeat(9000)+"b".repeat(9000)', tagOf, TAG.rope],
    ['a symbol', 'Symbol()', tagOf, TAG.symbol],
    ['an object', '({})', tagOf, TAG.object],
    ['a small bigint', '-7n', (_v, low, tag) => [tag, low | 0], [TAG.shortBigInt, -7]],
    ['the last small bigint', '2n**31n-1n', tagOf, TAG.shortBigInt],
    ['the first big one', '2n**31n', tagOf, TAG.bigInt],
    ['big limbs', '2n**70n+5n', (_v, p) => [4, 8, 12, 16].map((o) => word(p + o)), [3, 5, 0, 64]],
    ['negative limbs', '-(2n**40n)', (_v, p) => [word(p + 4), word(p + 8), int(p + 12)], [2, 0, -256]],
    ['a double has no tag', '0.5', (_v, _l, tag) => tag < TAG.bigInt || tag > TAG.shortBigInt, true],
    ['the high word of a double', '0.5', (_v, _l, tag) => (tag + FLOAT_ADDEND) >>> 0, 0x3fe00000],
    ['an integral double stays a double', '0.5+0.5', (_v, _l, t) => t < TAG.bigInt || t > TAG.shortBigInt, true],
    ['NaN has one pattern', '0/0', (v) => [word(v), word(v + 4)], [0, (0x7ff80000 - FLOAT_ADDEND) >>> 0]],
    ['NaN made otherwise too', 'Math.sqrt(-1)', (v) => [word(v), word(v + 4)], [0, (0x7ff80000 - FLOAT_ADDEND) >>> 0]],
  ]);
  const doubles = [0.5, -0.5, 1e308, 5e-324, -1e-310, Infinity, -Infinity, NaN, -0, 2 ** 53, -(2 ** 31) - 0.5];
  it.each(doubles)('reads the double %d', (n) => {
    const text = Object.is(n, -0) ? '-0' : String(n);
    expect(read(`globalThis.Number(${text})`, (value) => g.number(value))).toBe(n);
  });
  it.each([...doubles, 0, 1, -1, 2 ** 31 - 1, -(2 ** 31), 2 ** 31])('writes %d as the guest reads it', (n) => {
    const handle = g.newNumber(n);
    bench.keep('written', handle);
    g.free(handle);
    expect(bench.text(`Object.is(written, ${Object.is(n, -0) ? '-0' : n})`)).toBe('true');
  });
});

describe('strings', () => {
  claims([
    ['narrow', '"h\\u00e9"', (_v, p) => [word(p + 4), ...g.u8.subarray(p + 16, p + 19)], [2, 0x68, 0xe9, 0]],
    ['wide', '"\\u4e2dx"', (_v, p) => [word(p + 4), g.u16[(p + 16) >> 1]], [0x80000002, 0x4e2d]],
    ['a slice is a copy', '"abcdefgh".repeat(50).slice(8,300)', tagOf, TAG.string],
    ['a wide slice becomes narrow', '("\\u4e2dabc").slice(1)', (_v, p) => word(p + 4) >>> 31, 0],
    ['rope length', '"a".repeat(9000)+"b".repeat(9000)', (_v, p) => word(p + 4), 18000],
    [
      'rope parts',
      '"a".repeat(9000)+"b".repeat(9000)',
      (_v, p) => [g.tag(p + 16), g.tag(p + 24), g.text(word(p + 16))[0], g.text(word(p + 24))[0]],
      [TAG.string, TAG.string, 'a', 'b'],
    ],
    ['rope text', '"a".repeat(9000)+"\\u4e2d".repeat(9000)', (v) => g.string(v).slice(8999, 9001), 'a\u4e2d'],
    ['lone surrogates', '"\\ud800x"', (v) => g.string(v), '\ud800x'],
    ['NUL inside', '"a\\0b"', (v) => g.string(v), 'a\0b'],
  ]);
  it.each(['', 'plain', 'h\u00e9', '\u4e2d\u6587', '\ud800', 'a\0b', 'x'.repeat(5000)])('writes %j', (text) => {
    const handle = g.newString(text);
    bench.keep('written', handle);
    g.free(handle);
    expect(bench.text(`written === ${JSON.stringify(text)} && written.length === ${text.length}`)).toBe('true');
  });
});

describe('atoms', () => {
  claims([
    ['text', '({zork:1})', (_v, p) => g.atomText(atomAt(p)), 'zork'],
    ['an index', '({7:1})', (_v, p) => atomAt(p), 0x80000007],
    ['the last index atom', '({2147483647:1})', (_v, p) => atomAt(p), 0xffffffff],
    ['later indices are strings', '({2147483648:1})', (_v, p) => g.atomText(atomAt(p)), '2147483648'],
    ['a symbol', '({[Symbol("q")]:1})', (_v, p) => atomKind(g, atomAt(p)), 'symbol'],
    [
      'a symbol knows its atom',
      '({[Symbol("q")]:1})',
      (_v, p) => word(g.atomPointer(atomAt(p)) + 12) === atomAt(p),
      true,
    ],
    ['Symbol.for', '({[Symbol.for("q")]:1})', (_v, p) => atomKind(g, atomAt(p)), 'registered'],
    ['a string', '({zork:1})', (_v, p) => atomKind(g, atomAt(p)), 'string'],
    ['a private name', 'new (class{#pv=9})()', (_v, p) => atomKind(g, atomAt(p)), 'private'],
    ['a private value', 'new (class{#pv=9})()', (_v, p) => g.number(slotAt(p)), 9],
    ['a brand', '(class{#m(){}}).prototype', (_v, p) => keysOf(p).includes('<brand>'), true],
    [
      'well-known symbols come first',
      'Symbol.asyncIterator',
      (_v, p) => [word(p + 12) <= bench.walker.lastWellKnown, word(p + 12) > bench.walker.brandAtom],
      [true, true],
    ],
    ['Symbol.toPrimitive is among them', 'Symbol.toPrimitive', (_v, p) => word(p + 12) > bench.walker.brandAtom, true],
    ['others come later', 'Symbol("own")', (_v, p) => word(p + 12) > bench.walker.lastWellKnown, true],
    ['a well-known symbol is its atom', 'Symbol.iterator', (_v, p) => g.atomPointer(word(p + 12)) === p, true],
  ]);
});

describe('objects and shapes', () => {
  claims([
    ['class id', 'new Map', (_v, p) => flagsOf(p) >>> 16, CLASS.map],
    ['gc type', '({})', (_v, p) => flagsOf(p) & 15, 0],
    ['gc link', '({})', (_v, p) => word(word(p + OBJECT.link) + 4) === p + OBJECT.link, true],
    ['extensible', '({})', (_v, p) => flagsOf(p) & OBJECT_BIT.extensible, OBJECT_BIT.extensible],
    ['not extensible', 'Object.preventExtensions({})', (_v, p) => flagsOf(p) & OBJECT_BIT.extensible, 0],
    ['fast and exotic array', '[]', (_v, p) => flagsOf(p) & 0xc00, OBJECT_BIT.fastArray | OBJECT_BIT.exotic],
    ['constructor', '(function(){})', (_v, p) => flagsOf(p) & OBJECT_BIT.constructor, OBJECT_BIT.constructor],
    ['arrows are none', '(()=>1)', (_v, p) => flagsOf(p) & OBJECT_BIT.constructor, 0],
    ['no prototype', 'Object.create(null)', (_v, p) => word(word(p + OBJECT.shape) + SHAPE.proto), 0],
    [
      'prototype',
      '[{},Object.prototype]',
      (_v, p) => word(word(word(element(p, 0)) + OBJECT.shape) + SHAPE.proto) === word(element(p, 1)),
      true,
    ],
    [
      'count with deleted',
      '(()=>{const o={a:1,b:2,c:3};delete o.b;return o})()',
      (_v, p) => [word(word(p + OBJECT.shape) + SHAPE.count), atomAt(p, 1)],
      [3, 0],
    ],
    [
      'an unshared shape is not hashed',
      '(()=>{const o={a:1,b:2,c:3};delete o.b;return o})()',
      (_v, p) => g.u8[word(p + OBJECT.shape) + SHAPE.isHashed],
      0,
    ],
    ['a shared one is', '({a:1,b:2})', (_v, p) => g.u8[word(p + OBJECT.shape) + SHAPE.isHashed], 1],
    [
      'equal literals share a shape',
      '[{a:1,b:2},{a:3,b:4}]',
      (_v, p) => word(word(element(p, 0)) + OBJECT.shape) === word(word(element(p, 1)) + OBJECT.shape),
      true,
    ],
    [
      'many deletions compact',
      '(()=>{const o={};for(let i=0;i<20;i++)o["k"+i]=i;for(let i=0;i<15;i++)delete o["k"+i];return o})()',
      (_v, p) => word(word(p + OBJECT.shape) + SHAPE.count) < 20,
      true,
    ],
    ['ordinary flags', '({a:1})', (_v, p) => propFlags(p), PROP.configurable | PROP.writable | PROP.enumerable],
    ['frozen flags', 'Object.freeze({a:1})', (_v, p) => propFlags(p), PROP.enumerable],
    ['accessor', '({get a(){return 1}})', (_v, p) => [propFlags(p), word(slotAt(p) + 4)], [PROP.getset | 5, 0]],
    ['getter function', '({get a(){return 1}})', (_v, p) => flagsOf(word(slotAt(p))) >>> 16, CLASS.function],
    [
      'setter comes second',
      '({set a(v){}})',
      (_v, p) => [word(slotAt(p)), flagsOf(word(slotAt(p) + 4)) >>> 16],
      [0, CLASS.function],
    ],
    [
      'a prototype made late',
      '(function(){})',
      (_v, p) => [propFlags(p, 2) & PROP.typeMask, g.atomText(atomAt(p, 2)), word(slotAt(p, 2)) & 3],
      [PROP.autoinit, 'prototype', 0],
    ],
    ['a value slot', '({a:1.5})', (_v, p) => g.number(slotAt(p)), 1.5],
    [
      'class prototypes by class id',
      'Map.prototype',
      (_v, p) => word(word(g.ctx + CTX.classProtos) + 8 * CLASS.map) === p,
      true,
    ],
  ]);
});

describe('arrays', () => {
  const fast = (p: number): boolean => (flagsOf(p) & OBJECT_BIT.fastArray) !== 0;
  claims([
    ['count and values', '[1,2,3]', (_v, p) => [word(p + 40), g.number(element(p, 1))], [3, 2]],
    [
      'length is the first slot',
      '[1,2,3]',
      (_v, p) => [g.atomText(atomAt(p)), g.number(slotAt(p)), propFlags(p) & 7],
      ['length', 3, PROP.writable],
    ],
    ['length without elements', 'new Array(5)', (_v, p) => [fast(p), word(p + 40), g.number(slotAt(p))], [true, 0, 5]],
    ['holes are slow', '[1,,3]', (_v, p) => fast(p), false],
    ['sparse is slow', '(()=>{const a=[1];a[9]=1;return a})()', (_v, p) => fast(p), false],
    ['deleting inside is slow', '(()=>{const a=[1,2,3];delete a[1];return a})()', (_v, p) => fast(p), false],
    [
      'deleting the last is fast',
      '(()=>{const a=[1,2,3];delete a[2];return a})()',
      (_v, p) => [fast(p), word(p + 40), g.number(slotAt(p))],
      [true, 2, 3],
    ],
    ['frozen is slow', 'Object.freeze([1,2])', (_v, p) => fast(p), false],
    ['not extensible may be fast', 'Object.preventExtensions([1,2])', (_v, p) => fast(p), true],
    ['slow elements are properties', '[1,,3]', (_v, p) => [atomAt(p, 1), atomAt(p, 2)], [0x80000000, 0x80000002]],
    ['an array made of the host', '[]', (_v, p) => [word(p + 32), word(p + 40)], [0, 0]],
  ]);
});

describe('bytes', () => {
  claims([
    [
      'elements of a view',
      'new Float64Array([1.5,2.5])',
      (_v, p) => [flagsOf(p) >>> 16, word(p + 40), new Float64Array(g.u8.buffer, word(p + 36), 2)[1]],
      [CLASS.lastTyped, 2, 2.5],
    ],
    ['the first view class', 'new Uint8ClampedArray(1)', (_v, p) => flagsOf(p) >>> 16, CLASS.firstTyped],
    [
      'a view',
      'new Uint16Array(new ArrayBuffer(16),4,3)',
      (_v, p) => {
        const t = word(p + 32);
        return [word(t + 8) === p, flagsOf(word(t + 12)) >>> 16, word(t + 16), word(t + 20), word(t + 24)];
      },
      [true, CLASS.arrayBuffer, 4, 6, 0],
    ],
    [
      'a view that follows its buffer',
      'new Uint8Array(new ArrayBuffer(8,{maxByteLength:16}))',
      (_v, p) => word(word(p + 32) + 24),
      1,
    ],
    [
      'a buffer',
      'new ArrayBuffer(8,{maxByteLength:16})',
      (_v, p) => {
        const b = word(p + 32);
        return [word(b), int(b + 4), g.u8[b + 8], g.u8[b + 9]];
      },
      [8, 16, 0, 0],
    ],
    ['a fixed buffer', 'new ArrayBuffer(8)', (_v, p) => int(word(p + 32) + 4), -1],
    [
      'its bytes',
      'new Uint8Array([7,8]).buffer',
      (_v, p) => [...g.u8.subarray(word(word(p + 32) + 12), word(word(p + 32) + 12) + 2)],
      [7, 8],
    ],
    [
      'a detached buffer',
      '(()=>{const b=new ArrayBuffer(8);b.transfer();return b})()',
      (_v, p) => {
        const b = word(p + 32);
        return [word(b), g.u8[b + 8], word(b + 12)];
      },
      [0, 1, 0],
    ],
    [
      'a shared buffer',
      'new SharedArrayBuffer(8)',
      (_v, p) => [flagsOf(p) >>> 16, g.u8[word(p + 32) + 9]],
      [CLASS.sharedArrayBuffer, 1],
    ],
    [
      'a view of a detached buffer',
      '(()=>{const b=new ArrayBuffer(8);const u=new Uint8Array(b);b.transfer();return u})()',
      (_v, p) => [word(p + 40), word(p + 36)],
      [0, 0],
    ],
    [
      'a data view',
      'new DataView(new ArrayBuffer(9),2,3)',
      (_v, p) => {
        const t = word(p + 32);
        return [flagsOf(p) >>> 16, word(t + 16), word(t + 20)];
      },
      [CLASS.dataView, 2, 3],
    ],
  ]);
});

describe('other bodies', () => {
  const records = (p: number): unknown[] => {
    const map = word(p + 32);
    const found: unknown[] = [];
    for (let link = word(map + 8); link !== map + 4; link = word(link + 4))
      found.push([g.text(word(link - 8 + 24)), g.number(link - 8 + 32), g.u8[link - 8 + 4]]);
    return [word(map), word(map + 12), found];
  };
  claims([
    ['a date', 'new Date(1234.5e3)', (_v, p) => g.number(p + OBJECT.payload), 1234500],
    [
      'a boxed string',
      'Object("zz")',
      (_v, p) => [flagsOf(p) >>> 16, g.text(word(p + OBJECT.payload))],
      [CLASS.string, 'zz'],
    ],
    [
      'a regexp',
      '(()=>{const x=/a+/giy;x.lastIndex=3;return x})()',
      (_v, p) => [g.text(word(p + 32)), g.u16[(word(p + 36) + 16) >>> 1], g.number(slotAt(p)), g.atomText(atomAt(p))],
      ['a+', 1 | 2 | 32, 3, 'lastIndex'],
    ],
    [
      'a map in order',
      '(()=>{const m=new Map([["a",1],["b",2],["c",3]]);m.delete("b");return m})()',
      (_v, p) => records(p),
      [
        0,
        2,
        [
          ['a', 1, 0],
          ['c', 3, 0],
        ],
      ],
    ],
    [
      'a deleted record held by an iterator',
      '(()=>{const m=new Map([["a",1],["b",2]]);const i=m.keys();i.next();m.delete("a");globalThis.held=i;return m})()',
      (_v, p) => {
        const m = word(p + 32);
        return [word(m + 12), g.u8[word(m + 8) - 8 + 4]];
      },
      [1, 1],
    ],
    ['a weak map', 'new WeakMap', classOf, 'WeakMap'],
    [
      'a proxy',
      'new Proxy([1],{a:1})',
      (_v, p) => [classOf(0, p, 0), flagsOf(word(word(p + 32))) >>> 16],
      ['Proxy', CLASS.array],
    ],
    ['an error', 'new TypeError("q")', (_v, p) => [flagsOf(p) >>> 16, keysOf(p)], [CLASS.error, ['message', 'stack']]],
    [
      'strict arguments',
      '(function(){"use strict";return arguments})(4,5)',
      (_v, p) => [flagsOf(p) >>> 16, word(p + 40), g.number(element(p, 1))],
      [CLASS.arguments, 2, 5],
    ],
    [
      'mapped arguments',
      '(function(a,b){return arguments})(4,5)',
      (_v, p) => [flagsOf(p) >>> 16, word(p + 40), g.number(word(word(word(p + 36) + 4) + CELL.value))],
      [CLASS.mappedArguments, 2, 5],
    ],
    [
      'a bound function',
      'Math.max.bind(7,1,2)',
      (_v, p) => {
        const d = word(p + 32);
        return [flagsOf(p) >>> 16, flagsOf(word(d)) >>> 16, g.number(d + 8), word(d + 16), g.number(d + 32)];
      },
      [CLASS.bound, CLASS.cFunction, 7, 2, 2],
    ],
    [
      'a fulfilled promise',
      'Promise.resolve(9)',
      (_v, p) => {
        const d = word(p + 32);
        return [flagsOf(p) >>> 16, word(d), g.number(d + 24)];
      },
      [CLASS.promise, 1, 9],
    ],
    [
      'a rejected promise',
      '(()=>{const p=Promise.reject(8);p.catch(()=>1);return p})()',
      (_v, p) => [word(word(p + 32)), g.number(word(p + 32) + 24)],
      [2, 8],
    ],
    ['a pending promise', 'new Promise(()=>{})', (_v, p) => word(word(p + 32)), 0],
    ['an array iterator', '[7,8,9].values()', (_v, p) => flagsOf(p) >>> 16, CLASS.arrayIterator],
  ]);
  it.each([
    ['(function*(){})()', 'Generator'],
    ['(async function*(){})()', 'AsyncGenerator'],
    ['function*(){}', 'GeneratorFunction'],
    ['async()=>1', 'AsyncFunction'],
    ['async function*(){}', 'AsyncGeneratorFunction'],
    ['class{}', 'Function'],
    ['[].values()', 'ArrayIterator'],
    ['""[Symbol.iterator]()', 'StringIterator'],
    ['new Map().keys()', 'MapIterator'],
    ['new Set().keys()', 'SetIterator'],
    ['"a".matchAll(/a/g)', 'RegExpStringIterator'],
    ['[].values().map((x) => x)', 'IteratorHelper'],
    ['globalThis', 'Global'],
    ['Object(1)', 'Number'],
    ['Object(1n)', 'BigInt'],
    ['Object(Symbol())', 'Symbol'],
    ['Object(true)', 'Boolean'],
    ['new Proxy({},{})', 'Proxy'],
    ['Proxy.revocable({},{}).revoke', 'CFunctionData'],
    ['(()=>{let r;new Promise((a)=>{r=a});return r})()', 'PromiseResolve'],
    ['new WeakSet', 'WeakSet'],
  ])('%s is a %s', (expression, name) => expect(read(expression, classOf)).toBe(name));

  it('class names stand in the runtime under the same ids', () => {
    // Internal classes have the name of what they look like.
    const alias: Record<string, string> = {
      MappedArguments: 'Arguments',
      Module: 'Object',
      CFunction: 'Function',
      BoundFunction: 'Function',
      CFunctionData: 'Function',
      Global: 'Object',
      Proxy: 'Object',
      PromiseResolve: 'PromiseResolveFunction',
      PromiseReject: 'PromiseRejectFunction',
      AsyncFromSyncIterator: '',
    };
    const wrong: string[] = [];
    for (let id = 1; id < CLASS_NAMES.length; id++) {
      const name = CLASS_NAMES[id] as string;
      const there = g.atomText(word(word(g.rt + RT.classes) + 24 * id + 4));
      if (there.replaceAll(' ', '') !== (alias[name] ?? name)) wrong.push(`${id} ${name}: ${there}`);
    }
    expect(wrong).toEqual([]);
  });

  it('flag bits of regular expressions', () => {
    const bits = Object.fromEntries(
      [...'dgimsuvy'].map((f) => [f, read(`/a/${f}`, (_v, p) => g.u16[(word(p + 36) + 16) >>> 1])]),
    );
    expect(bits).toEqual({ d: 64, g: 1, i: 2, m: 4, s: 8, u: 16, v: 256, y: 32 });
  });
});

describe('code and cells', () => {
  const code = (object: number): number => word(object + OBJECT.payload);
  const captured = (object: number): string[] =>
    Array.from({ length: word(code(object) + BYTECODE.closureVarCount) }, (_, k) =>
      g.atomText(word(word(code(object) + BYTECODE.closureVars) + 8 * k + 4)),
    );
  const source = (object: number): string =>
    Buffer.from(
      g.u8.buffer,
      word(code(object) + BYTECODE.source),
      word(code(object) + BYTECODE.sourceLength),
    ).toString();
  claims([
    ['file name', 'outer', (_v, p) => g.atomText(word(code(p) + BYTECODE.fileName)), join(bench.folder, 'main.mjs')],
    ['name', 'outer(1)', (_v, p) => g.atomText(word(code(p) + BYTECODE.name)), 'named'],
    [
      'declared arguments',
      'outer(1)',
      (_v, p) => [g.u16[(code(p) + BYTECODE.definedArgCount) >>> 1], g.u16[(code(p) + 40) >>> 1]],
      [1, 2],
    ],
    ['source text', '(function zork(){ return 5 })', (_v, p) => source(p), 'function zork(){ return 5 }'],
    [
      'strict mode',
      '[function(){"use strict"},function(){}]',
      (_v, p) => [0, 1].map((i) => (g.u8[code(word(element(p, i))) + BYTECODE.mode] as number) & 1),
      [1, 0],
    ],
    [
      'code is shared by closures',
      '[outer(1),outer(2)]',
      (_v, p) => code(word(element(p, 0))) === code(word(element(p, 1))),
      true,
    ],
    ['captured names', '((a)=>{let b=2;const c=3;return ()=>a+b+c})(1)', (_v, p) => captured(p), ['a', 'b', 'c']],
    [
      'captured values',
      '((a)=>{let b=2;const c=3;return ()=>a+b+c})(1)',
      (_v, p) => [0, 1, 2].map((k) => g.number(word(word(word(p + 36) + 4 * k) + CELL.value))),
      [1, 2, 3],
    ],
    [
      'a variable before its line',
      '(()=>{const f=()=>late;globalThis.early=f;return f;let late=1})()',
      (_v, p) => g.tag(word(word(word(p + 36)) + CELL.value)),
      TAG.uninitialized,
    ],
    [
      'home object where super is used',
      '[({m(){return super.x}}).m,({m(){return 1}}).m]',
      (_v, p) => [0, 1].map((i) => word(word(element(p, i)) + 40) !== 0),
      [true, false],
    ],
    ['an instance’s fields are code without text', 'class{f=1}', (_v, p) => captured(p).length > 0, true],
  ]);

  it('an open cell is read where it points', () => {
    bench.run('globalThis.pair = (() => { let n = 1; return { get: () => n, add: () => { n += 1; } }; })(); 0');
    const before = read('pair.get', (_v, p) => g.number(word(word(word(p + 36)) + CELL.value)));
    bench.run('pair.add(); 0');
    const after = read('pair.get', (_v, p) => g.number(word(word(word(p + 36)) + CELL.value)));
    expect([before, after]).toEqual([1, 2]);
  });

  it('two closures of one variable share its cell', () => {
    expect(
      read(
        '[pair.get,pair.add]',
        (_v, p) => word(word(word(element(p, 0)) + 36)) === word(word(word(element(p, 1)) + 36)),
      ),
    ).toBe(true);
  });
});

describe('modules and globals', () => {
  const definitions = (): number[] => {
    const head = g.ctx + CTX.modules;
    const found: number[] = [];
    for (let link = word(head + 4); link !== head; link = word(link + 4)) found.push(link - MODULE.link);
    return found;
  };
  it('a module stands in the list with its name, function and namespace', () => {
    const main = definitions().find((m) => g.atomText(word(m + MODULE.name)).endsWith('main.mjs')) as number;
    expect(g.tag(main + MODULE.function)).toBe(TAG.object);
    expect(g.u8[main + MODULE.status]).toBe(5);
    expect(read('ns', (_v, p) => p === word(main + MODULE.namespace))).toBe(true);
  });
  it('its variables are cells, exported or not', () => {
    const cellOf = (name: string): number => g.number(word(bench.program.cell('main.mjs', name) + CELL.value));
    expect([cellOf('counter'), cellOf('hidden')]).toEqual([11, 5]);
    bench.run('increase(); 0');
    expect([cellOf('counter'), cellOf('hidden')]).toEqual([12, 6]);
  });
  it('namespace entries are cells', () => {
    expect(
      read('ns', (_v, p) => [classOf(0, p, 0), propFlags(p) & PROP.typeMask, flagsOf(p) & OBJECT_BIT.extensible]),
    ).toEqual(['Module', PROP.varref, 0]);
  });
  it('globals are cells of two objects', () => {
    bench.run('var globalVar = 1; let globalLet = 2; 0');
    const cells = [word(g.ctx + CTX.global), word(g.ctx + CTX.globalLexical)].map((object, i) => {
      const slot = keysOf(object).indexOf(['globalVar', 'globalLet'][i] as string);
      return [propFlags(object, slot) & PROP.typeMask, g.number(word(word(slotAt(object, slot)) + CELL.value))];
    });
    expect(cells).toEqual([
      [PROP.varref, 1],
      [PROP.varref, 2],
    ]);
  });
  it('the runtime belongs to the context', () => expect(word(g.ctx + CTX.runtime)).toBe(g.rt));
  it('every object is on the list of the collector', () => {
    const wanted = read('globalThis.listed = {}', (_v, p) => p);
    const head = g.rt + RT.gcObjects;
    let found = false;
    for (let link = word(head + 4); link !== head; link = word(link + 4)) found ||= link - OBJECT.link === wanted;
    expect(found).toBe(true);
  });
  it('jobs wait in a list', () => {
    const waiting = (): boolean => word(g.rt + RT.jobs) !== g.rt + RT.jobs;
    const drain = (): number => g.exports.QTS_ExecutePendingJob(g.rt, -1, g.allocate(4));
    drain();
    expect(waiting()).toBe(false);
    bench.run('Promise.resolve(1).then((x) => x); 0');
    expect(waiting()).toBe(true);
    drain();
    expect(waiting()).toBe(false);
  });
  it('blocks are counted when made and when freed', () => {
    const before = bench.blocks();
    const handle = bench.value('new Array(50).fill(0).map((_, i) => ({ i }))');
    expect(bench.blocks()).toBeGreaterThan(before + 50);
    g.free(handle);
    expect(Math.abs(bench.blocks() - before)).toBeLessThan(12);
  });
});
