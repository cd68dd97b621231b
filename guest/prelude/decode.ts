/**
 * Builds a stored value from its blueprint (engine/value/blueprint.ts). Runs in the guest, on primordials only, and
 * defines properties instead of assigning them wherever a setter or `__proto__` could be met.
 */
import { captureStack } from './error-stacks.ts';
import { deleteMoved } from './own-keys.ts';

const { create, defineProperty, setPrototypeOf, preventExtensions } = Object;
const ObjectPrototype = Object.prototype;
const ArrayPrototype = Array.prototype;
const FunctionPrototype = Function.prototype;
const mapSet = Map.prototype.set;
const setAdd = Set.prototype.add;
const apply = Reflect.apply;
const GuestMap = Map;
const GuestSet = Set;
const GuestDate = Date;
const GuestRegExp = RegExp;
const box = Object;
const toBigInt = BigInt;
const words = Int32Array;
const VIEWS = [
  Uint8ClampedArray,
  Int8Array,
  Uint8Array,
  Int16Array,
  Uint16Array,
  Int32Array,
  Uint32Array,
  BigInt64Array,
  BigUint64Array,
  (globalThis as unknown as { Float16Array: Float32ArrayConstructor }).Float16Array,
  Float32Array,
  Float64Array,
  DataView,
];
const FIRST_VIEW = 21;
const REGEXP_FLAGS: readonly (readonly [number, string])[] = [
  [64, 'd'],
  [1, 'g'],
  [2, 'i'],
  [4, 'm'],
  [8, 's'],
  [16, 'u'],
  [256, 'v'],
  [32, 'y'],
];
const ORDINARY = 7;
const ACCESSOR = 16;
const WRITABLE = 2;
const FUNCTION = 11;
/** Where a shape would stand, when nothing follows; any other negative number is a variable's. */
const NOTHING = -1;
/** References to the stacks that the host holds ready. */
const STACK = 5;
/** The reference to the constant null. */
const NULL = 11;

type Any = Record<PropertyKey, unknown>;

interface Shape {
  proto: number;
  keys: number[];
  flags: number[];
  /** Every property is an ordinary one and no setter can be met. */
  plain: boolean;
  /** Array.prototype and a writable length, nothing else. */
  ordinaryArray: boolean;
  /** Function.prototype, a length and a name: how an arrow begins. */
  ordinaryArrow: boolean;
}

/** The value that the instructions describe; `made` receives what the host completes (host/sandbox/closure-writer.ts). */
export function decode(
  buffer: ArrayBuffer,
  leaves: unknown[],
  externals: readonly unknown[],
  bigInts: readonly number[],
  made: unknown[],
): unknown {
  const code = new words(buffer);
  for (let k = 0; k < bigInts.length; k++)
    leaves[bigInts[k] as number] = toBigInt(leaves[bigInts[k] as number] as string);
  const fresh: Any[] = [];
  const value = (ref: number): unknown => {
    switch (ref & 7) {
      case 4:
        return ref >> 3;
      case 0:
        return leaves[ref >> 3];
      case 1:
        return fresh[ref >> 3];
      case 2:
        return externals[ref >> 3];
      default:
        return constant(ref >> 3);
    }
  };
  let at = 3;
  const shapes: Shape[] = [];
  for (let k = code[2] as number; k > 0; k--) at = readShape(code, at, shapes, value);
  const count = code[1] as number;
  const createAt = at + 4;
  const viewsAt = createAt + (code[at] as number);
  const fillAt = viewsAt + (code[at + 1] as number);
  const closeAt = fillAt + (code[at + 2] as number);
  const kinds = make(code, createAt, count, fresh, value);
  for (let i = viewsAt; i < fillAt; i += 5) makeView(code, i, fresh, value);
  let i = fillAt;
  for (let k = 0; k < count; k++) i = fill(code, i, fresh[k] as Any, kinds[k] as number, shapes, value);
  const madeAt = closeAt + (code[at + 3] as number);
  for (let c = closeAt; c < madeAt; c++) preventExtensions(fresh[code[c] as number]);
  for (let m = madeAt; m < code.length; m++) made[made.length] = value(code[m] as number);
  return value(code[0] as number);
}

type Value = (ref: number) => unknown;

function constant(index: number): unknown {
  return index === 0 ? undefined : index === 1 ? null : index === 2;
}

function readShape(code: Int32Array, start: number, shapes: Shape[], value: Value): number {
  let at = start;
  const shape: Shape = {
    proto: code[at++] as number,
    keys: [],
    flags: [],
    plain: true,
    ordinaryArray: false,
    ordinaryArrow: false,
  };
  for (let k = code[at++] as number, i = 0; i < k; i++) {
    const key = code[at++] as number;
    const flags = code[at++] as number;
    shape.keys[i] = key;
    shape.flags[i] = flags;
    if (flags !== ORDINARY || ((key & 7) === 0 && value(key) === '__proto__')) shape.plain = false;
  }
  if ((shape.proto & 7) === 1) shape.plain = false;
  else {
    const proto = value(shape.proto);
    if (proto !== ObjectPrototype && proto !== null) shape.plain = false;
    shape.ordinaryArray = proto === ArrayPrototype && shape.keys.length === 1 && shape.flags[0] === WRITABLE;
    const { keys } = shape;
    shape.ordinaryArrow =
      proto === FunctionPrototype &&
      keys.length === 2 &&
      value(keys[0] as number) === 'length' &&
      value(keys[1] as number) === 'name';
  }
  shapes[shapes.length] = shape;
  return at;
}

function make(code: Int32Array, start: number, count: number, fresh: Any[], value: Value): number[] {
  let at = start;
  const kinds: number[] = [];
  for (let k = 0; k < count; k++) {
    const kind = code[at++] as number;
    const operand = code[at++] as number;
    kinds[k] = kind;
    if (kind === 0) fresh[k] = {};
    else if (kind === 1) fresh[k] = [] as unknown as Any;
    else if (kind === 2) fresh[k] = new GuestMap() as unknown as Any;
    else if (kind === 3) fresh[k] = new GuestSet() as unknown as Any;
    else if (kind === 4) fresh[k] = new GuestDate(value(operand) as number) as unknown as Any;
    else if (kind === 5)
      fresh[k] = new GuestRegExp(value(operand) as string, regExpFlags(code[at++] as number)) as unknown as Any;
    else if (kind === 8) fresh[k] = box(value(operand)) as Any;
    else if (kind === 10) fresh[k] = [] as unknown as Any;
    else if (kind === FUNCTION) fresh[k] = functionTemplate(operand);
    else fresh[k] = value(operand) as Any;
  }
  return kinds;
}

/** A function of a kind; code and captured variables come later. None of these may capture anything. */
function functionTemplate(kind: number): Any {
  if (kind === 0) return (() => undefined) as unknown as Any;
  // biome-ignore lint/complexity/useArrowFunction: an arrow is no constructor
  if (kind === 1) return function () {} as unknown as Any;
  if (kind === 2) return function* () {} as unknown as Any;
  if (kind === 3) return (async () => undefined) as unknown as Any;
  return async function* () {} as unknown as Any;
}

function keysOf({ keys }: Shape, value: Value): PropertyKey[] {
  const wanted: PropertyKey[] = [];
  for (let i = 0; i < keys.length; i++) wanted[i] = value(keys[i] as number) as PropertyKey;
  return wanted;
}

function regExpFlags(bits: number): string {
  let flags = '';
  for (let i = 0; i < REGEXP_FLAGS.length; i++) {
    const entry = REGEXP_FLAGS[i] as readonly [number, string];
    if (bits & entry[0]) flags += entry[1];
  }
  return flags;
}

function makeView(code: Int32Array, at: number, fresh: Any[], value: Value): void {
  const View = VIEWS[(code[at + 1] as number) - FIRST_VIEW] as unknown as {
    new (buffer: unknown, offset: number, length?: number): Any;
    BYTES_PER_ELEMENT?: number;
  };
  const length = code[at + 4] as number;
  const buffer = value(code[at + 2] as number);
  const offset = code[at + 3] as number;
  const unit = (code[at + 1] as number) === 33 ? 1 : (View.BYTES_PER_ELEMENT as number);
  fresh[code[at] as number] = length < 0 ? new View(buffer, offset) : new View(buffer, offset, length / unit);
}

function fill(code: Int32Array, start: number, target: Any, kind: number, shapes: Shape[], value: Value): number {
  const shapeIndex = code[start] as number;
  if (shapeIndex === NOTHING) return start + 1;
  if (shapeIndex < 0) {
    (target as unknown as unknown[])[0] = value(code[start + 1] as number);
    return start + 2;
  }
  const shape = shapes[shapeIndex] as Shape;
  if (kind === 1 && shape.ordinaryArray) return fillArray(code, start + 1, target as unknown as unknown[], value);
  const at = properties(code, start + 1, target, kind, shape, value);
  return contents(code, elements(code, at, target, value), target, kind, value);
}

/** An array like any other: its elements, then the length they do not give. */
function fillArray(code: Int32Array, start: number, target: unknown[], value: Value): number {
  const length = value(code[start] as number) as number;
  const at = ordinaryElements(code, start + 1, target, value);
  if (target.length !== length) target.length = length;
  return at;
}

function ordinaryElements(code: Int32Array, start: number, target: unknown[], value: Value): number {
  if (code[start] === 2) return sparseElements(code, start, target as unknown as Any, value);
  const first = start + 2;
  const count = code[start + 1] as number;
  for (let i = 0; i < count; i++) target[i] = value(code[first + i] as number);
  return first + count;
}

function properties(code: Int32Array, start: number, target: Any, kind: number, shape: Shape, value: Value): number {
  let at = start;
  const { keys, flags } = shape;
  if (shape.plain && kind === 0) {
    if (shape.proto === NULL) setPrototypeOf(target, null);
    for (let i = 0; i < keys.length; i++) target[value(keys[i] as number) as string] = value(code[at++] as number);
    return at;
  }
  if (kind !== FUNCTION || !shape.ordinaryArrow) setPrototypeOf(target, value(shape.proto) as object | null);
  if (kind === FUNCTION && !shape.ordinaryArrow) deleteMoved(target, keysOf(shape, value));
  for (let i = 0; i < keys.length; i++) {
    define(target, value(keys[i] as number) as PropertyKey, flags[i] as number, code, at, value);
    at += (flags[i] as number) & ACCESSOR ? 2 : 1;
  }
  return at;
}

function define(target: Any, key: PropertyKey, flags: number, code: Int32Array, at: number, value: Value): void {
  const held = code[at] as number;
  if ((held & 7) === STACK) return captureStack(target, held >> 3);
  const descriptor = create(null) as PropertyDescriptor;
  descriptor.configurable = (flags & 1) !== 0;
  descriptor.enumerable = (flags & 4) !== 0;
  if (flags & ACCESSOR) {
    descriptor.get = (value(code[at] as number) ?? undefined) as () => unknown;
    descriptor.set = (value(code[at + 1] as number) ?? undefined) as (v: unknown) => void;
  } else {
    descriptor.writable = (flags & 2) !== 0;
    descriptor.value = value(code[at] as number);
  }
  defineProperty(target, key, descriptor);
}

/** Elements of what is no ordinary array: its prototype may have setters under their names. */
function elements(code: Int32Array, start: number, target: Any, value: Value): number {
  if (code[start] === 2) return sparseElements(code, start, target, value);
  let at = start + 2;
  for (let i = 0; i < (code[start + 1] as number); i++) define(target, i, ORDINARY, code, at++, value);
  return at;
}

function sparseElements(code: Int32Array, start: number, target: Any, value: Value): number {
  let at = start + 2;
  for (let k = code[start + 1] as number; k > 0; k--) {
    // An index may go up to 2^32 - 2.
    const index = (code[at++] as number) >>> 0;
    const flags = code[at++] as number;
    define(target, index, flags, code, at, value);
    at += flags & ACCESSOR ? 2 : 1;
  }
  return at;
}

/** Records of a Map or Set; nothing for the rest. */
function contents(code: Int32Array, start: number, target: Any, kind: number, value: Value): number {
  let at = start;
  if (kind !== 2 && kind !== 3) return at;
  for (let k = code[at++] as number; k > 0; k--) {
    const key = value(code[at++] as number);
    if (kind === 2) apply(mapSet, target, [key, value(code[at++] as number)]);
    else apply(setAdd, target, [key]);
  }
  return at;
}
