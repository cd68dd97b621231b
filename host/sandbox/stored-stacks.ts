/** Stacks on their way into the store and back. */

import type { KeptLine } from '../../engine/value/kept-stack.ts';
import { BadTape } from '../../engine/value/tape-reader.ts';
import type { CodePlaces } from './code-places.ts';
import type { NotedFrame, StackFrames } from './stack-frames.ts';

/** The lines of a stack, as they are stored; a text says why they cannot be. */
export function linesOf(own: readonly NotedFrame[], frames: StackFrames, places: CodePlaces): KeptLine[] | string {
  const lines: KeptLine[] = [];
  for (const frame of own) {
    const line = lineOf(frame, frames, places);
    if (typeof line === 'string') return line;
    lines.push(line);
  }
  return lines;
}

function lineOf({ name, at }: NotedFrame, frames: StackFrames, places: CodePlaces): KeptLine | string {
  if (at === null) return { name: name || '<anonymous>', module: '', path: '', at: '<anonymous>' };
  if (typeof at === 'string') return 'an Error of code made at run time';
  if ('kept' in at) return at.kept;
  const { file, address } = at.code;
  const place = frames.placeInCode(at);
  const kept = place && places.keep(file, address, place);
  if (!kept) return 'an Error of code without lines';
  // A function that is called by its name is not looked at: what else it was made to be called would go unseen.
  if (kept.name !== null && kept.name !== name) return 'an Error of a function whose name was changed';
  const { module, path } = kept;
  return { name, module, path, at: kept.at };
}

/** The frames that lines stand for. */
export function framesOf(lines: readonly KeptLine[], places: CodePlaces): NotedFrame[] {
  return lines.map((kept) => {
    const { name, module, at } = kept;
    if (module === '') return { name, at: { kept, file: '', place: at }, frame: 0 };
    const found = places.find(kept);
    if (!found) throw new BadTape(`a stack shows ${module}, which has no such function`);
    const { line, column } = found.place;
    return { name, at: { kept, file: found.file, place: `${found.file}:${line}:${column}` }, frame: 0 };
  });
}
