import { describe, expect, it } from 'vitest';
import { inSandbox, sameAsNode } from './oracle.ts';

describe('web globals', () => {
  it('URL and URLSearchParams are complete', () =>
    sameAsNode(`
      const u = new URL('../x y?b=2&a=1&a=%C3%A9#h', 'http://us:pw@EXAMPLE.com:8080/p/q/r'); console.log(u, u.href, u.origin, String(u), JSON.stringify(u), u.searchParams.getAll('a'));
      u.searchParams.set('y', 'z z'); u.hash = ''; u.port = '80'; u.pathname = '/new path'; u.protocol = 'https'; u.username = ''; u.password = ''; console.log(u.href, u.host, u.search); u.search = '?q=1'; console.log([...u.searchParams], u.href); u.href = 'file:///a/b'; console.log(u.protocol, u.pathname, u.host === '');
      for (const bad of ['nope', 'http://', '//x']) { try { new URL(bad); } catch (e) { console.log(e.name, e.code, e.message, e.input); } } console.log(URL.canParse('a:b'), URL.canParse('x', 'http://a'), new URL('http://ü.de/ä').href, new URL('HTTP://A/../b/./c').href);
      const p = new URLSearchParams('a=1&b=2&a=3&c'); p.append('d', 'x y&z'); p.delete('b'); p.sort(); console.log(p.toString(), p.get('c'), p.get('none'), p.has('a', '3'), p.size, [...p.keys()], p); p.forEach((v, k) => console.log(k, v));
      console.log(new URLSearchParams({ x: 1, y: 'ü~!*' }).toString(), new URLSearchParams([['a', 'b']]).toString(), new URLSearchParams('?%zz=%C3&q=a+b').toString(), new URLSearchParams());
    `));

  it('encode, decode and clone as in node', () =>
    sameAsNode(`
      console.log(new TextEncoder().encode('é\\ud800'), new TextDecoder().decode(new Uint8Array([0xef, 0xbb, 0xbf, 0xc3, 0xa9, 0xff])), new TextDecoder('latin1').encoding, new TextDecoder('utf-16le').decode(new Uint8Array([104, 0])), new TextEncoder().encodeInto('aé', new Uint8Array(2)));
      const d = new TextDecoder(); console.log(d.decode(new Uint8Array([0xe2, 0x82]), { stream: true }) + d.decode(new Uint8Array([0xac]))); try { new TextDecoder('utf-8', { fatal: true }).decode(new Uint8Array([255])); } catch (e) { console.log(e.name, e.code); } try { new TextDecoder('nope'); } catch (e) { console.log(e.name, e.code, e.message); }
      console.log(btoa('hello'), atob('aGVsbG8='), atob(' aGVs bG8 ')); for (const run of [() => btoa('é€'), () => atob('a')]) { try { run(); } catch (e) { console.log(e.name, e.code, e instanceof DOMException); } }
      const o = { a: new Date(0), m: new Map([[1, [2]]]), s: new Set(['x']), r: /a/g, u: new Uint8Array([1, 2]), n: null, d: [1, , 3], big: 1n }; o.self = o; const c = structuredClone(o); console.log(c, c.self === c, c.m !== o.m, structuredClone(new RangeError('r')).message, Object.getPrototypeOf(structuredClone(new (class A { x = 1; })())) === Object.prototype);
      for (const bad of [() => {}, Symbol('s'), { f() {} }]) { try { structuredClone(bad); } catch (e) { console.log(e.name, e.code); } }
    `));

  it('buffers change hands as in node', () =>
    sameAsNode(`
      const told = (f) => { try { return f(); } catch (e) { return [e.name, e.code, e.message]; } };
      const b = new ArrayBuffer(8), v = new Uint8Array(b, 1, 3); v[0] = 7; const c = structuredClone({ v, b, w: v }, { transfer: [b] }); console.log(c.v.buffer === c.b, c.v, c.v === c.w, b.byteLength, v.length, v.byteOffset);
      console.log(told(() => structuredClone()), told(() => structuredClone(1, null)), told(() => structuredClone(1, 5)), told(() => structuredClone(1, { transfer: 5 })));
      const d = new ArrayBuffer(4), e = new Uint8Array(2); for (const transfer of [[{}], [1], [d, d], [e]]) console.log(told(() => structuredClone(1, { transfer })));
      console.log(told(() => structuredClone([d, () => 1], { transfer: [d] })), d.byteLength, told(() => structuredClone(b)), structuredClone(b, { transfer: [b] }));
      const r = new ArrayBuffer(4, { maxByteLength: 8 }), s = structuredClone(r, { transfer: [r] }); console.log(s.resizable, s.maxByteLength, r.byteLength, structuredClone(s).maxByteLength, structuredClone(1, { transfer: new Set([d]) }), d.byteLength);
    `));

  it('abort and dispatch as in node', () =>
    sameAsNode(`
      const ac = new AbortController(); ac.signal.addEventListener('abort', (e) => console.log('aborted', e.type, ac.signal.aborted, ac.signal.reason.name)); ac.signal.onabort = () => console.log('on'); ac.abort(); ac.abort();
      console.log(AbortSignal.abort('why').reason, AbortSignal.any([ac.signal]).aborted); try { ac.signal.throwIfAborted(); } catch (e) { console.log(e.name, e.message, e.code); } const late = AbortSignal.timeout(5); late.addEventListener('abort', () => console.log('timeout', late.reason.name)); setTimeout(() => {}, 60);
      const t = new EventTarget(); const f = (e) => console.log(e.type, e.detail, e.target === t); t.addEventListener('x', f); t.addEventListener('x', f); t.addEventListener('x', { handleEvent(e) { console.log('object', e.cancelable); e.preventDefault(); } }, { once: true });
      console.log(t.dispatchEvent(new CustomEvent('x', { detail: 5, cancelable: true })), t.dispatchEvent(new Event('x'))); t.removeEventListener('x', f); console.log(t.dispatchEvent(new Event('x')));
    `));

  it('numbers, dates and words are written as in node', () =>
    sameAsNode(`
      console.log((1234567.891).toLocaleString(), (0.256).toLocaleString('en-US', { style: 'percent' }), (1234.5).toLocaleString('en-US', { style: 'currency', currency: 'USD' }), (5).toLocaleString(undefined, { minimumFractionDigits: 2 }), NaN.toLocaleString(), (12345678901234567890n).toLocaleString('de-DE'), (-0).toLocaleString());
      const d = new Date(Date.UTC(2024, 1, 29, 13, 5, 9)); console.log(d.toLocaleString('en-US'), d.toLocaleDateString('en-US'), d.toLocaleTimeString('en-US'), d.toLocaleDateString('en-GB', { weekday: 'long', month: 'long', day: 'numeric' }), d.toLocaleString('de', { timeZone: 'Europe/Berlin' }), String(d), d.toTimeString(), d + 1, new Date(NaN) + '');
      console.log(['é', 'e', 'z', 'a', 'Z', 'ä'].sort((a, b) => a.localeCompare(b)), 'a10'.localeCompare('a2', undefined, { numeric: true }), ['b', 'a'].sort(new Intl.Collator('en').compare), [1, 2.5].map(new Intl.NumberFormat('en-US', { maximumFractionDigits: 1 }).format), new Intl.DateTimeFormat('en-US', { dateStyle: 'medium' }).format(d), Intl.DateTimeFormat().resolvedOptions().timeZone, new Intl.PluralRules('en', { type: 'ordinal' }).select(2), new Intl.ListFormat('en').format(['a', 'b', 'c']), new Intl.RelativeTimeFormat('en').format(-3, 'day'), new Intl.NumberFormat('en').formatToParts(1.5));
      try { (1).toLocaleString('xx-invalid-zzzzzzzzzzz'); } catch (e) { console.log(e.name, e.message); }
    `));
});

describe('what the prelude puts in place', () => {
  it('looks native: names, lengths, enumerability, source text', () =>
    sameAsNode(`
      for (const f of [setTimeout, clearTimeout, setImmediate, queueMicrotask, console.log, Math.random, structuredClone, atob, process.nextTick, Array.prototype.map, parseInt]) console.log(f.name, f.length, typeof f);
      console.log([Math.random, Array.prototype.map, parseInt, class A { x = 1; }, function f(a) { return a; }, (x) => x].map(String), Object.keys(globalThis).sort().filter((k) => k !== 'navigator'), Object.prototype.toString.call(process), Object.prototype.toString.call(console), Object.prototype.toString.call(globalThis));
    `));

  it('makes functions of text as node does', () =>
    sameAsNode(`
      const AF = (async () => {}).constructor, GF = (function* () {}).constructor, AGF = (async function* () {}).constructor, own = Object.getOwnPropertyDescriptor;
      console.log(Function('a', 'return a + 1')(1), new Function('return this')() === globalThis, Function('a', 'b', '/* c */').toString(), [Function, AF, GF, AGF].map((F) => [F.name, F.length, String(F)]));
      console.log((() => {}).constructor === Function, (() => {}) instanceof Function, AF.__proto__ === Function, Object.getPrototypeOf(Function) === Function.prototype, Object.keys(own(globalThis, 'Function')), own(Function, 'prototype').writable, own(AF, 'prototype').writable, own(Function.prototype, 'constructor').writable, own(AF.prototype, 'constructor').writable);
      class X extends Function { constructor() { super('return 5'); } hi() { return 1; } } const x = new X(); console.log(x(), x.hi(), x instanceof X, x.constructor === X, x.name, { Function });
      (async () => console.log([...GF('yield 1; yield 2')()], await AF('return await 3')(), Reflect.construct(Function, ['return 9'], X).hi(), Function.bind(null, 'return 4')()()))();
      for (const make of [() => Function('{'), () => Function('a b', ''), () => new AF('yield 1 1')]) try { make(); } catch (e) { console.log(e.name); }
    `));

  it('hides garbage collection and every trace of the door', async () => {
    const { stdout } = await inSandbox(`
      console.log(new WeakRef({ a: 1 }).deref().a, Object.getOwnPropertyNames(globalThis).filter((n) => /rote|^\\$/.test(n)), setTimeout.toString(), URL.toString(), WeakRef.name, Object.prototype.toString.call(new FinalizationRegistry(() => {})));
    `);
    expect(stdout).toBe(
      '1 [] function setTimeout() { [native code] } class URL { [native code] } WeakRef [object FinalizationRegistry]\n',
    );
  });

  it('withstands a script that patches the builtins', async () => {
    const { stdout } = await inSandbox(
      `
      const fs = require('fs'); const evil = () => { throw new Error('patched'); };
      JSON.parse = evil; JSON.stringify = evil; Array.prototype.splice = evil; Array.prototype.shift = evil; Promise.resolve = evil; Map.prototype.get = evil; Object.defineProperty = evil; Reflect.apply = evil; Function.prototype.call = evil; Function.prototype.apply = evil;
      setTimeout(() => process.stdout.write('timer\\n'), 1); setImmediate(() => process.stdout.write('immediate\\n')); process.nextTick(() => process.stdout.write('tick\\n'));
      process.stdout.write(fs.readFileSync('data.txt', 'utf8')); process.stdout.write(String(fs.existsSync('none')) + '\\n');
    `,
      { files: { 'data.txt': 'data\n' } },
    );
    expect(stdout).toBe('data\nfalse\ntick\ntimer\nimmediate\n');
  });

  it('process tells what node tells, and environment variables behave', () =>
    sameAsNode(
      `
      console.log(process.argv.length, process.argv.slice(2), process.cwd() === require('path').dirname(process.argv[1]), process.platform, process.arch, process.version.split('.')[0] === 'v20' || true, typeof process.pid, process.exitCode, process.env.NOPE, 'NOPE' in process.env, typeof process.env.PATH, typeof process.hrtime.bigint(), process.hrtime().length, process.uptime() >= 0, typeof process.memoryUsage().heapUsed, process.title.length > 0, process.release.name);
      process.env.NEW = 5; console.log(process.env.NEW, Object.keys(process.env).includes('NEW'), delete process.env.NEW, process.env.NEW); process.chdir('/'); console.log(process.cwd()); try { process.chdir('/none/x'); } catch (e) { console.log(e.code, e.message); }
      try { process.exitCode = 'x'; } catch (e) { console.log(e.code); } const big = process.hrtime.bigint(); console.log(process.hrtime.bigint() >= big, performance.now() >= 0, performance.mark('a').name, performance.measure('m', 'a').duration >= 0, performance.getEntriesByType('mark').length);
    `,
      { args: ['one', '--two'] },
    ));
});
