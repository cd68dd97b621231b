/** util.types: what a value is inside, whatever its prototype says, as far as the guest can tell. */
const slot =
  (getter: (value: never) => unknown) =>
  (value: unknown): boolean => {
    try {
      getter(value as never);
      return true;
    } catch {
      return false;
    }
  };

const getterOf = (prototype: object, name: string): ((this: unknown) => unknown) =>
  Object.getOwnPropertyDescriptor(prototype, name)?.get as (this: unknown) => unknown;

const typedTag = getterOf(
  Object.getPrototypeOf(Uint8Array.prototype) as object,
  Symbol.toStringTag as unknown as string,
);
const isTyped =
  (name?: string) =>
  (value: unknown): boolean => {
    const tag = Reflect.apply(typedTag, value, []);
    return name === undefined ? tag !== undefined : tag === name;
  };
const tagged =
  (tag: string) =>
  (value: unknown): boolean =>
    typeof value === 'object' && value !== null && Object.prototype.toString.call(value) === `[object ${tag}]`;
const functionTag =
  (tag: string) =>
  (value: unknown): boolean =>
    typeof value === 'function' && Object.prototype.toString.call(value) === `[object ${tag}]`;

const boxes = {
  isNumberObject: slot((value) => inObject(value, Number.prototype.valueOf)),
  isStringObject: slot((value) => inObject(value, String.prototype.valueOf)),
  isBooleanObject: slot((value) => inObject(value, Boolean.prototype.valueOf)),
  isBigIntObject: slot((value) => inObject(value, BigInt.prototype.valueOf)),
  isSymbolObject: slot((value) => inObject(value, Symbol.prototype.valueOf)),
};

function inObject(value: unknown, valueOf: () => unknown): unknown {
  if (typeof value !== 'object') throw new TypeError('not an object');
  return Reflect.apply(valueOf, value, []);
}

const apply = (method: () => unknown) => (value: unknown) => Reflect.apply(method, value, []);
const isMap = slot(apply(getterOf(Map.prototype, 'size') as () => unknown));
const isSet = slot(apply(getterOf(Set.prototype, 'size') as () => unknown));
const isArrayBuffer = slot(apply(getterOf(ArrayBuffer.prototype, 'byteLength') as () => unknown));
const isDataView = slot(apply(getterOf(DataView.prototype, 'byteLength') as () => unknown));
const isSharedArrayBuffer = slot(apply(getterOf(SharedArrayBuffer.prototype, 'byteLength') as () => unknown));

export const types = {
  isMap,
  isSet,
  isArrayBuffer,
  isSharedArrayBuffer,
  isAnyArrayBuffer: (value: unknown): boolean => isArrayBuffer(value) || isSharedArrayBuffer(value),
  isDataView,
  isArrayBufferView: (value: unknown): boolean => ArrayBuffer.isView(value),
  isTypedArray: isTyped(),
  isUint8Array: isTyped('Uint8Array'),
  isUint8ClampedArray: isTyped('Uint8ClampedArray'),
  isUint16Array: isTyped('Uint16Array'),
  isUint32Array: isTyped('Uint32Array'),
  isInt8Array: isTyped('Int8Array'),
  isInt16Array: isTyped('Int16Array'),
  isInt32Array: isTyped('Int32Array'),
  isFloat32Array: isTyped('Float32Array'),
  isFloat64Array: isTyped('Float64Array'),
  isBigInt64Array: isTyped('BigInt64Array'),
  isBigUint64Array: isTyped('BigUint64Array'),
  isDate: slot(apply(Date.prototype.getTime as () => unknown)),
  isRegExp: (value: unknown): boolean => tagged('RegExp')(value) && value instanceof RegExp,
  isPromise: (value: unknown): boolean => value instanceof Promise,
  isNativeError: (value: unknown): boolean => value instanceof Error,
  isWeakMap: (value: unknown): boolean => value instanceof WeakMap,
  isWeakSet: (value: unknown): boolean => value instanceof WeakSet,
  isGeneratorFunction: functionTag('GeneratorFunction'),
  isAsyncFunction: (value: unknown): boolean =>
    functionTag('AsyncFunction')(value) || functionTag('AsyncGeneratorFunction')(value),
  isGeneratorObject: tagged('Generator'),
  isMapIterator: tagged('Map Iterator'),
  isSetIterator: tagged('Set Iterator'),
  isArgumentsObject: tagged('Arguments'),
  isModuleNamespaceObject: tagged('Module'),
  isBoxedPrimitive: (value: unknown): boolean => Object.values(boxes).some((test) => test(value)),
  isProxy: (): boolean => false,
  isExternal: (): boolean => false,
  ...boxes,
};
