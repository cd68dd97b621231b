import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import type { BootNames } from '../../../host/sandbox/boot-image.ts';
import { Guard } from '../../../host/sandbox/guard.ts';
import { Bench } from './bench.ts';

const NAMES = fileURLToPath(new URL('../../../dist/guest-names.json', import.meta.url));

const tamperings = [
  'Array.prototype.map = 1',
  'Array.prototype.extra = 1',
  'delete Array.prototype.map',
  'Object.freeze(Math)',
  'Object.preventExtensions(Array.prototype)',
  'Object.setPrototypeOf(Math, null)',
  "Object.defineProperty(Number.prototype, 'half', { get: () => 3 })",
  "Object.defineProperty(Math.max, 'name', { value: 'most' })",
  "Object.defineProperty(Array.prototype, 'map', { enumerable: true })",
  'Object.defineProperty(Array.prototype, Symbol.iterator, { value: function* () {} })',
  'JSON = {}',
  'globalThis.parseInt = 1',
  'delete globalThis.parseInt',
  'let JSON = 1',
  'Object.getPrototypeOf(function* () {}).x = 1',
  'console.log = () => {}',
  'Array.prototype.push(1)',
  'Array.prototype.length = 3',
  "Object.defineProperty(globalThis, 'JSON', { enumerable: true })",
  'URL.prototype.toString = 1',
  'Array.prototype[3] = 1',
];

const harmless = [
  'globalThis.mine = 1',
  'let own = 1; const more = 2',
  '[3, 1, 2].sort().map(String).join(new Date(0).toISOString())',
  'class A extends Array { x = 1 } new A(3).map((x) => x)',
  "new URL('http://a/b').toString(); JSON.parse(JSON.stringify({ a: [1] })); /a(b)/.exec('ab')",
  'Promise.resolve(1).then((x) => x); Object.create(Math); Object.freeze({ f: Math.max })',
  'Object.assign({}, Math, Array.prototype); Reflect.ownKeys(globalThis).length',
];

describe('the guard of builtins', () => {
  test.each(tamperings)('sees %s', (code) => {
    const bench = new Bench();
    expect(bench.image.patched(bench.guest)).toBeNull();
    bench.run(code);
    expect(bench.image.patched(bench.guest)).toEqual(expect.any(String));
  });

  test.each(harmless)('is not disturbed by %s', (code) => {
    const bench = new Bench();
    bench.run(code);
    expect(bench.image.patched(bench.guest)).toBeNull();
  });

  test('names what was changed', () => {
    const bench = new Bench();
    bench.run('Math.max = 1');
    expect(bench.image.patched(bench.guest)).toBe('Math');
  });

  test('sees a change of every word that belongs to a builtin', () => {
    const bench = new Bench();
    const { ranges } = JSON.parse(readFileSync(NAMES, 'utf8')) as BootNames;
    const guard = new Guard(bench.guest, bench.image.description.guard);
    const unseen: number[] = [];
    const { u32 } = bench.guest;
    for (let r = 0; r < ranges.length; r += 2)
      for (let word = ranges[r] as number; word < (ranges[r] as number) + (ranges[r + 1] as number); word++) {
        u32[word]! ^= 1;
        if (guard.holds()) unseen.push(word);
        u32[word]! ^= 1;
      }
    expect(unseen).toEqual([]);
    expect(guard.holds()).toBe(true);
  });
});
