/** Deep equality by node's rules, strict (prototypes, -0, tags) or loose (==). */

interface Mode {
  readonly strict: boolean;
  /** Pairs under comparison: a cycle met again counts as equal. */
  readonly open: Map<object, object>;
}

export function isDeepEqual(a: unknown, b: unknown, strict: boolean): boolean {
  return equal(a, b, { strict, open: new Map() });
}

function equal(a: unknown, b: unknown, mode: Mode): boolean {
  if (mode.strict ? Object.is(a, b) : a === b) return true;
  const objects = typeof a === 'object' && typeof b === 'object' && a !== null && b !== null;
  if (objects) return equalObjects(a, b, mode);
  if (mode.strict) return false;
  const mixed =
    (typeof a === 'object' && a !== null) || (typeof b === 'object' && b !== null) || typeof a === 'function';
  // biome-ignore lint/suspicious/noDoubleEquals: the loose form compares with ==
  return !mixed && (a == b || (Number.isNaN(a) && Number.isNaN(b)));
}

const tagOf = (value: object): string => Object.prototype.toString.call(value);

function equalObjects(a: object, b: object, mode: Mode): boolean {
  if (mode.strict && Object.getPrototypeOf(a) !== Object.getPrototypeOf(b)) return false;
  if (tagOf(a) !== tagOf(b) || Array.isArray(a) !== Array.isArray(b)) return false;
  if (!sameInside(a, b, mode)) return false;
  if (mode.open.get(a) === b) return true;
  const before = mode.open.get(a);
  mode.open.set(a, b);
  const same = equalCollections(a, b, mode) && equalMembers(a, b, mode);
  if (before) mode.open.set(a, before);
  else mode.open.delete(a);
  return same;
}

/** What an object holds besides members: time, pattern, bytes, boxed value, message. */
function sameInside(a: object, b: object, mode: Mode): boolean {
  if (a instanceof Date) return b instanceof Date && Object.is(a.getTime(), b.getTime());
  if (a instanceof RegExp) return b instanceof RegExp && `${a}` === `${b}` && a.lastIndex === b.lastIndex;
  if (a instanceof Error)
    return b instanceof Error && a.message === b.message && a.name === b.name && equal(a.cause, b.cause, mode);
  if (ArrayBuffer.isView(a) && ArrayBuffer.isView(b)) return sameView(a, b, mode);
  if (a instanceof ArrayBuffer) return sameBytes(new Uint8Array(a), new Uint8Array(b as ArrayBuffer));
  if (
    a instanceof Number ||
    a instanceof String ||
    a instanceof Boolean ||
    a instanceof BigInt ||
    a instanceof Symbol
  ) {
    return Object.is(a.valueOf(), (b as typeof a).valueOf());
  }
  if (a instanceof WeakMap || a instanceof WeakSet || a instanceof Promise) return false;
  return true;
}

function sameView(a: ArrayBufferView, b: ArrayBufferView, mode: Mode): boolean {
  const floats = a instanceof Float32Array || a instanceof Float64Array;
  if (!floats || mode.strict) {
    const [x, y] = [a, b].map((view) => new Uint8Array(view.buffer, view.byteOffset, view.byteLength));
    return sameBytes(x as Uint8Array, y as Uint8Array);
  }
  const other = b as Float64Array;
  return a.length === other.length && a.every((value, i) => value === other[i]);
}

function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, i) => byte === b[i]);
}

function equalCollections(a: object, b: object, mode: Mode): boolean {
  if (a instanceof Map) return b instanceof Map && equalMaps(a, b, mode);
  if (a instanceof Set) return b instanceof Set && equalSets(a, b, mode);
  return true;
}

function equalSets(a: ReadonlySet<unknown>, b: ReadonlySet<unknown>, mode: Mode): boolean {
  if (a.size !== b.size) return false;
  const rest = [...b].filter((item) => !a.has(item));
  for (const item of a) {
    if (b.has(item)) continue;
    const at = rest.findIndex((other) => equal(item, other, mode));
    if (at < 0) return false;
    rest.splice(at, 1);
  }
  return true;
}

function equalMaps(a: ReadonlyMap<unknown, unknown>, b: ReadonlyMap<unknown, unknown>, mode: Mode): boolean {
  if (a.size !== b.size) return false;
  const rest = [...b].filter(([key]) => !a.has(key));
  for (const [key, value] of a) {
    if (b.has(key)) {
      if (!equal(value, b.get(key), mode)) return false;
      continue;
    }
    const at = rest.findIndex(([other, held]) => equal(key, other, mode) && equal(value, held, mode));
    if (at < 0) return false;
    rest.splice(at, 1);
  }
  return true;
}

function membersOf(value: object, strict: boolean): (string | symbol)[] {
  const names = ArrayBuffer.isView(value) ? [] : Object.keys(value);
  if (!strict) return names;
  const symbols = Object.getOwnPropertySymbols(value).filter((key) =>
    Object.prototype.propertyIsEnumerable.call(value, key),
  );
  return [...names, ...symbols];
}

function equalMembers(a: object, b: object, mode: Mode): boolean {
  if (Array.isArray(a) && a.length !== (b as unknown[]).length) return false;
  const keys = membersOf(a, mode.strict);
  if (keys.length !== membersOf(b, mode.strict).length) return false;
  return keys.every((key) => Object.hasOwn(b, key) && equal(Reflect.get(a, key), Reflect.get(b, key), mode));
}
