/** The table of `--stats` and of `rote why`: one line per function, dearest first. Pure text. */
import type { FunctionReport, Reason, RunReport } from '../engine/trace.ts';
import type { Colors } from './print.ts';
import { formatTable } from './print-table.ts';

const mostFunctions = 20;

/** A run in one line. */
export function formatSummary({ script, wallMs, savedMs, calls, fault }: RunReport): string {
  const counts = `${calls.hit} hit, ${calls.miss} miss, ${calls.bypass} bypass, ${calls.stored} stored`;
  return `${script}: ${formatMs(wallMs)}, saved ${formatMs(savedMs)} (${counts})${fault ? `, ${fault.message}` : ''}`;
}

/** The table that `--stats` prints when a run is over. */
export function formatStats(report: RunReport, colors: Colors): string {
  const functions = [...report.functions].sort((a, b) => weight(b) - weight(a));
  const rows = functions.slice(0, mostFunctions).map((line) => statsRow(line, colors));
  const more = functions.length - rows.length;
  const heads = ['function', 'calls', 'hits', 'stored', 'time', 'saved', 'why not'];
  const table = rows.length === 0 ? [] : [formatTable(heads, rows, colors)];
  return [formatSummary(report), ...table, ...(more > 0 ? [`… ${more} more functions`] : [])].join('\n');
}

/**
 * The reason most worth knowing: why calls that ran cannot be stored, if none was; else why they were not answered.
 * That a function is short comes last: it says what rote chose, not what the script does.
 */
export function mainReason({ reasons, stored }: Pick<FunctionReport, 'reasons' | 'stored'>): Reason | undefined {
  const first = stored === 0 ? 'bypass' : 'miss';
  const rank = ({ verdict, code }: Reason) => (code === 'short' ? 0 : verdict === first ? 2 : 1);
  return [...reasons].sort((a, b) => rank(b) - rank(a) || b.count - a.count)[0];
}

/** Milliseconds as a person says them. */
export function formatMs(ms: number): string {
  if (ms < 1) return ms === 0 ? '0 ms' : `${ms.toFixed(2)} ms`;
  if (ms < 1000) return `${ms.toFixed(ms < 10 ? 1 : 0)} ms`;
  return ms < 60_000 ? `${(ms / 1000).toFixed(ms < 10_000 ? 2 : 1)} s` : `${(ms / 60_000).toFixed(1)} min`;
}

/** Bytes as a person says them. */
export function formatBytes(bytes: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB'];
  const step = bytes < 1 ? 0 : Math.min(units.length - 1, Math.floor(Math.log10(bytes) / 3));
  return `${step === 0 ? bytes : (bytes / 1000 ** step).toFixed(1)} ${units[step]}`;
}

function weight({ totalMs, savedMs }: FunctionReport): number {
  return totalMs + savedMs;
}

function statsRow(line: FunctionReport, colors: Colors): string[] {
  const name = `${line.name} ${colors.dim(`${line.file}:${line.line}`)}`;
  const reason = mainReason(line);
  const numbers = [line.calls, line.hits, line.stored].map(String);
  const why = line.hits < line.calls ? (reason?.text ?? '') : '';
  return [name, ...numbers, formatMs(line.totalMs), formatMs(line.savedMs), why];
}
