/** The times of a run report in Chrome's trace format, for about:tracing and Perfetto. */
import type { FunctionReport, RunReport } from '../engine/trace.ts';

/** One bar. Times are microseconds; `tid` is the track. */
interface TraceEvent {
  readonly name: string;
  readonly ph: 'X';
  readonly ts: number;
  readonly dur: number;
  readonly pid: 1;
  readonly tid: number;
  readonly args: Readonly<Record<string, unknown>>;
}

/**
 * The run on the first track and each function on its own, as long as its calls took together.
 * The report has no starting times, so every bar begins at zero: lengths compare, positions do not.
 */
export function traceEvents(report: RunReport): { readonly traceEvents: readonly TraceEvent[] } {
  const { script, wallMs, guestMs, savedMs, calls } = report;
  const run = bar(0, script, wallMs, { guestMs, savedMs, ...calls });
  return { traceEvents: [run, ...report.functions.map((line, index) => functionBar(index + 1, line))] };
}

function functionBar(tid: number, { name, file, line, calls, hits, stored, totalMs, savedMs }: FunctionReport) {
  return bar(tid, name, totalMs, { file, line, calls, hits, stored, savedMs });
}

function bar(tid: number, name: string, ms: number, args: Readonly<Record<string, unknown>>): TraceEvent {
  return { name, ph: 'X', ts: 0, dur: Math.round(ms * 1000), pid: 1, tid, args };
}
