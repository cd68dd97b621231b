/** A store that is only read: what a run would add goes to a store in a scratch folder, and its calls and itself nowhere. */
import type { StorePower } from './power.ts';
import { openRunStore } from './run-store.ts';
import type { RunStore } from './store.ts';

/** The blobs are kept, since what was executed is compared by them. */
export function scratchStore(store: RunStore, scratch: string, power: StorePower): RunStore {
  const own = openRunStore(scratch, power);
  return {
    loadModules: (modules) => store.loadModules(modules),
    lookup: (key) => store.lookup(key),
    latest: (module, path) => store.latest(module, path),
    putBlob: (bytes) => own.putBlob(bytes),
    getBlob: (digest) => own.getBlob(digest) ?? store.getBlob(digest),
    putTrace: () => undefined,
    putRun: () => undefined,
    close: () => {
      own.close();
      store.close();
      return undefined;
    },
  };
}
