/** Brings traces and runs into the catalogue, in one transaction. What is there already is left alone. */
import type { DuckDBAppender, DuckDBConnection } from '@duckdb/node-api';
import type { RunReport, Trace } from '../../../engine/trace.ts';
import type { Catalogue } from './door.ts';
import { rowsOf } from './rows.ts';
import { columns, type Row, type Table } from './schema.ts';

/** What was news to the catalogue. */
export interface Imported {
  readonly traces: readonly Trace[];
  readonly runs: number;
}

/** Imports; afterwards all of it is in the catalogue, or (when it throws) none. */
export async function importInto(
  { connection, fresh }: Catalogue,
  traces: readonly Trace[],
  runs: readonly RunReport[],
): Promise<Imported> {
  await connection.run('BEGIN');
  try {
    const newTraces = await unknown(
      connection,
      'traces',
      'id',
      byName(traces, (trace) => trace.id),
    );
    const newRuns = await unknown(
      connection,
      'runs',
      'id',
      byName(runs, (run) => run.runId),
    );
    const keys = newTraces.map((trace) => trace.key);
    const rows = rowsOf(newTraces, newRuns, await present(connection, 'entries', 'key', keys));
    for (const table of Object.keys(columns) as Table[]) await append(connection, table, rows[table]);
    if (fresh) await connection.run('INSERT INTO adopted VALUES (epoch_ms(now()))');
    await connection.run('COMMIT');
    return { traces: newTraces, runs: newRuns.length };
  } catch (cause) {
    await connection.run('ROLLBACK').catch(() => undefined);
    throw cause;
  }
}

function byName<T>(items: readonly T[], nameOf: (item: T) => string): Map<string, T> {
  return new Map(items.map((item) => [nameOf(item), item]));
}

async function unknown<T>(connection: DuckDBConnection, table: Table, column: string, items: Map<string, T>) {
  const there = await present(connection, table, column, [...items.keys()]);
  return [...items].filter(([name]) => !there.has(name)).map(([, item]) => item);
}

/** Which of the names are in a column. The names travel as one JSON text: binding thousands one by one is slow. */
async function present(connection: DuckDBConnection, table: Table, column: string, names: readonly string[]) {
  if (names.length === 0) return new Set<string>();
  const sql = `SELECT ${column} FROM ${table}
    WHERE ${column} IN (SELECT unnest(from_json($1::JSON, '["VARCHAR"]')))`;
  const found = await connection.runAndReadAll(sql, [JSON.stringify(names)]);
  return new Set(found.getRows().map(([name]) => String(name)));
}

async function append(connection: DuckDBConnection, table: Table, rows: readonly Row[]): Promise<void> {
  if (rows.length === 0) return;
  const types: readonly string[] = columns[table];
  const appender = await connection.createAppender(table);
  for (const row of rows) {
    for (const [at, value] of row.entries()) appendValue(appender, types[at], value);
    appender.endRow();
  }
  appender.closeSync();
}

function appendValue(appender: DuckDBAppender, type: string | undefined, value: Row[number]): void {
  if (value === null) appender.appendNull();
  else if (typeof value === 'string') appender.appendVarchar(value);
  else if (type === 'integer') appender.appendInteger(clampInteger(value));
  else appender.appendDouble(value);
}

/** Counts of a forged record may be anything; the appender aborts on what is no 32-bit integer. */
function clampInteger(value: number): number {
  return Math.max(-(2 ** 31), Math.min(2 ** 31 - 1, Math.trunc(value) || 0));
}
