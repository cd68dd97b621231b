/** The guard of the builtins: every tampering is seen, and no ordinary program raises an alarm. */
import { describe, expect, it } from 'vitest';
import { createBench } from './bench.ts';

/** What the guard says after a module ran; imports are there already. */
function patchedByModule(code: string): string | null {
  return createBench({
    source: `import fs from 'fs'; import path from 'path'; import util from 'util'; import EventEmitter from 'events'; import * as streams from 'stream'; ${code}`,
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
  'process.stdout.write = () => 1;',
  'process.extra = 1;',
  'globalThis.structuredClone = 1;',
];

const BENIGN: readonly (readonly [string, string])[] = [
  [
    'classes',
    'class A { #p = 1; static s = 2; get p() { return this.#p; } } class B extends A { m() { return super.p; } } new B().m();',
  ],
  [
    'subclasses of builtins',
    'class L extends Array {} class M extends Map {} class E extends Error {} class P extends Promise {} new L(1, 2).map((x) => x); new M([[1, 2]]); new E("x"); await P.resolve(1);',
  ],
  [
    'async',
    'await Promise.all([1, Promise.resolve(2)]); for await (const x of (async function* () { yield 1; })()) await x; await Promise.allSettled([Promise.reject(1)]);',
  ],
  [
    'generators',
    'const g = (function* () { yield* [1, 2]; })(); [...g]; g.return(1); [1].values().map((x) => x).toArray();',
  ],
  [
    'regular expressions',
    '"abcabc".replace(/b/g, "x"); [..."aXbX".matchAll(/X/g)]; "a-b".split(/-/); /(?<n>a)/.exec("a").groups.n; RegExp.escape?.("a");',
  ],
  [
    'collections',
    'new Map([[1, 2]]).forEach(() => 1); new Set([1]).union?.(new Set([2])); Object.groupBy([1], (x) => x); new WeakMap().set({}, 1);',
  ],
  [
    'numbers and words',
    'Math.random(); (1234.5).toLocaleString(); new Intl.NumberFormat("en").format(1); "a".localeCompare("b"); new Date().toISOString(); (5).toString(2); 2n ** 70n;',
  ],
  [
    'console',
    'console.log("a", { b: [1] }, new Map([[1, { a: 1 }]]), /a/, new Date(0), () => 1, Symbol("s"), 1n, new Error("e"), class Q {}, new Uint8Array(2)); console.group("g"); console.error("x"); console.groupEnd(); console.table([{ a: 1 }]); console.count(); console.assert(false, "no"); console.dir({ a: 1 });',
  ],
  [
    'files',
    'fs.writeFileSync("f.txt", "abc"); fs.readFileSync("f.txt", "utf8"); fs.readdirSync("."); fs.statSync("f.txt").mtime; fs.existsSync("g"); try { fs.readFileSync("none"); } catch {} await fs.promises.readFile("f.txt"); fs.rmSync("f.txt");',
  ],
  [
    'timers',
    'await new Promise((r) => setTimeout(r, 5)); setInterval(() => 1, 1).unref?.(); clearTimeout(setTimeout(() => 1)); await new Promise((r) => setImmediate(r)); queueMicrotask(() => 1); await new Promise((r) => process.nextTick(r));',
  ],
  [
    'streams',
    'const { Readable, Transform } = streams; const chunks = []; for await (const c of Readable.from(["a", "b"])) chunks.push(c); new Transform({ transform(c, e, f) { f(null, c); } }).end("x");',
  ],
  [
    'emitters',
    'const e = new EventEmitter(); e.on("x", () => 1); e.once("y", () => 2); e.emit("x"); process.on("exit", () => 1); process.emitWarning?.("w");',
  ],
  [
    'web',
    'new URL("http://a/b?c=1").searchParams.get("c"); new TextEncoder().encode("é"); structuredClone({ a: [1] }); new AbortController().abort(); btoa("x"); performance.now(); new Event("x"); crypto?.randomUUID?.();',
  ],
  [
    'buffers',
    'Buffer.from("abc").toString("hex"); Buffer.concat([Buffer.alloc(2), Buffer.from([1])]); new DataView(new ArrayBuffer(8)).setInt8(0, 1); Float64Array.from([3, 1]).sort();',
  ],
  [
    'globals added',
    'globalThis.added = 1; globalThis.more = { a: 1 }; globalThis["x y"] = () => 1; delete globalThis.added; globalThis.added = 2;',
  ],
  [
    'environment',
    'process.env.NEW = "1"; process.env.HOME; delete process.env.NEW; process.argv.slice(2); process.cwd(); process.exitCode = 0; process.hrtime(); process.memoryUsage();',
  ],
  [
    'reflection',
    'for (const k of Reflect.ownKeys(globalThis)) { try { Reflect.ownKeys(Object(globalThis[k])); } catch {} } Object.getOwnPropertyDescriptors(Array.prototype); for (const k in {}) k; util.inspect(globalThis, { depth: 3 }); JSON.stringify(Math);',
  ],
  [
    'errors',
    'try { null.x; } catch (e) { e.stack; } try { (function f() { f(); })(); } catch (e) { e.message; } Error.captureStackTrace?.({}); new AggregateError([new Error("a")]);',
  ],
  ['code made at run time', 'new Function("a", "return a")(1); (0, eval)("1 + 1");'],
  [
    'proxies and bound functions',
    'new Proxy([], { get: () => 1 })[0]; Math.max.bind(null, 1)(2); Reflect.construct(Date, []); Array.from.call(Object, [1]);',
  ],
];

describe('tampering', () => {
  it.each(SCRIPTS)('%s', (code) => expect(patchedByScript(code)).not.toBe(null));
  it.each(MODULES)('%s', (code) => expect(patchedByModule(code)).not.toBe(null));
  it('is told by name', () => expect(patchedByScript('Math.max = 1')).toContain('Math'));
  it('a prototype for the global object', () =>
    expect(patchedByScript('Object.setPrototypeOf(globalThis, { inherited: 1 })')).not.toBe(null));
});

describe('ordinary programs', () => {
  it.each(BENIGN)('%s', (_name, code) => expect(patchedByModule(code)).toBe(null));
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
