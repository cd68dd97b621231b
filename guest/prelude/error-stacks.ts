/**
 * Errors as node shows them. The engine's `stack` holds the frames only; node's begins with `Name: message`, and its
 * formatter prints the stack. So a formatter sees an error through a view whose stack has that headline.
 */
import { OP } from '../abi.ts';
import { ask } from './door.ts';
import { frame } from './memo.ts';
import { defineProperty, getPrototypeOf, NativeError } from './primordials.ts';
import { state } from './state.ts';

const customInspect = Symbol.for('nodejs.util.inspect.custom');

type Inspect = (value: unknown, options?: object) => string;

/** The stack as node would have it: node takes the headline when the error is made, hence the name of the prototype. */
export function nodeStack(error: Error): string {
  // Positions move with every edit above them, and belong to the callers as well.
  if (frame.active()) ask(OP.bypass, 'stack', 'prints or reads the stack of an error');
  const frames = error.stack;
  if (typeof frames !== 'string' || !/^\s+at /.test(frames))
    return frames === '' || frames === undefined ? headline(error) : `${frames}`;
  return `${headline(error)}\n${frames.replace(/\n+$/, '')}`;
}

function headline(error: Error): string {
  const prototype = getPrototypeOf(error) as Error | null;
  const name = `${prototype?.name ?? 'Error'}${internalCode(error)}`;
  return error.message === '' ? name : `${name}: ${error.message}`;
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
    captureStackTrace(target: object): void {
      const stack = target instanceof NativeError ? nodeStack(target) : `${new NativeError().stack ?? ''}`;
      defineProperty(target, 'stack', { value: stack, writable: true, enumerable: false, configurable: true });
    },
  };
  const hidden = { writable: true, enumerable: false, configurable: true };
  defineProperty(NativeError.prototype, customInspect, { value: hook.inspect, ...hidden });
  defineProperty(NativeError, 'captureStackTrace', { value: hook.captureStackTrace, ...hidden });
  defineProperty(NativeError, 'stackTraceLimit', { value: 10, writable: true, enumerable: true, configurable: true });
}
