/** The one door to source maps: from JavaScript that was made back to the TypeScript it was. */
import { decodedMappings, LEAST_UPPER_BOUND, originalPositionFor, TraceMap } from '@jridgewell/trace-mapping';
import type { Position } from './table.ts';

/**
 * What answers for a position in the JavaScript, both 1-based. For what was added there is the place before it on the line,
 * or behind it, or else the end of what comes before: always a place that somebody wrote.
 */
export function positionsBefore(mappings: string): (position: Position) => Position {
  const map = new TraceMap({ version: 3, sources: ['source'], names: [], mappings });
  return ({ line, column }) => {
    const needle = { line, column: column - 1 };
    const found = originalPositionFor(map, needle);
    if (found.line !== null) return { line: found.line, column: found.column + 1 };
    const behind = originalPositionFor(map, { ...needle, bias: LEAST_UPPER_BOUND });
    return behind.line !== null ? { line: behind.line, column: behind.column + 1 } : lastBefore(map, line);
  };
}

function lastBefore(map: TraceMap, line: number): Position {
  const lines = decodedMappings(map);
  for (let at = Math.min(line, lines.length) - 1; at >= 0; at--) {
    const segment = lines[at]?.at(-1);
    if (segment?.length !== undefined && segment.length > 1)
      return { line: (segment[2] ?? 0) + 1, column: (segment[3] ?? 0) + 1 };
  }
  return { line: 1, column: 1 };
}
