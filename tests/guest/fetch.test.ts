import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startWeb, type WebServer } from '../web-server.ts';
import { inSandbox, sameAsNode } from './oracle.ts';

let web: WebServer;
beforeAll(async () => {
  web = await startWeb();
});
afterAll(() => web.close());

/** A program with the address of the server as `at`, and what tells an error. */
const program = (text: string): string => `
const at = ${JSON.stringify(web.origin)};
const told = async (f) => { try { return await f(); } catch (e) { return [e?.constructor.name, e?.name, String(e?.message).replace(at, 'AT'), e?.code, e?.cause?.name, e?.cause?.message, e?.cause?.code, e?.cause?.syscall]; } };
const of = (response) => ({ status: response.status, statusText: response.statusText, ok: response.ok, redirected: response.redirected, type: response.type, url: response.url.replace(at, 'AT'), headers: [...response.headers].filter(([name]) => name !== 'date') });
${text}
`;
const same = (text: string): Promise<void> => sameAsNode(program(text), { name: 'main.mjs' });

describe('fetch over the network', () => {
  it('gets responses with all that they say', () =>
    same(`
      for (const path of ['/', '/json', '/404', '/204', '/cookies', '/gzip', '/drip']) { const r = await fetch(at + path); console.log(path, of(r), r.headers.getSetCookie(), r.bodyUsed, await r.text(), r.bodyUsed); }
      console.log(await (await fetch(new URL('/json', at))).json(), await (await fetch(new Request(at + '/'))).arrayBuffer(), await (await fetch(at)).bytes());
      console.log(await told(async () => { const r = await fetch(at); await r.text(); return r.text(); }), await told(async () => (await fetch(at)).json()).then((e) => e[1]));
      console.log(of(await fetch(at + '/', { method: 'HEAD' })), await (await fetch(at + '/', { method: 'head' })).text());
    `));

  it('sends what it is given', () =>
    same(`
      for (const init of [{}, { method: 'POST', body: 'text' }, { method: 'post', body: JSON.stringify({ a: 1 }), headers: { 'Content-Type': 'application/json', 'X-Mine': ' spaced ' } }, { method: 'PUT', body: new Uint8Array([1, 2, 255]) }, { method: 'DELETE' }, { method: 'POST' }, { method: 'PATCH', body: new URLSearchParams({ a: '1 2', b: 'ü' }) }, { method: 'OPTIONS', headers: [['a', '1'], ['a', '2'], ['Accept', 'x/y'], ['User-Agent', 'me']] }, { headers: new Headers({ cookie: 'a=1' }) }])
        console.log(await (await fetch(at + '/echo?q=1#hash', init)).json());
      const request = new Request(at + '/echo', { method: 'POST', body: 'once', headers: { x: '1' } }); console.log(await (await fetch(request)).json(), request.bodyUsed, await told(() => fetch(request)));
      console.log(await (await fetch(new Request(at + '/echo', { method: 'POST', body: 'a' }), { body: 'b', headers: { y: '2' } })).json());
    `));

  it('follows redirects as it is told', () =>
    same(`
      for (const status of [301, 302, 303, 307, 308]) for (const method of ['GET', 'POST']) console.log(status, await (await fetch(at + '/redirect?to=/echo&status=' + status, { method, body: method === 'POST' ? 'x' : undefined, headers: { authorization: 'mine', 'content-type': 'a/b' } })).json());
      console.log(of(await fetch(at + '/redirect?to=/json')), of(await fetch(at + '/redirect?to=/json', { redirect: 'manual' })));
      for (const [path, init] of [['/redirect?to=/', { redirect: 'error' }], ['/redirect?to=/redirect?to=/redirect'], ['/redirect?to=file:///etc/passwd'], ['/redirect?to=http://'], ['/redirect?to=ftp://x/']]) console.log(path, await told(async () => of(await fetch(at + path, init)).status));
      const loop = '/redirect?to=' + encodeURIComponent('/redirect?to=/'); console.log((await fetch(at + loop)).url.replace(at, 'AT'), (await fetch(at + '/redirect?to=/%23there#here')).url.replace(at, 'AT'));
    `));

  it('fails as under node', () =>
    same(`
      for (const url of [at + '/die', 'http://127.0.0.1:9999999/', 'http://127.0.0.1:6000/', 'ftp://x/', 'foo:bar', 'file:///etc/passwd', '/relative', 'http://u:p@h/', 'http://nowhere.invalid/']) console.log(url.replace(at, 'AT'), await told(() => fetch(url)));
      console.log(await told(async () => (await fetch(at + '/half')).text()));
      for (const init of [{ method: 'TRACE' }, { method: 'a b' }, { body: 'x' }, { headers: { 'a b': '1' } }, { headers: { a: '1\\r\\nb: 2' } }, { headers: { a: '€' } }, { signal: 5 }, { mode: 'navigate' }, { redirect: 'x' }, { credentials: 'x' }, { headers: 5 }, { headers: [['a']] }, 5, { headers: { 'transfer-encoding': 'chunked' } }, { headers: { expect: '100-continue' } }, { headers: { upgrade: 'x' } }]) console.log(await told(() => fetch(at, init)));
      console.log(await told(() => fetch()).then((e) => e[1]));
    `));

  it('is aborted by signals', () =>
    same(`
      console.log(await told(() => fetch(at, { signal: AbortSignal.abort() })), await told(() => fetch(at, { signal: AbortSignal.abort('why') }).catch((e) => e)));
      const c = new AbortController(); setTimeout(() => c.abort(), 20); console.log(await told(() => fetch(at + '/hang', { signal: c.signal })));
      console.log(await told(() => fetch(at + '/hang', { signal: AbortSignal.timeout(20) })));
      const d = new AbortController(); const r = await fetch(at + '/stuck', { signal: d.signal }); setTimeout(() => d.abort(), 20); console.log(r.status, await told(() => r.text()));
      const e = new AbortController(); const done = await (await fetch(at, { signal: e.signal })).text(); e.abort(); console.log(done);
    `));

  it('settles answers in the order in which they come, and lets time pass meanwhile', () =>
    same(`
      const order = []; const mark = (name) => (value) => order.push(name);
      await Promise.all([fetch(at + '/drip').then((r) => r.text()).then(mark('drip')), fetch(at).then((r) => r.text()).then(mark('first')), new Promise((done) => setTimeout(done, 1)).then(mark('timer'))].map((p) => p.catch(String)));
      console.log(order.at(-1), order.length);
      const began = Date.now(); const winner = await Promise.race([fetch(at + '/hang', { signal: AbortSignal.timeout(400) }).catch(() => 'fetch'), new Promise((done) => setTimeout(done, 60, 'timer'))]); const took = Date.now() - began; console.log(winner, took >= 55 && took < 300); process.exit(0);
    `));
});

describe('the classes of fetch', () => {
  it('Headers', () =>
    same(`
      const h = new Headers({ Bc: '1', A: '2' }); h.append('a', '3'); h.append('Set-Cookie', 'x=1'); h.append('set-cookie', 'y'); h.append('cookie', 'q'); h.append('cookie', 'r'); h.delete('zz'); h.set('Bc', 'new');
      console.log(h, [...h], h.get('COOKIE'), h.getSetCookie(), h.has('nope'), h.get('nope'), h.entries === h[Symbol.iterator], Headers.length, Headers.prototype.append.length, Object.keys(Headers.prototype), String(h), [...h.keys()], [...new Headers([['x', 'y']]).values()], new Headers(h).get('a'), new Headers({ a: undefined, b: '  x\t' }));
      h.forEach((value, name, all) => console.log(name, value, all === h));
      for (const f of [() => h.get(), () => h.append('x'), () => h.get('a b'), () => h.set('', 'x'), () => h.set('a', 'x\ny'), () => h.append('a', '€'), () => new Headers([[1, 2, 3]]), () => new Headers('x'), () => new Headers(null), () => Response.error().headers.set('a', 'b')]) console.log(await told(f));
    `));

  it('Request and Response', () =>
    same(`
      for (const f of [() => new Response('x', { status: 99 }), () => new Response('x', { status: 204 }), () => new Response('x', { statusText: 'a\nb' }), () => Response.redirect('x'), () => Response.redirect('http://a', 200), () => Response.json(() => {}), () => Response.json(), () => new Request(), () => new Request(''), () => new Request('http://a', { window: 5 }), () => new Request('http://a', { cache: 'only-if-cached' }), () => new Request('http://a', { mode: 'x' }), () => new Request('http://a', { duplex: 'full' }), () => new Request('http://a', { referrer: 'q' }), () => new Request('http://a', { method: 'POST', body: new ReadableStream() })]) console.log(await told(f));
      console.log(new Response('x', { status: 201, statusText: 'Made', headers: { a: 'b' } }), Response.json({ a: 1 }, { status: 404 }), Response.error(), Response.redirect('http://x/y', 301).headers.get('location'), new Request('http://a/b?c#d', { method: 'PoSt', body: 'x', headers: { z: '1' } }), Request.length, Response.length, String(new Response()));
      console.log(new Request(new Request('http://a', { method: 'PUT', body: 'q', headers: { z: '1' } }), { headers: { y: '2' } }).headers, new Request('http://a', { signal: AbortSignal.abort('r') }).signal.reason, new Response(null).body, new Response().bodyUsed, Object.keys(Response.prototype), Object.getPrototypeOf(Response.prototype) === Object.prototype);
      const r = new Response('abc'), c = r.clone(); console.log(await c.text(), r.bodyUsed, (await told(() => r.json()))[1], r.bodyUsed, await told(() => r.clone()), await told(() => r.text()));
      for (const kind of ['text', 'json', 'blob', 'arrayBuffer', 'bytes', 'formData']) { const q = new Response(kind === 'formData' ? new URLSearchParams('a=1&b=2') : '{"a":[1]}'); console.log(kind, await q[kind](), (await told(() => q[kind]()))[2]); }
      console.log(await new Response(new Uint8Array([1, 2]).buffer).bytes(), await new Response(new DataView(new ArrayBuffer(3))).arrayBuffer(), await new Response('x', { headers: { 'content-type': 'a/b' } }).blob(), await new Response('\ufeffbom').text(), await new Response(new Uint8Array([0xff])).text());
    `));

  it('bodies as streams', () =>
    same(`
      const r = new Response('hello'); const reader = r.body.getReader(); console.log(r.body.locked, r.bodyUsed, await reader.read(), await reader.read(), r.bodyUsed, await told(() => r.text()));
      const live = await fetch(at + '/drip'); let text = ''; for await (const chunk of live.body) text += new TextDecoder().decode(chunk, { stream: true }); console.log(text, live.bodyUsed);
      const made = new Response(new ReadableStream({ start(c) { c.enqueue(new TextEncoder().encode('st')); c.enqueue(new TextEncoder().encode('ream')); c.close(); } })); console.log(await made.clone().text(), await made.text());
      console.log(await told(() => new Response(new ReadableStream({ start(c) { c.enqueue('text'); c.close(); } })).text()), await (await fetch(at + '/echo', { method: 'POST', duplex: 'half', body: new ReadableStream({ start(c) { c.enqueue(new TextEncoder().encode('sent')); c.close(); } }) })).json().then((j) => j.body));
      const twice = await fetch(at + '/drip'), copy = twice.clone(); console.log(await Promise.all([twice.text(), copy.text()]), await (await fetch(at)).body.pipeThrough(new TextDecoderStream()).getReader().read());
      const stuck = await fetch(at + '/stuck'); const it = stuck.body.getReader(); console.log(Buffer.from((await it.read()).value).toString()); await it.cancel('enough'); console.log(await it.closed);
      const used = new Response('x'); await used.text(); console.log(used.body.locked, used.bodyUsed, await told(() => new Response(used.body)).then((e) => e[0]));
    `));

  it('FormData, there and back', () =>
    same(`
      const f = new FormData(); f.append('a', '1'); f.append('a', 'zwei ü\nx'); f.append('q"uote', 'v'); f.append('file', new File(['content'], 'n"am.txt', { type: 't/x', lastModified: 5 })); f.append('blob', new Blob(['b']), 'given.bin'); f.set('a', 'only'); f.set('new', 'n');
      console.log([...f].map(([name, value]) => [name, value.name ?? value, value.type]), f.get('zz'), f.getAll('a'), f.has('a'), FormData.length, Object.keys(FormData.prototype), String(f), [...f.keys()]); f.delete('new');
      console.log(await (await fetch(at + '/echo', { method: 'POST', body: f })).json());
      const back = await new Response(f).formData(); console.log([...back].map(([name, value]) => [name, value.name ?? value, value.type])); console.log(await back.get('file').text());
      for (const g of [() => f.append('x'), () => f.append('a', 'b', 'c'), () => f.get(), () => new FormData(5), () => new Response('x').formData(), () => new Response('x', { headers: { 'content-type': 'multipart/form-data; boundary=B' } }).formData()]) console.log((await told(g)).slice(0, 2));
      console.log(await (await fetch(at + '/echo', { method: 'POST', body: new Blob(['q'], { type: 'a/b' }) })).json());
    `));

  it('addresses that hold their data', () =>
    same(`
      for (const url of ['data:text/plain,a b%20c', 'data:;base64,aGk=', 'data:,plain', 'data:text/html;charset=UTF-8;x=y,<b>', 'data:nope', 'data:;base64,*', 'data:application/json,{"a":1}#hash']) console.log(url, await told(async () => { const r = await fetch(url); return [r.status, r.type, r.url, [...r.headers], await r.text()]; }));
    `));
});

describe('the grants of fetch', () => {
  const refused =
    'const r = await fetch(at).catch((e) => e); console.log(r.name, r.code, r.cause.code, r.message.replace(/:\\d+/g, ":PORT"));';

  it.each([
    ['nothing is granted', []],
    ['another port is granted', ['--allow-net=127.0.0.1:1']],
    ['another host is granted', ['--allow-net=localhost,example.com']],
  ])('refuse when %s', async (_, flags) => {
    const { stdout } = await inSandbox(program(refused), { name: 'main.mjs' }, flags);
    expect(stdout).toBe(
      "TypeError EACCES EACCES fetch failed: EACCES: permission denied, connect '127.0.0.1:PORT' (rote: needs --allow-net=127.0.0.1:PORT)\n",
    );
  });

  it('cover hosts with and without a port', async () => {
    for (const grant of ['--allow-net', '--allow-net=127.0.0.1', `--allow-net=x.y,127.0.0.1:${web.port}`]) {
      const { stdout } = await inSandbox(program('console.log((await fetch(at)).status);'), { name: 'main.mjs' }, [
        grant,
      ]);
      expect(stdout).toBe('200\n');
    }
  });
});
