/** `rote status`: what the store holds and what it saved. */
import type { RunReport } from '../engine/trace.ts';
import { latestRun, totals } from '../host/store/queries.ts';
import { colorsFor, printAnswer, printJson } from './print.ts';
import { formatStatus } from './print-store.ts';
import type { Surroundings } from './run-options.ts';
import { type StoreFlags, storeOf } from './store.ts';

/** Answers `rote status`. An empty or missing store is an answer too. */
export async function status(flags: StoreFlags, surroundings: Surroundings): Promise<void> {
  const { dir, power } = storeOf(flags, surroundings);
  const sums = await totals(dir, power);
  const latest = await latestRun(dir, power);
  if (flags.json) printJson({ dir, ...sums, latestRun: latest ? headOf(latest) : null });
  else printAnswer(formatStatus({ dir, ...sums, latest }, colorsFor(process.stdout)));
}

/** The report without its lists, which `rote why --json` gives. */
function headOf({ runId, script, startedAt, exitCode, fault, wallMs, guestMs, savedMs, calls }: RunReport) {
  return { runId, script, startedAt, exitCode, fault, wallMs, guestMs, savedMs, calls };
}
