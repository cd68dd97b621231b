/** Lists as people of some place write what is in them. */
import { apply } from '../prelude/primordials.ts';

/** `toLocaleString` of a kind of list: the engine's own does not hand on what it is given. */
export function listMethods(prototype: { toLocaleString(): string }): object {
  const plain = prototype.toLocaleString;
  return {
    toLocaleString(this: ArrayLike<unknown>, locales?: unknown, options?: unknown): string {
      if (locales === undefined && options === undefined) return apply(plain, this, []) as string;
      const word = (item: unknown): string =>
        item === undefined || item === null
          ? ''
          : `${(item as Date).toLocaleString(locales as string, options as object)}`;
      return Array.from(this, word).join();
    },
  };
}
