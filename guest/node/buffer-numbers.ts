/** The number readers and writers of Buffer: readUInt16LE, writeDoubleBE, and the rest, made from one table. */
import { codedError, outOfRange } from '../prelude/errors.ts';

type Method = (this: Uint8Array, ...args: never[]) => unknown;

interface Format {
  readonly name: string;
  readonly size: number;
  readonly view:
    | 'Uint8'
    | 'Int8'
    | 'Uint16'
    | 'Int16'
    | 'Uint32'
    | 'Int32'
    | 'Float32'
    | 'Float64'
    | 'BigInt64'
    | 'BigUint64';
}

const formats: readonly Format[] = [
  { name: 'UInt8', size: 1, view: 'Uint8' },
  { name: 'Int8', size: 1, view: 'Int8' },
  { name: 'UInt16', size: 2, view: 'Uint16' },
  { name: 'Int16', size: 2, view: 'Int16' },
  { name: 'UInt32', size: 4, view: 'Uint32' },
  { name: 'Int32', size: 4, view: 'Int32' },
  { name: 'Float', size: 4, view: 'Float32' },
  { name: 'Double', size: 8, view: 'Float64' },
  { name: 'BigInt64', size: 8, view: 'BigInt64' },
  { name: 'BigUInt64', size: 8, view: 'BigUint64' },
];

function viewOf(bytes: Uint8Array, offset: number, size: number): DataView {
  const last = bytes.length - size;
  if (!Number.isInteger(offset)) throw outOfRange('offset', 'an integer', offset);
  if (last < 0)
    throw codedError(RangeError, 'ERR_BUFFER_OUT_OF_BOUNDS', 'Attempt to access memory outside buffer bounds');
  if (offset < 0 || offset > last) throw outOfRange('offset', `>= 0 and <= ${last}`, offset);
  return new DataView(bytes.buffer, bytes.byteOffset + offset, size);
}

function reader(format: Format, little: boolean): Method {
  return function (this: Uint8Array, offset = 0) {
    return viewOf(this, offset, format.size)[`get${format.view}`](0, little);
  };
}

function writer(format: Format, little: boolean): Method {
  return function (this: Uint8Array, value: never, offset = 0) {
    if (typeof value === 'number' && !format.view.startsWith('Float')) checkRange(value, format);
    viewOf(this, offset, format.size)[`set${format.view}`](0, value, little);
    return offset + format.size;
  };
}

function checkRange(value: number, format: Format): void {
  const bits = format.size * 8;
  const signed = format.view.startsWith('Int');
  const [low, high] = signed ? [-(2 ** (bits - 1)), 2 ** (bits - 1) - 1] : [0, 2 ** bits - 1];
  if (value >= low && value <= high) return;
  const range =
    bits > 16
      ? signed
        ? `>= -(2 ** ${bits - 1}) and < 2 ** ${bits - 1}`
        : `>= 0 and < 2 ** ${bits}`
      : `>= ${low} and <= ${high}`;
  throw outOfRange('value', range, value);
}

function readVariable(signed: boolean, little: boolean): Method {
  return function (this: Uint8Array, offset: number, length: number) {
    viewOf(this, offset, length);
    let value = 0;
    for (let i = 0; i < length; i += 1)
      value = value * 256 + (this[little ? offset + length - 1 - i : offset + i] as number);
    return signed && value >= 2 ** (length * 8 - 1) ? value - 2 ** (length * 8) : value;
  };
}

function writeVariable(little: boolean): Method {
  return function (this: Uint8Array, value: number, offset: number, length: number) {
    viewOf(this, offset, length);
    let rest = value < 0 ? value + 2 ** (length * 8) : value;
    for (let i = 0; i < length; i += 1) {
      this[little ? offset + i : offset + length - 1 - i] = rest % 256;
      rest = Math.floor(rest / 256);
    }
    return offset + length;
  };
}

function build(): Record<string, Method> {
  const methods: Record<string, Method> = {};
  const define = (name: string, method: Method): void => {
    const alias = name.replace('UInt', 'Uint');
    Object.defineProperty(method, 'name', { value: name, configurable: true });
    methods[name] = method;
    methods[alias] = method;
  };
  for (const format of formats) {
    for (const order of format.size === 1 ? [''] : ['LE', 'BE']) {
      define(`read${format.name}${order}`, reader(format, order === 'LE'));
      define(`write${format.name}${order}`, writer(format, order === 'LE'));
    }
  }
  for (const order of ['LE', 'BE']) {
    define(`readUInt${order}`, readVariable(false, order === 'LE'));
    define(`readInt${order}`, readVariable(true, order === 'LE'));
    define(`writeUInt${order}`, writeVariable(order === 'LE'));
    define(`writeInt${order}`, writeVariable(order === 'LE'));
  }
  return methods;
}

export const numberMethods = build();
