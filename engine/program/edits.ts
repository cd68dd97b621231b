/** Insertions into a text: nothing of it moves to another line, nothing of it is taken away. */

export class Edits {
  readonly #at: number[] = [];
  readonly #text: string[] = [];

  /** Later insertions at the same offset come behind earlier ones. */
  insert(at: number, text: string): void {
    this.#at.push(at);
    this.#text.push(text);
  }

  /** The text with all insertions, and where they are: offset and length, alternating. */
  apply(base: string): { code: string; insertions: number[] } {
    const order = this.#at.map((_, index) => index).sort((a, b) => (this.#at[a] ?? 0) - (this.#at[b] ?? 0));
    const insertions: number[] = [];
    let code = '';
    let done = 0;
    for (const index of order) {
      const at = this.#at[index] ?? 0;
      const text = this.#text[index] ?? '';
      code += base.slice(done, at) + text;
      insertions.push(at, text.length);
      done = at;
    }
    return { code: code + base.slice(done), insertions };
  }
}

/** The offset in the base text of an offset in the edited one; inside an insertion: where that was made. */
export function baseOffset(insertions: readonly number[], offset: number): number {
  let shift = 0;
  for (let i = 0; i < insertions.length; i += 2) {
    const at = insertions[i] ?? 0;
    const length = insertions[i + 1] ?? 0;
    if (offset < at + shift) break;
    if (offset < at + shift + length) return at;
    shift += length;
  }
  return offset - shift;
}

/** The base text again. */
export function withoutInsertions(code: string, insertions: readonly number[]): string {
  let base = '';
  let done = 0;
  let shift = 0;
  for (let i = 0; i < insertions.length; i += 2) {
    const at = (insertions[i] ?? 0) + shift;
    const length = insertions[i + 1] ?? 0;
    base += code.slice(done, at);
    done = at + length;
    shift += length;
  }
  return base + code.slice(done);
}
