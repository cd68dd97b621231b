import { describe, expect, test } from 'vitest';
import type { RunReport } from '../../engine/trace.ts';
import { type Programs, playStory } from './play.ts';
import { type Observed, runNode } from './programs.ts';
import { readStory, type Story } from './story.ts';

const nothingHit = { calls: { hit: 0, miss: 3, bypass: 0, stored: 3 }, functions: [] } as unknown as RunReport;
const oneHit = { ...nothingHit, calls: { ...nothingHit.calls, hit: 1 } };

/** A sandbox that does what node does, then what the test adds to it. */
const imitation = (report: RunReport, change: (seen: Observed) => Observed = (seen) => seen): Programs => ({
  runNode,
  runSandboxed: async (invocation) => ({ observed: change(await runNode(invocation)), report }),
});

const story: Story = { ...readStory('small/files-async'), steps: [{ do: 'run' }, { do: 'run', keepFiles: true }] };
const play = async (programs: Programs): Promise<readonly string[]> =>
  (await playStory(story, { size: 'small', minDuration: 0, programs })).differences;

describe('the player of stories', () => {
  test('is content with a sandbox that equals node and answers something', async () => {
    expect(await play(imitation(oneHit))).toEqual([]);
  });

  test('fails a story in which no call was a hit', async () => {
    expect(await play(imitation(nothingHit))).toEqual(['no call of the whole story was a hit']);
  });

  test('sees a byte of output, an exit code and a file that differ', async () => {
    const other = (seen: Observed): Observed => ({
      stdout: Buffer.from(seen.stdout.toString('utf8').replace('5', '6')),
      stderr: seen.stderr,
      exitCode: 1,
      files: new Map([...seen.files].filter(([name]) => !name.endsWith('totals.csv'))),
    });
    const found = await play(imitation(oneHit, other));
    expect(found.slice(0, 3)).toEqual([
      expect.stringContaining('stdout differs at line 1'),
      expect.stringContaining('exit code: node 0, sandbox 1'),
      expect.stringContaining('totals.csv: the sandbox did not make it'),
    ]);
    expect(found).toHaveLength(6);
  });

  test('refuses an edit that finds nothing to change', async () => {
    const edit = { do: 'edit', kind: 'literal', file: 'main.mjs', find: 'no such text', replace: '' } as const;
    const lost: Story = { ...story, steps: [edit] };
    await expect(playStory(lost, { size: 'small', programs: imitation(oneHit) })).rejects.toThrow('does not contain');
  });
});
