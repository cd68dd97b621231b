/** Traces and runs as rows of the catalogue's tables. Pure. */
import type { Effect, Payload, RunReport, Trace } from '../../../engine/trace.ts';
import type { Row, Table } from './schema.ts';

/** Rows to append, by table. */
export type Rows = { readonly [Name in Table]: Row[] };

/** The rows of traces and runs that the catalogue does not hold yet; `knownKeys` are entries that it holds. */
export function rowsOf(traces: readonly Trace[], runs: readonly RunReport[], knownKeys: ReadonlySet<string>): Rows {
  const rows: Rows = {
    entries: [],
    traces: [],
    dependencies: [],
    blobs: [],
    runs: [],
    calls: [],
    reasons: [],
    edges: [],
  };
  const keys = new Set(knownKeys);
  for (const trace of traces) {
    if (!keys.has(trace.key)) addEntry(rows, trace);
    keys.add(trace.key);
    addTrace(rows, trace);
  }
  for (const run of runs) addRun(rows, run);
  return rows;
}

function addEntry(rows: Rows, { key, site, identity }: Trace): void {
  rows.entries.push([key, site.module, site.path, site.line, site.column, identity]);
}

function addTrace(rows: Rows, trace: Trace): void {
  const payloads = [trace.value, ...(trace.fills ?? []).map(({ value }) => value), ...trace.effects.flatMap(payloadOf)];
  const bytes = payloads.reduce((sum, payload) => sum + sizeOf(payload), 0);
  const { id, key, site, costMs, createdMs } = trace;
  rows.traces.push([id, key, site.module, site.path, costMs, createdMs, bytes, JSON.stringify(trace)]);
  for (const [position, { kind, scope, name, fingerprint }] of trace.dependencies.entries()) {
    rows.dependencies.push([id, position, kind, scope ?? null, name, fingerprint]);
  }
  for (const payload of payloads) {
    if ('blob' in payload) rows.blobs.push([id, payload.blob, payload.bytes]);
  }
}

function payloadOf(effect: Effect): Payload[] {
  return 'data' in effect ? [effect.data] : [];
}

function sizeOf(payload: Payload): number {
  return 'blob' in payload ? payload.bytes : Buffer.byteLength(payload.inline, 'base64');
}

function addRun(rows: Rows, run: RunReport): void {
  const { hit, miss, bypass, stored } = run.calls;
  rows.runs.push([
    ...[run.runId, run.script, run.startedAt, run.exitCode, run.fault?.code ?? null],
    ...[run.wallMs, run.guestMs, run.savedMs, hit, miss, bypass, stored, JSON.stringify(run)],
  ]);
  for (const [at, { name, file, line, calls, hits, stored, totalMs, savedMs, reasons }] of run.functions.entries()) {
    rows.calls.push([run.runId, at, name, file, line, calls, hits, stored, totalMs, savedMs]);
    for (const [position, { verdict, code, text, count }] of reasons.entries()) {
      rows.reasons.push([run.runId, at, position, verdict, code, text, count]);
    }
  }
  for (const { from, to, count } of run.edges) rows.edges.push([run.runId, from, to, count]);
}
