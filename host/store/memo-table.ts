/** Traces in memory, found by key or by function. Lines from files are opened when somebody asks for them. */
import type { Trace } from '../../engine/trace.ts';
import { openTrace, siteName, type TraceLine } from './record.ts';

/** A trace that may not have been opened yet. `trace` is null until then, and undefined for one that is not sound. */
interface Row {
  readonly createdMs: number;
  readonly line: TraceLine | undefined;
  trace: Trace | undefined | null;
}

/** The index that lookups are answered from during a run. */
export class MemoTable {
  readonly #byKey = new Map<string, Row[]>();
  readonly #bySite = new Map<string, Row[]>();
  /** Keys whose rows are opened, free of duplicates and sorted. */
  readonly #settled = new Map<string, readonly Trace[]>();

  /** Takes in a line found in a file, unopened. */
  addLine(line: TraceLine): void {
    this.#add({ createdMs: line.createdMs, line, trace: null }, line.key, line.site);
  }

  /** Takes in a trace made by this run. */
  addTrace(trace: Trace): void {
    const site = siteName(trace.site.module, trace.site.path);
    this.#add({ createdMs: trace.createdMs, line: undefined, trace }, trace.key, site);
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
    const rows = this.#bySite.get(siteName(module, path)) ?? [];
    for (const row of rows.toSorted((a, b) => b.createdMs - a.createdMs)) {
      const trace = open(row);
      if (trace !== undefined) return trace;
    }
    return undefined;
  }

  #add(row: Row, key: string, site: string): void {
    push(this.#byKey, key, row);
    push(this.#bySite, site, row);
    this.#settled.delete(key);
  }
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
