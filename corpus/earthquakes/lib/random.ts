/** xorshift32 with a given seed. */
export class Random {
  #state: number;

  constructor(seed: number) {
    this.#state = seed | 0 || 1;
  }

  /** Fills the target with values drawn with replacement. */
  resample(values: readonly number[], target: Float64Array): void {
    let x = this.#state;
    const n = values.length;
    for (let i = 0; i < target.length; i++) {
      x ^= x << 13;
      x ^= x >>> 17;
      x ^= x << 5;
      target[i] = values[(x >>> 0) % n]!;
    }
    this.#state = x;
  }
}
