/** The island of the network over a power of its own: what is recorded as a fact, and what is refused. */
import { mkdtempSync, readdirSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { Dependency } from '../../../engine/trace.ts';
import { OP } from '../../../guest/abi.ts';
import { HostFailure, type Recorder } from '../../../host/capabilities/capability.ts';
import type { Grant } from '../../../host/capabilities/grants.ts';
import { netCapability } from '../../../host/capabilities/net/net.ts';
import type { NetNews, NetPower } from '../../../host/capabilities/net/power.ts';
import { nodeFs } from '../../../host/node-fs.ts';

const folder = realpathSync(mkdtempSync(join(tmpdir(), 'rote-net-')));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Answers each request with its number. */
function counting(): NetPower & { sent: number } {
  const news: { id: number; news: NetNews }[] = [];
  return {
    sent: 0,
    start({ url }) {
      this.sent += 1;
      const id = this.sent;
      const head = {
        status: 200,
        statusText: '',
        headers: [],
        url,
        redirected: false,
        hops: url.endsWith('/away') ? [url, 'http://b.test/'] : [url],
      };
      news.push({ id, news: { kind: 'head', head } });
      news.push({ id, news: { kind: 'data', bytes: Buffer.from(String(id)) } }, { id, news: { kind: 'end' } });
      return id;
    },
    next: () => news.shift() ?? null,
    taken: () => undefined,
    cancel: () => undefined,
  };
}

function island(grant: Grant, power: NetPower, snapshot?: string) {
  const facts: Dependency[] = [];
  const told: string[] = [];
  const recorder = {
    dependency: (d: Dependency) => void facts.push(d),
    volatile: (what: string) => void told.push(what),
    bypass: (code: string, text: string) => void told.push(`${code}: ${text}`),
    acts: () => undefined,
  } as unknown as Recorder;
  const kept =
    snapshot === undefined
      ? undefined
      : { folder: join(folder, snapshot), files: nodeFs, writes: true, mostBytes: 1e6 };
  const capability = netCapability({ grant, power, snapshot: kept });
  const ask = (op: number, ...args: (string | number)[]) => capability.ops[op]?.(args, recorder);
  const get = (url: string, headers: [string, string][] = []): string => {
    const asked = JSON.stringify({ method: 'GET', url, headers, redirect: 'follow' });
    const { id } = JSON.parse(ask(OP.fetchStart, asked) as string) as { id: number };
    ask(OP.fetchAwait, id);
    ask(OP.fetchWait, 0);
    ask(OP.fetchAnswer, id);
    return Buffer.from(ask(OP.fetchRead, id) as Uint8Array).toString();
  };
  return { ask, get, facts, told, observe: (d: Dependency) => capability.observe?.(d) };
}

describe('the island of the network', () => {
  it('says of a live answer that it is volatile, in words that hide secrets', () => {
    const { get, facts, told } = island(['a.test'], counting());
    expect([get('http://a.test/x?token=abc&q=1'), get('http://a.test/x')]).toEqual(['1', '2']);
    expect(facts).toEqual([]);
    expect(told[0]).toMatch(/^volatile: asks the network: GET http:\/\/a\.test\/x\?token=sha256-\w+&q=1$/);
  });

  it('makes a fact of a refusal', () => {
    const { get, facts, told, observe } = island(['a.test:80'], counting());
    expect(() => get('http://b.test:81/')).toThrow(HostFailure);
    const refused = { kind: 'grant', scope: 'net', name: 'b.test:81', fingerprint: 'refused' };
    expect([facts, told]).toEqual([[refused], []]);
    expect(observe(facts[0] as Dependency)).toBe('refused');
    expect(island(true, counting()).observe(facts[0] as Dependency)).toBe('granted');
  });

  it('makes a fact of a recorded answer, the same one for equal requests', () => {
    const power = counting();
    const { get, facts, observe } = island(['a.test'], power, 'one');
    expect([get('http://a.test/#x'), get('http://a.test/'), get('http://a.test/', [['x', '1']])]).toEqual([
      '1',
      '1',
      '2',
    ]);
    expect(facts.map((fact) => observe(fact) === fact.fingerprint)).toEqual([true, true, true]);
    expect(facts[0]).toMatchObject({ kind: 'net', name: 'GET http://a.test/' });
    const later = island(['a.test'], power, 'one');
    expect([later.get('http://a.test/'), power.sent]).toEqual(['1', 2]);
    expect(later.facts[0]).toEqual(facts[0]);
    expect(readdirSync(join(folder, 'one'))).toHaveLength(4);
  });

  it('observes what would be answered now: nothing, a refusal, something live', () => {
    const { get, facts } = island(true, counting(), 'two');
    get('http://a.test/');
    const fact = facts[0] as Dependency;
    expect(island(true, counting(), 'two').observe(fact)).toBe(fact.fingerprint);
    expect(island(['b.test'], counting(), 'two').observe(fact)).toBe('refused');
    expect(island(true, counting(), 'none').observe(fact)).toBe('absent');
    expect(island(true, counting()).observe(fact)).toBe('live');
    expect(island(true, counting(), 'two').observe({ ...fact, scope: '../two/x' })).toBe('absent');
  });

  it('gives no recorded answer that led over a place which is not granted', () => {
    const { get, facts } = island(true, counting(), 'three');
    expect(get('http://a.test/away')).toBe('1');
    const narrow = island(['a.test'], counting(), 'three');
    expect(() => narrow.get('http://a.test/away')).toThrow('b.test:80');
    expect(narrow.facts).toMatchObject([{ kind: 'grant', name: 'b.test:80', fingerprint: 'refused' }]);
    expect(narrow.observe(facts[0] as Dependency)).toBe('refused');
  });

  it.each([
    ['{}', 'invalid request'],
    ['{"method":"GET","url":"http://a.test/","headers":[["a",1]],"redirect":"follow"}', 'invalid request'],
    ['{"method":"GET","url":"http://a.test/","headers":[],"redirect":{}}', 'invalid request'],
    ['{"method":"TRACE","url":"http://a.test/","headers":[],"redirect":"follow"}', 'invalid method'],
    ['{"method":"GET","url":"http://a.test/","headers":[["a","b\\r\\nc"]],"redirect":"follow"}', 'invalid a header'],
    ['{"method":"GET","url":"file:///etc/passwd","headers":[],"redirect":"follow"}', 'not implemented... yet...'],
  ])('takes no request on trust: %s', (json, words) => {
    try {
      island(true, counting()).ask(OP.fetchStart, json);
      expect.unreachable();
    } catch (error) {
      expect((error as HostFailure).answer.cause?.message).toBe(words);
    }
  });
});
