/** `--audit`: what could be answered is executed; 1 and a diff on a difference, the script's own code otherwise. */
import { afterAll, describe, expect, it } from 'vitest';
import { forgeEntry } from './forge.ts';
import { project } from './rote.ts';

const here = project({
  'sum.js':
    'function sum(list) { console.log("summing"); return list.reduce((a, b) => a + b, 0); }\nconsole.log(sum([1, 2]));',
});
afterAll(() => here.remove());

const run = (...flags: string[]) => here.rote(['run', '--min-duration', '0', ...flags, 'sum.js']);

describe('rote run --audit', () => {
  it('executes every hit, prints what the script prints, and says that nothing differs', async () => {
    await run();
    const { exitCode, stdout, stderr } = await run('--audit');
    expect({ exitCode, stdout }).toEqual({ exitCode: 0, stdout: 'summing\n3\n' });
    expect(stderr).toMatch(/^audit: [1-9]\d* answerable calls? executed beside the store, no difference\n$/);
  });

  it('ends with 1 and shows the stored value beside the executed one', async () => {
    forgeEntry(here.folder, 'sum.js', 'sum', 4);
    expect((await run()).stdout).toBe('summing\n4\n');
    const { exitCode, stdout, stderr } = await run('--audit');
    expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: 'summing\n3\n' });
    expect(stderr).toContain('1 different\nsum sum.js:1 returned another value\n');
    expect(stderr).toContain('  -4\n  +3\n');
  });

  it('does not go with what keeps it from the store', async () => {
    for (const flag of ['--no-cache', '--refresh'])
      expect(await run('--audit', flag)).toMatchObject({ exitCode: 2, stderr: expect.stringContaining(flag) });
  });
});
