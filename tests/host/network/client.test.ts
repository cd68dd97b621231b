/** The client with a resolver of its own: where names lead is decided once, and checked. */

import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Grant } from '../../../host/capabilities/grants.ts';
import type { NetNews, NetRequest } from '../../../host/capabilities/net/power.ts';
import { Client, type ClientPowers } from '../../../host/network/client.ts';
import { startWeb, type WebServer } from '../../web-server.ts';

let web: WebServer;
let other: WebServer;
beforeAll(async () => {
  const seen = (name: string) => ({
    '/seen': (request: { readonly headers: object }, response: { end(text: string): void }) =>
      response.end(JSON.stringify({ name, headers: request.headers })),
  });
  web = await startWeb(seen('web'));
  other = await startWeb(seen('other'));
});
afterAll(async () => {
  await web.close();
  await other.close();
});

const get = (url: string, more: Partial<NetRequest> = {}): NetRequest => ({
  ...{ method: 'GET', url, headers: [], redirect: 'follow', body: null },
  ...more,
});

interface Heard {
  readonly status: number | null;
  readonly text: string;
  readonly failure: string | null;
  readonly resolved: readonly string[];
}

/** One request to its end; `addresses` are what a name resolves to, one after the other. */
function ask(
  request: NetRequest,
  grant: Grant,
  addresses: string[] = [],
  more: Partial<ClientPowers> = {},
): Promise<Heard> {
  const resolved: string[] = [];
  let status: number | null = null;
  let text = '';
  return new Promise((done) => {
    const tell = (id: number, news: NetNews): void => {
      if (news.kind === 'head') status = news.head.status;
      else if (news.kind === 'data') {
        text += Buffer.from(news.bytes).toString('latin1');
        client.taken(id, news.bytes.length);
      } else done({ status, text, failure: news.kind === 'failed' ? news.failure.message : null, resolved });
    };
    const resolve: ClientPowers['resolve'] = async (host) => {
      resolved.push(host);
      const address = addresses[Math.min(resolved.length, addresses.length) - 1] ?? '192.0.2.1';
      return [{ address, family: address.includes(':') ? 6 : 4 }];
    };
    const client = new Client({ grant, resolve, tell, ...more });
    client.start(1, request);
  });
}

describe('a granted name', () => {
  it('is connected to where it resolves, which is asked once', async () => {
    const grant = ['name.test', '127.0.0.1'];
    const heard = await ask(get(`http://name.test:${web.port}/`), grant, ['127.0.0.1', '127.0.0.9']);
    expect(heard).toMatchObject({ status: 200, text: 'hello', resolved: ['name.test'] });
  });

  it.each([
    ['127.0.0.1', 'this machine'],
    ['::1', 'this machine'],
    ['0.0.0.0', 'this machine'],
    ['::ffff:127.0.0.1', 'this machine'],
    ['169.254.169.254', 'the services of its link'],
  ])('that leads to %s is refused: %s was not granted', async (address) => {
    const heard = await ask(get(`http://name.test:${web.port}/`), ['name.test'], [address]);
    expect(heard.failure).toContain(`which is ${address}' (rote: needs --allow-net=name.test:${web.port},${address})`);
    expect(heard.status).toBeNull();
  });

  it('cannot be bound anew between two requests of a redirect', async () => {
    const grant = ['name.test', '127.0.0.1:1'];
    const heard = await ask(get(`http://name.test:${web.port}/`), grant, ['127.0.0.1']);
    expect(heard.failure).toContain('EACCES');
    const twice = [`127.0.0.1`, '127.0.0.1'];
    const found = await ask(get(`http://name.test:${web.port}/redirect?to=/`), ['name.test', '127.0.0.1'], twice);
    expect(found).toMatchObject({ status: 200, text: 'hello' });
  });
});

describe('redirects', () => {
  it.each([
    ['to another port', () => `${other.origin}/`],
    ['to another name', () => 'http://evil.test/'],
    ['to the address of metadata', () => 'http://169.254.169.254/latest/meta-data/'],
    ['to this machine by another spelling', () => `http://[::ffff:127.0.0.1]:${other.port}/`],
    ['without a scheme', () => `//127.0.0.1:${other.port}/`],
    ['over another scheme', () => `https://127.0.0.1:${other.port}/`],
  ])('%s are refused where that is not granted', async (_, to) => {
    const asked = other.asked.length;
    const url = `${web.origin}/redirect?to=${encodeURIComponent(to())}`;
    const { failure } = await ask(get(url), [`127.0.0.1:${web.port}`]);
    expect(failure).toContain('EACCES: permission denied');
    expect(other.asked).toHaveLength(asked);
  });

  it.each(['file:///etc/passwd', 'ftp://127.0.0.1/', 'data:text/plain,x', 'javascript:1', 'blob:x'])(
    'to %s are none of the network',
    async (to) => {
      const { failure } = await ask(get(`${web.origin}/redirect?to=${encodeURIComponent(to)}`), true);
      expect(failure).toBe('URL scheme must be a HTTP(S) scheme');
    },
  );

  it('to another origin take no secrets along, and to the same one all of them', async () => {
    const headers = [
      ['Authorization', 'a'],
      ['Cookie', 'b'],
      ['Proxy-Authorization', 'c'],
      ['X-Other', 'd'],
    ] as const;
    for (const [to, kept] of [
      [other, false],
      [web, true],
    ] as const) {
      const url = `${web.origin}/redirect?to=${encodeURIComponent(`${to.origin}/seen`)}`;
      const seen = JSON.parse((await ask(get(url, { headers }), true)).text) as { headers: Record<string, string> };
      expect('authorization' in seen.headers).toBe(kept);
      expect('cookie' in seen.headers).toBe(kept);
      expect('proxy-authorization' in seen.headers).toBe(kept);
      expect(seen.headers['x-other']).toBe('d');
    }
  });

  it('with credentials in the address lead nowhere else', async () => {
    const to = `http://user:pass@127.0.0.1:${other.port}/`;
    const { failure } = await ask(get(`${web.origin}/redirect?to=${encodeURIComponent(to)}`), true);
    expect(failure).toBe('cross origin not allowed for request mode "cors"');
  });
});

describe('servers that mean harm', () => {
  /** Says something raw to whoever connects. */
  async function saying(say: (write: (text: string) => void) => void): Promise<{ url: string; close: () => void }> {
    const server = createServer((socket) => {
      socket.on('error', () => undefined);
      say((text) => void socket.write(text));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, close: () => server.close() };
  }

  it.each([
    ['headers without end', 'x: y\r\n'.repeat(20_000), 'Headers Overflow Error'],
    ['a header without end', `x: ${'y'.repeat(200_000)}`, 'Headers Overflow Error'],
    ['no HTTP at all', 'SSH-2.0-OpenSSH\r\n', 'Expected HTTP/'],
    ['two lengths', 'content-length: 1\r\ncontent-length: 2\r\n\r\nx', 'Content-Length'],
    ['a length and pieces', 'content-length: 5\r\ntransfer-encoding: chunked\r\n\r\n', 'Transfer-Encoding'],
  ])('%s', async (name, text, failure) => {
    const start = name === 'no HTTP at all' ? '' : 'HTTP/1.1 200 OK\r\n';
    const { url, close } = await saying((write) => write(start + text));
    expect((await ask(get(url), true)).failure).toContain(failure);
    close();
  });

  it('silence ends with the time that node waits', async () => {
    const { url, close } = await saying(() => undefined);
    const waits = { connectMs: 1000, headersMs: 50, bodyMs: 50 };
    expect((await ask(get(url), true, [], { waits })).failure).toBe('Headers Timeout Error');
    close();
    const { url: half, close: closeHalf } = await saying((write) =>
      write('HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\nx'),
    );
    expect((await ask(get(half), true, [], { waits })).failure).toBe('Body Timeout Error');
    closeHalf();
  });

  it('what comes too fast has to wait until it is taken', async () => {
    const { url, close } = await saying((write) => {
      write('HTTP/1.1 200 OK\r\n\r\n');
      for (let i = 0; i < 400; i += 1) write('x'.repeat(100_000));
    });
    let bytes = 0;
    const tell = (_: number, news: NetNews): void => {
      if (news.kind === 'data') bytes += news.bytes.length;
    };
    const client = new Client({ grant: true, resolve: async () => [], tell });
    client.start(1, get(url));
    await new Promise((done) => setTimeout(done, 300));
    expect(bytes).toBeGreaterThan(100_000);
    expect(bytes).toBeLessThan(1_000_000);
    client.cancel(1);
    close();
  });
});
