/**
 * The asynchronous forms of fs. The host answers at once; only the settlement waits for the loop, in the order asked.
 */
import { validateFunction } from '../../prelude/errors.ts';
import { named } from '../../prelude/exposed.ts';
import { addAnswer } from '../../prelude/loop.ts';
import { apply, NativePromise } from '../../prelude/primordials.ts';

// biome-ignore lint/suspicious/noExplicitAny: forms are made for functions of every signature
type Operation = (...args: any[]) => unknown;
type Callback = (error: unknown, value?: unknown, ...more: unknown[]) => void;

/** Errors of the system carry an errno; the others are wrong arguments, which callback forms throw at once. */
function isSystemError(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'errno' in error;
}

/** The form that returns a promise. */
export function promiseForm(name: string, operation: Operation): Operation {
  const form = (...args: unknown[]): Promise<unknown> =>
    new NativePromise((resolve, reject) => {
      try {
        const value = apply(operation, undefined, args);
        addAnswer(() => resolve(value));
      } catch (error) {
        addAnswer(() => reject(error));
      }
    });
  return named(form, name, operation.length);
}

/** The form that calls back; `withNull` is false for those that call back without a value. */
export function callbackForm(name: string, operation: Operation): Operation {
  const form = (...args: unknown[]): void => {
    const callback = (args.length > 1 ? args.pop() : undefined) as Callback;
    validateFunction(callback, 'cb');
    let settle: () => void;
    try {
      const value = apply(operation, undefined, args);
      settle = value === undefined ? () => callback(null) : () => callback(null, value);
    } catch (error) {
      if (!isSystemError(error)) throw error;
      settle = () => callback(error);
    }
    addAnswer(settle);
  };
  return named(form, name, operation.length + 1);
}
