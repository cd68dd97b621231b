/** The store as the commands about it see it: which directory, with what power, and where its warnings go. */
import { nodePower, type StorePower } from '../host/store/power.ts';
import { printWarning } from './print.ts';
import { cacheDirOf, type Surroundings } from './run-options.ts';

/** What the options shared by the commands about the store say. */
export interface StoreFlags {
  readonly cacheDir?: string;
  readonly json?: boolean;
}

/** The directory and the power to ask it with. */
export function storeOf(flags: StoreFlags, surroundings: Surroundings): { dir: string; power: StorePower } {
  return {
    dir: cacheDirOf(flags.cacheDir, surroundings),
    power: nodePower((fault) => printWarning(`${fault.message}; ${fault.hint}`)),
  };
}
