/** Tells the memo machinery of promise callbacks registered while a frame is open; otherwise costs one check. */
import { frame } from './memo.ts';
import { apply, NativePromise } from './primordials.ts';

export function installPromises(): void {
  const original = NativePromise.prototype.then;
  const patched = {
    // biome-ignore lint/suspicious/noThenProperty: this replaces the method of that name
    then(this: Promise<unknown>, fulfilled: unknown, rejected: unknown): unknown {
      if (frame.active()) frame.then();
      return apply(original, this, [fulfilled, rejected]);
    },
  };
  Object.defineProperty(NativePromise.prototype, 'then', {
    value: patched.then,
    writable: true,
    enumerable: false,
    configurable: true,
  });
}
