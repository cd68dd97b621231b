/** What `rote status`, `ls` and `clear` say. Pure text. */
import type { RunReport } from '../engine/trace.ts';
import type { EntryRow } from '../host/store/catalogue/select.ts';
import type { StoreTotals } from '../host/store/queries.ts';
import type { Colors } from './print.ts';
import { formatBytes, formatMs, formatSummary } from './print-stats.ts';
import { formatTable } from './print-table.ts';
import { formatTime } from './print-time.ts';

/** What `rote status` knows. */
export interface Status extends StoreTotals {
  readonly dir: string;
  readonly latest: RunReport | undefined;
}

/** The store in a few lines. */
export function formatStatus(status: Status, colors: Colors): string {
  const { entries, traces, blobs, runs, latest } = status;
  const lines = [
    ['store', status.dir],
    [
      'size',
      `${formatBytes(status.bytesOnDisk)}, ${counted(entries, 'entry', 'entries')}, ${counted(traces, 'trace')}, ${counted(blobs, 'blob')}`,
    ],
    ['runs', `${runs}`],
    ['calls', hitRate(status)],
    ['saved', formatMs(status.savedMs)],
    ...(latest ? [['latest', `${formatTime(Date.parse(latest.startedAt))}, ${formatSummary(latest)}`]] : []),
  ];
  return lines.map(([head, text]) => `${colors.bold((head ?? '').padEnd(8))}${text}`).join('\n');
}

/** The entries as a table, the dearest `limit` of them. */
export function formatEntries(rows: readonly EntryRow[], limit: number, colors: Colors): string {
  if (rows.length === 0) return 'no entries';
  const heads = ['function', 'place', 'key', 'traces', 'size', 'cost', 'stored'];
  const shown = rows.slice(0, limit).map((row) => entryRow(row, colors));
  const more = rows.length > limit ? [`… and more: --limit <n> shows them`] : [];
  return [formatTable(heads, shown, colors), ...more].join('\n');
}

/** What was removed; how many entries it held is unknown when the catalogue could not be read. */
export function formatCleared(removed: { dir: string; entries: number | null; blobs: number; bytes: number }): string {
  const { dir, entries, blobs, bytes } = removed;
  const parts = [
    ...(entries === null ? [] : [counted(entries, 'entry', 'entries')]),
    counted(blobs, 'blob'),
    formatBytes(bytes),
  ];
  return `cleared ${dir}: ${parts.join(', ')}`;
}

function counted(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}

function hitRate({ hits, misses, bypasses }: StoreTotals): string {
  const all = hits + misses + bypasses;
  return all === 0 ? '0' : `${all}, ${hits} answered from the store (${Math.round((100 * hits) / all)} %)`;
}

function entryRow(row: EntryRow, colors: Colors): string[] {
  const amounts = [String(row.traces), formatBytes(row.bytes), formatMs(row.costMs)];
  return [
    row.path,
    colors.dim(`${row.module}:${row.line}`),
    row.key.slice(0, 12),
    ...amounts,
    formatTime(row.createdMs),
  ];
}
