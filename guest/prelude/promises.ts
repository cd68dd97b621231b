/**
 * Tells the memo machinery of promise callbacks registered while a frame is open; otherwise costs one check. Done when this
 * loads, so that a package which takes `then` while it loads takes this one.
 */
import { frame } from './memo.ts';
import { apply, defineProperty, NativePromise } from './primordials.ts';

const original = NativePromise.prototype.then;

const methods = {
  // biome-ignore lint/suspicious/noThenProperty: this replaces the method of that name
  then(this: Promise<unknown>, fulfilled: unknown, rejected: unknown): unknown {
    if (frame.active()) frame.then();
    return apply(original, this, [fulfilled, rejected]);
  },
};

defineProperty(NativePromise.prototype, 'then', {
  value: methods.then,
  writable: true,
  enumerable: false,
  configurable: true,
});
