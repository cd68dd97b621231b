/**
 * The tape: one canonical sequence of 32-bit words for a value and all it reaches, breadth first. Data table.
 * The heap reader writes it, fingerprints hash it, payloads are it. References are numbers of one frame's numbering, so
 * sharing, cycles and identity with what the frame was given are part of the value.
 */

/** Tokens that stand for a value. */
export const VALUE = {
  int: 0x10, //        n
  string: 0x11, //     length | wide<<31, words of bytes
  float: 0x12, //      low, high
  bool: 0x21, //       0 | 1
  null: 0x22,
  undefined: 0x23,
  uninitialized: 0x24,
  bigInt: 0x25, //     limbs, limb*
  ref: 0x30, //        number in the frame's numbering
  boot: 0x31, //       number of an object of the boot image
  wellKnown: 0x32, //  atom of a well-known symbol
  registered: 0x33, // Symbol.for: string
  accessor: 0x42, //   getter value, setter value
  cell: 0x43, //       ref to a shared variable
  fresh: 0x44, //      (second reading only) an object that was not there at the first
  stack: 0x47, //      (payloads) headline, room for callers, count, (name, module, path, at)*: a stack that nobody read
} as const;

/** Tokens that open the body of a numbered thing; bodies follow in order of their numbers. */
export const BODY = {
  object: 0x50, //    class | extensible<<16, shape, slots, then what the class holds
  cell: 0x51, //      value
  symbol: 0x52, //    description
  static: 0x53, //    (payloads) module, path: a function that the program holds by name
  prototype: 0x54, // (payloads) module, path: the prototype object of such a class
  lazyPrototype: 0x55,
} as const;

/** Tokens inside a body. */
export const PART = {
  shape: 0x40, //     slot count, proto value, (flags, key)*
  sameShape: 0x41, // index of a shape written before
  dense: 0x45, //     count, values: elements 0..count-1
  sparse: 0x46, //    count, (index, flags, value)*
  bytes: 0x61, //     length, words
  code: 0x62, //      what identifies a function's code
  opaque: 0x60, //    name of what cannot be read
  end: 0x7f,
} as const;

/** Property flags on the tape. */
export const FLAG = { configurable: 1, writable: 2, enumerable: 4, accessor: 16 } as const;
