/** process.env: an object whose every read is an answer of the host, and whose writes stay in the run. */
import { OP } from '../abi.ts';
import { ask, askJson } from './door.ts';
import { NativeString } from './primordials.ts';

function read(name: string): string | undefined {
  return ask(OP.envGet, name) as string | undefined;
}

function asText(value: unknown): string {
  if (typeof value === 'symbol') throw new TypeError('Cannot convert a Symbol value to a string');
  return NativeString(value);
}

/** Holds nothing; its prototype and whether it can be extended are what the proxy shows of itself. */
export const environmentTarget: Record<string, string | undefined> = {};

export const environment: Record<string, string | undefined> = new Proxy(environmentTarget, {
  get(target, name) {
    if (typeof name === 'symbol') return Reflect.get(target, name);
    return read(name) ?? Reflect.get(Object.prototype, name);
  },
  has(target, name) {
    return typeof name === 'symbol' ? Reflect.has(target, name) : read(name) !== undefined || name in Object.prototype;
  },
  set(_target, name, value) {
    if (typeof name === 'symbol') throw new TypeError('Cannot convert a Symbol value to a string');
    ask(OP.envSet, name, asText(value));
    return true;
  },
  defineProperty(_target, name, descriptor) {
    if (typeof name === 'symbol' || !('value' in descriptor)) return false;
    ask(OP.envSet, name, asText(descriptor.value));
    return true;
  },
  deleteProperty(_target, name) {
    if (typeof name === 'string') ask(OP.envDelete, name);
    return true;
  },
  ownKeys() {
    return askJson<string[]>(OP.envKeys) as string[];
  },
  getOwnPropertyDescriptor(_target, name) {
    const value = typeof name === 'string' ? read(name) : undefined;
    return value === undefined ? undefined : { value, writable: true, enumerable: true, configurable: true };
  },
});
