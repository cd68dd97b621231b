/** The one door to source maps: from stripped JavaScript back to the TypeScript it was. */
import { originalPositionFor, TraceMap } from '@jridgewell/trace-mapping';
import type { Position } from './table.ts';

/** Decodes on the first question: most modules are never asked. */
export class SourceMap {
  readonly #mappings: string;
  #map: TraceMap | null = null;

  constructor(mappings: string) {
    this.#mappings = mappings;
  }

  /** Both positions 1-based; a position that maps to nothing is given back as it is. */
  original({ line, column }: Position): Position {
    this.#map ??= new TraceMap({ version: 3, sources: ['source'], names: [], mappings: this.#mappings });
    const found = originalPositionFor(this.#map, { line, column: column - 1 });
    return found.line === null ? { line, column } : { line: found.line, column: found.column + 1 };
  }
}
