/** Out by the network: places that were not granted, under whatever name, and answers that are too much. */
import { mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, expect } from 'vitest';
import { entryName, recordedRequest } from '../../host/capabilities/net/recorded-request.ts';
import { startWeb } from '../web-server.ts';
import { type Attack, family, SECRET } from './attack.ts';

const MB = 1024 * 1024;
const bomb = gzipSync(Buffer.alloc(400 * MB), { level: 1 });

/** What may be reached, and what may not: it says a secret to whoever asks. */
const web = await startWeb({
  '/bomb': (_, response) => void response.setHeader('content-encoding', 'gzip').end(bomb),
  '/flood': (_, response) => {
    const piece = Buffer.alloc(MB, 'x');
    const more = (): void => {
      while (!response.destroyed && response.write(piece));
    };
    response.on('drain', more);
    more();
  },
  '/loris': (_, response) => {
    const timer = setInterval(() => response.write('.'), 20);
    response.on('close', () => clearInterval(timer));
  },
  '/round': (_, response) => void response.writeHead(302, { location: '/round' }).end(),
  '/many': (_, response) => void response.end('x'.repeat(20_000)),
  '/seen': (request, response) => void response.end(JSON.stringify(request.rawHeaders)),
});
const inner = await startWeb({ '/': (_, response) => void response.end(SECRET) });
afterAll(async () => {
  expect(inner.asked).toEqual([]);
  await web.close();
  await inner.close();
});

const granted = ['--no-cache', `--allow-net=127.0.0.1:${web.port}`];
/** Tries addresses and prints what comes of each. */
const all = (urls: readonly string[], init = '{}'): string => `
for (const url of ${JSON.stringify(urls)}) {
  const said = await fetch(url, ${init}).then((r) => 'got ' + r.status, (e) => e.cause?.code ?? e.cause?.message ?? e.message.split(':')[0]);
  print(url.replaceAll(${web.port}, 'WEB').replaceAll(${inner.port}, 'INNER'), said);
}`;
const each = (urls: readonly string[], said: string): string =>
  urls
    .map((url) => `${url.replaceAll(String(web.port), 'WEB').replaceAll(String(inner.port), 'INNER')}: ${said}`)
    .join('\n');
const refusals = (name: string, urls: readonly string[], said = 'EACCES', flags = granted): Attack => ({
  name,
  script: all(urls),
  flags,
  prints: each(urls, said),
});

const port = inner.port;

family('the network, places', [
  refusals('nothing is granted', [`http://127.0.0.1:${port}/`, 'http://localhost/', 'http://[::1]/'], 'EACCES', [
    '--no-cache',
  ]),
  refusals('another port of a granted host', [`http://127.0.0.1:${port}/`, 'https://127.0.0.1/', 'http://127.0.0.1/']),
  refusals(
    'this machine as a number',
    ['2130706433', '0x7f000001', '017700000001', '0x7f.1', '127.1', '127.0.1', '0177.0.0.1'].map(
      (host) => `http://${host}:${port}/`,
    ),
  ),
  refusals(
    'this machine in IPv6',
    ['[::1]', '[::ffff:127.0.0.1]', '[::ffff:7f00:1]', '[::127.0.0.1]', '[::]', '[0:0:0:0:0:ffff:7f00:1]'].flatMap(
      (host) => [`http://${host}:${port}/`, `http://${host}:${web.port}/`],
    ),
  ),
  refusals(
    'this machine in other letters',
    ['①②⑦.⓪.⓪.①', '127。0。0。1', '127．0．0．1', 'ｌocalhost', 'LOCALHOST', 'localhost.', '0.0.0.0', '0'].map(
      (host) => `http://${host}:${port}/`,
    ),
  ),
  refusals('the address of metadata', [
    'http://169.254.169.254/',
    'http://2852039166/',
    'http://[::ffff:a9fe:a9fe]/',
    'http://metadata.google.internal/',
  ]),
  refusals(
    'names around a granted one',
    [
      'granted.test.evil.test',
      'evilgranted.test',
      'granted.test.',
      'sub.granted.test',
      'granted.tes',
      'granted-test',
    ].map((host) => `http://${host}/`),
    'EACCES',
    ['--no-cache', '--allow-net=granted.test'],
  ),
  refusals(
    'a granted name where no host stands',
    [
      'http://127.0.0.1:9/#granted.test',
      'http://127.0.0.1:9/granted.test',
      'http://127.0.0.1:9?@granted.test',
      'http://127.0.0.1:9\\@granted.test/',
      'http://127.0.0.1:9\t/',
      'http://127.0.0.1:9;granted.test/'.replace(';', '/;'),
    ].map((url) => url.replace(':9', `:${port}`)),
    'EACCES',
    ['--no-cache', '--allow-net=granted.test'],
  ),
  refusals(
    'a granted name as a user',
    [`http://granted.test@127.0.0.1:${port}/`, `http://granted.test:80@127.0.0.1:${port}/`],
    'Request cannot be constructed from a URL that includes credentials',
    ['--no-cache', '--allow-net=granted.test'],
  ),
  refusals(
    'no address at all',
    ['http://', 'http://%31%32%37.%', 'http://[::1', 'http://a b/', '//127.0.0.1/', 'http://127.0.0.1:99999/'],
    'ERR_INVALID_URL',
    ['--no-cache', '-A'],
  ),
  refusals('other schemes', ['file:///etc/passwd', 'file://127.0.0.1/etc/passwd'], 'not implemented... yet...', [
    '--no-cache',
    '-A',
  ]),
  refusals(
    'more schemes',
    ['ftp://127.0.0.1/', 'gopher://127.0.0.1/', 'ws://127.0.0.1/', 'javascript:alert(1)', 'about:blank', 'unix:/x'],
    'unknown scheme',
    ['--no-cache', '-A'],
  ),
  refusals(
    'ports of other services',
    [22, 25, 53, 110, 6000, 6667].map((service) => `http://127.0.0.1:${service}/`),
    'bad port',
    ['--no-cache', '-A'],
  ),
  refusals(
    'redirects to what was not granted',
    [
      `http://127.0.0.1:${port}/`,
      `//127.0.0.1:${port}/`,
      'http://169.254.169.254/',
      `http://[::1]:${port}/`,
      `http://localhost:${port}/`,
    ].map((to) => `${web.origin}/redirect?to=${encodeURIComponent(to)}`),
  ),
  refusals(
    'redirects to files',
    ['file:///etc/passwd', 'data:text/plain,x'].map((to) => `${web.origin}/redirect?to=${encodeURIComponent(to)}`),
    'URL scheme must be a HTTP(S) scheme',
  ),
  refusals('redirects without end', [`${web.origin}/round`], 'redirect count exceeded'),
]);

family('the network, requests', [
  {
    name: 'lines smuggled into a request',
    script: `
      const told = (init, path = '/seen') => fetch('${web.origin}' + path, init).then((r) => r.text(), (e) => e.cause?.code ?? e.name);
      for (const init of [{ headers: { a: 'b\\r\\nHost: evil' } }, { headers: [['a\\r\\nb', 'c']] }, { method: 'GET / HTTP/1.1\\r\\nHost: evil' }, { headers: { 'transfer-encoding': 'chunked' } }, { headers: { upgrade: 'h2c' } }, { headers: { expect: '100-continue' } }, { method: 'CONNECT' }, { headers: { a: '\\u0130' } }]) console.log(await told(init));
      const path = JSON.parse(await told({}, '/seen?\\r\\nX: y HTTP/1.1')); console.log(path.includes('X'));
      const hosts = JSON.parse(await told({ headers: { host: 'evil.test', 'content-length': '999', connection: 'upgrade' } })); console.log(hosts.filter((h) => /evil|999|upgrade/.test(h)).length);`,
    flags: granted,
    prints:
      'TypeError\nTypeError\nTypeError\nUND_ERR_INVALID_ARG\nUND_ERR_INVALID_ARG\nUND_ERR_NOT_SUPPORTED\nTypeError\nTypeError\nfalse\n0',
  },
  {
    name: 'builtins that are changed around a request',
    script: `
      const evil = 'http://127.0.0.1:${port}/';
      Object.prototype.toJSON = function () { return 'url' in this ? { method: 'GET', url: evil, headers: [], redirect: 'follow' } : this; };
      URL.prototype.toString = () => evil; String.prototype.startsWith = () => false;
      const said = await fetch('${web.origin}/').then((r) => r.status, (e) => e.cause?.code ?? e.cause?.message ?? e.name);
      console.log(said);`,
    flags: granted,
    prints: 'EACCES',
  },
  {
    name: 'addresses that change while they are looked at',
    script: `
      let n = 0; const sly = { toString: () => (n++ ? 'http://127.0.0.1:${port}/' : '${web.origin}/') };
      console.log(await fetch(sly).then((r) => r.status, (e) => e.cause?.code));
      const request = new Request('${web.origin}/'); Object.defineProperty(request, 'url', { get: () => 'http://127.0.0.1:${port}/' });
      console.log(await fetch(request).then((r) => r.url.includes('${port}'), (e) => e.cause?.code));`,
    flags: granted,
    prints: '200\nfalse',
  },
  {
    name: 'a grant that is no host',
    script: `console.log('ran')`,
    flags: ['--no-cache', '--allow-net=http://127.0.0.1/'],
    prints: '',
    exitCode: 2,
  },
  {
    name: 'other ways to the network',
    script: `
      import http from 'node:http'; import https from 'node:https'; import net from 'node:net'; import tls from 'node:tls'; import dns from 'node:dns'; import dgram from 'node:dgram';
      attempt('http', () => http.get('${web.origin}')); attempt('https', () => https.request('${web.origin}')); attempt('net', () => net.connect(${web.port})); attempt('tls', () => tls.connect(1)); attempt('dns', () => dns.lookup('x')); attempt('dgram', () => dgram.createSocket('udp4'));
      attempt('globals', () => [typeof XMLHttpRequest, typeof WebSocket, typeof EventSource].join());`,
    flags: ['--no-cache', '-A'],
    prints:
      ['http', 'https', 'net', 'tls', 'dns', 'dgram'].map((name) => `${name}: ERR_ROTE_DENIED\n`).join('') +
      'globals: undefined,undefined,undefined',
  },
]);

const bounded = [...granted, '--memory-limit', '64'];

family('the network, answers', [
  {
    name: 'a bomb of zeros',
    script: `const r = await fetch('${web.origin}/bomb'); console.log(r.status); (await r.arrayBuffer()).byteLength;`,
    flags: bounded,
    prints: '200',
    exitCode: 3,
  },
  {
    name: 'a bomb that is recorded',
    script: `const r = await fetch('${web.origin}/bomb').catch((e) => e); console.log(r.cause?.message);`,
    flags: [...bounded, '--net-snapshot', 'snap'],
    prints: 'the answer is larger than the memory of the script',
  },
  {
    name: 'a flood without end',
    script: `const parts = []; for await (const part of (await fetch('${web.origin}/flood')).body) parts.push(part);`,
    flags: bounded,
    prints: '',
    exitCode: 3,
  },
  {
    name: 'a flood that nobody reads',
    script: `const r = await fetch('${web.origin}/flood'); await new Promise((done) => setTimeout(done, 300)); console.log(r.status, r.bodyUsed);`,
    flags: bounded,
    prints: '200 false',
  },
  {
    name: 'drops for ever',
    script: `console.log('asks'); await (await fetch('${web.origin}/loris')).text();`,
    flags: [...granted, '--timeout', '5000'],
    prints: 'asks',
    exitCode: 3,
  },
  {
    name: 'silence for ever',
    script: `console.log('asks'); await fetch('${web.origin}/hang');`,
    flags: [...granted, '--timeout', '5000'],
    prints: 'asks',
    exitCode: 3,
  },
  {
    name: 'silence for ever, while an answer is recorded',
    script: `console.log('asks'); await fetch('${web.origin}/hang');`,
    flags: [...granted, '--timeout', '5000', '--net-snapshot', 'snap'],
    prints: 'asks',
    exitCode: 3,
  },
  {
    name: 'a thousand requests at once',
    script: `
      const all = await Promise.all(Array.from({ length: 1000 }, () => fetch('${web.origin}/many').then((r) => r.text())));
      console.log(all.length, new Set(all.map((text) => text.length)).size);`,
    flags: granted,
    prints: '1000 1',
  },
  {
    name: 'hundreds of answers that nobody reads',
    script: `
      const told = new Set(); const kept = [];
      for (let i = 0; i < 520; i++) await fetch('${web.origin}/stuck').then((r) => { kept.push(r); told.add(r.status); }, (e) => told.add(e.cause.message.split(':')[0]));
      console.log([...told].join());`,
    flags: granted,
    prints: '200,the bodies of 512 answers were not read',
  },
]);

const recorded = (redirects: string[]): string =>
  JSON.stringify({
    version: 1,
    request: {},
    response: { status: 200, statusText: 'OK', headers: [], redirects },
  });

family('the network, recorded answers', [
  {
    name: 'links in the folder lead nowhere',
    script: `print('got', await fetch('http://granted.test/x').then((r) => r.text(), (e) => e.cause.code));`,
    flags: ['--no-cache', '--allow-net=granted.test', '--net-snapshot', 'snap'],
    before({ inside, outside }) {
      mkdirSync(join(inside, 'snap'));
      const name = entryName(
        recordedRequest({ method: 'GET', url: 'http://granted.test/x', headers: [], redirect: 'follow', body: null }),
      );
      writeFileSync(join(inside, 'snap', `${name}.json`), recorded([]));
      symlinkSync(join(outside, 'secret.txt'), join(inside, 'snap', `${name}.body`));
    },
    prints: 'got: ERR_ROTE_SNAPSHOT',
  },
  {
    name: 'secrets are not written',
    script: `
      await (await fetch('${web.origin}/?api_key=${SECRET}&q=1', { headers: { authorization: 'Bearer ${SECRET}', cookie: 'id=${SECRET}', 'x-auth-token': '${SECRET}' } })).arrayBuffer();
      console.log('asked');`,
    flags: [...granted, '--net-snapshot', 'snap'],
    prints: 'asked',
    after({ inside }) {
      const names = readdirSync(join(inside, 'snap'));
      expect(names).toHaveLength(2);
      for (const name of names) expect(name + readFileSync(join(inside, 'snap', name), 'utf8')).not.toContain(SECRET);
    },
  },
  {
    name: 'what is recorded is granted to nobody',
    script: `
      print('granted', await fetch('${web.origin}/').then((r) => r.text()));`,
    flags: ['--no-cache', '--net-snapshot', 'snap', '--allow-net=granted.test'],
    prints: '',
    exitCode: 4,
  },
]);
