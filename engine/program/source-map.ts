/** The one door to source maps: from stripped JavaScript back to the TypeScript it was. */
import { originalPositionFor, TraceMap } from '@jridgewell/trace-mapping';
import type { Position } from './table.ts';

/** What answers for a position in the JavaScript. Both 1-based; a position that maps to nothing is given back as it is. */
export function positionsBefore(mappings: string): (position: Position) => Position {
  const map = new TraceMap({ version: 3, sources: ['source'], names: [], mappings });
  return ({ line, column }) => {
    const found = originalPositionFor(map, { line, column: column - 1 });
    return found.line === null ? { line, column } : { line: found.line, column: found.column + 1 };
  };
}
