/**
 * The module async_hooks. Nobody here follows asynchronous calls for a script, so a store that is to go along with them
 * says at once that it cannot; what only names or runs things works.
 */
import { refuse } from './denied.ts';

type AnyFunction = (...args: never[]) => unknown;

const topLevel = 1;

class AsyncResource {
  readonly #type: string;

  constructor(type: string) {
    if (typeof type !== 'string') throw new TypeError('The "type" argument must be of type string');
    this.#type = type;
  }
  get type(): string {
    return this.#type;
  }
  runInAsyncScope<F extends AnyFunction>(fn: F, self?: unknown, ...args: Parameters<F>): ReturnType<F> {
    return Reflect.apply(fn, self, args) as ReturnType<F>;
  }
  bind<F extends AnyFunction>(fn: F, self?: unknown): AnyFunction {
    const resource = this;
    return function bound(this: unknown, ...args: never[]): unknown {
      return resource.runInAsyncScope(fn, self ?? this, ...(args as Parameters<F>));
    };
  }
  emitDestroy(): this {
    return this;
  }
  asyncId(): number {
    return topLevel;
  }
  triggerAsyncId(): number {
    return 0;
  }

  static bind(fn: AnyFunction, type = 'bound-anonymous-fn', self?: unknown): AnyFunction {
    return new AsyncResource(type).bind(fn, self);
  }
}

class AsyncLocalStorage {
  constructor() {
    refuse('a store that follows asynchronous calls (AsyncLocalStorage)', '');
  }
  static bind(): never {
    return refuse('a store that follows asynchronous calls (AsyncLocalStorage)', '');
  }
  static snapshot(): never {
    return refuse('a store that follows asynchronous calls (AsyncLocalStorage)', '');
  }
}

export const asyncHooks = {
  AsyncLocalStorage,
  AsyncResource,
  createHook: (): object => refuse('watching asynchronous calls', ''),
  executionAsyncId: (): number => topLevel,
  triggerAsyncId: (): number => 0,
  executionAsyncResource: (): object => ({}),
};
