/** The module util. */

import { OP } from '../abi.ts';
import { askText } from '../prelude/door.ts';
import { validateFunction } from '../prelude/errors.ts';
import { format, formatWithOptions, inspect, stripVTControlCharacters } from '../prelude/inspect.ts';
import { timers } from '../prelude/timers.ts';
import { TextDecoder, TextEncoder } from '../web/encoding.ts';
import { isDeepEqual } from './deep-equal.ts';
import { fs } from './fs/fs.ts';
import { parseArgs } from './parse-args.ts';
import { timersPromises } from './timers-promises.ts';
import { types } from './util-types.ts';

type AnyFunction = (...args: never[]) => unknown;

const custom = Symbol.for('nodejs.util.promisify.custom');

function promisify(original: AnyFunction): AnyFunction {
  validateFunction(original, 'original');
  const own = (original as AnyFunction & { [custom]?: AnyFunction })[custom];
  if (own !== undefined) return own;
  function form(this: unknown, ...args: unknown[]): Promise<unknown> {
    return new Promise((resolve, reject) => {
      const done = (error: unknown, value: unknown): void => (error ? reject(error) : resolve(value));
      Reflect.apply(original, this, [...args, done] as never[]);
    });
  }
  Object.setPrototypeOf(form, Object.getPrototypeOf(original));
  return Object.defineProperties(form, Object.getOwnPropertyDescriptors(original)) as AnyFunction;
}
promisify.custom = custom;

function callbackify(original: (...args: unknown[]) => Promise<unknown>): AnyFunction {
  validateFunction(original, 'original');
  return function form(this: unknown, ...args: unknown[]): void {
    const callback = args.pop() as (error: unknown, value?: unknown) => void;
    const later = (run: () => void): void => void timers.setImmediate(run);
    Reflect.apply(original, this, args).then(
      (value: unknown) => later(() => callback(null, value)),
      (error: unknown) => later(() => callback(error ?? new Error('Promise was rejected with a falsy value'))),
    );
  };
}

interface Constructor {
  super_?: unknown;
  readonly prototype: object;
}

function inherits(child: Constructor, parent: Constructor): void {
  validateFunction(child, 'ctor');
  validateFunction(parent, 'superCtor');
  Object.defineProperty(child, 'super_', { value: parent, writable: true, configurable: true });
  Object.setPrototypeOf(child.prototype, parent.prototype);
}

function deprecate(fn: AnyFunction): AnyFunction {
  return fn;
}

function debuglog(): AnyFunction {
  return Object.assign(() => undefined, { enabled: false });
}

for (const [name, operation] of Object.entries({
  setTimeout: timersPromises.setTimeout,
  setImmediate: timersPromises.setImmediate,
})) {
  Object.defineProperty(timers[name as 'setTimeout'], custom, { value: operation });
}
for (const name of ['read', 'write', 'exists'] as const) {
  const plain = fs[name] as AnyFunction;
  const value = (...args: unknown[]): Promise<unknown> =>
    new Promise((resolve, reject) => {
      const done =
        name === 'exists'
          ? resolve
          : (error: unknown, count: unknown, buffer: unknown): void =>
              error ? reject(error) : resolve({ [`bytes${name === 'read' ? 'Read' : 'Written'}`]: count, buffer });
      plain(...([...args, done] as never[]));
    });
  Object.defineProperty(plain, custom, { value });
}

export const util = {
  inspect,
  format,
  formatWithOptions,
  stripVTControlCharacters,
  promisify,
  callbackify,
  inherits,
  deprecate,
  debuglog,
  debug: debuglog,
  types,
  parseArgs,
  isDeepStrictEqual: (a: unknown, b: unknown): boolean => isDeepEqual(a, b, true),
  isArray: Array.isArray,
  toUSVString: (text: string): string => askText(OP.decode, new TextEncoder().encode(text), 'utf8'),
  TextEncoder,
  TextDecoder,
  styleText: (format: string | readonly string[], text: string, options: StyleOptions = {}): string =>
    options.validateStream === false ? styled([format].flat(), text) : text,
};

interface StyleOptions {
  readonly validateStream?: boolean;
}

/** Standard output shows no colours here, so a text is only styled where nobody asks for which stream it is. */
function styled(formats: readonly string[], text: string): string {
  const colors = (inspect as unknown as { colors: Record<string, [number, number]> }).colors;
  const pairs = formats.map((name) => colors[name]).filter((pair) => pair !== undefined);
  const open = pairs.map(([start]) => `\u001b[${start}m`).join('');
  const close = pairs
    .map(([, end]) => `\u001b[${end}m`)
    .toReversed()
    .join('');
  return open + text + close;
}
