/**
 * Memo segments: per module, the traces of its functions as a run wants them at its start. They are derived from the
 * catalogue and rebuilt at each merge that touches the module, so a missing or damaged one is only a missed hit.
 */
import type { Trace } from '../../engine/trace.ts';
import { placeFile, readQuietly } from './files.ts';
import { type Layout, segmentPath } from './layout.ts';
import type { StorePower } from './power.ts';
import { encodeTrace } from './record.ts';

/** A segment holds no more than this, newest traces first: a run reads it whole. */
const LARGEST = 32 * 1024 * 1024;

/** The text of a module's segment; empty when there is none. */
export function segmentText(power: StorePower, layout: Layout, module: string): string {
  return readQuietly(power.fs, segmentPath(layout, module))?.toString('utf8') ?? '';
}

/** Replaces a module's segment. `traces` come newest first. */
export function writeSegment(power: StorePower, layout: Layout, module: string, traces: readonly Trace[]): void {
  const lines: string[] = [];
  let size = 0;
  for (const trace of traces) {
    const line = encodeTrace(trace);
    size += line.length;
    if (size > LARGEST) break;
    lines.push(line);
  }
  placeFile(power, layout, segmentPath(layout, module), Buffer.from(lines.join(''), 'utf8'));
}
