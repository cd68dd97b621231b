/**
 * The stack of an error that nobody read, as a stored value has it: the lines below the call. The callers' lines follow when
 * the call is answered. Places are told from the beginning of their functions, which may move.
 */
import { VALUE } from './tape.ts';
import { BadTape, type TapeReader } from './tape-reader.ts';

/** Where a line is: in a function, in a module outside all known functions (no path), or nowhere (no module). */
export interface KeptPlace {
  readonly module: string;
  readonly path: string;
  /** The offset in the text of the function or module; without a module, what there is to say. */
  readonly at: string;
}

/** One line of a stack. */
export interface KeptLine extends KeptPlace {
  readonly name: string;
}

/** A stack cut at the call: what stands above the lines, the lines, and how many of the callers may follow. */
export interface KeptStack {
  readonly headline: string;
  readonly room: number;
  readonly lines: readonly KeptLine[];
}

/** Where a stack is written to. */
interface StackSink {
  put(word: number): void;
  text(text: string): void;
}

/** Writes a stack in place of a value. */
export function writeStack(tape: StackSink, { headline, room, lines }: KeptStack): void {
  tape.put(VALUE.stack);
  tape.text(headline);
  tape.put(room);
  tape.put(lines.length);
  for (const { name, module, path, at } of lines) for (const text of [name, module, path, at]) tape.text(text);
}

/** Reads what was written, token included. */
export function readStack(tape: TapeReader): KeptStack {
  if (tape.next() !== VALUE.stack) throw new BadTape('a stack is missing');
  const headline = textOf(tape);
  const room = tape.next();
  if (room < 0) throw new BadTape('a stack has room for fewer lines than none');
  const lines = Array.from({ length: tape.count() }, () => ({
    name: textOf(tape),
    module: textOf(tape),
    path: textOf(tape),
    at: textOf(tape),
  }));
  return { headline, room, lines };
}

function textOf(tape: TapeReader): string {
  if (tape.next() !== VALUE.string) throw new BadTape('a text of a stack is missing');
  return tape.string();
}
