/** What is asked of the catalogue. All answers are plain data. */
import type { DuckDBConnection } from '@duckdb/node-api';
import type { RunReport } from '../../../engine/trace.ts';
import type { TraceText } from '../record.ts';
import { asRunReport } from '../shape.ts';

/** One entry: a function and key, with what its traces come to. Times are milliseconds since 1970. */
export interface EntryRow {
  readonly key: string;
  readonly module: string;
  readonly path: string;
  readonly line: number;
  readonly traces: number;
  readonly bytes: number;
  readonly costMs: number;
  readonly createdMs: number;
  /** Start of the last recorded run in which the function had a hit; null if none had. */
  readonly lastHitAt: string | null;
}

/** Sums over the catalogue. */
export interface CatalogueTotals {
  readonly entries: number;
  readonly traces: number;
  readonly runs: number;
  readonly hits: number;
  readonly misses: number;
  readonly bypasses: number;
  readonly savedMs: number;
}

/** The modules that have traces. */
export async function modulesWithTraces(connection: DuckDBConnection): Promise<string[]> {
  const found = await connection.runAndReadAll('SELECT DISTINCT module FROM traces ORDER BY module');
  return found.getRows().map(([module]) => String(module));
}

/** Far more than a segment holds; it bounds what a merge has in memory. */
const MOST_TRACES = 50_000;

/** The traces of a module, newest first, at most `perKey` of each key. They stay text: a segment wants no more. */
export async function tracesOfModule(
  connection: DuckDBConnection,
  module: string,
  perKey: number,
): Promise<TraceText[]> {
  const sql = `SELECT key, created_ms AS "createdMs", module, path, record AS json FROM traces WHERE module = $1
    QUALIFY row_number() OVER (PARTITION BY key ORDER BY created_ms DESC, id) <= $2
    ORDER BY created_ms DESC, id LIMIT ${MOST_TRACES}`;
  return (await connection.runAndReadAll(sql, [module, perKey])).getRowObjectsJS() as unknown as TraceText[];
}

/** Recorded runs, latest first. */
export async function selectRuns(
  connection: DuckDBConnection,
  where: { readonly id?: string | undefined; readonly script?: string | undefined; readonly limit: number },
): Promise<RunReport[]> {
  const sql = `SELECT report FROM runs WHERE ($1 IS NULL OR id = $1) AND ($2 IS NULL OR script = $2)
    ORDER BY started_at DESC, id LIMIT $3`;
  const reports = await texts(connection, sql, [where.id ?? null, where.script ?? null, where.limit]);
  return reports.flatMap(reportIn);
}

/** The latest recorded run of each script and invocation, first begun first. */
export async function selectInvocations(
  connection: DuckDBConnection,
  where: { readonly id?: string | undefined; readonly script?: string | undefined },
): Promise<RunReport[]> {
  const sql = `SELECT report FROM runs WHERE ($1 IS NULL OR id = $1) AND ($2 IS NULL OR script = $2)
    QUALIFY row_number() OVER (
      PARTITION BY script, json_extract(report::JSON, '$.invocation') ORDER BY started_at DESC, id) = 1
    ORDER BY started_at, id`;
  return (await texts(connection, sql, [where.id ?? null, where.script ?? null])).flatMap(reportIn);
}

/** Entries, dearest first. */
export async function selectEntries(
  connection: DuckDBConnection,
  where: { readonly module?: string | undefined; readonly limit: number },
): Promise<EntryRow[]> {
  const sql = `SELECT e.key, e.module, e.path, e.line, count(*)::DOUBLE AS traces, sum(t.bytes) AS bytes,
      max(t.cost_ms) AS "costMs", max(t.created_ms) AS "createdMs",
      (SELECT max(r.started_at) FROM calls c JOIN runs r ON r.id = c.run
        WHERE c.file = e.module AND c.name = e.path AND c.hits > 0) AS "lastHitAt"
    FROM entries e JOIN traces t ON t.key = e.key
    WHERE $1 IS NULL OR e.module = $1
    GROUP BY e.key, e.module, e.path, e.line
    ORDER BY "costMs" DESC, e.module, e.path, e.key LIMIT $2`;
  const found = await connection.runAndReadAll(sql, [where.module ?? null, where.limit]);
  return found.getRowObjectsJS() as unknown as EntryRow[];
}

/** Sums over all entries, traces and runs. */
export async function selectTotals(connection: DuckDBConnection): Promise<CatalogueTotals> {
  const sql = `SELECT
      (SELECT count(*) FROM entries)::DOUBLE AS entries, (SELECT count(*) FROM traces)::DOUBLE AS traces,
      count(*)::DOUBLE AS runs, coalesce(sum(hits), 0)::DOUBLE AS hits, coalesce(sum(misses), 0)::DOUBLE AS misses,
      coalesce(sum(bypasses), 0)::DOUBLE AS bypasses, coalesce(sum(saved_ms), 0)::DOUBLE AS "savedMs"
    FROM runs`;
  const [totals] = (await connection.runAndReadAll(sql)).getRowObjectsJS();
  return totals as unknown as CatalogueTotals;
}

async function texts(connection: DuckDBConnection, sql: string, values: (string | number | null)[]): Promise<string[]> {
  return (await connection.runAndReadAll(sql, values)).getRows().map(([text]) => String(text));
}

function reportIn(text: string): RunReport[] {
  try {
    const report = asRunReport(JSON.parse(text));
    return report === undefined ? [] : [report];
  } catch {
    return [];
  }
}
