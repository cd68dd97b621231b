/**
 * Records as lines of text, in journals and memo segments alike:
 *
 *     <length>\t<crc32>\tT\t<key>\t<createdMs>\t["<module>","<path>"]\t{trace}\n
 *     <length>\t<crc32>\tR\t{run report}\n
 *
 * Length (in bytes) and checksum of what follows them stand in front. JSON escapes control characters, so a line end ends
 * a record and a damaged record cannot hide the next one. The head repeats what the memo table is indexed by, so that
 * reading a store decodes and parses no trace that nobody asks for: the checksum, too, is looked at on demand.
 */

import type { RunReport, Trace } from '../../engine/trace.ts';
import { crc32 } from './crc32.ts';
import { asRunReport, asTrace } from './shape.ts';

/** What follows the checksum in a line, and the checksum as it stands there. */
interface Body {
  readonly bytes: Buffer;
  readonly check: string;
}

/** A trace as found in a file: its place in the index, and what it is opened from. */
export interface TraceLine {
  readonly kind: 'trace';
  readonly key: string;
  readonly createdMs: number;
  /** Module and path, as `siteName` spells them. */
  readonly site: string;
  readonly body: Body;
}

/** A run report as found in a file. */
export interface RunLine {
  readonly kind: 'run';
  readonly body: Body;
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

/** The records of a file, unchecked: `openTrace` and `openRun` check. Lines that cannot be records are skipped. */
export function* scan(file: Buffer): Generator<TraceLine | RunLine> {
  let start = 0;
  // What follows the last line end is a torn record.
  for (let end = file.indexOf(LINE_END); end >= 0; end = file.indexOf(LINE_END, start)) {
    const line = readLine(file, start, end);
    if (line !== undefined) yield line;
    start = end + 1;
  }
}

/** The trace in a line, or undefined if the line is damaged, forged or of another shape. */
export function openTrace(line: TraceLine): Trace | undefined {
  const trace = asTrace(openJson(line.body));
  if (trace === undefined || trace.key !== line.key) return undefined;
  return siteName(trace.site.module, trace.site.path) === line.site ? trace : undefined;
}

/** The run report in a line, or undefined if the line is damaged or of another shape. */
export function openRun(line: RunLine): RunReport | undefined {
  return asRunReport(openJson(line.body));
}

const LINE_END = 10;
/** Heads are shorter than this, but for very long module paths. */
const USUAL_HEAD = 256;

function seal(body: string): string {
  return `${Buffer.byteLength(body)}\t${crc32(body).toString(16)}\t${body}\n`;
}

function readLine(file: Buffer, start: number, end: number): TraceLine | RunLine | undefined {
  const head = file.toString('utf8', start, Math.min(end, start + USUAL_HEAD));
  const line = readHead(file, start, end, head);
  const isCut = line === undefined && end - start > USUAL_HEAD;
  return isCut ? readHead(file, start, end, file.toString('utf8', start, end)) : line;
}

/** `head` is the line's text or the beginning of it; undefined if it is too short, or no head. */
function readHead(file: Buffer, start: number, end: number, head: string): TraceLine | RunLine | undefined {
  const check = head.indexOf('\t') + 1;
  const body = head.indexOf('\t', check) + 1;
  if (check === 0 || body === 0) return undefined;
  if (Number(head.slice(0, check - 1)) !== end - start - body) return undefined;
  const sealed = { bytes: file.subarray(start + body, end), check: head.slice(check, body - 1) };
  if (head.startsWith('R\t', body)) return { kind: 'run', body: sealed };
  return head.startsWith('T\t', body) ? readTraceHead(head, body + 2, sealed) : undefined;
}

function readTraceHead(head: string, start: number, body: Body): TraceLine | undefined {
  const created = head.indexOf('\t', start) + 1;
  const site = created === 0 ? 0 : head.indexOf('\t', created) + 1;
  const json = site === 0 ? 0 : head.indexOf('\t', site) + 1;
  if (json === 0) return undefined;
  return {
    kind: 'trace',
    key: head.slice(start, created - 1),
    createdMs: Number(head.slice(created, site - 1)),
    site: head.slice(site, json - 1),
    body,
  };
}

function openJson({ bytes, check }: Body): unknown {
  if (crc32(bytes).toString(16) !== check) return undefined;
  const text = bytes.toString('utf8');
  try {
    return JSON.parse(text.slice(text.lastIndexOf('\t') + 1));
  } catch {
    return undefined;
  }
}
