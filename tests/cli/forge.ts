/** Stores that have gone wrong: an entry whose value is not what its call returns. */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { nodePower } from '../../host/store/power.ts';
import { openRunStore } from '../../host/store/run-store.ts';

/** Leaves one entry in a project's store, for a function of one module: as it was stored, but with this integer for its value. */
export function forgeEntry(folder: string, module: string, path: string, value: number): void {
  const dir = join(folder, '.rote');
  const power = nodePower(() => undefined);
  const store = openRunStore(dir, power);
  store.loadModules([module]);
  const trace = store.latest(module, path);
  store.close();
  if (!trace) throw new Error('nothing is stored');
  rmSync(dir, { recursive: true });
  const forged = openRunStore(dir, power);
  const tape = Buffer.alloc(12);
  for (const [i, word] of [0x10, value, 0x7f].entries()) tape.writeInt32LE(word, 4 * i);
  forged.putTrace({ ...trace, value: { inline: tape.toString('base64') }, id: 'f'.repeat(64) });
  forged.close();
}
