/** Lines and columns. Lines end where ECMAScript ends them; columns are 1-based and count UTF-16 units unless said. */
import type { Position } from './table.ts';

const LINE_END = /\r\n|[\n\r\u2028\u2029]/g;

export class Lines {
  readonly #text: string;
  readonly #starts: readonly number[];

  constructor(text: string) {
    this.#text = text;
    this.#starts = [0, ...Array.from(text.matchAll(LINE_END), (match) => match.index + match[0].length)];
  }

  position(offset: number): Position {
    let low = 0;
    let high = this.#starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.#starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return { line: low + 1, column: offset - (this.#starts[low] ?? 0) + 1 };
  }

  /** The offset of a column that counts code points, as the engine does; a column past the line's end is its end. */
  offsetOfCodePoint(line: number, column: number): number {
    const start = this.#starts[line - 1];
    if (start === undefined) return this.#text.length;
    const end = this.#starts[line] ?? this.#text.length;
    let offset = start;
    for (let left = column - 1; left > 0 && offset < end; left -= 1) offset += isPair(this.#text, offset) ? 2 : 1;
    return offset;
  }
}

function isPair(text: string, offset: number): boolean {
  return (text.codePointAt(offset) ?? 0) > 0xffff;
}
