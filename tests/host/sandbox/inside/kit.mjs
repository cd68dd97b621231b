/** What recipes of values are written with, in the guest and in node alike: see value-recipes.ts. */
import { PROBE, takeApart } from './crossing.mjs';

export class Point {
  constructor(x, y) {
    this.x = x;
    this.y = y;
  }
  area() {
    return 0;
  }
}
export class Square extends Point {
  side = 1;
  get twice() {
    return this.side * 2;
  }
}
export class List extends Array {}
export class Table extends Map {}
export class Vault {
  #inner;
  constructor(inner) {
    this.#inner = inner;
  }
  static open(o) {
    return #inner in o ? [o.#inner] : undefined;
  }
}
export class Trouble extends TypeError {}
export function helper() {
  return 7;
}
export function keeper() {}

let all = [];
let given = [];
export const begin = () => {
  all = [];
};
/** A step that throws makes nothing. */
export const step = (make) => {
  let made = null;
  try {
    made = make();
  } catch {}
  all.push(made);
};
export const give = () => {
  given = all.slice();
  return given;
};
export const made = () => all.slice(given.length);
export const at = (n) => all[n % all.length] ?? null;

/** An object that was made by a recipe, or a new one. */
const mine = (x) => (Object(x) === x && !names.has(x) ? x : {});
/** A change; engines differ in what throws and what is ignored. */
const onto =
  (change) =>
  (x, ...rest) => {
    const object = mine(x);
    try {
      change(object, ...rest);
    } catch {}
    return object;
  };

export const bare = (o) => Object.defineProperties(Object.create(null), Object.getOwnPropertyDescriptors(o));
export const heir = (x) => Object.create(Object(x));
export const sparse = (x, far) => {
  const list = [x];
  list[far] = x;
  return list;
};
export const without = (map, key) => {
  map.delete(key);
  return map;
};
export const found = (expression, lastIndex) => Object.assign(expression, { lastIndex });
const bufferOf = (x) => (Object.prototype.toString.call(x) === '[object ArrayBuffer]' ? x : new ArrayBuffer(24));
export const bytes = (x) => new Uint8Array(bufferOf(x), 3, 5).fill(9);
export const doubles = (x) => new Float64Array(bufferOf(x), 8, 2).fill(-0);
export const dataOf = (x) => new DataView(bufferOf(x), 2);
export const views = () => {
  const buffer = new ArrayBuffer(24);
  return [bytes(buffer), doubles(buffer), dataOf(buffer), buffer];
};

export const put = onto(Reflect.set);
export const drop = onto(Reflect.deleteProperty);
/** The engine lengthens an array that is not extensible before it refuses the element. */
export const define = onto((o, ...rest) => Object.isExtensible(o) && Reflect.defineProperty(o, ...rest));
export const adopt = onto((o, prototype) => Reflect.setPrototypeOf(o, prototype === null ? null : Object(prototype)));
/** Engines differ in whether a view can be frozen. */
const unlessView = (change) => onto((o) => (ArrayBuffer.isView(o) ? Object.preventExtensions(o) : change(o)));
export const freeze = unlessView(Object.freeze);
export const seal = unlessView(Object.seal);
export const close = onto(Object.preventExtensions);
export const grow = onto((o, ...more) => Array.prototype.push.apply(o, more));
export const turn = onto((o) => Array.prototype.reverse.call(Array.isArray(o) && o.length < 100 ? o : []));
export const store = onto((o, key, value) => (o instanceof Set ? o.add(key) : Map.prototype.set.call(o, key, value)));
export const move = onto((o) => Date.prototype.setTime.call(o, 12345));
export const overwrite = onto((o) => new Uint8Array(ArrayBuffer.isView(o) ? o.buffer : bufferOf(o)).fill(4));

export const generator = () => (function* () {})();

/** Functions that tell what they captured, and only when asked for that. */
export const arrow = (x) => (ask) => (ask === PROBE ? [x] : undefined);
export const plain = (x, y) =>
  function plain(ask, ..._more) {
    return ask === PROBE ? [x, y] : undefined;
  };
export const pair = (x) => {
  let v = x;
  const set = (ask, w) => {
    if (ask === PROBE) return [v];
    v = w;
  };
  return [(ask) => (ask === PROBE ? [v] : undefined), set];
};
/** One of two functions over one variable has set it. */
export const turned = (x, y) => {
  const [get, set] = pair(x);
  set(null, y);
  return { get, set };
};
export const accessor = (x) => ({
  get one() {
    return [x];
  },
  set one(y) {
    if (y === PROBE) return;
    x = y;
  },
  method(ask) {
    return ask === PROBE ? [x, this === undefined] : undefined;
  },
});
export const knot = (x) => {
  const self = (ask) => (ask === PROBE ? [x, self, other] : undefined);
  const other = (ask) => (ask === PROBE ? [self] : undefined);
  return self;
};
export const rounds = (x) => {
  const all = [];
  for (let i = 0; i < 3; i++) all.push((ask) => (ask === PROBE ? [i, x] : i++));
  all[0](null);
  return all;
};

const KNOWN = {
  Object,
  Function,
  Array,
  Map,
  Set,
  Date,
  RegExp,
  Number,
  String,
  Boolean,
  BigInt,
  Symbol,
  ArrayBuffer,
  DataView,
  Error,
  TypeError,
  RangeError,
  AggregateError,
  Promise,
  Uint8Array,
  Uint16Array,
  Float64Array,
  BigInt64Array,
  Point,
  Square,
  List,
  Table,
  Vault,
  Trouble,
};
const names = new Map([
  [helper, 'helper'],
  [keeper, 'keeper'],
  [Math.max, 'Math.max'],
  [Point.prototype.area, 'Point.prototype.area'],
]);
for (const [name, known] of Object.entries(KNOWN)) names.set(known, name).set(known.prototype, `${name}.prototype`);

/** The thing of a name. */
export const known = new Map([...names].map(([thing, name]) => [name, thing]));
/** What was given and what was made, with all that they share. */
export const crossing = (isError, result) => takeApart([given, result], { names, isError, secretsOf: Vault.open });
