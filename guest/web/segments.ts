/** Intl.Segmenter: a text cut into characters, words or sentences, all at once. */
import { defineProperty } from '../prelude/primordials.ts';
import { tag } from './shown.ts';

interface Segment {
  readonly segment: string;
  readonly index: number;
  readonly isWordLike?: boolean;
}

class Segments {
  readonly #text: string;
  readonly #all: readonly Segment[];

  constructor(text: string, all: readonly Segment[]) {
    this.#text = text;
    this.#all = all;
  }
  containing(index: unknown = 0): object | undefined {
    const at = Math.trunc(Number(index)) || 0;
    const found = this.#all.findLast((segment) => segment.index <= at);
    return at < 0 || at >= this.#text.length || found === undefined ? undefined : this.#shown(found);
  }
  *[Symbol.iterator](): Generator<object> {
    for (const segment of this.#all) yield this.#shown(segment);
  }

  #shown({ segment, index, isWordLike }: Segment): object {
    const shown = { segment, index, input: this.#text };
    return isWordLike === undefined ? shown : { ...shown, isWordLike };
  }
}

/** Gives the class its one method; `cut` asks the host. */
export function addSegment(prototype: object, cut: (segmenter: object, text: string) => unknown): void {
  const methods = {
    segment(this: object, text: unknown): Segments {
      return new Segments(`${text}`, cut(this, `${text}`) as readonly Segment[]);
    },
  };
  defineProperty(prototype, 'segment', { value: methods.segment, writable: true, configurable: true });
  tag(prototype, 'Intl.Segmenter');
}
