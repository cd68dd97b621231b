/** What commands ask of a store. Each opens the catalogue, merges what waits, and answers with plain data. */
import type { RunReport } from '../../engine/trace.ts';
import { type Catalogue, withCatalogue } from './catalogue/door.ts';
import {
  type CatalogueTotals,
  type EntryRow,
  selectEntries,
  selectInvocations,
  selectRuns,
  selectTotals,
} from './catalogue/select.ts';
import { diskUse } from './disk-use.ts';
import { StoreFault, writeFault } from './fault.ts';
import { layoutOf } from './layout.ts';
import { mergeJournals } from './merge.ts';
import type { StorePower } from './power.ts';
import { mustBeFolderOrNothing, prepareStore } from './prepare.ts';

/** Sums over the catalogue, and what lies on disk. */
export interface StoreTotals extends CatalogueTotals {
  readonly blobs: number;
  readonly bytesOnDisk: number;
}

/** How long a command waits for a process that has the catalogue. */
const PATIENCE_MS = 10_000;

/** The latest recorded run, of one script or of any. `script` is spelled as in the run reports. */
export async function latestRun(dir: string, power: StorePower, script?: string): Promise<RunReport | undefined> {
  const [latest] = await ask(dir, power, ({ connection }) => selectRuns(connection, { script, limit: 1 }), []);
  return latest;
}

/** A recorded run by its id. */
export async function run(dir: string, power: StorePower, runId: string): Promise<RunReport | undefined> {
  const [found] = await ask(dir, power, ({ connection }) => selectRuns(connection, { id: runId, limit: 1 }), []);
  return found;
}

/** Recorded runs, latest first. */
export function runs(dir: string, power: StorePower, limit: number): Promise<RunReport[]> {
  return ask(dir, power, ({ connection }) => selectRuns(connection, { limit }), []);
}

/** The latest recorded run of each script and way to run it, first begun first; of one script, or one run, or of all. */
export function invocations(
  dir: string,
  power: StorePower,
  where: { readonly id?: string | undefined; readonly script?: string | undefined },
): Promise<RunReport[]> {
  return ask(dir, power, ({ connection }) => selectInvocations(connection, where), []);
}

/** Entries, dearest first. */
export function entries(
  dir: string,
  power: StorePower,
  where: { readonly module?: string; readonly limit: number },
): Promise<EntryRow[]> {
  return ask(dir, power, ({ connection }) => selectEntries(connection, where), []);
}

/** Sums over the whole store. */
export async function totals(dir: string, power: StorePower): Promise<StoreTotals> {
  const sums = await ask(dir, power, ({ connection }) => selectTotals(connection), NOTHING);
  const { blobs, bytes } = diskUse(power, layoutOf(dir));
  return { ...sums, blobs, bytesOnDisk: bytes };
}

const NOTHING: CatalogueTotals = { entries: 0, traces: 0, runs: 0, hits: 0, misses: 0, bypasses: 0, savedMs: 0 };

/** Asking makes no store: where there is none, the answer is `nothing`. Where something else is, it is a fault. */
async function ask<T>(
  dir: string,
  power: StorePower,
  question: (catalogue: Catalogue) => Promise<T>,
  nothing: T,
): Promise<T> {
  if (!power.fs.existsSync(layoutOf(dir).root)) {
    mustBeFolderOrNothing(power, dir);
    return nothing;
  }
  const { layout, unwritable } = prepareStore(power, dir);
  if (unwritable !== undefined) throw writeFault(dir, unwritable);
  try {
    return await withCatalogue(power, layout, PATIENCE_MS, async (catalogue) => {
      await mergeJournals(power, layout, catalogue);
      return await question(catalogue);
    });
  } catch (cause) {
    throw cause instanceof StoreFault ? cause : writeFault(dir, cause);
  }
}
