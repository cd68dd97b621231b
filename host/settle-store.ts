/** The store's upkeep after a run: merges journals into the catalogue when that is cheap beside the run itself. */
import type { RunReport } from '../engine/trace.ts';
import { pendingJournals } from './store/journals.ts';
import { layoutOf } from './store/layout.ts';
import { mergeIsWorthIt } from './store/merge-decision.ts';
import { nodePower } from './store/power.ts';

export async function settleStore(
  cacheDir: string,
  report: RunReport,
  onWarning: (text: string) => void,
): Promise<void> {
  const power = nodePower((fault) => onWarning(fault.message));
  if (!mergeIsWorthIt(pendingJournals(power, layoutOf(cacheDir)), report.wallMs)) return;
  const { merge } = await import('./store/merge.ts');
  await merge(cacheDir, power);
}
