/** structuredClone for what can exist here. */
import { codedError } from '../prelude/errors.ts';
import { DOMException } from './dom-exception.ts';
import { cloneBuffer, copyBuffer, moveBytes, transferList } from './transfer.ts';

const errorClasses = { Error, EvalError, RangeError, ReferenceError, SyntaxError, TypeError, URIError };

type Seen = Map<object, object>;

function refuse(value: unknown): never {
  const shown = typeof value === 'symbol' || typeof value === 'function' ? String(value) : '#<Object>';
  throw new DOMException(`${shown} could not be cloned.`, 'DataCloneError');
}

function clone(value: unknown, seen: Seen): unknown {
  if (typeof value === 'function' || typeof value === 'symbol') refuse(value);
  if (typeof value !== 'object' || value === null) return value;
  return seen.get(value) ?? cloneObject(value, seen);
}

function cloneObject(value: object, seen: Seen): object {
  if (value instanceof WeakMap || value instanceof WeakSet || value instanceof Promise) refuse(value);
  const leaf = cloneLeaf(value, seen);
  if (leaf) {
    seen.set(value, leaf);
    return leaf;
  }
  if (value instanceof Map) return cloneMap(value, seen);
  if (value instanceof Set) return cloneSet(value, seen);
  if (value instanceof Error) return cloneError(value, seen);
  const copy: object = Array.isArray(value) ? new Array(value.length) : {};
  seen.set(value, copy);
  copyMembers(value, copy, seen);
  return copy;
}

/** Values without members to follow. */
function cloneLeaf(value: object, seen: Seen): object | undefined {
  if (value instanceof Date) return new Date(value.getTime());
  if (value instanceof RegExp) return new RegExp(value.source, value.flags);
  if (value instanceof ArrayBuffer) return cloneBuffer(value);
  if (ArrayBuffer.isView(value)) return cloneView(value, seen);
  if (value instanceof Number || value instanceof String || value instanceof Boolean || value instanceof BigInt) {
    return Object(value.valueOf()) as object;
  }
  return undefined;
}

type ViewClass = new (buffer: unknown, offset: number, length?: number) => object;

/** Views of one buffer stay views of one buffer; subclasses become the plain kind. */
function cloneView(value: ArrayBufferView, seen: Seen): object {
  const buffer = clone(value.buffer, seen);
  const tag = Object.prototype.toString.call(value).slice('[object '.length, -1);
  const Class = (globalThis as unknown as Record<string, ViewClass>)[tag] as ViewClass;
  const { length } = value as { length?: number };
  return new Class(buffer, value.byteOffset, length ?? value.byteLength);
}

function cloneMap(value: ReadonlyMap<unknown, unknown>, seen: Seen): object {
  const copy = new Map();
  seen.set(value, copy);
  for (const [key, item] of [...value]) copy.set(clone(key, seen), clone(item, seen));
  return copy;
}

function cloneSet(value: ReadonlySet<unknown>, seen: Seen): object {
  const copy = new Set();
  seen.set(value, copy);
  for (const item of [...value]) copy.add(clone(item, seen));
  return copy;
}

function cloneError(value: Error, seen: Seen): object {
  const Class = errorClasses[value.name as keyof typeof errorClasses] ?? Error;
  const copy = new Class(value.message);
  seen.set(value, copy);
  Object.defineProperty(copy, 'stack', { value: value.stack, writable: true, enumerable: false, configurable: true });
  if (Object.hasOwn(value, 'cause')) {
    Object.defineProperty(copy, 'cause', {
      value: clone(value.cause, seen),
      writable: true,
      enumerable: false,
      configurable: true,
    });
  }
  return copy;
}

function copyMembers(value: object, copy: object, seen: Seen): void {
  for (const key of Object.keys(value)) {
    const item = clone((value as Record<string, unknown>)[key], seen);
    Object.defineProperty(copy, key, { value: item, writable: true, enumerable: true, configurable: true });
  }
}

export function structuredClone(...args: [value?: unknown, options?: unknown]): unknown {
  if (args.length === 0) throw codedError(TypeError, 'ERR_MISSING_ARGS', 'The value argument must be specified');
  const copies = transferList(args[1]).map((buffer) => [buffer, copyBuffer(buffer)] as const);
  const copy = clone(args[0], new Map<object, object>(copies));
  // Only a clone that succeeded takes the bytes away.
  for (const [buffer, moved] of copies) moveBytes(buffer, moved);
  return copy;
}
