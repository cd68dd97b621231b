/** Makes a test of each case of a table. */
import { beforeAll, describe, expect, test } from 'vitest';
import type { Case } from './case.ts';
import { play } from './play.ts';
import { requireBuild } from './programs.ts';

export function suite(family: string, cases: readonly Case[]): void {
  describe(family, () => {
    beforeAll(requireBuild);
    for (const subject of cases)
      test(subject.name, async () => {
        const found = await play(subject);
        if (found.length > 0) expect.fail(found.join('\n'));
      });
  });
}
