/** AbortController and AbortSignal. */
import { addTimer } from '../prelude/loop.ts';
import { defineProperty } from '../prelude/primordials.ts';
import { DOMException } from './dom-exception.ts';
import { Event, EventTarget } from './events.ts';

/** What listens to an abort needs of a signal. */
export interface SignalLike {
  readonly aborted: boolean;
  readonly reason: unknown;
  addEventListener(type: string, listener: () => void): void;
  removeEventListener(type: string, listener: () => void): void;
}

/** The error of node's own operations that were aborted. */
export function abortError(cause: unknown): Error {
  const error = new Error('The operation was aborted', { cause }) as Error & { code: string };
  defineProperty(error, 'name', { value: 'AbortError', writable: true, enumerable: false, configurable: true });
  error.code = 'ABORT_ERR';
  return error;
}

let make: () => AbortSignal;
let trigger: (signal: AbortSignal, reason: unknown) => void;

export class AbortSignal extends EventTarget {
  #aborted = false;
  #reason: unknown;
  #onabort: ((event: Event) => unknown) | null = null;

  static {
    make = () => new AbortSignal();
    trigger = (signal, reason) => {
      if (signal.#aborted) return;
      signal.#aborted = true;
      signal.#reason = reason === undefined ? new DOMException('This operation was aborted', 'AbortError') : reason;
      const event = new Event('abort');
      signal.dispatchEvent(event);
    };
  }

  get onabort(): ((event: Event) => unknown) | null {
    return this.#onabort;
  }
  /** Runs where it was first set among the listeners. */
  set onabort(handler: ((event: Event) => unknown) | null) {
    if (this.#onabort === null) this.addEventListener('abort', (event) => this.#onabort?.(event));
    this.#onabort = typeof handler === 'function' ? handler : null;
  }
  get aborted(): boolean {
    return this.#aborted;
  }
  get reason(): unknown {
    return this.#reason;
  }
  throwIfAborted(): void {
    if (this.#aborted) throw this.#reason;
  }

  static abort(reason?: unknown): AbortSignal {
    const signal = make();
    trigger(signal, reason);
    return signal;
  }
  static timeout(delay: number): AbortSignal {
    const signal = make();
    const ring = (): void =>
      trigger(signal, new DOMException('The operation was aborted due to timeout', 'TimeoutError'));
    addTimer(ring, delay, [], false, undefined).referenced = false;
    return signal;
  }
  static any(signals: Iterable<AbortSignal>): AbortSignal {
    const joint = make();
    for (const signal of signals) {
      if (signal.aborted) {
        trigger(joint, signal.reason);
        break;
      }
      signal.addEventListener('abort', () => trigger(joint, signal.reason));
    }
    return joint;
  }
}

export class AbortController {
  readonly #signal = make();

  get signal(): AbortSignal {
    return this.#signal;
  }
  abort(reason?: unknown): void {
    trigger(this.#signal, reason);
  }
}
