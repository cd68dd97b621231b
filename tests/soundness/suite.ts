/** Makes a test of each case of a table, in each of the ways in which rote is started. */
import { beforeAll, describe, expect, test } from 'vitest';
import type { Way } from '../start.ts';
import type { Case } from './case.ts';
import { play } from './play.ts';
import { requireBuild } from './programs.ts';

export function suite(family: string, cases: readonly Case[], ways: readonly Way[] = ['bin']): void {
  describe.each(ways)(`${family}, started by %s`, (way) => {
    beforeAll(requireBuild);
    for (const subject of cases)
      test(subject.name, async ({ task }) => {
        const { found, share } = await play(subject, way);
        task.meta.storable = share;
        if (found.length > 0) expect.fail(found.join('\n'));
      });
  });
}
