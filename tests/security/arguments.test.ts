/** What is given to the host's calls: getters, proxies and thenables as arguments, polluted prototypes, forged values. */
import { type Attack, family } from './attack.ts';

const FS = "import fs from 'node:fs';";

const attacks: readonly Attack[] = [
  {
    name: 'a path that is another one each time it is asked for',
    script: `${FS}
      const path = { n: 0, toString() { return this.n++ ? '@OUT@/secret.txt' : 'secret.txt' } };
      attempt('object', () => fs.readFileSync(path, 'utf8'));
      attempt('proxy', () => fs.readFileSync(new Proxy(Buffer.from('secret.txt'), {}), 'utf8'));
      attempt('array', () => fs.readFileSync(['secret.txt'], 'utf8'));
      attempt('boxed', () => fs.readFileSync(new String('@OUT@/secret.txt'), 'utf8'));`,
    prints: 'object: ERR_INVALID_ARG_TYPE\nproxy: TypeError\narray: ERR_INVALID_ARG_TYPE\nboxed: ERR_INVALID_ARG_TYPE',
  },
  {
    name: 'a Buffer as path that changes while it is read',
    script: `${FS}
      const b = Buffer.from('secret.txt');
      attempt('options', () => fs.readFileSync(b, { get encoding() { Buffer.from('../outside/secret.txt').copy(b); return 'utf8' } }));
      class Liar extends Uint8Array { get length() { return 3 } get byteLength() { return 1e9 } toString() { return '@OUT@/secret.txt' } }
      attempt('subclass', () => fs.readFileSync(Object.assign(new Liar(4), { 0: 47 }), 'utf8'));`,
    prints: 'options: EACCES\nsubclass: RangeError',
  },
  {
    name: 'data that is detached or shrinks while it is written',
    script: `${FS}
      const a = new ArrayBuffer(64, { maxByteLength: 128 }); const v = new Uint8Array(a);
      attempt('shrinks', () => { fs.writeFileSync('w1', v, { get encoding() { a.resize(0); return 'utf8' } }); return fs.statSync('w1').size <= 64 });
      const d = new Uint8Array(64); structuredClone(d.buffer, { transfer: [d.buffer] });
      attempt('detached', () => { fs.writeFileSync('w2', d); return fs.statSync('w2').size });
      attempt('view', () => { fs.writeFileSync('w3', new DataView(new ArrayBuffer(8), 4)); return fs.statSync('w3').size });`,
    flags: ['--no-cache', '--allow-write=@IN@'],
    prints: 'shrinks: true\ndetached: TypeError\nview: 4',
  },
  {
    name: 'options whose getters throw, call back or give other types',
    script: `${FS}
      attempt('throws', () => fs.readFileSync('secret.txt', { get encoding() { throw new RangeError('mine') } }));
      attempt('calls', () => fs.readdirSync('.', { get withFileTypes() { fs.readFileSync('secret.txt'); return false } }).includes('secret.txt'));
      attempt('symbol', () => fs.readFileSync('secret.txt', { encoding: Symbol('utf8') }));
      attempt('object', () => fs.readFileSync('secret.txt', { encoding: { toString: () => 'utf8' } }));
      attempt('proxy', () => fs.mkdirSync('x', new Proxy({}, { get() { throw new TypeError('trap') } })));
      attempt('mode', () => fs.writeFileSync('y', '', { mode: { valueOf() { throw new EvalError('mine') } } }));`,
    prints:
      'throws: RangeError\ncalls: true\nsymbol: TypeError\nobject: ERR_INVALID_ARG_VALUE\nproxy: TypeError\nmode: ERR_INVALID_ARG_VALUE',
  },
  {
    name: 'thenables where promises are expected',
    script: `${FS}
      let n = 0; const thenable = { then(ok) { n++; ok('secret.txt') } };
      await later('read', async () => fs.promises.readFile(await thenable, 'utf8'));
      await later('never', () => Promise.race([new Promise(() => {}), 'raced']));
      await later('throws', async () => await { get then() { throw new RangeError('then') } });
      await later('all', () => Promise.all([thenable, { then(_, no) { no(new EvalError('no')) } }]));
      print('asked', n);`,
    prints: 'read: mine\nnever: raced\nthrows: RangeError\nall: EvalError\nasked: 2',
  },
  {
    name: 'prototypes polluted around every call of the host',
    script: `${FS}
      const names = ['encoding', 'flag', 'mode', 'recursive', 'withFileTypes', 'force', 'path', 'cwd', 'href', 'signal', 'start', 'end', 'read', 'write', 'env', 'grants', 'then', 'length', 'value', 'writable', 'enumerable', 'get', 'set', 'toJSON', 'kind', 'code', 'scope', 'name', 'fingerprint'];
      for (const name of names) if (!['then', 'get', 'set', 'length', 'value', 'writable', 'enumerable'].includes(name)) Object.prototype[name] = '@OUT@/secret.txt';
      attempt('read', () => fs.readFileSync('secret.txt').toString());
      attempt('outside', () => fs.readFileSync('@OUT@/secret.txt').toString());
      attempt('write', () => fs.writeFileSync('@OUT@/x', 'x'));
      attempt('list', () => fs.readdirSync('@OUT@').length);
      attempt('env', () => process.env.SECRET_TOKEN);`,
    prints:
      'read: ERR_UNKNOWN_ENCODING\noutside: ERR_UNKNOWN_ENCODING\nwrite: ERR_UNKNOWN_ENCODING\nlist: EACCES\nenv: undefined',
  },
  {
    name: 'accessors on Object.prototype that everything inherits',
    script: `${FS}
      const seen = [];
      for (const name of ['path', 'op', 'args', 'answer', 'failure', 'recorder', 'task', '0', '1', 'secret'])
        Object.defineProperty(Object.prototype, name, { configurable: true, get() { return undefined }, set(v) { seen.push(typeof v) } });
      attempt('read', () => fs.readFileSync('secret.txt', 'utf8'));
      attempt('outside', () => fs.readFileSync('@OUT@/secret.txt', 'utf8'));
      attempt('stat', () => fs.statSync('secret.txt').isFile());
      attempt('seen', () => seen.filter((t) => t === 'function').length);`,
    prints: '',
    exitCode: 1,
  },
  {
    name: 'methods of builtins replaced by those that look at what they get',
    script: `${FS}
      const heard = []; const hear = (holder, name) => { const was = holder[name]; holder[name] = function (...a) { for (const x of [this, ...a]) if (typeof x === 'string' && x.includes('outside')) heard.push(name); return Reflect.apply(was, this, a) } };
      for (const name of ['startsWith', 'split', 'replace', 'slice', 'indexOf', 'endsWith', 'charCodeAt']) hear(String.prototype, name);
      for (const name of ['push', 'map', 'join', 'includes', 'some']) hear(Array.prototype, name);
      hear(RegExp.prototype, 'test'); hear(RegExp.prototype, 'exec'); hear(JSON, 'parse'); hear(JSON, 'stringify'); hear(Map.prototype, 'get');
      String.prototype.startsWith = () => true; Array.prototype.includes = () => true; Array.prototype.some = () => true; RegExp.prototype.test = () => true;
      attempt('outside', () => fs.readFileSync('@OUT@/secret.txt', 'utf8'));
      attempt('write', () => fs.writeFileSync('@OUT@/x', 'x'));`,
    prints: 'outside: EACCES\nwrite: EACCES',
  },
  {
    name: 'iterators, species and primitives replaced',
    script: `${FS}
      Array.prototype[Symbol.iterator] = function* () { yield '@OUT@/secret.txt' };
      Object.defineProperty(Uint8Array, Symbol.species, { get() { return class extends Uint8Array { constructor() { super(1) } } } });
      Uint8Array.prototype.set = () => { throw new Error('set') }; ArrayBuffer.isView = () => true; Buffer.isBuffer = () => true;
      attempt('read', () => fs.readFileSync('secret.txt').length);
      attempt('outside', () => fs.readFileSync('@OUT@/secret.txt').length);`,
    prints: '@OUT@/secret.txt\n@OUT@/secret.txt',
  },
  {
    name: 'Function.prototype.call and apply, Reflect and Proxy replaced',
    script: `${FS}
      const stolen = []; Function.prototype.call = function (...a) { stolen.push(typeof a[0]) }; Function.prototype.apply = function (...a) { stolen.push(typeof a[0]) }; Function.prototype.bind = () => () => '@OUT@';
      Reflect.apply = () => '@OUT@/secret.txt'; Reflect.ownKeys = () => ['SECRET_TOKEN']; globalThis.Proxy = function () { return {} };
      attempt('read', () => fs.readFileSync('secret.txt', 'utf8'));
      attempt('outside', () => fs.readFileSync('@OUT@/secret.txt', 'utf8'));
      attempt('env', () => Object.keys(process.env).length);`,
    prints: 'read: mine\noutside: EACCES\nenv: 0',
  },
  {
    name: 'promises replaced under asynchronous files',
    script: `${FS}
      const then = Promise.prototype.then; Promise.prototype.then = function (a, b) { return Reflect.apply(then, this, [(v) => a?.(typeof v === 'string' ? 'seen' : v), b]) };
      globalThis.Promise = class { constructor() { throw new Error('mine') } };
      await later('outside', async () => await fs.promises.readFile('@OUT@/secret.txt', 'utf8'));
      await later('inside', async () => (await fs.promises.readFile('secret.txt', 'utf8')).length);`,
    prints: 'outside: EACCES\ninside: 4',
  },
  {
    name: 'values that no door takes',
    script: `${FS} import { createHash } from 'node:crypto'; import zlib from 'node:zlib';
      for (const [i, v] of [Symbol('s'), 10n, () => 1, null, undefined, NaN, -1, 2 ** 53, {}, [], new Date(), new Map(), class {}].entries()) {
        const told = [() => fs.readFileSync(v), () => fs.writeFileSync(v, 'x'), () => createHash(v), () => Buffer.alloc(v), () => zlib.gunzipSync(v), () => new URL(v), () => process.chdir(v), () => new TextDecoder(v)].map((f) => { try { f(); return 'ok' } catch (e) { return e instanceof Error ? 'E' : 'odd' } });
        console.log(i, told.filter((t) => t === 'odd').length);
      }`,
    prints: Array.from({ length: 13 }, (_, i) => `${i} 0`).join('\n'),
  },
  {
    name: 'sizes that are not',
    script: `${FS} import { randomBytes } from 'node:crypto';
      for (const n of [-1, 2 ** 31, 2 ** 53, Infinity, NaN, 1e308]) attempt(n, () => Buffer.alloc(n).length);
      for (const n of [-1, 2 ** 31, 2 ** 53, Infinity, NaN]) attempt(n, () => randomBytes(n).length);
      const fd = fs.openSync('secret.txt');
      for (const n of [-5, 2 ** 40, NaN, 'x']) attempt(n, () => fs.readSync(fd, Buffer.alloc(4), 0, 4, n));
      for (const n of [-1, 99999, 1.5, NaN, {}]) attempt(n, () => fs.closeSync(n));
      attempt('past', () => fs.readSync(fd, Buffer.alloc(4), 3, 9));`,
    prints:
      '-1: ERR_OUT_OF_RANGE\n2147483648: RangeError\n9007199254740992: ERR_OUT_OF_RANGE\nInfinity: ERR_OUT_OF_RANGE\nNaN: ERR_OUT_OF_RANGE\n1e+308: ERR_OUT_OF_RANGE\n-1: ERR_OUT_OF_RANGE\n2147483648: ERR_OUT_OF_RANGE\n9007199254740992: ERR_OUT_OF_RANGE\nInfinity: ERR_OUT_OF_RANGE\nNaN: ERR_OUT_OF_RANGE\n-5: 4\n1099511627776: 0\nNaN: 0\nx: 0\n-1: ERR_OUT_OF_RANGE\n99999: EBADF\n1.5: ERR_OUT_OF_RANGE\nNaN: ERR_OUT_OF_RANGE\n[object Object]: ERR_INVALID_ARG_TYPE\npast: 0',
  },
  {
    name: 'descriptors of the host',
    script: `${FS}
      for (const fd of [0, 1, 2, 3, 4, 5, 10, 17, 20, 21, 22, 23, 24, 25, 30, 100]) attempt(fd, () => fd < 3 ? 'own' : fs.fstatSync(fd).isFile());
      attempt('own', () => { const fd = fs.openSync('secret.txt'); return fs.fstatSync(fd).isFile() });`,
    prints:
      '0: own\n1: own\n2: own\n3: EBADF\n4: EBADF\n5: EBADF\n10: EBADF\n17: EBADF\n20: EBADF\n21: EBADF\n22: EBADF\n23: EBADF\n24: EBADF\n25: EBADF\n30: EBADF\n100: EBADF\nown: true',
  },
  {
    name: 'results that claim to be more than they are',
    script: `
      function forged(n) { return JSON.parse('{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":2}},"then":3,"toJSON":4,"length":-1}') }
      function keyed(n) { const o = Object.create(null); o['__proto__'] = { polluted: 3 }; o.constructor = 1; return o }
      for (let i = 0; i < 3; i++) { const a = forged(1), b = keyed(1); console.log({}.polluted, a.polluted, Object.keys(a).join(), b.polluted, Object.keys(b).join(), [].polluted) }`,
    flags: ['--cache-dir', '.rote', '--min-duration', '0'],
    prints:
      'undefined undefined __proto__,constructor,then,toJSON,length undefined __proto__,constructor undefined\nundefined undefined __proto__,constructor,then,toJSON,length undefined __proto__,constructor undefined\nundefined undefined __proto__,constructor,then,toJSON,length undefined __proto__,constructor undefined',
  },
];

family('arguments', attacks);
