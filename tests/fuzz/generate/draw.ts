/** Choices of the generator, drawn from a source of random numbers. */

/** Where numbers come from: fast-check's own generator, or any other that is uniform. */
export interface RandomSource {
  nextInt(min: number, max: number): number;
}

export class Draw {
  readonly #source: RandomSource;

  constructor(source: RandomSource) {
    this.#source = source;
  }

  /** 0 … n - 1. */
  int(n: number): number {
    return n <= 1 ? 0 : this.#source.nextInt(0, n - 1);
  }

  chance(p: number): boolean {
    return this.#source.nextInt(0, 999) < p * 1000;
  }

  pick<T>(items: readonly T[]): T {
    return items[this.int(items.length)] as T;
  }

  /** One of the choices by their weights. */
  weighted<T>(choices: readonly (readonly [weight: number, item: T])[]): T {
    const total = choices.reduce((sum, [weight]) => sum + weight, 0);
    let at = this.int(total);
    for (const [weight, item] of choices) {
      if (at < weight) return item;
      at -= weight;
    }
    return (choices.at(-1) as readonly [number, T])[1];
  }

  /** A sample in order. */
  some<T>(items: readonly T[], p: number): T[] {
    return items.filter(() => this.chance(p));
  }
}
