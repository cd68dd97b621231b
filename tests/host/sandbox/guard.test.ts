/** The guard of the builtins: every tampering is seen, and no ordinary program raises an alarm. */
import { describe, expect, it } from 'vitest';
import { IMPORTS, PROGRAMS } from '../../guest/programs.ts';
import { createBench } from './bench.ts';

/** What the guard says after a module ran; imports are there already. */
function patchedByModule(code: string): string | null {
  return createBench({
    source: `${IMPORTS} ${code}`,
  }).program.patchedBuiltin();
}

/** What it says after a classic script, and then again after it was collected. */
function patchedByScript(code: string): string | null {
  const bench = createBench();
  expect(bench.program.patchedBuiltin()).toBe(null);
  bench.run(`${code}\n; 0`);
  bench.collect();
  return bench.program.patchedBuiltin();
}

const SCRIPTS: readonly string[] = [
  'Array.prototype.map = () => 1',
  'Array.prototype.map = Array.prototype.filter',
  'delete Array.prototype.flat',
  'Array.prototype.added = 1',
  'Object.prototype.added = 1',
  'Array.prototype[3] = 1',
  'Object.freeze(Array.prototype)',
  'Object.freeze(Math)',
  'Object.preventExtensions(String.prototype)',
  'Object.seal(JSON)',
  'Object.setPrototypeOf(Map.prototype, null)',
  'Object.setPrototypeOf(Math, {})',
  'Object.defineProperty(Math, "PI2", { value: 6 })',
  'Object.defineProperty(Math, "max", { writable: false })',
  'Object.defineProperty(Math, "max", { enumerable: true })',
  'Object.defineProperty(parseInt, "name", { value: "other" })',
  'Object.defineProperty(Array.prototype.push, "length", { value: 7 })',
  'parseInt.own = 1',
  'Array.prototype.push.own = 1',
  'Math.max = (...n) => n[0]',
  'Math.random = () => 0',
  'JSON.stringify = () => ""',
  'Date.now = () => 0',
  'globalThis.parseInt = () => 0',
  'globalThis.Map = class {}',
  'delete globalThis.Set',
  'globalThis.NaN2 = 1; Object.defineProperty(globalThis, "Math", { value: {} })',
  'Object.defineProperty(globalThis, "Array", { get: () => 1 })',
  'Map = Set',
  'function parseFloat() {}',
  'var JSON = 1',
  'let JSON = { parse: () => 1 }',
  'const Math = { max: () => 1 }',
  'class Promise {}',
  'Object.getPrototypeOf([][Symbol.iterator]()).next = () => ({ done: true })',
  'Object.getPrototypeOf(function* () {}).prototype.next = 1',
  'Object.getPrototypeOf(new Map().keys()).extra = 1',
  'Object.getPrototypeOf(Uint8Array).prototype.extra = 1',
  'Object.getPrototypeOf(async function () {}).extra = 1',
  'Object.getPrototypeOf(Object.getPrototypeOf(async function* () {}).prototype).extra = 1',
  'Object.getPrototypeOf("a".matchAll(/a/g)).next = 1',
  'Object.defineProperty(Array, Symbol.species, { value: Object })',
  'Array.prototype[Symbol.iterator] = function* () {}',
  'RegExp.prototype.exec = () => null',
  'String.prototype.trim = undefined',
  'Promise.prototype.then = 1',
  'Function.prototype.call = 1',
  'Symbol.prototype.extra = 1',
  'Object.defineProperty(Object.prototype, "x", { get() { return 1; } })',
  'Object.prototype.__defineGetter__.call(Array.prototype, "x", () => 1)',
  'Array.prototype.length = 5',
  'Error.prototype.name = "E"',
  'RegExp.prototype.lastIndex = 1',
  'Math.max = Math.max; delete Math.max',
  'console.log = () => 1',
  'console.extra = 1',
  'setTimeout = () => 1',
  'URL.prototype.extra = 1',
  'TextEncoder.prototype.encode = 1',
  'Buffer.from = 1',
  'WeakRef.prototype.deref = () => 1',
];

const MODULES: readonly string[] = [
  'fs.readFileSync = () => "";',
  'fs.extra = 1;',
  'delete fs.writeFileSync;',
  'fs.readFileSync.extra = 1;',
  'path.join = () => "";',
  'util.inspect.custom2 = 1;',
  'EventEmitter.prototype.emit = () => 1;',
  'EventEmitter.defaultMaxListeners2 = 5;',
  'streams.Readable.prototype.pipe = 1;',
  'process.exit = () => 1;',
  'process.env = {};',
  'Object.setPrototypeOf(process.env, { inherited: 1 });',
  'process.stdout.write = () => 1;',
  'process.extra = 1;',
  'globalThis.structuredClone = 1;',
  'util.inspect.defaultOptions.depth = 0;',
  'util.inspect.defaultOptions = { depth: 0 };',
  'util.inspect({ [util.inspect.custom](d, o) { o.stylize.own = 1; return ""; } });',
  'Object.getPrototypeOf((await import("crypto")).createHash("md5")).digest = () => "";',
  'Object.getPrototypeOf(setTimeout(() => 1)).close = () => 1;',
];

describe('tampering', () => {
  it.each(SCRIPTS)('%s', (code) => expect(patchedByScript(code)).not.toBe(null));
  it.each(MODULES)('%s', (code) => expect(patchedByModule(code)).not.toBe(null));
  it('is told by name', () => expect(patchedByScript('Math.max = 1')).toContain('Math'));
  it('a prototype for the global object', () =>
    expect(patchedByScript('Object.setPrototypeOf(globalThis, { inherited: 1 })')).not.toBe(null));
});

describe('ordinary programs', () => {
  it.each(PROGRAMS)('%s', (_name, code) => expect(patchedByModule(code)).toBe(null));
  it('globals of classic scripts', () =>
    expect(patchedByScript('var mine = 1; let yours = 2; const ours = 3; function theirs() {} class Others {}')).toBe(
      null,
    ));
  it('what was put back as it was', () =>
    expect(patchedByScript('const max = Math.max; Math.max = 1; Math.max = max')).toBe(null));
  it('much work and many collections', () => {
    const bench = createBench();
    for (let i = 0; i < 5; i++) {
      bench.run('globalThis.work = Array.from({ length: 20000 }, (_, i) => ({ ["k" + (i % 300)]: i, s: "v" + i })); 0');
      bench.collect();
    }
    expect(bench.program.patchedBuiltin()).toBe(null);
  });
});
