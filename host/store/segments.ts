/**
 * Memo segments: per module, the traces of its functions as a run wants them at its start. They are derived from the
 * catalogue and rebuilt at each merge that touches the module, so a missing or damaged one is only a missed hit.
 */
import { crc32 } from './crc32.ts';
import { placeFile, readQuietly } from './files.ts';
import { type Layout, segmentPath } from './layout.ts';
import type { StorePower } from './power.ts';
import { encodeTraceText, type TraceText } from './record.ts';

/** A segment holds no more than this, newest traces first: a run reads it whole. */
const LARGEST = 32 * 1024 * 1024;

/** The bytes of a module's segment; none when there is no segment. */
export function readSegment(power: StorePower, layout: Layout, module: string): Buffer {
  return readQuietly(power.fs, segmentPath(layout, module)) ?? Buffer.alloc(0);
}

/** Whether a module's segment is there, whole and unchanged since it was written: its last line says so. */
export function segmentIsSound(power: StorePower, layout: Layout, module: string): boolean {
  const segment = readSegment(power, layout, module);
  const end = segment.lastIndexOf('\n', segment.length - 2) + 1;
  return segment.toString('latin1', end) === lastLine(segment.subarray(0, end));
}

/** Replaces a module's segment. `traces` come newest first. */
export function writeSegment(power: StorePower, layout: Layout, module: string, traces: readonly TraceText[]): void {
  const lines: string[] = [];
  let size = 0;
  for (const trace of traces) {
    const line = encodeTraceText(trace);
    size += line.length;
    if (size > LARGEST) break;
    lines.push(line);
  }
  const body = Buffer.from(lines.join(''), 'utf8');
  placeFile(power, layout, segmentPath(layout, module), Buffer.concat([body, Buffer.from(lastLine(body))]));
}

/** No record: readers of records pass over it. */
function lastLine(body: Buffer): string {
  return `end ${crc32(body).toString(16)}\n`;
}
