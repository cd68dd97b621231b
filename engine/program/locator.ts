/** From an offset in a module's JavaScript to a position in what was written. */
import { Lines } from './positions.ts';
import { SourceMap } from './source-map.ts';
import type { Position } from './table.ts';

export function locator(text: string, mappings: string | null): (offset: number) => Position {
  const lines = new Lines(text);
  const map = mappings === null ? null : new SourceMap(mappings);
  return (offset) => (map ? map.original(lines.position(offset)) : lines.position(offset));
}
