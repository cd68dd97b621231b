/**
 * What we change in the engine's WebAssembly before it is used. Build time only; tied to the pinned bytes.
 *
 * - Its function table and two of its functions are exported.
 * - Where it would build the text of an error's stack, it asks the host instead (see error-stacks.ts).
 * - Before it throws an error of its internal kind (a limit was reached), it tells the host.
 * - Where its parsers (of programs and of JSON) run out of stack, that is such an error too, and no mistake of the text.
 * - Its own guard against too deep recursion counts the bytes of its stack in linear memory, while what runs out is V8's
 *   stack. Functions that recurse with little of the former and much of the latter take more of the former, so that one
 *   limit holds for every shape of recursion.
 */

import { PATCHED_EXPORTS, TABLE_SLOT } from './engine-exports.ts';
import {
  block,
  leb,
  PREAMBLE,
  Reader,
  readSections,
  readVector,
  type Section,
  signedLeb,
  vector,
  vectorOfBlocks,
} from './wasm-bytes.ts';

/** Functions of the engine by index. */
const FUNCTION = {
  parseError: 27,
  throwInternalError: 54,
  buildBacktrace: 348,
  defineAutoInitProperty: 419,
  findLineNumber: 768,
} as const;

/** Bytes of linear memory that recursing functions take in addition. */
const PADDING: Readonly<Record<number, number>> = {
  // The parser: assignment expressions (every bracket and arrow), prefix operators, member expressions (`new`), functions.
  186: 304,
  261: 32,
  593: 48,
  266: 640,
  // JSON: a value read, a value written.
  472: 32,
  473: 240,
  // Proxies of proxies: isExtensible, preventExtensions, setPrototypeOf, getPrototypeOf, defineProperty, new.
  893: 48,
  894: 48,
  895: 48,
  896: 48,
  900: 32,
  1015: 64,
};

const SECTION = { type: 1, import: 2, function: 3, export: 7, code: 10 } as const;
const KIND = { function: 0, table: 1 } as const;

/** The engine as we use it. */
export function patchEngine(wasm: Uint8Array): Uint8Array {
  const sections = readSections(wasm);
  const content = (id: number): Uint8Array => (sections.find((section) => section.id === id) as Section).content;
  const imported = importedFunctions(content(SECTION.import));
  const types = readVector(content(SECTION.type), typeAt);
  const typeOf = readVector(content(SECTION.function), (reader) => reader.number());
  const bodies = readVector(content(SECTION.code), (reader) => reader.bytes(reader.number()));
  bodies[FUNCTION.buildBacktrace - imported] = Uint8Array.from(tellHost());
  const wrap = (index: number, wrapper: (moved: number, parameters: number) => number[]): void => {
    const own = index - imported;
    const type = typeOf[own] as number;
    bodies.push(bodies[own] as Uint8Array);
    typeOf.push(type);
    bodies[own] = Uint8Array.from(wrapper(imported + bodies.length - 1, types[type] as number));
  };
  wrap(FUNCTION.throwInternalError, toldBefore);
  wrap(FUNCTION.parseError, exceptTooDeep);
  for (const [index, bytes] of Object.entries(PADDING))
    wrap(Number(index), (moved, parameters) => padded(moved, parameters, bytes));
  const changed: Record<number, number[] | Uint8Array> = {
    [SECTION.function]: vector(typeOf.map((type) => leb(type))),
    [SECTION.export]: withExports(content(SECTION.export)),
    [SECTION.code]: vectorOfBlocks(bodies),
  };
  const written = sections.map(({ id, content: old }) => block([id], changed[id] ?? old));
  return Buffer.concat([wasm.subarray(0, PREAMBLE), ...written]);
}

// ---------- new code, by the opcodes of WebAssembly

const get = (local: number): number[] => [0x20, local];
const constant = (n: number): number[] => [0x41, ...signedLeb(n)];
const STACK_POINTER = { get: [0x23, 0], set: [0x24, 0] } as const;
const ADD = 0x6a;
const SUBTRACT = 0x6b;
const OR = 0x72;
const END = 0x0b;
const NO_LOCALS = 0;
const IF = [0x04, 0x40];
const ELSE = 0x05;
const CALL = 0x10;
const EQUAL = 0x46;
const LOAD = [0x28, 2, 0];
/** Address of the words `stack overflow`. */
const STACK_OVERFLOW = 4474;
/** Indices of the types (i32) -> () and (i32, i32, i32, i32) -> (). */
const ONE_WORD = 9;
const FOUR_WORDS = 19;

/**
 * The engine's (context, error, file, line, column, flags) becomes ours: (error, file or flags, line, column).
 * It has flags only where it has no file. What is no object is left alone, as before.
 */
function tellHost(): number[] {
  const isObject = [...get(1), 0x42, 0x80, 0x80, 0x80, 0x80, 0x70, 0x5a];
  const call = [...constant(TABLE_SLOT.errorMade), 0x11, FOUR_WORDS, 0];
  const args = [...get(1), 0xa7, ...get(2), ...get(5), OR, ...get(3), ...get(4)];
  return [NO_LOCALS, ...isObject, ...IF, ...args, ...call, END, END];
}

/** Gives the words (context, words, their arguments) to the host, then calls the moved function. */
function toldBefore(moved: number, parameters: number): number[] {
  const tell = [...get(1), ...constant(TABLE_SLOT.internalError), 0x11, ONE_WORD, 0];
  return [NO_LOCALS, ...tell, ...passOn(moved, parameters), END];
}

/** The parser's (state, words, their arguments) with these words becomes an internal error; the context is the state's first field. */
function exceptTooDeep(moved: number, parameters: number): number[] {
  const tooDeep = [...get(0), ...LOAD, ...get(1), ...get(2), CALL, ...leb(FUNCTION.throwInternalError)];
  const isTooDeep = [...get(1), ...constant(STACK_OVERFLOW), EQUAL];
  return [NO_LOCALS, ...isTooDeep, ...IF, ...tooDeep, ELSE, ...passOn(moved, parameters), END, END];
}

/** Calls the moved function with the stack pointer lowered. */
function padded(moved: number, parameters: number, bytes: number): number[] {
  const move = (by: number): number[] => [...STACK_POINTER.get, ...constant(bytes), by, ...STACK_POINTER.set];
  return [NO_LOCALS, ...move(SUBTRACT), ...passOn(moved, parameters), ...move(ADD), END];
}

function passOn(moved: number, parameters: number): number[] {
  return [...Array.from({ length: parameters }, (_, local) => get(local)).flat(), CALL, ...leb(moved)];
}

// ---------- sections

/** How many parameters a function type has. */
function typeAt(reader: Reader): number {
  reader.byte();
  const parameters = reader.bytes(reader.number());
  reader.bytes(reader.number());
  return parameters.length;
}

/** Functions that are imported come first in the numbering; of the other kinds there is but a memory, the last one. */
function importedFunctions(content: Uint8Array): number {
  return new Reader(content).number() - 1;
}

function withExports(content: Uint8Array): Uint8Array {
  const reader = new Reader(content);
  const count = reader.number();
  const { table, defineLazy, lineOf } = PATCHED_EXPORTS;
  const added = [
    ...exported(table, KIND.table, 0),
    ...exported(defineLazy, KIND.function, FUNCTION.defineAutoInitProperty),
    ...exported(lineOf, KIND.function, FUNCTION.findLineNumber),
  ];
  return Buffer.concat([Buffer.from(leb(count + 3)), reader.rest(), Buffer.from(added)]);
}

function exported(name: string, kind: number, index: number): number[] {
  return [name.length, ...Buffer.from(name), kind, ...leb(index)];
}
