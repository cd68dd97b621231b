/** Out of the guest by way of its own language: constructors, stacks, modules of node, the names of the sandbox. */
import { type Attack, family } from './attack.ts';

const attacks: readonly Attack[] = [
  {
    name: 'the Function constructor of every kind of function',
    script: `
      const kinds = [() => 1, async () => 1, function* () {}, async function* () {}, console.log, Array, Object.getOwnPropertyDescriptor(Map.prototype, 'size').get, setTimeout, process.exit];
      for (const [i, f] of kinds.entries()) attempt(i, () => typeof f.constructor('return typeof process.binding + typeof require')());`,
    prints: '0: string\n1: object\n2: object\n3: object\n4: string\n5: string\n6: string\n7: string\n8: string',
  },
  {
    name: 'the constructors of what the host answers',
    script: `
      import fs from 'node:fs'; import { createHash } from 'node:crypto';
      const answers = [fs.readFileSync('secret.txt'), fs.readFileSync('secret.txt', 'utf8'), fs.statSync('.'), fs.readdirSync('.', { withFileTypes: true })[0], createHash('md5').digest(), process.hrtime(), process.memoryUsage(), new URL('http://a/b'), process.env];
      for (const [i, a] of answers.entries()) attempt(i, () => a.constructor.constructor('return typeof process.mainModule?.require')());`,
    prints:
      '0: undefined\n1: undefined\n2: undefined\n3: undefined\n4: undefined\n5: undefined\n6: undefined\n7: undefined\n8: undefined',
  },
  {
    name: 'the constructors of errors that the host answers with',
    script: `
      import fs from 'node:fs'; import zlib from 'node:zlib';
      for (const [i, f] of [() => fs.readFileSync('/none'), () => fs.readFileSync('none'), () => new URL('x'), () => zlib.gunzipSync('x'), () => new TextDecoder('x'), () => structuredClone(() => 1), () => null.x].entries())
        try { f() } catch (e) { attempt(i, () => [e instanceof Error, e.constructor.constructor === Function, typeof e.constructor.constructor('return typeof process.binding')()].join()) }`,
    prints: Array.from({ length: 7 }, (_, i) => `${i}: true,true,string`).join('\n'),
  },
  {
    name: 'the frames of a stack',
    script: `
      Error.prepareStackTrace = (e, sites) => sites;
      const sites = new Error('x').stack;
      attempt('kind', () => typeof sites);
      attempt('this', () => Array.isArray(sites) ? sites.map((s) => typeof s.getThis?.() + typeof s.getFunction?.()).join() : 'text');`,
    prints: 'kind: string\nthis: text',
  },
  {
    name: 'callers of a sloppy function',
    file: 'attack.cjs',
    script: `
      function f() { return [f.caller, arguments.callee.caller, f.arguments].map((x) => typeof x).join() }
      attempt('caller', f);
      attempt('this', () => (function () { return this === globalThis })());`,
    prints: 'caller: undefined,undefined,undefined\nthis: true',
  },
  {
    name: 'what node keeps inside of process',
    script: `
      for (const name of ['binding', '_linkedBinding', 'dlopen', 'mainModule', '_rawDebug', 'report', 'getBuiltinModule', 'kill', 'reallyExit', 'setuid', '_debugProcess', 'stdin.fd'])
        attempt(name, () => { const v = process[name]; return typeof v === 'function' ? typeof v('fs') : typeof v });`,
    prints:
      'binding: undefined\n_linkedBinding: undefined\ndlopen: undefined\nmainModule: undefined\n_rawDebug: undefined\nreport: undefined\ngetBuiltinModule: undefined\nkill: ERR_ROTE_DENIED\nreallyExit: ERR_INVALID_ARG_TYPE\nsetuid: undefined\n_debugProcess: undefined\nstdin.fd: undefined',
  },
  {
    name: 'modules with powers',
    script: `
      import cp from 'node:child_process'; import vm from 'node:vm'; import wt from 'node:worker_threads'; import net from 'node:net'; import v8 from 'node:v8'; import inspector from 'node:inspector'; import cluster from 'node:cluster'; import dns from 'node:dns';
      attempt('exec', () => cp.execSync('id')); attempt('spawn', () => cp.spawnSync('id')); attempt('fork', () => cp.fork('x'));
      attempt('vm', () => vm.runInThisContext('process')); attempt('script', () => new vm.Script('1')); attempt('worker', () => new wt.Worker('x'));
      attempt('net', () => net.connect(80)); attempt('v8', () => v8.setFlagsFromString('--x')); attempt('inspector', () => inspector.open());
      attempt('cluster', () => cluster.fork()); attempt('dns', () => dns.lookup('a', () => {}));`,
    prints: ['exec', 'spawn', 'fork', 'vm', 'script', 'worker', 'net', 'v8', 'inspector', 'cluster', 'dns']
      .map((name) => `${name}: ERR_ROTE_DENIED`)
      .join('\n'),
  },
  {
    name: 'the loader of CommonJS',
    file: 'attack.cjs',
    script: `
      attempt('load', () => typeof module.constructor._load('child_process').execSync('id'));
      attempt('extensions', () => typeof require.extensions?.['.node']);
      attempt('resolve', () => typeof module.constructor._resolveFilename);
      attempt('main', () => typeof require.main.constructor._load);
      attempt('paths', () => typeof module.constructor.globalPaths);
      attempt('node file', () => require('./x.node'));`,
    files: { 'x.node': 'not a library' },
    prints:
      'load: TypeError\nextensions: undefined\nresolve: undefined\nmain: undefined\npaths: undefined\nnode file: ERR_DLOPEN_DISABLED',
  },
  {
    name: 'code made at run time that names the hooks of the sandbox',
    script: `
      const names = ['enter', 'asyncEnter', 'mark', 'hops', 'hop', 'take', 'returned', 'threw', 'exit', 'suspend', 'resume', 'taint', 'scope', 'afterYield', 'fill', 'filled', 'entry', 'iterate', 'foreign', 'meta'];
      const given = [[], [0], [-1], [99999], [1.5, {}, {}], [null, undefined], ['x', 'y', 'z'], [0, () => 1, {}], [2 ** 31], [{}, [], Symbol('x')]];
      let tried = 0;
      for (const name of names) { const f = (0, eval)('$rote_' + name); for (const args of given) { try { f(...args) } catch (e) { if (!(e instanceof Error)) throw e } tried++ } }
      console.log(tried, (() => 1)());`,
    prints: '200 1',
  },
  {
    name: 'functions of the program that pass hooks on as callbacks',
    script: `
      const hook = (name) => (0, eval)('$rote_' + name);
      function each(list, f) { const out = []; for (const x of list) try { out.push(typeof f(x, 'forged', list)) } catch (e) { out.push(e.name) } return out.length }
      async function waits(list, f) { for (const x of list) { await null; try { f(x, 'forged') } catch {} } return 'true' }
      const numbers = [0, 1, 2, 3, 4, 5, 6, 7, 8, -1, -2, -3];
      for (const name of ['enter', 'returned', 'take', 'exit', 'hops']) console.log(name, each(numbers, hook(name)));
      for (const name of ['returned', 'exit', 'suspend']) console.log(name, await waits(numbers, hook(name)));
      console.log(await waits([1], () => 1));`,
    flags: ['--cache-dir', '.rote', '--min-duration', '0'],
    prints: 'enter 12\nreturned 12\ntake 12\nexit 12\nhops 12\nreturned true\nexit true\nsuspend true\ntrue',
  },
  {
    name: 'the names of the sandbox in the text of a module',
    script: 'console.log(typeof $rote_enter);',
    prints: '',
    exitCode: 1,
  },
  {
    name: 'what the prelude leaves on the global object',
    script: `
      attempt('left', () => Reflect.ownKeys(globalThis).filter((k) => /rote|__/i.test(String(k))).join());
      attempt('door', () => typeof globalThis.__rote);
      attempt('lexical', () => (0, eval)('typeof __rote_door'));`,
    prints: 'left: \ndoor: undefined\nlexical: undefined',
  },
  {
    name: 'memory shared with the host',
    script: `
      attempt('wasm', () => typeof WebAssembly);
      attempt('view', () => { const b = Buffer.from('abc'); return b.buffer.byteLength < 70000 });
      attempt('unsafe', () => Buffer.allocUnsafe(65536).every((x) => x === 0));
      attempt('slow', () => Buffer.allocUnsafeSlow(4096).every((x) => x === 0));`,
    prints: 'wasm: undefined\nview: true\nunsafe: true\nslow: true',
  },
  {
    name: 'texts of functions of the sandbox',
    script: `
      import fs from 'node:fs';
      const texts = [fs.readFileSync, console.log, setTimeout, process.cwd, Buffer.from, fetch, structuredClone].map((f) => Function.prototype.toString.call(f));
      console.log(texts.every((t) => /^(function|class|async)?[^]{0,80}\\[native code\\]/.test(t) || !/OP\\.|ask\\(/.test(t)));`,
    prints: 'true',
  },
];

family('reflection', attacks);
