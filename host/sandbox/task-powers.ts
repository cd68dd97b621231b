/** What a task is given: powers, a store, a place for instrumented code. */
import type { FilePower } from '../capabilities/files/power.ts';
import type { Grant } from '../capabilities/grants.ts';
import type { InputPower } from '../capabilities/input.ts';
import type { OutputPower, Terminals } from '../capabilities/output.ts';
import type { ThreadedNetwork } from '../network/threaded.ts';
import { StoreFault } from '../store/fault.ts';
import { nodePower } from '../store/power.ts';
import { openRunStore } from '../store/run-store.ts';
import type { RunStore } from '../store/store.ts';
import { fileCodeCache, noCodeCache } from './code-cache.ts';
import { powersInScratch, storeInScratch } from './in-scratch.ts';
import type { CodeCache } from './loader.ts';
import type { ModuleFiles } from './modules/tree.ts';
import type { WorkerTask } from './task.ts';

/** What a task is run with, beside the machine: where its words come from and go. The store has node's own files. */
export interface TaskPowers {
  /** Nothing comes in unless something is given. */
  readonly input?: InputPower;
  readonly terminals?: Terminals;
  readonly output: OutputPower;
  /** The script's files. */
  readonly files?: FilePower;
  /** What modules are read from; node's own files unless something is given. */
  readonly modules?: ModuleFiles;
  /** The network as far as hosts are granted; none unless something is given. */
  readonly network?: (grant: Grant) => ThreadedNetwork;
  readonly warn: (text: string) => void;
  /** How much of this thread's stack the guest may use; undefined: as much as a worker's allows. */
  readonly guestStackBytes?: number;
}

/** The powers that a task runs with, of those that it is given. */
export function powersOf({ scratch }: WorkerTask, given: TaskPowers): TaskPowers {
  return scratch === undefined ? given : powersInScratch(given, scratch);
}

/** An input that knows whether it was asked for anything, and whether anything came. */
export interface Heard {
  readonly input: InputPower;
  readonly asked: () => boolean;
  readonly came: () => boolean;
}

export function heard(power: InputPower): Heard {
  let asked = false;
  let came = false;
  const read = (length: number): Uint8Array => {
    asked = true;
    const bytes = power.read(length);
    came ||= bytes.length > 0;
    return bytes;
  };
  return { input: { read, interactive: () => power.interactive() }, asked: () => asked, came: () => came };
}

/** Null, with a warning, where the store cannot be used. */
export function openStore({ cacheDir, scratch }: WorkerTask, warn: (text: string) => void): RunStore | null {
  if (cacheDir === null) return null;
  const power = nodePower((fault) => warn(fault.hint ? `${fault.message}; ${fault.hint}` : fault.message));
  try {
    const store = openRunStore(cacheDir, power);
    return scratch === undefined ? store : storeInScratch(store, scratch, power);
  } catch (error) {
    if (!(error instanceof StoreFault)) throw error;
    warn(`${error.message}; running uncached (${error.hint})`);
    return null;
  }
}

/** What a scratch folder is used for leaves no code behind. */
export function codeCache({ cacheDir, scratch }: WorkerTask, hasStore: boolean): CodeCache {
  if (cacheDir === null || !hasStore) return noCodeCache;
  const cache = fileCodeCache(cacheDir);
  return scratch === undefined ? cache : { get: cache.get, put: noCodeCache.put };
}
