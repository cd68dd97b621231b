/** The store's upkeep after a run: merges journals into the catalogue when that is cheap beside the run itself. */
import { type Pending, pendingJournals } from './store/journals.ts';
import { layoutOf } from './store/layout.ts';
import { mergeIsWorthIt } from './store/merge-decision.ts';
import { nodePower } from './store/power.ts';

/** What upkeep is about. */
export interface Upkeep {
  readonly cacheDir: string;
  /** What the run took. */
  readonly runMs: number;
  /** What waits to be merged, if the run has counted it. */
  readonly pending: Pending | undefined;
  readonly onWarning: (text: string) => void;
  readonly onInterrupt: () => never;
}

/** Merges if it is worth it. */
export async function settleStore({ cacheDir, runMs, pending, onWarning, onInterrupt }: Upkeep): Promise<void> {
  const power = nodePower((fault) => onWarning(fault.message));
  if (!mergeIsWorthIt(pending ?? pendingJournals(power, layoutOf(cacheDir)), runMs)) return;
  process.once('SIGINT', onInterrupt);
  const { merge } = await import('./store/merge.ts');
  await merge(cacheDir, power);
}
