/**
 * Where things lie in the memory of exactly one engine build. Data table.
 * All offsets are bytes; confirmed by tests/host/sandbox/layout.test.ts.
 */

/** SHA-256 of the one WebAssembly file that these offsets describe (quickjs-emscripten 0.32.0, release-sync). */
export const ENGINE_SHA256 = '105c3bed22d457e43e3d1c3c1c6959fda62a8fe06f0fc8a985303c3a2be72232';

/** High word of a JSValue that is not a double. */
export const TAG = {
  bigInt: -9,
  symbol: -8,
  string: -7,
  rope: -6,
  bytecode: -2,
  object: -1,
  int: 0,
  bool: 1,
  null: 2,
  undefined: 3,
  uninitialized: 4,
  shortBigInt: 7,
} as const;

/** A double's real high word is the stored one plus this, modulo 2^32. */
export const FLOAT_ADDEND = (0x7ff80000 + 10) >>> 0;

/** Names of class ids, by id. */
export const CLASS_NAMES =
  ' Object Array Error Number String Boolean Symbol Arguments MappedArguments Date Module CFunction Function BoundFunction CFunctionData GeneratorFunction ForInIterator RegExp ArrayBuffer SharedArrayBuffer Uint8ClampedArray Int8Array Uint8Array Int16Array Uint16Array Int32Array Uint32Array BigInt64Array BigUint64Array Float16Array Float32Array Float64Array DataView BigInt Map Set WeakMap WeakSet Iterator IteratorConcat IteratorHelper IteratorWrap MapIterator SetIterator ArrayIterator StringIterator RegExpStringIterator Generator Global Proxy Promise PromiseResolve PromiseReject AsyncFunction AsyncFunctionResolve AsyncFunctionReject AsyncFromSyncIterator AsyncGeneratorFunction AsyncGenerator WeakRef FinalizationRegistry'.split(
    ' ',
  );

/** Class ids that the host tells apart. */
export const CLASS = {
  object: 1,
  array: 2,
  error: 3,
  number: 4,
  string: 5,
  boolean: 6,
  symbol: 7,
  arguments: 8,
  mappedArguments: 9,
  date: 10,
  module: 11,
  cFunction: 12,
  function: 13,
  bound: 14,
  cFunctionData: 15,
  generatorFunction: 16,
  regExp: 18,
  arrayBuffer: 19,
  sharedArrayBuffer: 20,
  firstTyped: 21,
  lastTyped: 32,
  dataView: 33,
  bigInt: 34,
  map: 35,
  set: 36,
  weakMap: 37,
  weakSet: 38,
  arrayIterator: 45,
  generator: 48,
  global: 49,
  proxy: 50,
  promise: 51,
  asyncFunction: 54,
  asyncGeneratorFunction: 58,
} as const;

/** JSRuntime. */
export const RT = {
  mallocCount: 16,
  mallocSize: 20,
  atoms: 56,
  classCount: 64,
  classes: 68,
  gcObjects: 80,
  stackFrame: 148,
  rejectionTracker: 160,
  jobs: 168,
} as const;

/** JSContext; prototypes of errors lie one after the other, of RangeErrors and of the engine's InternalErrors among them. */
export const CTX = {
  runtime: 16,
  classProtos: 56,
  rangeErrors: 112,
  internalErrors: 152,
  global: 208,
  globalLexical: 216,
  modules: 236,
} as const;

/** Instructions that the host tells apart at a place that a call returns to. */
export const INSTRUCTION = { await: 0x89, call2: 0xee } as const;

/** JSStackFrame; `mode` is a byte of flags. */
export const FRAME = { previous: 0, currentFunction: 8, args: 16, resumesAt: 28, argCount: 32, mode: 36 } as const;

/** The frame's mode when nothing below it is to be seen in stacks. */
export const BARRIER = 8;

/** JSObject; `flags` holds the gc type and mark in byte 0, the object bits in byte 1 and the class id in the high half. */
export const OBJECT = { refCount: 0, flags: 4, link: 8, shape: 20, props: 24, payload: 32 } as const;

/** Bits of the object flags word. */
export const OBJECT_BIT = { extensible: 0x100, exotic: 0x400, fastArray: 0x800, constructor: 0x1000 } as const;

/** JSShape; entries are {hash_next:26, flags:6} and the atom. */
export const SHAPE = { isHashed: 16, capacity: 28, count: 32, proto: 44, entries: 48 } as const;

/** Property flags; the two type bits say what the slot holds. */
export const PROP = {
  configurable: 1,
  writable: 2,
  enumerable: 4,
  typeMask: 48,
  getset: 16,
  varref: 32,
  autoinit: 48,
} as const;

/** JSVarRef: the pointer to the value is right whether the cell is open or detached; a detached one holds it itself. */
export const CELL = { flags: 4, link: 8, value: 16, own: 24, bytes: 32 } as const;

/** The flags of a detached cell that is no variable of the global scope. */
export const DETACHED = 0x103;

/** JSFunctionBytecode. */
export const BYTECODE = {
  mode: 16,
  kind: 17,
  flags: 18,
  code: 20,
  name: 28,
  closureVars: 36,
  definedArgCount: 44,
  constants: 56,
  constantCount: 60,
  closureVarCount: 64,
  fileName: 68,
  sourceLength: 72,
  source: 84,
} as const;

/** Bits of the kind of a bytecode: whether it makes constructors, whether it needs a home, and how it runs. */
export const KIND = { hasPrototype: 1, needsHome: 8, runsShift: 4, runsMask: 3 } as const;

/** What a function object holds behind its code: the cells that it captured, and the object that \`super\` starts from. */
export const FUNCTION = { cells: 36, home: 40 } as const;

/** Flag of a bytecode that knows its file and lines. */
export const HAS_LINES = 4;

/** JSClosureVar: how a function came by a variable that it captured; this type and the next two are of the global scope. */
export const CLOSURE = { typeMask: 7, firstGlobal: 3, lastGlobal: 5 } as const;

/** JSModuleDef, relative to the definition (its list link lies at 20). */
export const MODULE = { link: 20, name: 16, namespace: 80, function: 88, status: 103 } as const;

/** Where a promise's record has its result. */
export const PROMISE_RESULT = 24;

/** Atoms of the engine's own that are needed by number. */
export const ATOM = { message: 54, stack: 57, name: 58 } as const;

/**
 * Properties whose value is made when it is first read say by a number from 0 to 3 which function of a table makes it. The
 * engine has three; the table's fourth word is free, and stands for the `stack` of errors.
 */
export const LAZY = { table: 29020, stack: 3, kindMask: 3 } as const;

/** Atoms with the top bit set are array indices. */
export const ATOM_INT = 0x80000000;
