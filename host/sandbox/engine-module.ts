/**
 * The engine as a compiled module. The build keeps beside it the code that V8's optimising compiler makes of it, which
 * takes a second to make and half a millisecond to take in: a run then neither compiles nor warms up. The code fits one
 * version of Node on one kind of processor under certain flags (v8-flags.ts), all of which V8 checks; where it does not
 * fit, or is not there, the engine is compiled anew. It is read from the folder of the build alone, which holds our own code too.
 */
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { codeEnding, hasFlags } from '../v8-flags.ts';
import { ENGINE_SHA256 } from './layout.ts';

const wasmFile = 'engine.wasm';
const codeFile = `engine-${ENGINE_SHA256.slice(0, 8)}-${codeEnding}`;

/** Under this flag code can name V8's own functions. */
const NATIVE_NAMES = 'allow-natives-syntax';
/** Optimises every function at once. */
const EAGER = ['liftoff', 'wasm-tier-up', 'wasm-lazy-compilation', 'wasm-dynamic-tiering'];
/** Optimising in the background costs a short process more than it gains, and exit waits for it. */
const LATE_OPTIMISER = '--wasm-tiering-budget=50000000';

/** The engine from the folder of the build. */
export function loadEngine(folder: string): WebAssembly.Module {
  const wasm = readFileSync(join(folder, wasmFile));
  return optimized(folder, wasm) ?? compiled(wasm);
}

function compiled(wasm: Uint8Array): WebAssembly.Module {
  setFlagsFromString(LATE_OPTIMISER);
  return new WebAssembly.Module(wasm as Uint8Array<ArrayBuffer>);
}

function optimized(folder: string, wasm: Uint8Array): WebAssembly.Module | undefined {
  try {
    const code = readFileSync(join(folder, codeFile));
    return native('DeserializeWasmModule', wholeBuffer(code), wasm);
  } catch {
    return undefined;
  }
}

/**
 * Compiles the engine with the optimising compiler and keeps the code. To be called before the process compiles the
 * engine in any other way: V8 would take what it has.
 */
export function keepOptimized(folder: string): void {
  const wasm = readFileSync(join(folder, wasmFile));
  for (const flag of EAGER) setFlagsFromString(`--no-${flag}`);
  const module = new WebAssembly.Module(wasm as Uint8Array<ArrayBuffer>);
  for (const flag of EAGER) setFlagsFromString(`--${flag}`);
  const code = native<ArrayBuffer>('SerializeWasmModule', module);
  const temporary = join(folder, `${codeFile}.${process.pid}.tmp`);
  writeFileSync(temporary, Buffer.from(code));
  renameSync(temporary, join(folder, codeFile));
}

/** Calls one of V8's own functions. The flag is among those that V8 compares: both sides have it while they call. */
function native<T>(name: string, ...args: readonly unknown[]): T {
  const parameters = args.map((_, i) => `a${i}`);
  if (!hasFlags) setFlagsFromString(`--${NATIVE_NAMES}`);
  try {
    return new Function(...parameters, `return %${name}(${parameters.join()})`)(...args) as T;
  } finally {
    if (!hasFlags) setFlagsFromString(`--no-${NATIVE_NAMES}`);
  }
}

function wholeBuffer(bytes: Uint8Array): ArrayBuffer {
  const { buffer, byteOffset, length } = bytes;
  if (byteOffset === 0 && buffer.byteLength === length) return buffer as ArrayBuffer;
  return buffer.slice(byteOffset, byteOffset + length) as ArrayBuffer;
}
