import { describe, expect, it } from 'vitest';
import { inSandbox, sameAsNode } from './oracle.ts';

describe('path', () => {
  it('takes paths apart and joins them as node does', () =>
    sameAsNode(`
      const path = require('path');
      for (const p of ['', '.', '/', 'a', 'a/', '/a', 'a/b', 'a/b/', '//a', 'a//b', '../x', './x/../y', '.bashrc', 'a.b.c', 'a.', '..', 'a/..', 'x/.ext', 'file.txt '])
        console.log(JSON.stringify([p, path.dirname(p), path.basename(p), path.extname(p), path.normalize(p), path.parse(p), path.basename(p, '.txt'), path.isAbsolute(p), path.format(path.parse(p))]));
      console.log(path.relative('/a/b/c', '/a/d'), path.join('a', '../..', 'b'), path.join(''), path.resolve('/a', '..', 'b', './c'), path.basename('a.txt', '.txt'), path.basename('.txt', '.txt'), path.relative('a', 'b/c'), path.sep, path.delimiter);
      console.log(path.win32.basename('C:\\\\a\\\\b.txt'), path.posix === path, path.resolve('x') === process.cwd() + '/x', path.format({ dir: 'd', name: 'n', ext: 'e' }));
      try { path.join(1); } catch (e) { console.log(e.code, e.message); }
    `));
});

describe('util', () => {
  it('inspects, formats, promisifies and parses arguments as node does', () =>
    sameAsNode(
      `
      const util = require('util'), fs = require('fs');
      console.log(util.inspect({ a: [1, 2, { b: 3 }] }, { depth: 0, compact: false }), util.inspect('x', { colors: true }), util.format('%s', 5), util.inspect(new Map([[1, { a: { b: {} } }]]), false, null));
      class P { [util.inspect.custom](depth, options, inspect) { return 'P<' + inspect(depth) + '>'; } } console.log(new P(), [new P()], util.inspect.defaultOptions);
      console.log(util.isDeepStrictEqual({ a: [1, new Map([[1, { x: 1 }]])] }, { a: [1, new Map([[1, { x: 1 }]])] }), util.isDeepStrictEqual([0], [-0]), util.isDeepStrictEqual(new Set([{ a: 1 }]), new Set([{ a: 1 }])), util.isDeepStrictEqual([1, , 3], [1, undefined, 3]));
      (async () => { console.log((await util.promisify(fs.readFile)('main.cjs')).length > 0, await util.promisify(setTimeout)(5, 'v')); try { await util.promisify(fs.stat)('none'); } catch (e) { console.log(e.code); } util.callbackify(async (x) => x * 2)(4, (e, v) => console.log(e, v)); })();
      console.log(util.parseArgs({ args: ['-f', '--bar', 'b', 'p', '--no=1'], options: { f: { type: 'boolean', short: 'f' }, bar: { type: 'string' } }, allowPositionals: true, strict: false }), util.parseArgs({ options: { n: { type: 'string' } } }).values.n);
      try { util.parseArgs({ args: ['--x'], options: {} }); } catch (e) { console.log(e.code); } function Old() {} function Base() {} Base.prototype.hi = () => 'hi'; util.inherits(Old, Base); console.log(new Old().hi(), Old.super_ === Base);
      const t = util.types; console.log(t.isDate(new Date()), t.isRegExp(/x/), t.isMap(new Map()), t.isSet([]), t.isTypedArray(new Uint8Array()), t.isUint8Array(Buffer.alloc(1)), t.isPromise(Promise.resolve()), t.isAsyncFunction(async () => {}), t.isGeneratorFunction(function* () {}), t.isBoxedPrimitive(Object(1)), t.isNativeError(new TypeError()), t.isArrayBuffer(new ArrayBuffer(1)));
      console.log(util.stripVTControlCharacters('\\u001b[31mred\\u001b[0m'), util.toUSVString('a\\ud800'), util.types === require('util/types'));
    `,
      { args: ['--n', '7'] },
    ));
});

describe('events and assert', () => {
  it('emit as node does', () =>
    sameAsNode(`
      const events = require('events'), util = require('util'); const e = new events();
      e.on('a', function (x) { console.log('a', x, this === e); }); e.once('a', () => console.log('once')); e.prependListener('a', () => console.log('first'));
      console.log(e.emit('a', 1), e.emit('a', 2), e.emit('b'), e.listenerCount('a'), e.eventNames(), e.listeners('a').length, e.getMaxListeners());
      try { e.emit('error', new Error('boom')); } catch (x) { console.log(x.message); } try { e.emit('error', 5); } catch (x) { console.log(x.code, x.message); } try { e.on('x'); } catch (x) { console.log(x.code, x.message); }
      class Q extends events.EventEmitter { constructor() { super(); this.z = 1; } } const q = new Q(); q.on('x', () => {}); console.log(q instanceof events, Object.keys(q), q.off('x', () => {}) === q, q.removeAllListeners().eventNames());
      function Old() { events.call(this); } util.inherits(Old, events); new Old().on('k', (v) => console.log('old', v)).emit('k', 3); e.on('newListener', (n) => console.log('new', n)); e.on('later', () => {});
      (async () => { setTimeout(() => e.emit('ready', 1, 2), 1); console.log(await events.once(e, 'ready')); setTimeout(() => e.emit('ev', 7), 1); for await (const [v] of events.on(e, 'ev')) { console.log('ev', v); break; } })();
    `));

  it('assert as node does', () =>
    sameAsNode(`
      const assert = require('assert'), strict = require('assert/strict');
      const tries = [() => assert.strictEqual(1, 2), () => assert.equal(1, '1'), () => strict.equal(1, '1'), () => assert.deepEqual({ a: 1 }, { a: '1' }), () => assert.deepStrictEqual([1, { a: new Set([1]) }], [1, { a: new Set([1]) }]), () => assert.notStrictEqual(1, 1), () => assert(0, 'zero'), () => assert.ok(1),
        () => assert.throws(() => { throw new TypeError('x'); }, TypeError), () => assert.throws(() => { throw new TypeError('x'); }, /y/), () => assert.throws(() => {}), () => assert.throws(() => { throw new Error('m'); }, { message: 'm' }), () => assert.doesNotThrow(() => {}), () => assert.match('abc', /b/), () => assert.fail('no'), () => assert.ifError(null), () => assert.equal(1, 2, new RangeError('mine'))];
      for (const run of tries) { try { run(); console.log('holds'); } catch (e) { console.log(e.name, e.code, e.operator, e.generatedMessage, e.code && !/regular|deep/.test(e.message) ? e.message : ''); } }
      assert.rejects(Promise.reject(new Error('q')), /q/).then(() => console.log('rejects')); assert.rejects(Promise.resolve()).catch((e) => console.log(e.message));
    `));
});

describe('crypto, url, querystring, string_decoder, os, timers/promises', () => {
  it('answer as in node', () =>
    sameAsNode(`
      const crypto = require('crypto'), url = require('url'), qs = require('querystring'), os = require('os'), { StringDecoder } = require('string_decoder'), tp = require('timers/promises');
      console.log(crypto.createHash('sha256').update('abc').update(Buffer.from('d')).digest('hex'), crypto.createHmac('sha1', 'k').update('d').digest('base64'), crypto.createHash('md5').update('é', 'latin1').digest(), /^[0-9a-f]{8}-[0-9a-f]{4}-4/.test(crypto.randomUUID()), crypto.randomBytes(8).length, crypto.randomInt(3) < 3);
      try { crypto.createHash('nope'); } catch (e) { console.log(e.message); } console.log(crypto.getRandomValues(new Uint8Array(4)).length, crypto.timingSafeEqual(Buffer.from('a'), Buffer.from('a')));
      console.log(url.fileURLToPath('file:///a%20b/c'), url.pathToFileURL('/a b/#c?%').href, url.format(new URL('http://a/b')), url.parse('http://u.x:8/p?q=1#h').pathname); try { url.fileURLToPath('http://x/'); } catch (e) { console.log(e.code, e.message); }
      console.log(qs.parse('a=1&b=2&a=3&c=%C3%A9+x'), qs.stringify({ a: [1, 2], b: 'x y', c: true, d: undefined }), os.EOL === '\\n', typeof os.cpus().length);
      const d = new StringDecoder('utf8'); console.log(d.write(Buffer.from([0xe2, 0x82])) + '|' + d.write(Buffer.from([0xac])) + '|' + d.end(Buffer.from([0xe2])));
      (async () => { console.log(await tp.setTimeout(10, 'tp'), await tp.setImmediate('im')); let n = 0; for await (const v of tp.setInterval(5, 'iv')) { console.log(v); if (++n === 2) break; } const ac = new AbortController(); setTimeout(() => ac.abort(), 5); try { await tp.setTimeout(1e6, null, { signal: ac.signal }); } catch (e) { console.log(e.name, e.code); } })();
    `));
});

describe('Buffer', () => {
  it('does as in node', () =>
    sameAsNode(`
      const b = Buffer.from('hello world'); console.log(b.toString('base64'), b.slice(0, 5).toString(), b.readUInt16LE(0), b.indexOf('o'), b.lastIndexOf('o'), b.includes('wor'), Buffer.concat([b, Buffer.from('!')]).toString(), b.equals(Buffer.from('hello world')), JSON.stringify(Buffer.from('a')), b.toString('hex', 0, 3));
      console.log(Buffer.alloc(5, 'ab'), Buffer.byteLength('é'), Buffer.compare(Buffer.from('a'), Buffer.from('b')), [...Buffer.from([1, 2]).entries()], Buffer.from('zz').fill('x').toString(), Buffer.isBuffer(b), b.write('HE'), b.toString(), b.readDoubleLE(0), Buffer.from([1, 2, 3]).map((x) => x * 2), Buffer.from([1, 2, 3]).filter((x) => x > 1));
      const n = Buffer.alloc(16); console.log(n.writeInt32BE(-5, 0), n.writeDoubleLE(1.5, 4), n.writeBigInt64BE(-1n, 8), n, n.readInt32BE(0), n.readBigUInt64BE(8), n.readUIntBE(0, 3), n.writeIntLE(-2, 0, 3), n.readIntLE(0, 3), n.swap16().length, n.readUint8(1));
      for (const run of [() => n.readInt32LE(14), () => n.writeUInt8(300, 0), () => Buffer.from(5), () => Buffer.from(null), () => Buffer.alloc('x'), () => b.toString('nope'), () => n.readInt8(1.5)]) { try { console.log(run()); } catch (e) { console.log(e.name, e.code, e.message); } }
      const shared = b.subarray(0, 2); shared[0] = 90; console.log(b[0], b.buffer instanceof ArrayBuffer, Buffer.from(b).compare(b), Buffer.from('ÿ', 'latin1'), Buffer.from('zz', 'hex'), Buffer.from(new Uint16Array([1, 256])), Buffer.from({ length: 2, 0: 7 }), Buffer.alloc(60), b.copy(n, 2, 1, 4), n.toString('latin1', 2, 5), Buffer.isEncoding('UTF-8'), Object.prototype.toString.call(b), b instanceof Uint8Array, typeof b.parent, b.toJSON().type);
    `));
});

describe('async_hooks', () => {
  it('runs and binds as in node', () =>
    sameAsNode(`
      const { AsyncResource, executionAsyncId, triggerAsyncId } = require('async_hooks');
      const r = new AsyncResource('x'); console.log(executionAsyncId(), triggerAsyncId(), r.runInAsyncScope((a) => a + 1, null, 2), AsyncResource.bind((a) => a * 2)(4), r.bind(function () { return this; }, r)() === r, r.emitDestroy() === r);
    `));
  it('refuses a store that it could not keep', async () => {
    const { stdout } = await inSandbox(`
      const { AsyncLocalStorage } = require('async_hooks'); try { new AsyncLocalStorage(); } catch (e) { console.log(e.code); }
    `);
    expect(stdout).toBe('ERR_ROTE_DENIED\n');
  });
});

describe('refused modules', () => {
  it('are there, and say what is refused and which flag would allow it', async () => {
    const { stdout } = await inSandbox(`
      for (const [m, f] of [['http', 'get'], ['net', 'connect'], ['child_process', 'execSync'], ['worker_threads', 'Worker'], ['dns', 'lookup']]) { try { require('node:' + m)[f]('x'); } catch (e) { console.log(m, e.code, e.message); } }
      try { new (require('https').Agent)(); } catch (e) { console.log(e.code); } console.log(require('worker_threads').isMainThread, require('module').builtinModules.includes('fs'));
    `);
    expect(stdout.split('\n')).toEqual([
      'http ERR_ROTE_DENIED network access other than by fetch is refused to sandboxed scripts (rote: no flag allows it)',
      'net ERR_ROTE_DENIED network access other than by fetch is refused to sandboxed scripts (rote: no flag allows it)',
      'child_process ERR_ROTE_DENIED running other programs is refused to sandboxed scripts (rote: no flag allows it)',
      'worker_threads ERR_ROTE_DENIED starting threads is refused to sandboxed scripts (rote: no flag allows it)',
      'dns ERR_ROTE_DENIED name resolution is refused to sandboxed scripts (rote: no flag allows it)',
      'ERR_ROTE_DENIED',
      'true true',
      '',
    ]);
  });
});

describe('require of an ES module', () => {
  const files = {
    'a.mjs': "console.log('a runs'); export let x = 1; export const bump = () => ++x; export default function d() {}",
    'b.mjs': "import { own } from './own.cjs'; import './a.mjs'; export const y = own;",
    'own.cjs': 'exports.own = 2;',
    'waits.mjs': "console.log('never'); await 0; export const z = 1;",
    'leads.mjs': "export * from './waits.mjs';",
    'named.mjs': "const v = { hi: 1 }; export { v as 'module.exports' };",
    'throws.mjs': "import './a.mjs'; throw new TypeError('in module');",
    'circle.mjs': "import c from './circle.cjs'; export const here = 1; console.log('circle', c);",
    'circle.cjs': "try { require('./circle.mjs'); } catch (e) { console.log(e.code); } module.exports = 5;",
    'marked.mjs': 'export const __esModule = 1; export default 3;',
    'node_modules/p/package.json': '{ "exports": { "module-sync": "./s.mjs", "default": "./d.cjs" } }',
    'node_modules/p/s.mjs': "export const which = 'sync';",
    'node_modules/p/d.cjs': "exports.which = 'default';",
  };

  it('gives its namespace, marked where it has a default export', () =>
    sameAsNode(
      `const a = require('./a.mjs'), b = require('./b.mjs');
      console.log(a, Object.keys(a), a === require('./a.mjs'), a.bump(), a.x, b, b.__esModule);
      console.log(require('./named.mjs'), require('./marked.mjs'), require('p'));
      console.log(Object.keys(require.cache).map((p) => p.split('/').pop()), require.cache[require.resolve('./a.mjs')].loaded);
      import('./b.mjs').then((n) => console.log(n === b)); import('./a.mjs').then((n) => console.log(n === a, n.default === a.default, n.x));
      import('p').then((p) => console.log(p.which));`,
      { files },
    ));

  it('throws what its evaluation throws, and where it cannot be evaluated at once', () =>
    sameAsNode(
      `for (const name of ['throws', 'throws', 'waits', 'leads', 'none'])
        try { require('./' + name + '.mjs'); } catch (e) { console.log(e.name, e.code, /none/.test(name) || e.message.replaceAll(__dirname, '')); }
      import('./circle.mjs').then(() => require('./circle.mjs')).then((n) => console.log(n.here));`,
      { files },
    ));
});
