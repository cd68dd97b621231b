import { describe, it } from 'vitest';
import { sameAsNode } from './oracle.ts';

describe('console', () => {
  it('formats ordinary values as node does', () =>
    sameAsNode(`
      class A { constructor() { this.x = 1; } } class B extends A {}
      const cyclic = { a: 1 }; cyclic.self = cyclic;
      const values = [
        'text', "it's", 'say "x"', 1, -0, NaN, 1e21, 0.1 + 0.2, 10n, true, null, undefined, Symbol('s'),
        [], [1, , 3], [undefined], [[[[1]]]], {}, { a: { b: { c: { d: 1 } } } }, { 'a-b': 1, 2: 3, [Symbol('k')]: 4 },
        new A(), new B(), A, B, class {}, class extends A {}, () => {}, function named() {}, async () => {}, function* g() {},
        new Map([[{ a: 1 }, 'x'], ['k', [1, 2]]]), new Set(['a', { b: 1 }]), new Date(0), /a/gi, cyclic,
        new Uint8Array([1, 2, 3]), new Float64Array(3), new ArrayBuffer(2), Buffer.from('abc'), new WeakMap(), Object.create(null),
        Array.from({ length: 120 }, (_, i) => i * 1.5), Array.from({ length: 30 }, (_, i) => 'item' + i), 'x'.repeat(120),
        Object.fromEntries(Array.from({ length: 30 }, (_, i) => ['key' + i, i])), { get a() { return 1; }, set b(v) {} },
        [new Number(1), new String('s'), Object(1n)], Object.assign(() => {}, { a: 1 }), { [Symbol.toStringTag]: 'T' },
        Array.from({ length: 10 }, (_, i) => ({ id: i, name: 'n' + i, v: i * 2.5 })), { f() {}, g: [() => {}] },
        Object.freeze({ a: 1 }), 'a\\nb', ['a\\nb'], '\\u0000\\u001b', ['😀', '日本'], Math, JSON, globalThis === global,
        (function () { return arguments; })(1, 2), new (class Foo extends Map {})([[1, 2]]), new URL('http://a/b?c#d'),
        new URLSearchParams('a=1&b=2'), Symbol.iterator, [1.0, 2.5, -3], new Error('m').message, [null, undefined],
      ];
      for (const value of values) { console.log(value); console.log([value], { value }); }
    `));

  it('groups as ever when Math is patched', () =>
    sameAsNode(`
      Math.max = () => 5;
      console.groupEnd(); console.log('out'); console.group(); console.log('in'); console.groupEnd(); console.log('out');
    `));

  it('follows format strings', () =>
    sameAsNode(`
      console.log('%s is %d and %i, %f, %j %o %O %% %c|', 'Bob', 42.5, 42.9, '1.50', { a: 1 }, [1], { b: { c: {} } }, 'css', 'extra', { x: 1 });
      console.log('%s %s %s', { a: { b: { c: 1 } } }, () => 1, class Q {}); console.log('%s', -0, '%s', 'x'); console.log('%x %s'); console.log();
      console.log('a', 1, { b: 2 }); console.log('%d', '0x10', '%i', 'x'); console.log(1, '%s', 2);
    `));

  it('writes to the stream that node writes to, groups, counts, asserts and tables', () =>
    sameAsNode(
      `
      console.log('out'); console.error('err'); console.warn('warn'); console.info('info'); console.debug('debug');
      console.group('outer'); console.log('in\\nside'); console.group(); console.error({ a: 1 }); console.groupEnd(); console.groupEnd(); console.log('back');
      console.count(); console.count('x'); console.count(); console.countReset(); console.count();
      console.assert(true, 'no'); console.assert(false); console.assert(false, 'why %s', 1); console.assert(false, { a: 1 });
      console.table([{ a: 1, b: 'x' }, { a: 2, c: [1, 2, 3, 4] }]); console.table([[1, 2], [3, 4]]); console.table(new Map([['a', 1]])); console.table(new Set([1]));
      console.table([1, 'a']); console.table({ x: { y: 1 }, z: 5 }); console.table([{ a: 1, b: 2 }], ['b']); console.table(5); console.table([{ name: '日本', v: 'é' }]); console.dir({ a: { b: { c: { d: 1 } } } }, { depth: 0 });
      process.stdout.write('raw'); process.stdout.write(Buffer.from('bytes\\n')); process.stderr.write('e\\n'); console.log(process.stdout.isTTY, process.stdout.columns);
    `,
      { stderr: true },
    ));
});
