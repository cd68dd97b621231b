/** For each code of a refusal, a script whose `call` meets it, and what `rote why` says then. Data table. */

export interface Refusal {
  /** A module; a file named otherwise is one more file beside it. */
  readonly script: string;
  /** The words after "not stored:". */
  readonly words: string;
  readonly files?: Readonly<Record<string, string>>;
  readonly flags?: readonly string[];
  /** A CommonJS script. */
  readonly commonJs?: true;
}

const SLEEP = 'const sleep = (ms) => new Promise((done) => setTimeout(done, ms));';
const fs = (names: string): string => `import { ${names} } from 'node:fs';`;
/** Two of them at once: neither has the loop for itself. */
const beside = (body: string): string => `${SLEEP} ${body} await Promise.all([call(1), call(2)]);`;

export const REFUSALS: Readonly<Record<string, Refusal>> = {
  // ---------- values
  'opaque-argument': {
    script: 'function* gen() { yield 1 } function call(g) { return g.next().value } call(gen());',
    words: 'is given a generator',
  },
  'opaque-variable': {
    script: 'const lens = new Proxy({ n: 1 }, {}); function call() { return lens.n } call();',
    words: 'uses lens, which holds a Proxy',
  },
  'opaque-result': {
    script: 'function call() { return class { x = 1 } } call();',
    words: 'returns a class made during the call',
  },
  'changes-state': {
    script: 'const log = {}; function call() { log.last = new Proxy({}, {}); return 1 } call();',
    words: 'changes what variable log holds, which cannot be made again: a Proxy',
  },

  // ---------- code
  'made-code': {
    script: 'function call() { return new Function("return 1")() } call();',
    words: 'makes code at run time',
  },
  'dynamic-scope': {
    script: 'function around() { eval("var y = 1"); function call() { return y } return call() } around();',
    words: 'around/call looks names up where eval or with may have put them',
    commonJs: true,
  },
  'dynamic-import': {
    script: 'async function call() { return (await import("./lib.mjs")).n } await call();',
    files: { 'lib.mjs': 'export const n = 1;' },
    words: 'call imports modules while it runs',
  },
  'loads-module': {
    script:
      'import { createRequire } from "node:module"; function call() { return createRequire(import.meta.url)("./late.cjs").n } call();',
    files: { 'late.cjs': 'exports.n = 1;' },
    words: 'makes a require function',
  },
  'import-meta': {
    script: 'const here = import.meta; function call() { return import.meta } call(); void here;',
    words: 'call uses import.meta',
  },
  'global-object': {
    script: 'function call() { return typeof globalThis.x } call();',
    words: 'call uses the global object',
  },
  'patched-builtins': {
    script: 'Math.max = (...all) => all.length; function call() { return Math.max(3, 4) } call();',
    words: 'builtins were changed: Math',
  },
  'source-text': {
    script: 'function other() {} function call() { return other.toString().length } call();',
    words: 'reads the source text of other',
  },
  stack: {
    script: 'async function call() { await null; return new Error("e").stack.length } await call();',
    words: 'looks at the stack of an error that it made',
  },
  'not-a-candidate': { script: 'function* call() { yield 1 } call().next();', words: 'is a generator' },
  'scope-again': {
    script: `const f = (function again(n) { let kept = n; function inner() { return kept } if (n > 0) again(n - 1); return inner })(2);
      function call() { return f() } call();`,
    words: 'again/inner belongs to a scope that was entered again',
  },
  untraceable: {
    script: beside(
      'async function* each() { yield 1 } async function call() { for await (const x of each()) return x }',
    ),
    words: 'is an async generator',
  },

  // ---------- time, chance, the process
  volatile: { script: 'function call() { return Date.now() } call();', words: 'reads the clock' },
  'reads-memory-usage': {
    script: 'function call() { return process.memoryUsage().rss } call();',
    words: 'reads the memory usage',
  },
  'reads-argv': {
    script: 'process.argv.push("more"); function call() { return process.argv.length } call();',
    words: 'reads process.argv, which the script has changed',
  },
  'sets-argv': { script: 'function call() { process.argv = []; return 1 } call();', words: 'replaces process.argv' },
  'sets-title': {
    script: 'function call() { process.title = "t"; return 1 } call();',
    words: 'sets the title of the process',
  },
  'sets-exit-code': {
    script: 'function call() { process.exitCode = 0; return 1 } call();',
    words: 'sets the exit code',
  },
  'sets-environment': {
    script: 'function call() { process.env.MODE = "fast"; return 1 } call();',
    words: 'sets the environment variable MODE',
  },
  'changes-directory': {
    script: 'function call() { process.chdir(".."); return 1 } call();',
    words: 'changes the current directory',
  },
  'listens-to-process': {
    script: 'function call() { process.on("exit", () => {}); return 1 } call();',
    words: 'changes the listeners of the process',
  },
  exits: { script: 'function call() { process.exit(0) } call();', words: 'ends the process' },
  denied: {
    script:
      'import { execSync } from "node:child_process"; function call() { try { execSync("ls") } catch { return 1 } } call();',
    words: 'asks for running other programs, which is refused',
  },
  'shared-channel': {
    script:
      'import { channel } from "node:diagnostics_channel"; function call() { return channel("c").hasSubscribers } call();',
    words: 'asks for a channel by its name',
  },
  'stdin-stream': { script: 'function call() { return process.stdin.isTTY } call();', words: 'uses process.stdin' },
  'large-effects': {
    script:
      'function call() { for (let i = 0; i < 30; i++) process.stdout.write("x".repeat(1 << 20)); return 1 } call();',
    words: 'prints and writes more than is kept of one call',
    flags: ['--memory-limit', '64'],
  },
  'many-inputs': {
    script:
      'function call() { let n = 0; for (let i = 0; i < 100001; i++) n += process.env["V" + i] ? 1 : 0; return n } call();',
    words: 'depends on more than 100000 facts',
  },
  'changes-console': {
    script: 'function call() { console.group("a"); return 1 } call();',
    words: 'changes the indentation of the console',
  },
  'adds-performance-entry': {
    script: 'function call() { performance.mark("a"); return 1 } call();',
    flags: ['--clock', 'frozen'],
    words: 'adds a performance entry',
  },
  'reads-performance-entries': {
    script: 'function call() { return performance.getEntries().length } call();',
    words: 'reads the performance entries',
  },
  'removes-performance-entry': {
    script: 'function call() { performance.clearMarks(); return 1 } call();',
    words: 'removes performance entries',
  },

  // ---------- files
  'file-handle': {
    script: `${fs('openSync')} function call() { return openSync('here.txt') } call();`,
    words: 'opens a file handle on here.txt',
  },
  'appends-to-file': {
    script: `${fs('appendFileSync')} function call() { appendFileSync('here.txt', 'x') } call();`,
    words: 'appends to the file here.txt',
  },
  append: {
    script: `${fs('appendFileSync, writeFileSync')} ${SLEEP}
      async function call() { writeFileSync('made.txt', 'a'); await sleep(1); appendFileSync('made.txt', 'b') }
      await Promise.all([call(), sleep(2)]);`,
    words: 'appends to made.txt',
  },
  'writes-in-place': {
    script: `${fs('writeFileSync')} function call() { writeFileSync('here.txt', 'x', { flag: 'r+' }) } call();`,
    words: 'writes into the existing file here.txt',
  },
  'writes-to-device': {
    script: `${fs('writeFileSync')} function call() { writeFileSync('/dev/null', 'x') } call();`,
    words: 'writes to /dev/null, which is no plain file',
  },
  'truncates-file': {
    script: `${fs('truncateSync')} function call() { truncateSync('here.txt') } call();`,
    words: 'truncates here.txt',
  },
  'deletes-file': {
    script: `${fs('rmSync')} function call() { rmSync('here.txt') } call();`,
    words: 'deletes here.txt',
  },
  'deletes-folder': {
    script: `${fs('mkdirSync, rmdirSync')} mkdirSync('bare'); function call() { rmdirSync('bare') } call();`,
    words: 'deletes bare',
  },
  'renames-file': {
    script: `${fs('renameSync')} function call() { renameSync('here.txt', 'there.txt') } call();`,
    words: 'renames here.txt, which it did not write',
  },
  'changes-mode': {
    script: `${fs('chmodSync')} function call() { chmodSync('here.txt', 0o600) } call();`,
    words: 'changes the mode of here.txt',
  },
  'changes-times': {
    script: `${fs('utimesSync')} function call() { utimesSync('here.txt', 1, 1) } call();`,
    words: 'changes the times of here.txt',
  },
  'makes-link': {
    script: `${fs('symlinkSync')} function call() { symlinkSync('here.txt', 'link') } call();`,
    words: 'makes the link link',
  },
  'makes-temporary-folder': {
    script: `${fs('mkdtempSync')} function call() { return mkdtempSync('tmp-') } call();`,
    words: 'makes a temporary folder tmp-XXXXXX',
  },
  'failed-file-operation': {
    script: `${fs('mkdirSync')} function call() { try { mkdirSync('empty') } catch { return 1 } } call();`,
    words: 'a failed mkdir of empty',
  },
  'own-listing': {
    script: `${fs('readdirSync, writeFileSync')} function call() { writeFileSync('empty/a', ''); return readdirSync('empty').length } call();`,
    words: 'lists empty after writing in it',
  },
  'input-changed': {
    script: `${fs('readFileSync, writeFileSync')} ${SLEEP}
      async function call() { const a = readFileSync('here.txt', 'utf8'); await sleep(5); return a + readFileSync('here.txt', 'utf8') }
      const running = call(); writeFileSync('here.txt', 'other'); await running;`,
    words: 'file here.txt changed while the call ran',
  },
  rewrites: {
    script: `${fs('writeFileSync')} ${SLEEP}
      async function call() { writeFileSync('made.txt', 'a'); await sleep(2); writeFileSync('made.txt', 'b') }
      const running = call(); await sleep(1); await running;`,
    words: 'writes made.txt again after waiting',
  },

  // ---------- waiting
  'left-running': {
    script: 'function call() { setTimeout(() => {}, 1); return 1 } call();',
    words: 'left timers or asynchronous calls running',
  },
  unref: {
    script: 'function call() { setTimeout(() => {}, 1).unref(); return 1 } call();',
    words: 'lets the process end before a timer of its own',
  },
  'timer-number': {
    script: 'const timer = Number(setTimeout(() => {}, 1)); function call() { clearTimeout(timer); return 1 } call();',
    words: 'clears a timer by its number',
  },
  'mutable-input': {
    script: beside('const box = { n: 1 }; async function call(x) { await sleep(x); return box.n + x }'),
    words: 'waits while others could change what variable box holds',
  },
  'late-input': {
    script: beside(`const { readFileSync } = await import('node:fs');
      async function call(x) { await sleep(x); return readFileSync('here.txt', 'utf8') + x }`),
    words: 'reads the working directory after waiting',
  },
  concurrent: {
    script: beside(
      'async function call(x) { const both = [sleep(1), sleep(2)]; await both[0]; await both[1]; return x }',
    ),
    words: 'waits for several things at once',
  },
  woken: {
    script: beside('async function call(x) { await new Promise((done) => setImmediate(done)); return x }'),
    words: 'waits for something that was begun outside the call',
  },
  thenable: {
    script: beside('async function call(x) { return await { then(done) { done(x) } } }'),
    words: 'waits for an object with a then method',
  },
  'promise-callbacks': {
    script: beside('async function call(x) { return await Promise.resolve(x).then((n) => n + 1) }'),
    words: 'registers promise callbacks (then, Promise.all and the like)',
  },

  // ---------- limits
  'too-deep': {
    script: 'function call(n) { return n === 0 ? 0 : 1 + call(n - 1) } call(100);',
    words: 'nested in too many calls that are being recorded',
  },
  limit: {
    script:
      'function deep() { return 1 + deep() } function call() { try { return deep() } catch { return 1 } } call();',
    words: 'a limit of the sandbox was reached meanwhile',
  },
};
