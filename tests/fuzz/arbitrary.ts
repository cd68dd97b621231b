/** Histories as fast-check draws and shrinks them. */
import fc from 'fast-check';
import { Draw } from './generate/draw.ts';
import { drawHistory } from './generate/history.ts';
import type { History } from './program.ts';
import { smaller } from './shrink.ts';

export class Histories extends fc.Arbitrary<History> {
  readonly #mayShrink: () => boolean;

  /** `mayShrink` says whether a failing history may still be made smaller. */
  constructor(mayShrink: () => boolean) {
    super();
    this.#mayShrink = mayShrink;
  }

  generate(random: fc.Random): fc.Value<History> {
    return new fc.Value(drawHistory(new Draw(random)), undefined);
  }

  canShrinkWithoutContext(_value: unknown): _value is History {
    return false;
  }

  shrink(history: History): fc.Stream<fc.Value<History>> {
    return fc
      .stream(smaller(history))
      .takeWhile(this.#mayShrink)
      .map((value) => new fc.Value(value, undefined));
  }
}
