/**
 * The builtins that the prelude relies on, taken before any script runs, so that a script that patches a builtin
 * changes neither what crosses the door nor the order of the loop.
 */

// biome-ignore lint/suspicious/noExplicitAny: any function can be uncurried
type AnyFunction = (this: any, ...args: any[]) => any;
type Uncurried<F extends AnyFunction> = (self: ThisParameterType<F> | unknown, ...args: Parameters<F>) => ReturnType<F>;

const { bind, call } = Function.prototype;
const uncurry = bind.bind(call) as <F extends AnyFunction>(fn: F) => Uncurried<F>;

export const apply = Reflect.apply;
export const ownKeys = Reflect.ownKeys;
export const getPrototypeOf = Reflect.getPrototypeOf;
export const setPrototypeOf = Reflect.setPrototypeOf;
export const defineProperty = Object.defineProperty;
export const getOwnPropertyDescriptor = Object.getOwnPropertyDescriptor;
export const createObject = Object.create;
export const deleteProperty = Reflect.deleteProperty;
export const isExtensible = Reflect.isExtensible;

export const jsonParse = JSON.parse;
export const jsonStringify = JSON.stringify;

export const promiseThen = uncurry(Promise.prototype.then);
export const NativePromise = Promise;
export const NativeString = String;
export const NativeNumber = Number;
export const NativeBigInt = BigInt;
export const NativeUint8Array = Uint8Array;
export const NativeError = Error;

export const mathTrunc = Math.trunc;

export const splice = uncurry(Array.prototype.splice) as <T>(
  self: T[],
  start: number,
  count: number,
  ...items: T[]
) => T[];
export const setHas = uncurry(Set.prototype.has);

/** The constructors of errors, by name: the door builds the error that node would throw. */
export const errorsByName: Readonly<Record<string, ErrorConstructor>> = {
  Error,
  TypeError: TypeError as unknown as ErrorConstructor,
  RangeError: RangeError as unknown as ErrorConstructor,
  SyntaxError: SyntaxError as unknown as ErrorConstructor,
  URIError: URIError as unknown as ErrorConstructor,
};
