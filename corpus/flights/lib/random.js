/** A seeded stream (mulberry32): the same seed draws the same numbers everywhere. */
export function randomStream(seed) {
  let state = seed >>> 0;
  return {
    /** Fills an array with whole numbers below a bound. */
    fill(array, bound) {
      for (let i = 0; i < array.length; i++) {
        state = (state + 0x6d2b79f5) >>> 0;
        let t = state;
        t = Math.imul(t ^ (t >>> 15), t | 1);
        t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
        array[i] = Math.floor((((t ^ (t >>> 14)) >>> 0) / 4294967296) * bound);
      }
    },
  };
}
