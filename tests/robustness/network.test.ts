/** Recording answers of the network, giving them again, and what hangs on the grants. */
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RunReport } from '../../engine/trace.ts';
import { startWeb, type WebServer } from '../web-server.ts';
import { scratch } from './scratch.ts';

let web: WebServer;
let count = 0;
beforeAll(async () => {
  const counting = (_: unknown, response: { end(text: string): unknown }): void => {
    count += 1;
    response.end(String(count));
  };
  web = await startWeb({ '/count': counting });
});
afterAll(() => web.close());

const script = (): string => `
async function load(path) { const r = await fetch('${web.origin}' + path); return await r.text() }
function size(text) { return text.length }
console.log(await load('/count'), size(await load('/')), await load('/redirect?to=/json').catch((e) => e.cause.code));
`;

/** Runs the script with these flags; answers what it printed and, by function, calls and hits. */
async function runner() {
  const here = scratch({ 'main.mjs': script() });
  const run = async (...flags: string[]) => {
    const { stdout, stderr, exitCode } = await here.rote([
      'run',
      '--min-duration',
      '0',
      '--report',
      'r.json',
      ...flags,
      'main.mjs',
    ]);
    const report = JSON.parse(readFileSync(join(here.folder, 'r.json'), 'utf8')) as RunReport;
    const load = report.functions.find(({ name }) => name === 'load');
    return {
      stdout: stdout.trim(),
      stderr,
      exitCode,
      hits: load?.hits ?? 0,
      calls: load?.calls ?? 0,
      reasons: load?.reasons ?? [],
    };
  };
  return { ...here, run, snap: join(here.folder, 'snap') };
}

describe('--net-snapshot', () => {
  it('asks once, and gives the answers again without the network; the run that records is like those that come after', async () => {
    const { run, snap } = await runner();
    const flags = ['--allow-net=127.0.0.1', '--net-snapshot', 'snap'];
    const asked = web.asked.length;
    const first = await run(...flags);
    expect(first).toMatchObject({ exitCode: 0, hits: 0, stderr: '' });
    expect(web.asked.slice(asked)).toEqual(['GET /count', 'GET /', 'GET /redirect?to=/json', 'GET /json']);
    const again = await run(...flags);
    expect(again).toMatchObject({ stdout: first.stdout, hits: 3, calls: 3 });
    expect(await run(...flags, '--no-cache')).toMatchObject({ stdout: first.stdout, exitCode: 0 });
    expect(web.asked.slice(asked)).toHaveLength(4);
    expect(readdirSync(snap).filter((name) => name.endsWith('.json'))).toHaveLength(3);
  });

  it('asks anew for what was deleted, and only for that', async () => {
    const { run, snap } = await runner();
    const flags = ['--allow-net=127.0.0.1', '--net-snapshot', 'snap'];
    const first = await run(...flags);
    for (const name of readdirSync(snap)) if (name.includes('-count-')) rmSync(join(snap, name));
    const asked = web.asked.length;
    const again = await run(...flags);
    expect(web.asked.slice(asked)).toEqual(['GET /count']);
    expect(again.stdout).not.toBe(first.stdout);
    expect(again).toMatchObject({ hits: 2, calls: 3 });
    expect(again.reasons.map(({ text }) => text)).toContain(`the recorded answer to GET ${web.origin}/count changed`);
  });

  it('tells of an answer that cannot be read, and neither asks for it nor writes over it', async () => {
    const { run, snap } = await runner();
    const flags = ['--allow-net=127.0.0.1', '--net-snapshot', 'snap'];
    await run(...flags);
    const name = readdirSync(snap).find((each) => /-count-.*json$/.test(each)) as string;
    writeFileSync(join(snap, name), '{');
    const asked = web.asked.length;
    const ended = await run(...flags);
    expect(ended.exitCode).toBe(1);
    expect(ended.stderr).toContain('fetch failed');
    expect(web.asked).toHaveLength(asked);
    expect(readFileSync(join(snap, name), 'utf8')).toBe('{');
  });

  it('asks once for what is asked several times at once', async () => {
    const here = scratch({
      'main.mjs': `const all = await Promise.all([1, 2, 3].map(async () => (await fetch('${web.origin}/count')).text())); console.log(new Set(all).size);
        const bad = await Promise.all([1, 2].map(() => fetch('${web.origin}/die').catch((e) => e.cause.code))); console.log(bad.join()); await fetch('${web.origin}/die').catch(() => console.log('once more'));`,
    });
    const asked = web.asked.length;
    const { stdout } = await here.rote(['run', '--allow-net', '--net-snapshot', 'snap', 'main.mjs']);
    expect(stdout).toBe('1\nUND_ERR_SOCKET,UND_ERR_SOCKET\nonce more\n');
    expect(web.asked.slice(asked)).toEqual(['GET /count', 'GET /die', 'GET /die']);
  });

  it('keeps no failures', async () => {
    const here = scratch({
      'main.mjs': `console.log(await fetch('${web.origin}/die').catch((e) => e.cause.code), await fetch('${web.origin}/half').catch((e) => e.cause.code));`,
    });
    const flags = ['run', '--allow-net', '--net-snapshot', 'snap', 'main.mjs'];
    expect((await here.rote(flags)).stdout).toBe('UND_ERR_SOCKET UND_ERR_SOCKET\n');
    expect(() => readdirSync(join(here.folder, 'snap'))).toThrow('ENOENT');
  });
});

describe('rote verify', () => {
  it('gives recorded answers again, and asks the network for nothing', async () => {
    const { run, rote } = await runner();
    await run('--allow-net', '--net-snapshot', 'snap');
    const asked = web.asked.length;
    expect(await rote(['verify', 'main.mjs'])).toMatchObject({ exitCode: 0 });
    await run('--allow-net');
    const live = web.asked.length;
    expect(live).toBeGreaterThan(asked);
    const { stdout } = await rote(['verify', 'main.mjs']);
    expect(stdout).toContain('main.mjs: skipped: it asked the network');
    expect(web.asked).toHaveLength(live);
  });
});

describe('a hit', () => {
  it('gives nothing that the present grants refuse, and takes nothing from a grant that came', async () => {
    const { run } = await runner();
    const recorded = ['--net-snapshot', 'snap'];
    const granted = await run(`--allow-net=127.0.0.1:${web.port}`, ...recorded);
    expect(await run('--allow-net=127.0.0.1:1', ...recorded)).toMatchObject({ exitCode: 4, stdout: '', hits: 0 });
    expect(await run(...recorded)).toMatchObject({ exitCode: 4, stdout: '' });
    expect(await run('--allow-net', ...recorded)).toMatchObject({ stdout: granted.stdout, hits: 3 });
    expect((await run('--allow-net')).hits).toBe(0);
  });

  it('is never one that the network answered', async () => {
    const { run } = await runner();
    const [first, second] = [await run('--allow-net'), await run('--allow-net')];
    expect(Number(second.stdout.split(' ')[0])).toBe(Number(first.stdout.split(' ')[0]) + 1);
    expect(second).toMatchObject({ hits: 0, calls: 3 });
    expect(second.reasons.map(({ code }) => code)).toContain('volatile');
    expect(second.reasons.map(({ text }) => text)).toContain(`asks the network: GET ${web.origin}/count`);
  });
});
