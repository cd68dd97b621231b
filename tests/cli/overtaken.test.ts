/** A builtin that changes while a stored call waits: the run begins anew, or ends, and never goes on with a stale answer. */
import { afterAll, describe, expect, it } from 'vitest';
import { bothWays } from '../start.ts';
import { project } from './rote.ts';

/** The builtin is reached by a name that no text shows, so that nothing could be known before. */
const script = `
import { writeFileSync, readFileSync } from 'node:fs';
const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
async function most(n) { console.log('asked', n); await sleep(40); console.log('waited'); return [1, 2].first ?? n }
const waiting = most(1);
console.log('before', process.env.MODE);
if (process.env.MODE === 'writes') writeFileSync('written.txt', 'once');
if (process.env.MODE === 'reads') console.log(readFileSync(0, 'utf8'));
if (process.env.MODE === 'differs') console.log(Math.random());
const key = ['__pro', 'to__'].join('');
if (process.env.MODE) setTimeout(() => { [][key].first = 42; console.log('changed') }, 20);
console.log('found', await waiting);
`;
const printed = (mode: string, found: number) =>
  ['asked 1', `before ${mode}`, ...(mode ? ['changed'] : []), 'waited', `found ${found}`, ''].join('\n');

describe.each(bothWays)('started by %s', (way) => {
  const here = project({ 'main.mjs': script }, way);
  afterAll(() => here.remove());
  const run = (mode: string) => here.rote(['run', '--min-duration', '0', '-A', 'main.mjs'], { MODE: mode });

  it('a call that is answered while nothing changes', async () => {
    for (let i = 0; i < 2; i++) expect((await run('')).stdout).toBe(printed('', 1));
  });

  it('the run begins anew when it only printed', async () => {
    expect(await run('prints')).toMatchObject({ exitCode: 0, stdout: printed('prints', 42), stderr: '' });
  });

  it.each(['writes', 'reads', 'differs'])('the run ends when that cannot be done unseen: it %s', async (mode) => {
    const { exitCode, stdout, stderr } = await run(mode);
    expect(exitCode).toBe(5);
    expect(stderr).toContain('a stored call was waiting when the script changed builtins');
    expect(stderr).toContain('--no-cache');
    expect(stdout).not.toContain('found');
  });
});
