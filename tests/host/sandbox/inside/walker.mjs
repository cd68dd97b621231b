/**
 * The oracle inside the guest: writes all that a script can tell about a value, by reflection alone, as text.
 * What reflection cannot see (captured variables, private fields, bound targets, settled promises) is told by whoever
 * made the value, through `told`, unless another way is given.
 */
/** Object → { name, inner }: its name, and an array of values that only the engine sees. */
export const told = new WeakMap();
/** A mutable variable shared by closures: its identity matters, and what it holds. */
export const cell = (read) => ({ read, isCell: true });

const getter = (prototype, key) => Object.getOwnPropertyDescriptor(prototype, key).get;
const typedPrototype = Object.getPrototypeOf(Uint8Array.prototype);
const typedTag = getter(typedPrototype, Symbol.toStringTag);
const regExpSource = getter(RegExp.prototype, 'source');
const regExpFlags = getter(RegExp.prototype, 'flags');

/** Whether a method that needs an internal slot finds it. */
const has = (method, object, ...args) => {
  try {
    Reflect.apply(method, object, args);
    return true;
  } catch {
    return false;
  }
};

const bits = (number) => new Uint8Array(new Float64Array([number]).buffer).join();
/** The values of getters, whatever the object's prototype has become. */
const got = (prototype, keys) => {
  const getters = keys.map((key) => getter(prototype, key));
  return (o) => getters.map((g) => Reflect.apply(g, o, []));
};
const viewFacts = got(typedPrototype, ['byteOffset', 'byteLength', 'buffer']);
const dataViewFacts = got(DataView.prototype, ['byteOffset', 'byteLength', 'buffer']);
const bufferFacts = got(ArrayBuffer.prototype, ['detached', 'resizable', 'maxByteLength']);
const viewText = (facts, value) => `${facts[0]}/${facts[1]}/${value(facts[2])}`;
const bufferText = (o) => {
  const [detached, resizable, maximum] = bufferFacts(o);
  return `${detached}${resizable ? maximum : ''}/${detached ? '' : new Uint8Array(o).join()}`;
};
const recordTexts = (method, o, value) => {
  let text = '';
  Reflect.apply(method, o, [(v, k) => (text += `${value(k)}=>${value(v)};`)]);
  return text;
};

/** Kinds by their internal slots: test, then what the slots hold. */
const KINDS = [
  ['array', (o) => Array.isArray(o), () => ''],
  ['map', (o) => has(getter(Map.prototype, 'size'), o), (o, v) => recordTexts(Map.prototype.forEach, o, v)],
  ['set', (o) => has(getter(Set.prototype, 'size'), o), (o, v) => recordTexts(Set.prototype.forEach, o, v)],
  ['view', (o) => Reflect.apply(typedTag, o, []) !== undefined, (o, v) => typedTag.call(o) + viewText(viewFacts(o), v)],
  ['data view', (o) => has(getter(DataView.prototype, 'buffer'), o), (o, v) => viewText(dataViewFacts(o), v)],
  ['buffer', (o) => has(getter(ArrayBuffer.prototype, 'byteLength'), o), bufferText],
  ['date', (o) => has(Date.prototype.getTime, o), (o, v) => v(Date.prototype.getTime.call(o))],
  ['regexp', (o) => has(regExpSource, o), (o) => `${regExpSource.call(o)}/${regExpFlags.call(o)}`],
  ['number', (o) => has(Number.prototype.valueOf, o), (o, v) => v(Number.prototype.valueOf.call(o))],
  ['string', (o) => has(String.prototype.valueOf, o), (o, v) => v(String.prototype.valueOf.call(o))],
  ['boolean', (o) => has(Boolean.prototype.valueOf, o), (o, v) => v(Boolean.prototype.valueOf.call(o))],
  ['bigint', (o) => has(BigInt.prototype.valueOf, o), (o, v) => v(BigInt.prototype.valueOf.call(o))],
  ['symbol', (o) => has(Symbol.prototype.valueOf, o), (o, v) => v(Symbol.prototype.valueOf.call(o))],
  ['error', (o) => Error.isError(o), () => ''],
  ['arguments', (o) => told.get(o)?.name === 'arguments', () => ''],
];

/** The names of everything that was there before the program. */
export function namesOf(roots) {
  const names = new Map();
  const queue = [];
  const add = (thing, name) => {
    if (thing === null || (typeof thing !== 'object' && typeof thing !== 'function') || names.has(thing)) return;
    names.set(thing, name);
    queue.push([thing, name]);
  };
  roots.forEach((root, i) => {
    add(root, `root${i}`);
  });
  for (let i = 0; i < queue.length; i++) {
    const [object, name] = queue[i];
    add(Object.getPrototypeOf(object), `${name}^`);
    for (const key of Reflect.ownKeys(object)) {
      const d = Object.getOwnPropertyDescriptor(object, key);
      for (const part of ['value', 'get', 'set']) add(d[part], `${name}.${part} ${String(key)}`);
    }
  }
  return names;
}

const wellKnown = new Map(
  Reflect.ownKeys(Symbol)
    .map((key) => [Symbol[key], key])
    .filter(([s]) => typeof s === 'symbol'),
);

/** The text of a value; equal texts if and only if no script can tell the values apart. */
export function describe(root, names, tellings = told) {
  const numbers = new Map();
  const queue = [];
  const out = [];
  const reference = (thing) => {
    if (names.has(thing)) return `I${names.get(thing)}`;
    if (!numbers.has(thing)) {
      numbers.set(thing, numbers.size);
      queue.push(thing);
    }
    return `#${numbers.get(thing)}`;
  };
  const symbol = (s) => {
    if (wellKnown.has(s)) return `W${wellKnown.get(s)}`;
    const key = Symbol.keyFor(s);
    return key === undefined ? reference(s) : `G${JSON.stringify(key)}`;
  };
  const value = (v) => {
    switch (typeof v) {
      case 'number':
        return Number.isInteger(v) && !Object.is(v, -0) ? `n${v}` : `f${bits(v)}`;
      case 'string':
        return `s${JSON.stringify(v)}`;
      case 'undefined':
        return 'u';
      case 'boolean':
        return `b${v}`;
      case 'bigint':
        return `B${v}`;
      case 'symbol':
        return symbol(v);
      default:
        return v === null ? 'N' : reference(v);
    }
  };
  out.push(value(root));
  for (let i = 0; i < queue.length; i++) out.push(body(queue[i], value, tellings));
  return out.join('|');
}

function body(thing, value, tellings) {
  if (typeof thing === 'symbol') return `symbol ${JSON.stringify(thing.description)}`;
  if (thing.isCell === true && typeof thing.read === 'function') return `cell ${value(thing.read())}`;
  const parts = [value(Object.getPrototypeOf(thing)), Object.isExtensible(thing) ? 'x' : '-'];
  const known = tellings.get(thing);
  if (known) parts.push(known.name, `[${known.inner.map(value).join()}]`);
  const isFunction = typeof thing === 'function';
  const kind = isFunction ? undefined : KINDS.find(([, test]) => test(thing));
  if (kind) parts.push(kind[0], kind[2](thing, value));
  for (const key of Reflect.ownKeys(thing)) {
    const isElement = kind?.[0] === 'view' && typeof key === 'string' && /^\d+$/.test(key);
    if (!isElement) parts.push(property(thing, key, value));
  }
  return parts.join(' ');
}

function property(thing, key, value) {
  const d = Object.getOwnPropertyDescriptor(thing, key);
  const flags = (d.enumerable ? 'e' : '') + (d.configurable ? 'c' : '') + (d.writable ? 'w' : '');
  return `${value(key)}:${flags}:${'value' in d ? value(d.value) : `<${value(d.get)},${value(d.set)}>`}`;
}
