/** Follows promises that are rejected with nobody to handle it. */
import type { Guest } from './guest.ts';
import { OBJECT, PROMISE_RESULT, TAG } from './layout.ts';

/** Rejected promises without a handler, kept alive until somebody asks. */
export class Rejections {
  readonly #guest: Guest;
  readonly #waiting = new Set<number>();

  constructor(guest: Guest) {
    this.#guest = guest;
  }

  /** What the engine tells. */
  track(promise: number, handled: boolean): void {
    this.#guest.refresh();
    if (!handled) {
      if (this.#waiting.has(promise)) return;
      this.#waiting.add(promise);
      this.#guest.retain(promise, TAG.object);
    } else if (this.#waiting.delete(promise)) this.#guest.u32[promise >>> 2]! -= 1;
  }

  /** Those that wait now. */
  get waiting(): ReadonlySet<number> {
    return new Set(this.#waiting);
  }

  /** Forgets those that were rejected with this value since: what evaluated them takes the error. */
  handled(reason: number, before: ReadonlySet<number>): void {
    const guest = this.#guest;
    for (const promise of [...this.#waiting]) {
      const result = guest.word(promise + OBJECT.payload) + PROMISE_RESULT;
      const isIt = guest.word(result) === guest.word(reason) && guest.word(result + 4) === guest.word(reason + 4);
      if (isIt && !before.has(promise)) this.track(promise, true);
    }
  }

  get count(): number {
    return this.#waiting.size;
  }

  /** A handle on the next unhandled promise, which is then forgotten; 0 when there is none. */
  take(): number {
    for (const promise of this.#waiting) {
      this.#waiting.delete(promise);
      const handle = this.#guest.objectHandle(promise);
      this.#guest.u32[promise >>> 2]! -= 1;
      return handle;
    }
    return 0;
  }
}
