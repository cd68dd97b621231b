/**
 * Records as lines of text, in journals and memo segments alike:
 *
 *     <length>\t<crc32>\tT\t<key>\t<createdMs>\t["<module>","<path>"]\t{trace}\n
 *     <length>\t<crc32>\tR\t{run report}\n
 *
 * Length (of what follows the checksum, in UTF-16 units) and checksum stand in front. JSON escapes control characters,
 * so a line end ends a record and a damaged record cannot hide the next one. The head repeats what the memo table is
 * indexed by, so that reading a store parses no trace that nobody asks for: the checksum, too, is looked at on demand.
 */
import { crc32 } from 'node:zlib';
import type { RunReport, Trace } from '../../engine/trace.ts';
import { asRunReport, asTrace } from './shape.ts';

/** A trace as found in a file: its place in the index, and the text it is opened from. */
export interface TraceLine {
  readonly kind: 'trace';
  readonly key: string;
  readonly createdMs: number;
  /** Module and path, as `siteName` spells them. */
  readonly site: string;
  readonly text: string;
}

/** A run report as found in a file. */
export interface RunLine {
  readonly kind: 'run';
  readonly text: string;
}

/** How a function's place is spelled in heads and indexes. */
export function siteName(module: string, path: string): string {
  return JSON.stringify([module, path]);
}

/** The line of a trace, line end included. */
export function encodeTrace(trace: Trace): string {
  const { module, path } = trace.site;
  return encodeTraceText({ key: trace.key, createdMs: trace.createdMs, module, path, json: JSON.stringify(trace) });
}

/** A trace already in JSON, with what its line's head repeats. */
export interface TraceText {
  readonly key: string;
  readonly createdMs: number;
  readonly module: string;
  readonly path: string;
  readonly json: string;
}

/** The line of a trace that is already in JSON. */
export function encodeTraceText({ key, createdMs, module, path, json }: TraceText): string {
  return seal(`T\t${key}\t${createdMs}\t${siteName(module, path)}\t${json}`);
}

/** The line of a run report, line end included. */
export function encodeRun(report: RunReport): string {
  return seal(`R\t${JSON.stringify(report)}`);
}

/** The records of a file's text, unchecked: `openTrace` and `openRun` check. Lines that cannot be records are skipped. */
export function* scan(text: string): Generator<TraceLine | RunLine> {
  let start = 0;
  // Text after the last line end is a torn record.
  for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', start)) {
    const line = readHead(text, start, end);
    if (line !== undefined) yield line;
    start = end + 1;
  }
}

/** The trace in a line, or undefined if the line is damaged, forged or of another shape. */
export function openTrace(line: TraceLine): Trace | undefined {
  const trace = asTrace(openJson(line.text));
  if (trace === undefined || trace.key !== line.key) return undefined;
  return siteName(trace.site.module, trace.site.path) === line.site ? trace : undefined;
}

/** The run report in a line, or undefined if the line is damaged or of another shape. */
export function openRun(line: RunLine): RunReport | undefined {
  return asRunReport(openJson(line.text));
}

function seal(body: string): string {
  return `${body.length}\t${crc32(body).toString(16)}\t${body}\n`;
}

function readHead(text: string, start: number, end: number): TraceLine | RunLine | undefined {
  const check = text.indexOf('\t', start);
  const body = text.indexOf('\t', check + 1) + 1;
  if (check < 0 || body === 0 || body >= end) return undefined;
  if (Number(text.slice(start, check)) !== end - body) return undefined;
  const whole = text.slice(start, end);
  if (text.startsWith('R\t', body)) return { kind: 'run', text: whole };
  return text.startsWith('T\t', body) ? readTraceHead(text, body + 2, end, whole) : undefined;
}

function readTraceHead(text: string, start: number, end: number, whole: string): TraceLine | undefined {
  const created = text.indexOf('\t', start) + 1;
  const site = created === 0 ? 0 : text.indexOf('\t', created) + 1;
  const json = site === 0 ? 0 : text.indexOf('\t', site) + 1;
  if (json === 0 || json > end) return undefined;
  return {
    kind: 'trace',
    key: text.slice(start, created - 1),
    createdMs: Number(text.slice(created, site - 1)),
    site: text.slice(site, json - 1),
    text: whole,
  };
}

function openJson(line: string): unknown {
  const check = line.indexOf('\t');
  const body = line.indexOf('\t', check + 1) + 1;
  if (crc32(line.slice(body)).toString(16) !== line.slice(check + 1, body - 1)) return undefined;
  try {
    return JSON.parse(line.slice(line.lastIndexOf('\t') + 1));
  } catch {
    return undefined;
  }
}
