/** Ordinary programs, by what they use: module text; fs, path, util, EventEmitter and streams are imported already. Data table. */
export const IMPORTS =
  "import fs from 'fs'; import path from 'path'; import util from 'util'; import EventEmitter from 'events'; import * as streams from 'stream';";

export const PROGRAMS: readonly (readonly [string, string])[] = [
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
    'streams of the web',
    'for await (const c of new Blob(["a"]).stream().pipeThrough(new TextDecoderStream())) c; const [a, b] = ReadableStream.from([1]).tee(); for await (const x of a) x; await b.cancel(); for await (const c of streams.Readable.fromWeb(streams.Readable.toWeb(streams.Readable.from(["x"])))) c; new CompressionStream("gzip"); String(new DOMException("m", "AbortError"));',
  ],
  [
    'standard output as a stream',
    'await streams.promises.pipeline(streams.Readable.from(["x"]), process.stdout, { end: false }); process.stdout.on("error", () => 1); process.stderr.once("close", () => 1); process.stdout.writableLength;',
  ],
  [
    'digests, channels, copies and segments',
    'const { createHash, scryptSync } = await import("crypto"); streams.Readable.from(["x"]).pipe(createHash("md5")).on("data", () => 1); scryptSync("p", "s", 4); (await import("diagnostics_channel")).channel("c").subscribe(() => 1); fs.writeFileSync("f.txt", "abc"); fs.cpSync("f.txt", "g.txt"); [...new Intl.Segmenter().segment("ab")]; new Intl.Locale("de").maximize(); "i".toLocaleUpperCase("tr");',
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
