/** Random values in the guest, from a seed, with many ways to come to equal structures. */
import { cell, told } from './walker.mjs';

let state = 1;
const below = (n) => {
  state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
  return Math.floor((state / 4294967296) * n);
};
const one = (list) => list[below(list.length)];
const maybe = (n) => below(n) === 0;

const SYMBOLS = [Symbol('u'), Symbol('u'), Symbol('v')];
const KEYS = ['a', 'b', 'c', '0', '1', '7', 'length_', '4294967294', '2147483648', '4294967295', '01', 'é', '中'];

// ---------- functions and classes, with what reflection cannot see told

const tell = (thing, name, inner = []) => {
  told.set(thing, { name, inner });
  return thing;
};

function getOne() {
  return 1;
}
function twice(x) {
  return x * 2;
}
const arrow = (x) => x;
/** What is made late is made now: agreement.test.ts has claims of its own about that. */
export const touched = [getOne.prototype, twice.prototype];
class Point {
  constructor(x) {
    this.x = x;
  }
}
class Sealed {
  #a;
  #b;
  constructor(a, b) {
    this.#a = a;
    this.#b = b;
  }
  sum() {
    return this.#a + this.#b;
  }
}
class Branded {
  #hidden() {
    return 1;
  }
  ask() {
    return this.#hidden();
  }
}
class List extends Array {}
for (const [f, name] of Object.entries({ getOne, twice, arrow, Point, Sealed, Branded, List }).map(([n, f]) => [f, n]))
  tell(f, name);
for (const [f, name] of [
  [Sealed.prototype.sum, 'sum'],
  [Branded.prototype.ask, 'ask'],
])
  tell(f, name);
tell(Branded.prototype, 'Branded home');

const sealed = (a, b) => tell(new Sealed(a, b), 'sealed', [a, b]);
const constant = (v) => {
  const c = cell(() => v);
  return tell(() => v, 'constant', [c]);
};
/** Two closures over one variable, or over one each. */
const counters = (v, shared) => {
  const make = (start) => {
    let n = start;
    const c = cell(() => n);
    const get = tell(() => n, 'get', [c]);
    const add = tell(() => (n += 1), 'add', [c]);
    return [get, add];
  };
  const [get, add] = make(v);
  return [get, shared ? add : make(v)[1]];
};
const bound = (self, args) => tell(twice.bind(self, ...args), 'bound', [twice, self, ...args]);
const settled = (v) => tell(Promise.resolve(v), 'fulfilled', [v]);
const refused = (v) => {
  const promise = Promise.reject(v);
  promise.catch(() => undefined);
  return tell(promise, 'rejected', [v]);
};
const sloppy = (...given) => tell(argumentsOf(...given), 'arguments');
function argumentsOf() {
  // biome-ignore lint/complexity/noArguments: that is the value
  return arguments;
}

// ---------- primitives

const text = () => {
  const base = one(['', 'a', 'ab', 'é', '中文', 'xxxxx', 'aé', '\ud800']);
  switch (below(7)) {
    case 0:
      return base.split('').join('');
    case 1:
      return `${base}!`.slice(0, -1);
    case 2:
      return `中${base}`.slice(1);
    case 3:
      return String(Object.keys({ [base]: 1 })[0]);
    case 4:
      return [...base].reverse().reverse().join('');
    case 5:
      return new Map([[base, 1]]).keys().next().value;
    default:
      return base;
  }
};
/** Long ones become ropes, flattened when looked into; equal ones by different ways. */
const long = () => {
  const [a, b] = ['L'.repeat(9000), 'R'.repeat(9000)];
  const flat = a + b;
  switch (below(6)) {
    case 0:
      return a + b;
    case 1:
      return 'L'.repeat(4500) + 'L'.repeat(4500) + b;
    case 2:
      return (a + b).split('').join('');
    case 3:
      flat.charCodeAt(3);
      return flat;
    case 4:
      return `中${a}${b}`.slice(1);
    default:
      return `${a}${b}${maybe(2) ? '' : '中'}`;
  }
};
const number = () =>
  one([
    () => 1,
    () => 0.5 + 0.5,
    () => -0,
    () => 0,
    () => NaN,
    () => 0 / 0,
    () => Math.sqrt(-1),
    () => 2147483648 - below(2),
    () => -2147483648.5 + 0.5,
    () => -2147483648 - below(2),
    () => 0.1 * 3,
    () => 0.3,
    () => 5e-324,
    () => Infinity,
  ])();
const bigint = () => one([10n, -1n, 2n ** 70n, 2n ** 70n - 2n ** 70n + 10n, -(2n ** 31n), 2n ** 31n, -(2n ** 64n)]);
const primitive = () => {
  switch (below(9)) {
    case 0:
    case 1:
      return number();
    case 2:
    case 3:
      return text();
    case 4:
      return maybe(2);
    case 5:
      return one([null, undefined, bigint()]);
    case 6:
      return one([Symbol.iterator, Symbol.asyncIterator, Symbol.for('k'), ...SYMBOLS]);
    case 7:
      return one([getOne, twice, arrow, Point, Math.max]);
    default:
      return maybe(12) ? long() : bigint();
  }
};

// ---------- containers

let pool = [];
const pooled = (thing) => {
  pool.push(thing);
  return thing;
};

const PROTOTYPES = [{ p: 1 }, { p: 1 }, Object.create(null), null, Array.prototype, Point.prototype];

const fill = (o, depth) => {
  for (let i = below(5); i > 0; i--) {
    const key = maybe(7) ? one([SYMBOLS[0], SYMBOLS[1], Symbol.iterator, Symbol.for('k')]) : one(KEYS);
    o[key] = make(depth - 1);
    if (maybe(5)) delete o[key];
    if (maybe(9)) o[key] = make(depth - 1);
  }
};
const object = (depth) => {
  const o = pooled(maybe(6) ? Object.create(one(PROTOTYPES)) : {});
  fill(o, depth);
  const flags = () => ({ enumerable: maybe(2), configurable: true });
  if (maybe(7)) Object.defineProperty(o, 'a', { value: 1, writable: maybe(2), ...flags() });
  if (maybe(7)) Object.defineProperty(o, 'g', { get: getOne, set: maybe(2) ? twice : undefined, ...flags() });
  if (maybe(15)) Object.setPrototypeOf(o, one(PROTOTYPES));
  if (maybe(10)) one([Object.freeze, Object.seal, Object.preventExtensions])(o);
  return o;
};
/** Equal objects made in other orders of events. */
const samePair = () => {
  const [k, l] = [one(KEYS), one(KEYS)];
  switch (below(5)) {
    case 0:
      return { [k]: 1, [l]: 2 };
    case 1:
      return Object.fromEntries([
        [k, 1],
        [l, 2],
      ]);
    case 2: {
      const o = { gone: 0, [k]: 1, [l]: 2 };
      delete o.gone;
      return o;
    }
    case 3: {
      const o = {};
      for (let i = 0; i < 20; i++) o[`t${i}`] = i;
      o[k] = 1;
      o[l] = 2;
      for (let i = 0; i < 20; i++) delete o[`t${i}`];
      return o;
    }
    default:
      return JSON.parse(JSON.stringify({ [k]: 1, [l]: 2 }));
  }
};
const array = (depth) => {
  const n = below(4);
  const values = Array.from({ length: n }, () => make(depth - 1));
  const a = pooled(maybe(9) ? new List() : []);
  switch (below(6)) {
    case 0:
      for (let i = n - 1; i >= 0; i--) a[i] = values[i];
      break;
    case 1:
      values.forEach((value, i) => {
        Object.defineProperty(a, i, { value, enumerable: true, writable: true, configurable: true });
      });
      break;
    case 2:
      a.push(...values);
      a.length = n;
      break;
    case 3:
      a.push(...values, 1, 2);
      a.splice(n, 2);
      break;
    case 4:
      a.unshift(...values);
      break;
    default:
      for (const v of values) a.push(v);
  }
  if (maybe(6)) a.length = n + 1 + below(2);
  if (maybe(8)) {
    a[n + 2] = 1;
    if (maybe(2)) {
      delete a[n + 2];
      a.length = n;
    }
  }
  if (maybe(12)) delete a[0];
  if (maybe(14)) a.extra = 1;
  if (maybe(16)) a['-1'] = 1;
  if (maybe(18)) Object.defineProperty(a, 'length', { writable: false });
  if (maybe(14)) one([Object.freeze, Object.seal, Object.preventExtensions])(a);
  return a;
};
const map = (depth) => {
  const m = pooled(new Map());
  for (let i = below(5); i > 0; i--) {
    const key = maybe(3) ? make(depth - 1) : below(3);
    m.set(key, make(depth - 1));
    if (maybe(4)) m.delete(key);
    if (maybe(9)) m.set(key, 1);
  }
  if (maybe(9)) m.extra = 1;
  if (maybe(9)) held.push(iteratorAt(m));
  return m;
};
/** Deleted records stay in the list while an iterator stands on them. */
const held = [];
const iteratorAt = (m) => {
  const key = {};
  m.set(key, 1);
  const iterator = m.keys();
  let next = iterator.next();
  while (!next.done && next.value !== key) next = iterator.next();
  m.delete(key);
  return iterator;
};
const set = () => {
  const s = pooled(new Set());
  for (let i = below(5); i > 0; i--) {
    const key = one([0, 1, 2, 'a', NaN, -0]);
    s.add(key);
    if (maybe(4)) s.delete(key);
  }
  return s;
};
const bytes = () => {
  const size = 8 * (1 + below(2));
  const buffer = pooled(maybe(6) ? new ArrayBuffer(size, { maxByteLength: 32 }) : new ArrayBuffer(size));
  const view = new (one([Uint8Array, Int8Array, Float64Array, Uint8ClampedArray, Float32Array]))(buffer);
  view[below(view.length)] = one([1, 0, -0, NaN]);
  if (maybe(9)) view.extra = 1;
  if (maybe(9)) return new DataView(buffer, below(2));
  if (maybe(9)) return [new Uint16Array(buffer, 2 * below(2), 1 + below(2)), buffer];
  if (maybe(25)) return [buffer, buffer.transfer()];
  return maybe(2) ? view : [view, buffer];
};
const small = (depth) => {
  switch (below(15)) {
    case 0:
      return new Date(one([0, 1, NaN, 1e12]));
    case 1: {
      const expression = new RegExp(one(['a', 'b', '[x]', '']), one(['g', '', 'gi', 'y', 'u']));
      if (maybe(3)) expression.lastIndex = below(2);
      return expression;
    }
    case 2:
      return Object(one([1, text(), maybe(2), 1n, Symbol.iterator, SYMBOLS[0]]));
    case 3:
      return sloppy(...[1, 2].slice(below(3)));
    case 4:
      return pooled(new Point(make(depth - 1)));
    case 5:
      return pooled(sealed(below(2), make(depth - 1)));
    case 6: {
      const error = new (one([Error, TypeError]))(`m${below(2)}`);
      if (maybe(2)) delete error.stack;
      // It names the folder.
      else error.stack = 'somewhere';
      return error;
    }
    case 7:
      return pooled(constant(make(depth - 1)));
    case 8:
      return counters(below(2), maybe(2));
    case 9:
      return bound(make(depth - 1), [1, 2].slice(below(3)));
    case 10:
      return one([settled, refused])(below(2));
    case 11:
      return new Branded();
    case 12:
      return structuredClone([below(2), { a: below(2) }]);
    case 13:
      return Object.assign(Object.create(Object.create({ deep: below(2) })), { a: 1 });
    default:
      return samePair();
  }
};

export function make(depth) {
  if (depth <= 0) return primitive();
  switch (below(17)) {
    case 0:
    case 1:
      return primitive();
    case 2:
    case 3:
    case 4:
    case 5:
      return object(depth);
    case 6:
    case 7:
    case 8:
      return array(depth);
    case 9:
      return map(depth);
    case 10:
      return set();
    case 11:
      return bytes();
    case 12:
    case 13:
    case 14:
      return small(depth);
    default:
      return pool.length > 0 ? one(pool) : {};
  }
}

/** `count` values; the n-th is the same whatever was made before. */
export function batch(first, count) {
  const values = [];
  for (let i = 0; i < count; i++) {
    state = ((first + i) * 2654435761) >>> 0;
    below(2);
    pool = [];
    values.push(make(1 + below(3)));
  }
  return values;
}
