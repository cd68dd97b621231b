/** Where a module changes builtins, or hands one to code that could: found by the names that its text holds. */
import { describe, expect, it } from 'vitest';
import { programModule } from '../../../engine/program/program.ts';
import { NAMES } from './support.ts';

const builtins = {
  globals: [
    'Array',
    'Object',
    'Reflect',
    'Math',
    'String',
    'Error',
    'process',
    'console',
    'globalThis',
    'Promise',
    'Map',
    'fetch',
    'performance',
    'JSON',
  ],
  modules: ['fs', 'events', 'util', 'path'],
};

function patchIn(text: string, format: 'module' | 'commonjs' = 'module'): string | null {
  const source = { module: 'm', text, format, typescript: null, own: true } as const;
  const { patch } = programModule(source, { names: NAMES, everything: true, builtins });
  return patch && `${patch.what}:${patch.line}`;
}

describe('found', () => {
  it.each([
    ['Math.max = () => 1', 'Math.max:1'],
    ['let a;\nArray.prototype.first = function () {}', 'Array.prototype.first:2'],
    ['String.prototype[name] = f; var name, f', 'String.prototype.[]:1'],
    ['Error.stackTraceLimit += 1', 'Error.stackTraceLimit:1'],
    ['delete Array.prototype.flat', 'Array.prototype.flat:1'],
    ['[console.log, Math.x] = [1, 2]', 'console.log:1'],
    ['({ a: console.log = 1 } = {})', 'console.log:1'],
    ['for (Math.x of [1]);', 'Math.x:1'],
    ['fetch = 1', 'fetch:1'],
    ['globalThis.fetch = 1', 'fetch:1'],
    ['globalThis.Math.max = 1', 'Math.max:1'],
    ['process.stdout.write = 1', 'process.stdout.write:1'],
    ['Object.defineProperty(Array.prototype, "x", {})', 'Array.prototype:1'],
    ['Object.assign(Math, { x: 1 })', 'Math:1'],
    ['Object.freeze(console)', 'console:1'],
    ['Reflect.set(Math, "max", 1)', 'Math:1'],
    ['const P = Array.prototype; P.x = 1', 'Array.prototype.x:1'],
    ['const { prototype: p } = Map; p.get = 1', 'Map.prototype.get:1'],
    ['const { defineProperty } = Object; defineProperty(Math, "x", {})', 'Math:1'],
    ['const out = process.stdout; out.write = 1', 'process.stdout.write:1'],
    ['function mock(o) { o.log = 1 } mock(console)', 'console:1'],
    ['let o; o = Math; o.max = 1', 'Math:1'],
    ['export const all = [Array.prototype]', 'Array.prototype:1'],
    ['export const M = Math', 'Math:1'],
    ['export default console', 'console:1'],
    ['const m = () => Math; m().max = 1', 'Math:1'],
    ['[].__proto__.x = 1', '__proto__.x:1'],
    ['Object.getPrototypeOf([]).x = 1', 'getPrototypeOf.x:1'],
    ['const P = Object.getPrototypeOf(function* () {}); P.x = 1', 'getPrototypeOf.x:1'],
    ['import fs from "fs"; fs.readFileSync = 1', 'node:fs.readFileSync:1'],
    ['import * as fs from "node:fs"; patch(fs); function patch() {}', 'node:fs:1'],
    ['import { promises } from "fs"; promises.readFile = 1', 'node:fs.promises.readFile:1'],
    ['import E from "events"; E.prototype.emit = 1', 'node:events.prototype.emit:1'],
    ['const c = typeof console === "object" ? console : null; c.log = 1', 'console.log:1'],
  ])('%s', (text, found) => expect(patchIn(text)).toBe(found));
  it('require', () =>
    expect(patchIn('const fs = require("fs"); fs.readFileSync = 1', 'commonjs')).toBe('node:fs.readFileSync:1'));
});

describe('not found, for it changes nothing', () => {
  it.each([
    'class A extends Map { constructor() { super(); this.x = 1 } } A.prototype.y = 1; A.z = 2',
    'const Math = { max: 1 }; Math.max = 2',
    'function f(Array) { Array.prototype.x = 1 }',
    'console.log(Math.max(1, 2), JSON.stringify(process.argv))',
    'process.env.A = "1"; delete process.env.A; process.exitCode = 1',
    'const env = process.env; env.A = "1"',
    'globalThis.counter = 1; globalThis.counter += 1',
    'counter = 1; counter.x = 2',
    'const has = Object.prototype.hasOwnProperty; has.call({}, "a"); Array.prototype.slice.call([])',
    'const copy = { ...Math }; copy.max = 1',
    'const { max } = Math; [1].map(Math.sqrt).map(String); new Promise((r) => setTimeout(r)).then(console.log)',
    'const o = Object.create(Array.prototype); o.x = 1; Object.keys(console)',
    'if (typeof process !== "undefined" && process.versions) console.log("node")',
    'const p = typeof process === "undefined" ? null : process; console.log(p.pid)',
    'function Sub() {} Sub.prototype = Object.create(Error.prototype); Object.setPrototypeOf(Sub.prototype, Error.prototype); Sub.prototype.__proto__ = Error.prototype',
    'console.log([] instanceof Array, Array.prototype === 1, `${Math}`)',
    'import fs, { readFileSync } from "fs"; import util from "util"; util.promisify(fs.readFile); readFileSync("x")',
    'import other from "other"; other.x = 1; use(other); function use() {}',
    'const a = a1; var a1 = a; a.x = 1; a1 = 2',
  ])('%s', (text) => expect(patchIn(text)).toBe(null));
  it('module, exports and require', () =>
    expect(
      patchIn('module.exports.a = 1; exports.b = 2; require.x = 3; const p = require("path"); p.join("a")', 'commonjs'),
    ).toBe(null));
});
