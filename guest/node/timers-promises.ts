/** The module timers/promises. */
import {
  addImmediate,
  addTimer,
  cancelImmediate,
  cancelTimer,
  type Immediate,
  type TimerEntry,
} from '../prelude/loop.ts';
import { NativePromise } from '../prelude/primordials.ts';
import { abortError, type SignalLike } from '../web/abort.ts';

interface Options {
  readonly signal?: SignalLike;
  readonly ref?: boolean;
}

/** A promise that a cancellable registration fulfils, unless the signal comes first. */
function pending<T>(options: Options | undefined, value: T, start: (done: () => void) => () => void): Promise<T> {
  return new NativePromise((resolve, reject) => {
    const signal = options?.signal;
    if (signal?.aborted) return reject(abortError(signal.reason));
    const cancel = start(() => {
      signal?.removeEventListener('abort', aborted);
      resolve(value);
    });
    const aborted = (): void => {
      cancel();
      reject(abortError(signal?.reason));
    };
    signal?.addEventListener('abort', aborted);
  });
}

function setTimeout<T>(delay?: number, value?: T, options?: Options): Promise<T | undefined> {
  return pending(options, value, (done) => {
    const entry: TimerEntry = addTimer(done, delay, [], false, undefined);
    entry.referenced = options?.ref !== false;
    return () => cancelTimer(entry);
  });
}

function setImmediate<T>(value?: T, options?: Options): Promise<T | undefined> {
  return pending(options, value, (done) => {
    const entry: Immediate = addImmediate(done, [], undefined);
    return () => cancelImmediate(entry);
  });
}

async function* setInterval<T>(delay?: number, value?: T, options?: Options): AsyncGenerator<T | undefined> {
  for (;;) yield await setTimeout(delay, value, options);
}

export const timersPromises = {
  setTimeout,
  setImmediate,
  setInterval,
  scheduler: {
    wait: (delay: number, options?: Options): Promise<unknown> => setTimeout(delay, undefined, options),
    yield: (): Promise<unknown> => setImmediate(),
  },
};
