/** SIGKILL at random moments of a run. ROTE_KILLS=50 gives the long version. */
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { acknowledgedKeys } from './journal-files.ts';
import { type Finished, scratch, seeded } from './scratch.ts';

const kills = Number(process.env['ROTE_KILLS'] ?? 12);
const calls = 20;

/** Twenty calls of a few milliseconds, every fourth with a result that goes into a blob. */
const here = scratch({
  'main.js': `
const salt = Number(process.argv[2]);
function step(at, salt) {
  const length = at % 4 === 0 ? 3000 : 3;
  const row = [];
  for (let i = 0; i < length; i++) row.push((i * 7 + at * salt) % 1009 + 0.5);
  let sum = salt;
  for (let i = 0; i < 60000; i++) sum = (sum * 31 + i + at) % 1000003;
  console.log('step', at, sum);
  return { at, sum, row };
}
for (let at = 0; at < ${calls}; at++) {
  const { sum, row } = step(at, salt);
  console.log(at, sum, row.length, row.join().length);
}
`,
});
const store = join(here.folder, '.rote');
const fraction = seeded(20_26);

/** Kills a command after a while; it may have ended by then. */
function killed(words: readonly string[], afterMs: number): Promise<Finished> {
  return here.rote(words, { onStart: (child) => setTimeout(() => child.kill('SIGKILL'), afterMs) });
}

describe('a run killed at a random moment', () => {
  it(
    `leaves a store that serves what was acknowledged and nothing else (${kills} kills)`,
    async () => {
      const whole = await here.run(['--cache-dir', 'other', 'main.js', '-1']);
      expect(whole.report.calls.stored).toBe(calls);
      let wholeMs = whole.tookMs;
      const figures = { cutOff: 0, midway: 0, acknowledged: 0, hits: 0, mergesKilled: 0 };

      for (let round = 0; round < kills; round++) {
        const words = ['main.js', String(round)];
        const node = await here.node(words);
        const before = acknowledgedKeys(store);
        // Spread evenly over the run, its start and its very end included.
        const moment = ((round + fraction()) / kills) * wholeMs * 1.1;
        const cut = await killed(['run', '--min-duration', '0', ...words], moment);
        // The machine may have been busier when the length of a whole run was measured.
        if (cut.exitCode === 0) wholeMs = Math.min(wholeMs, cut.tookMs);
        const acknowledged = [...acknowledgedKeys(store)].filter((key) => !before.has(key)).length;
        expect(node.stdout.startsWith(cut.stdout)).toBe(true);

        const next = await here.run(words);
        expect(next).toMatchObject({ exitCode: 0, stdout: node.stdout, stderr: '' });
        expect(next.report.calls).toMatchObject({ hit: acknowledged, stored: calls - acknowledged });
        if (cut.exitCode === null) figures.cutOff++;
        if (acknowledged > 0 && acknowledged < calls) figures.midway++;
        figures.acknowledged += acknowledged;
        figures.hits += next.report.calls.hit;

        if (round % 3 === 2) {
          // A command that merges is killed too: journals go into the catalogue and the segments, at any moment.
          const merge = await killed(['ls', '--json'], fraction() * 900);
          if (merge.exitCode === null) figures.mergesKilled++;
          const warm = await here.run(words);
          expect(warm).toMatchObject({ exitCode: 0, stdout: node.stdout, stderr: '' });
          expect(warm.report.calls).toMatchObject({ hit: calls, stored: 0 });
        }
      }
      const entries = JSON.parse((await here.rote(['ls', '--json', '--limit', '100000'])).stdout);
      expect(entries.length).toBe(calls * kills);
      if (process.env['ROTE_KILLS']) console.info(figures);
      // The kills must have met runs in the middle of their work, or this shows nothing.
      expect(figures.midway).toBeGreaterThan(0);
      expect(figures.cutOff).toBeGreaterThan(kills / 2);
    },
    60_000 + kills * 10_000,
  );
});
