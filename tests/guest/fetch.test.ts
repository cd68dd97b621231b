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
