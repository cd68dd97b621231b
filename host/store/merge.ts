/**
 * Merging: journals into the catalogue, the catalogue into memo segments, then the finished journals go. In that order:
 * a process killed in between leaves a record in two places, never in none. Repeating a merge changes nothing.
 */
import { join } from 'node:path';
import type { RunReport, Trace } from '../../engine/trace.ts';
import { type Catalogue, tryCatalogue } from './catalogue/door.ts';
import { importInto } from './catalogue/import.ts';
import { whenFree } from './catalogue/lock.ts';
import { modulesWithTraces, tracesOfModule } from './catalogue/select.ts';
import { StoreFault, writeFault } from './fault.ts';
import { namesIn, readQuietly, removeQuietly } from './files.ts';
import { type JournalFile, listJournals, type Pending, pendingJournals, readJournal } from './journals.ts';
import { type Layout, layoutOf } from './layout.ts';
import type { StorePower } from './power.ts';
import { prepareStore } from './prepare.ts';
import { openRun, openTrace, scan } from './record.ts';
import { segmentIsSound, writeSegment } from './segments.ts';

/** What came of a merge. `busy`: another process has the catalogue, and is likely merging the same journals. */
export type MergeResult =
  | { readonly kind: 'merged'; readonly traces: number; readonly runs: number; readonly journals: number }
  | { readonly kind: 'busy' }
  | { readonly kind: 'failed'; readonly fault: StoreFault };

/** More traces under one key than this are kept in the catalogue only. */
const TRACES_PER_KEY = 64;

/** A scratch file of this age belongs to nobody. */
const STALE_SCRATCH_MS = 3600 * 1000;

/** How much waits to be merged in a store: what `mergeIsWorthIt` wants to know. */
export function pendingIn(dir: string, power: StorePower): Pending {
  return pendingJournals(power, layoutOf(dir));
}

/** Merges what is there, waiting for other users of the catalogue no longer than the budget. Never throws. */
export async function merge(dir: string, power: StorePower, budgetMs = 2000): Promise<MergeResult> {
  try {
    const { layout, unwritable } = prepareStore(power, dir);
    if (unwritable !== undefined) return { kind: 'failed', fault: writeFault(dir, unwritable) };
    return await whenFree(power, layout, budgetMs, async () => {
      // Of many that finish together, the first merges for all; the others need not load DuckDB to see that.
      if (nothingWaits(power, layout)) return { value: NOTHING };
      return tryCatalogue(power, layout, (catalogue) => mergeJournals(power, layout, catalogue));
    });
  } catch (cause) {
    const fault = cause instanceof StoreFault ? cause : writeFault(dir, cause);
    return fault.code === 'store-busy' ? { kind: 'busy' } : { kind: 'failed', fault };
  }
}

const NOTHING: MergeResult = { kind: 'merged', traces: 0, runs: 0, journals: 0 };

function nothingWaits(power: StorePower, layout: Layout): boolean {
  return listJournals(power, layout).length === 0 && power.fs.existsSync(layout.catalogue);
}

/** The merge itself, on an open catalogue. */
export async function mergeJournals(power: StorePower, layout: Layout, catalogue: Catalogue): Promise<MergeResult> {
  // Which journals are finished is decided before they are read: what is appended afterwards is not deleted.
  const journals = listJournals(power, layout);
  const found = readAll(power, layout, journals, catalogue.fresh);
  const imported = await importInto(catalogue, found.traces, found.runs);
  await writeSegments(power, layout, catalogue, new Set([...found.modules, ...imported.traces.map(moduleOf)]));
  const finished = journals.filter((journal) => journal.finished);
  for (const journal of finished) removeQuietly(power.fs, journal.path);
  sweepScratch(power, layout);
  return { kind: 'merged', traces: imported.traces.length, runs: imported.runs, journals: finished.length };
}

interface Found {
  readonly traces: Trace[];
  readonly runs: RunReport[];
  /** Modules of finished journals: a merge that died may have imported them without writing their segments. */
  readonly modules: Set<string>;
}

function readAll(power: StorePower, layout: Layout, journals: readonly JournalFile[], fresh: boolean): Found {
  const found: Found = { traces: [], runs: [], modules: new Set() };
  if (fresh) {
    for (const name of namesIn(power.fs, layout.memo)) {
      readInto(found, readQuietly(power.fs, join(layout.memo, name)) ?? Buffer.alloc(0), true);
    }
  }
  for (const journal of journals) readInto(found, readJournal(power, journal.path), journal.finished);
  return found;
}

function readInto(found: Found, file: Buffer, finished: boolean): void {
  for (const line of scan(file)) {
    if (line.kind === 'run') {
      const run = openRun(line);
      if (run !== undefined) found.runs.push(run);
      continue;
    }
    const trace = openTrace(line);
    if (trace === undefined) continue;
    found.traces.push(trace);
    if (finished) found.modules.add(moduleOf(trace));
  }
}

/** Rebuilds the segments of touched modules, and those that are missing or damaged. */
async function writeSegments(
  power: StorePower,
  layout: Layout,
  { connection }: Catalogue,
  touched: ReadonlySet<string>,
): Promise<void> {
  for (const module of await modulesWithTraces(connection)) {
    if (!touched.has(module) && segmentIsSound(power, layout, module)) continue;
    writeSegment(power, layout, module, await tracesOfModule(connection, module, TRACES_PER_KEY));
  }
}

function sweepScratch(power: StorePower, layout: Layout): void {
  for (const name of namesIn(power.fs, layout.scratch)) {
    const path = join(layout.scratch, name);
    const stat = power.fs.statSync(path, { throwIfNoEntry: false });
    if (stat !== undefined && power.nowMs() - stat.mtimeMs > STALE_SCRATCH_MS) removeQuietly(power.fs, path);
  }
}

function moduleOf(trace: Trace): string {
  return trace.site.module;
}
