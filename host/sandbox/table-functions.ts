/**
 * Host functions for the engine's function table, which takes WebAssembly functions only: one small module imports ours
 * and exports them again.
 */
import { block, leb, vector } from './wasm-bytes.ts';

/** A function and its type. */
export interface TableFunction {
  readonly parameters: readonly ValueType[];
  readonly result?: ValueType;
  readonly call: (...args: never[]) => number | bigint | undefined;
}

type ValueType = keyof typeof TYPE;

const TYPE = { i32: 0x7f, i64: 0x7e } as const;
const HEADER = [0, 0x61, 0x73, 0x6d, 1, 0, 0, 0];
const FUNCTION_TYPE = 0x60;
const MODULE = 'h';

/** The functions in a form that a table takes, in the order given. */
export function tableFunctions(functions: readonly TableFunction[]): unknown[] {
  const imports = Object.fromEntries(functions.map(({ call }, i) => [nameOf(i), call as () => undefined]));
  const module = new WebAssembly.Module(forwarder(functions) as Uint8Array<ArrayBuffer>);
  const { exports } = new WebAssembly.Instance(module, { [MODULE]: imports });
  return functions.map((_, i) => exports[nameOf(i)]);
}

function forwarder(functions: readonly TableFunction[]): Uint8Array {
  const types = functions.map(({ parameters, result }) => [
    FUNCTION_TYPE,
    ...vector(parameters.map((type) => [TYPE[type]])),
    ...vector(result === undefined ? [] : [[TYPE[result]]]),
  ]);
  const imports = functions.map((_, i) => [...text(MODULE), ...text(nameOf(i)), 0, ...leb(i)]);
  const exports = functions.map((_, i) => [...text(nameOf(i)), 0, ...leb(i)]);
  const sections = [block([1], vector(types)), block([2], vector(imports)), block([7], vector(exports))];
  return Buffer.concat([Buffer.from(HEADER), ...sections]);
}

function nameOf(i: number): string {
  return String(i);
}

function text(name: string): number[] {
  return [name.length, ...Buffer.from(name)];
}
