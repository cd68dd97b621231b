/** A part of its own: a run whose doings are to be seen nowhere is a rare one. */
import { realpathSync } from 'node:fs';
import { join } from 'node:path';
import { nodeFs } from '../node-fs.ts';
import { overlayFiles } from '../overlay/overlay.ts';
import type { StorePower } from '../store/power.ts';
import { scratchStore } from '../store/scratch-store.ts';
import type { RunStore } from '../store/store.ts';
import type { TaskPowers } from './task-powers.ts';

/** Powers over a scratch folder: nothing comes in, output is dropped, and files change there alone. */
export function powersInScratch({ warn, terminals, guestStackBytes }: TaskPowers, scratch: string): TaskPowers {
  const files = overlayFiles(nodeFs, realpathSync(scratch));
  return {
    warn,
    files,
    modules: files,
    output: { write: () => undefined },
    ...(terminals && { terminals }),
    ...(guestStackBytes !== undefined && { guestStackBytes }),
  };
}

/** A store that is only read. */
export function storeInScratch(store: RunStore, scratch: string, power: StorePower): RunStore {
  return scratchStore(store, join(scratch, 'store'), power);
}
