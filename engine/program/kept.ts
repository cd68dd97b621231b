/** A module out of the store: what was read once is asked again without a parser, which a warm run never loads. */
import { addedLines } from './added-lines.ts';
import { baseOffset, withoutInsertions } from './edits.ts';
import { locator } from './locator.ts';
import { Lines } from './positions.ts';
import type { Position, ProgramData, ProgramModule } from './table.ts';

/** Adds to kept data the questions that need more than data; what they need is made when first asked. */
export function fromData(data: ProgramData): ProgramModule {
  let text: string | undefined;
  let code: Lines | undefined;
  let locate: ((offset: number) => Position) | undefined;
  const base = (): string => (text ??= withoutInsertions(data.code, data.insertions));
  const offsetOf = (line: number, column: number): number => {
    code ??= new Lines(data.code);
    return baseOffset(data.insertions, code.offsetOfCodePoint(line, column));
  };
  const positionOf = (offset: number): Position => {
    locate ??= locator(base(), data.mappings);
    return locate(offset);
  };
  return {
    ...data,
    addedLines: addedLines(data.mappings),
    offsetOf,
    positionOf,
    toOriginal: (line, column) => positionOf(offsetOf(line, column)),
    originalText(id) {
      const info = data.functions[id];
      return info ? base().slice(info.start, info.end) : '';
    },
  };
}
