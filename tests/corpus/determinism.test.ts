/**
 * With a seed and a clock, a script gives the same bytes in every store, in every process and under every version of
 * node: `ROTE_OTHER_NODE` names the program of another version.
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { compareRuns } from './differences.ts';
import { prepareFolder, scratch } from './folder.ts';
import { type Invocation, type Observed, requireBuild, runSandboxed } from './programs.ts';
import { readStory, realisticNames } from './story.ts';

const OTHER_NODE = process.env['ROTE_OTHER_NODE'];
const POLICY = ['--seed', '7', '--clock', '2026-01-31T12:00:00Z'];
const SCRIPTS = [...realisticNames(), 'small/simulation', 'small/dates', 'small/promises'];

/** Draws by every way there is, looks at the time while it goes by, and computes where engines round differently. */
const DRAWS = `
import { randomBytes, randomInt, randomUUID } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
const times = [];
function sample(n) { return Array.from({ length: n }, () => Math.random()) }
async function step(ms) { await sleep(ms); times.push(Date.now(), performance.now()); return Math.random() }
const sum = sample(1000).reduce((a, x) => a + Math.sin(x) ** Math.exp(x) + Math.tan(x) + Math.cbrt(x) * Math.atan2(x, 3), 0);
console.log(sum, sample(3), randomUUID(), randomInt(1e9), randomBytes(8).toString('hex'), crypto.randomUUID());
console.log(await Promise.all([step(20), step(5), step(5)]), times, new Date().toString(), process.hrtime());
console.log([...'zaäZ'].sort(), sample(5).sort(() => Math.random() - 0.5), 0.1 + 0.2, 1e21, (1234.5678).toFixed(1));
writeFileSync('out.json', JSON.stringify({ sum, at: new Date() }));
`;

interface Place {
  readonly base: string;
  readonly invocation: Invocation;
}

const bases: string[] = [];
beforeAll(requireBuild);
afterAll(() => {
  for (const base of bases) rmSync(base, { recursive: true, force: true });
});

/** A place of its own for each run. */
function place(name: string): Place {
  const base = scratch(name.replace('/', '-'));
  bases.push(base);
  const folder = join(base, 'project');
  if (name === 'draws') {
    mkdirSync(folder);
    writeFileSync(join(folder, 'main.mjs'), DRAWS);
    return { base, invocation: { folder, entry: 'main.mjs', args: [], env: {} } };
  }
  const story = readStory(name);
  prepareFolder(story, folder);
  return { base, invocation: { folder, entry: story.entry, args: story.args.small, env: story.env } };
}

async function run({ base, invocation }: Place, node?: string): Promise<Observed> {
  const at = { cacheDir: join(base, 'store'), reportFile: join(base, 'report.json') };
  return (await runSandboxed(invocation, { ...at, minDuration: 0, flags: POLICY, node })).observed;
}

describe.each(['draws', ...SCRIPTS])('%s', (name) => {
  it('gives the same bytes in two stores', async () => {
    const [one, other] = [place(name), place(name)];
    const first = await run(one);
    expect(first.stdout.length).toBeGreaterThan(0);
    expect(compareRuns(first, await run(other), true)).toEqual([]);
    if (name === 'draws') expect(compareRuns(first, await run(one), true)).toEqual([]);
  });

  it.skipIf(OTHER_NODE === undefined)('gives the same bytes under another version of node', async () => {
    const version = execFileSync(OTHER_NODE as string, ['--version'], { encoding: 'utf8' }).trim();
    expect(version).not.toBe(process.version);
    expect(compareRuns(await run(place(name)), await run(place(name), OTHER_NODE), true)).toEqual([]);
  });
});
