/** `--audit`: what could be answered is executed; 1 and a diff on a difference, the script's own code otherwise. */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { nodePower } from '../../host/store/power.ts';
import { openRunStore } from '../../host/store/run-store.ts';
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
    replaceStored(4);
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

/** Leaves one entry for `sum`, as a store would hold it that had gone wrong. */
function replaceStored(value: number): void {
  const dir = join(here.folder, '.rote');
  const power = nodePower(() => undefined);
  const store = openRunStore(dir, power);
  store.loadModules(['sum.js']);
  const trace = store.latest('sum.js', 'sum');
  store.close();
  if (!trace) throw new Error('nothing is stored');
  rmSync(dir, { recursive: true });
  const forged = openRunStore(dir, power);
  const tape = Buffer.alloc(12);
  for (const [i, word] of [0x10, value, 0x7f].entries()) tape.writeInt32LE(word, 4 * i);
  forged.putTrace({ ...trace, value: { inline: tape.toString('base64') }, id: 'f'.repeat(64) });
  forged.close();
}
