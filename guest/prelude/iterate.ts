/**
 * `for await` in steps that instrumented code awaits by itself, so that a call can be followed through them, and so that
 * leaving the loop waits until the iterator is closed, which the engine's own loop does not do.
 *
 * `for await (LEFT of RIGHT) BODY` becomes
 * ```
 * { const $i = $rote_iterate();
 *   try {
 *     for (; $i.fresh || (!$i.left && $i.more(await $i.next())); )
 *       for (LEFT of $i.fresh ? $i.start(RIGHT) : $i) BODY
 *   } catch (error) { throw $i.failed(error) }
 *   finally { if ($i.closing()) try { $i.closed(await $i.answer) } catch (error) { $i.unclosed(error) } } }
 * ```
 * The inner loop has one turn: the engine closes its iterator when `break`, `return` or an error leaves it, and not when
 * `continue` ends the turn, which tells the two apart. The first time round it has none, only to evaluate RIGHT where
 * LEFT is declared.
 */
import { apply } from './primordials.ts';

/** Assigned here, called by instrumented code. */
declare let $rote_iterate: () => Loop;

type Method = (this: unknown, ...args: unknown[]) => unknown;

const { asyncIterator, iterator } = Symbol;

class Loop {
  /** The iterable has not been evaluated yet. */
  fresh = true;
  /** The body was left for good. */
  left = false;
  /** What closing the iterator waits for. */
  answer: unknown;
  #iterator: unknown;
  #next: unknown;
  /** The iterator is a synchronous one, whose results are awaited for it. */
  #sync = false;
  /** The body runs: leaving it now closes the iterator. */
  #open = false;
  #failed = false;
  #value: unknown;

  start(iterable: unknown): this {
    this.fresh = false;
    const given = iterable as Record<symbol, Method | null | undefined>;
    let method = given[asyncIterator];
    if (method === undefined || method === null) {
      this.#sync = true;
      method = given[iterator];
    }
    if (typeof method !== 'function') throw new TypeError('value is not async iterable');
    this.#iterator = asObject(apply(method, iterable, []), 'iterator');
    this.#next = (this.#iterator as { next?: unknown }).next;
    return this;
  }

  /** Asks for the next result: what is to be awaited. */
  next(): unknown {
    this.#open = false;
    if (!this.#sync) return apply(this.#next as Method, this.#iterator, []);
    return this.#settled(() => apply(this.#next as Method, this.#iterator, []), true);
  }

  /**
   * What a synchronous iterator answers, its value awaited: as the language adapts such iterators
   * (AsyncFromSyncIteratorContinuation). One that was asked for more is closed when its value is rejected.
   */
  async #settled(ask: () => unknown, closes: boolean): Promise<{ value: unknown; done: boolean }> {
    const result = asObject(ask(), 'iterator result') as IteratorResult<unknown>;
    const done = !!result.done;
    const given = result.value;
    try {
      return { value: await given, done };
    } catch (error) {
      if (closes && !done) this.#abandon();
      throw error;
    }
  }

  /** Closes the synchronous iterator for an error, which stands before those of closing. */
  #abandon(): void {
    try {
      const { return: method } = this.#iterator as { return?: Method | null };
      if (method !== undefined && method !== null) apply(method, this.#iterator, []);
    } catch {}
  }

  /** Takes the result; says whether there is a value for the body. */
  more(result: unknown): boolean {
    const { done } = asObject(result, 'iterator result') as IteratorResult<unknown>;
    if (done) return false;
    this.#value = (result as IteratorResult<unknown>).value;
    this.#open = true;
    return true;
  }

  /** One turn of the inner loop; none before the first value. */
  [iterator](): Iterator<unknown> {
    let given = !this.#open;
    return {
      next: () => {
        const done = given;
        given = true;
        return { value: done ? undefined : this.#value, done };
      },
      return: () => {
        this.left = true;
        return { value: undefined, done: true };
      },
    };
  }

  failed(error: unknown): unknown {
    this.#failed = true;
    return error;
  }

  /** Closes the iterator if the body was left; says whether there is something to wait for. */
  closing(): boolean {
    if (!this.#open) return false;
    this.#open = false;
    try {
      return this.#close();
    } catch (error) {
      this.unclosed(error);
      return false;
    }
  }

  #close(): boolean {
    const method = (this.#iterator as { return?: unknown }).return;
    if (method === undefined || method === null) {
      this.answer = {};
      return this.#sync;
    }
    const ask = () => apply(method as Method, this.#iterator, []);
    this.answer = this.#sync ? this.#settled(ask, false) : ask();
    return true;
  }

  closed(result: unknown): void {
    asObject(result, 'iterator result');
  }

  /** The error of the body stands before that of closing. */
  unclosed(error: unknown): void {
    if (!this.#failed) throw error;
  }
}

function asObject(value: unknown, what: string): object {
  if ((typeof value === 'object' && value !== null) || typeof value === 'function') return value;
  throw new TypeError(`${what} ${String(value)} is not an object`);
}

/** A loop that has not begun. */
export function newLoop(): Loop {
  return new Loop();
}

/** Makes the loop known to instrumented code. */
export function installIterate(): void {
  $rote_iterate = newLoop;
}
