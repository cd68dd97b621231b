/** From an offset in a module's JavaScript to a position in what was written. */
import { Lines } from './positions.ts';
import { positionsBefore } from './source-map.ts';
import type { Position } from './table.ts';

export function locator(text: string, mappings: string | null): (offset: number) => Position {
  const lines = new Lines(text);
  // The map is decoded at the first question: most modules are never asked.
  let before: ((position: Position) => Position) | undefined;
  return (offset) => {
    const position = lines.position(offset);
    if (mappings === null) return position;
    before ??= positionsBefore(mappings);
    return before(position);
  };
}
