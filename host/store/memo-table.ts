/** Traces in memory, found by key or by function. Lines from files are opened when somebody asks for them. */
import type { Trace } from '../../engine/trace.ts';
import { openTrace, siteName, type TraceLine } from './record.ts';

/** A trace that may not have been opened yet. `trace` is null until then, and undefined for one that is not sound. */
interface Row {
  readonly key: string;
  readonly site: string;
  readonly createdMs: number;
  readonly line: TraceLine | undefined;
  trace: Trace | undefined | null;
}

/** The index that lookups are answered from during a run. */
export class MemoTable {
  readonly #byKey = new Map<string, Row[]>();
  /** Made when somebody first asks by function: a run in which all is a hit never does. */
  #bySite: Map<string, Row[]> | undefined;
  /** Keys whose rows are opened, free of duplicates and sorted. */
  readonly #settled = new Map<string, readonly Trace[]>();

  /** Takes in a line found in a file, unopened. */
  addLine(line: TraceLine): void {
    this.#add({ key: line.key, site: line.site, createdMs: line.createdMs, line, trace: null });
  }

  /** Takes in a trace made by this run. */
  addTrace(trace: Trace): void {
    const site = siteName(trace.site.module, trace.site.path);
    this.#add({ key: trace.key, site, createdMs: trace.createdMs, line: undefined, trace });
  }

  /** All sound traces under a key, newest first. */
  under(key: string): readonly Trace[] {
    const settled = this.#settled.get(key);
    if (settled !== undefined) return settled;
    const traces = newestFirst(this.#byKey.get(key) ?? []);
    this.#settled.set(key, traces);
    return traces;
  }

  /** The newest sound trace of a function. */
  latestOf(module: string, path: string): Trace | undefined {
    this.#bySite ??= groupedBySite(this.#byKey.values());
    const rows = this.#bySite.get(siteName(module, path)) ?? [];
    for (let row = newest(rows); row !== undefined; row = newest(rows)) {
      const trace = open(row);
      if (trace !== undefined) return trace;
      rows.splice(rows.indexOf(row), 1);
    }
    return undefined;
  }

  #add(row: Row): void {
    push(this.#byKey, row.key, row);
    if (this.#bySite !== undefined) push(this.#bySite, row.site, row);
    this.#settled.delete(row.key);
  }
}

/** Rows of this run come last and are the newest: the end is looked at first, and a row found there ends the search. */
function newest(rows: readonly Row[]): Row | undefined {
  const last = rows.at(-1);
  if (last?.line === undefined) return last;
  return rows.reduce((best, row) => (row.createdMs >= best.createdMs ? row : best), last);
}

function groupedBySite(groups: Iterable<readonly Row[]>): Map<string, Row[]> {
  const bySite = new Map<string, Row[]>();
  for (const rows of groups) for (const row of rows) push(bySite, row.site, row);
  return bySite;
}

function newestFirst(rows: readonly Row[]): readonly Trace[] {
  const byId = new Map<string, Trace>();
  for (const row of rows) {
    const trace = open(row);
    if (trace !== undefined) byId.set(trace.id, trace);
  }
  // Of traces of one millisecond, the one seen last counts as the newer: a run's own come after those it read.
  return [...byId.values()].reverse().sort((a, b) => b.createdMs - a.createdMs);
}

function open(row: Row): Trace | undefined {
  if (row.trace === null) row.trace = row.line === undefined ? undefined : openTrace(row.line);
  return row.trace;
}

function push(map: Map<string, Row[]>, name: string, row: Row): void {
  const rows = map.get(name);
  if (rows === undefined) map.set(name, [row]);
  else rows.push(row);
}
