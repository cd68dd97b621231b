/**
 * Errors as node shows them. The stack is the host's work (host/sandbox/error-stacks.ts); here is what V8 has on Error and
 * the engine has not, and the formatter's view of an error: with node's code behind the name.
 */
import { defineProperty, deleteProperty, getPrototypeOf, isExtensible, NativeError } from './primordials.ts';
import { state } from './state.ts';

/**
 * Gives an object the present stack: from below the call of `above`, if that is a function on it; while a stored value is
 * made again, the stored stack of that number.
 */
declare const __rote_captureStack: (target: object, above: unknown) => void;

export const captureStack = __rote_captureStack;
delete (globalThis as { __rote_captureStack?: unknown }).__rote_captureStack;

const customInspect = Symbol.for('nodejs.util.inspect.custom');

type Inspect = (value: unknown, options?: object) => string;

/** The stack as node shows it. */
export function nodeStack(error: Error): string {
  const { stack } = error;
  if (typeof stack !== 'string') return stack === undefined ? headline(error) : `${stack}`;
  const code = internalCode(error);
  const name = nameOf(error);
  return code === '' || !stack.startsWith(name) || stack.startsWith(name + code)
    ? stack
    : name + code + stack.slice(name.length);
}

function headline(error: Error): string {
  const name = nameOf(error) + internalCode(error);
  return error.message === '' ? name : `${name}: ${error.message}`;
}

function nameOf(error: Error): string {
  return `${(getPrototypeOf(error) as Error | null)?.name ?? 'Error'}`;
}

/** Errors of node's own kind carry their code in the headline. */
function internalCode(error: Error): string {
  const { code } = error as { code?: unknown };
  return typeof code === 'string' && code.startsWith('ERR_') && error instanceof NativeError ? ` [${code}]` : '';
}

function viewOf(error: Error): Error {
  const stack = nodeStack(error);
  return new Proxy(error, {
    get: (target, key) => (key === customInspect ? undefined : key === 'stack' ? stack : Reflect.get(target, key)),
  });
}

/** Puts the hook where the formatter looks for it, and adds what V8 has on Error and the engine has not. */
export function installErrors(): void {
  const hook = {
    inspect(this: Error, depth: number, options: object, inspect: Inspect): string {
      if (state.errorsBeingShown.includes(this)) return '[Circular *1]';
      state.errorsBeingShown.push(this);
      try {
        return inspect(viewOf(this), { ...options, depth });
      } finally {
        state.errorsBeingShown.pop();
      }
    },
    captureStackTrace(target: object, above?: unknown): void {
      if ((typeof target !== 'object' && typeof target !== 'function') || target === null)
        throw new TypeError('Invalid argument');
      if (isExtensible(target) && deleteProperty(target, 'stack')) return captureStack(target, above);
      const scratch: { stack?: string } = {};
      captureStack(scratch, above);
      defineProperty(target, 'stack', { value: scratch.stack, writable: true, enumerable: false, configurable: true });
    },
  };
  const hidden = { writable: true, enumerable: false, configurable: true };
  defineProperty(NativeError.prototype, customInspect, { value: hook.inspect, ...hidden });
  defineProperty(NativeError, 'captureStackTrace', { value: hook.captureStackTrace, ...hidden });
  defineProperty(NativeError, 'stackTraceLimit', { value: 10, writable: true, enumerable: true, configurable: true });
}
