/**
 * Takes values apart by reflection, into data that is plain enough to be text: all that a script can tell about them.
 * The same code runs in the guest and in node, so equal texts are equal values with equal identities inside.
 */

const attempt = (ask) => {
  try {
    return ask();
  } catch {
    return undefined;
  }
};
const getter = (prototype, key) => Object.getOwnPropertyDescriptor(prototype, key).get;
const typed = Object.getPrototypeOf(Uint8Array.prototype);
const typedNameOf = getter(typed, Symbol.toStringTag);
const sizeOfMap = getter(Map.prototype, 'size');
const sizeOfSet = getter(Set.prototype, 'size');
const sourceOf = getter(RegExp.prototype, 'source');
const flagsOf = getter(RegExp.prototype, 'flags');
const lengthOfBuffer = getter(ArrayBuffer.prototype, 'byteLength');
const placeOf = (prototype, object) =>
  ['byteOffset', 'byteLength', 'buffer'].map((k) => getter(prototype, k).call(object));
const BOXES = [Number, String, Boolean, BigInt, Symbol];

/** What functions of recipes are asked with: then they tell, as a list, what they captured. */
export const PROBE = Symbol.for('probe');
const captured = (f) => {
  const told = attempt(() => f(PROBE));
  return Array.isArray(told) ? told : undefined;
};

/** Kinds by internal slots, whatever the prototype has become: what holds the slots' content, or undefined. */
const KINDS = {
  made: (o) => (typeof o === 'function' ? (captured(o) ?? []) : undefined),
  array: (o) => (Array.isArray(o) ? [] : undefined),
  map: (o) => attempt(() => sizeOfMap.call(o)) !== undefined && entriesOf(o),
  set: (o) => attempt(() => sizeOfSet.call(o)) !== undefined && membersOf(o),
  view: (o) => typedNameOf.call(o) !== undefined && [typedNameOf.call(o), ...placeOf(typed, o)],
  data: (o) => attempt(() => placeOf(DataView.prototype, o)),
  buffer: (o) => attempt(() => lengthOfBuffer.call(o)) !== undefined && [...new Uint8Array(o)],
  date: (o) => attempt(() => [Date.prototype.getTime.call(o)]),
  expression: (o) => attempt(() => [sourceOf.call(o), flagsOf.call(o)]),
  box: (o) => BOXES.map((box) => attempt(() => [box.prototype.valueOf.call(o)])).find((held) => held !== undefined),
};

const entriesOf = (map) => {
  const all = [];
  Map.prototype.forEach.call(map, (value, key) => all.push(key, value));
  return all;
};
const membersOf = (set) => {
  const all = [];
  Set.prototype.forEach.call(set, (value) => all.push(value));
  return all;
};
const WELL_KNOWN = new Map(
  Reflect.ownKeys(Symbol)
    .filter((key) => typeof Symbol[key] === 'symbol')
    .map((key) => [Symbol[key], key]),
);

/**
 * `names` are the things that both sides know, `isError` tells errors, `secretsOf` what private fields hold.
 * Answers one text: the value, and each thing in it once, in the order of their first mention.
 */
export function takeApart(root, { names, isError, secretsOf }) {
  const numbers = new Map();
  const queue = [];
  const reference = (thing) => {
    if (names.has(thing)) return ['name', names.get(thing)];
    if (!numbers.has(thing)) numbers.set(thing, queue.push(thing) - 1);
    return ['thing', numbers.get(thing)];
  };
  const symbol = (s) => {
    if (WELL_KNOWN.has(s)) return ['known', WELL_KNOWN.get(s)];
    return Symbol.keyFor(s) === undefined ? reference(s) : ['registered', Symbol.keyFor(s)];
  };
  const value = (v) => {
    if (typeof v === 'symbol') return symbol(v);
    if (typeof v === 'object' ? v !== null : typeof v === 'function') return reference(v);
    if (typeof v === 'string') return ['string', v];
    return [typeof v, Object.is(v, -0) ? '-0' : String(v)];
  };
  const property = (object, key) => {
    const { get, set, value: held, ...flags } = Object.getOwnPropertyDescriptor(object, key);
    const { enumerable, configurable, writable } = flags;
    const words = (enumerable ? 'e' : '') + (configurable ? 'c' : '') + (writable ? 'w' : '');
    const accessor = writable === undefined;
    return accessor ? [value(key), words, value(get), value(set)] : [value(key), words, value(held)];
  };
  const body = (thing) => {
    if (typeof thing === 'symbol') return { kind: 'symbol', held: [value(thing.description)] };
    const kind = Object.keys(KINDS).find((name) => KINDS[name](thing)) ?? (isError(thing) ? 'error' : 'other');
    const held = KINDS[kind]?.(thing) ?? secretsOf(thing) ?? [];
    const isOwn = (key) => !(kind === 'error' && key === 'stack') && !(kind === 'view' && /^\d+$/.test(String(key)));
    return {
      kind,
      held: held.map(value),
      prototype: value(Object.getPrototypeOf(thing)),
      extensible: Object.isExtensible(thing),
      own: Reflect.ownKeys(thing)
        .filter(isOwn)
        .map((key) => property(thing, key)),
    };
  };
  const top = value(root);
  const things = [];
  for (let i = 0; i < queue.length; i++) things.push(body(queue[i]));
  return JSON.stringify({ top, things });
}
