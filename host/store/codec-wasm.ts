/**
 * Zstandard in WebAssembly (zstd-codec), for Nodes without their own. Only the streaming interface is used, in chunks:
 * the simple one aborts above some 5 MB. The package starts up asynchronously, and the store is synchronous; its
 * emscripten module takes an `instantiateWasm`, and given the wasm bytes (they are inlined in its text) it is ready when
 * the call returns. The package's version is pinned, and a test reads frames with it.
 */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Zstd } from './codec.ts';

const CHUNK = 1024 * 1024;
const LEVEL = 3;
const BINDING = 'zstd-codec/lib/zstd-codec-binding-wasm.js';
const INLINED = 'base64,AGFzbQ';

type Sink = (part: Uint8Array) => void;

/** A stream object of the binding; it lives in wasm memory and must be deleted. */
interface Stream {
  /** Takes the level when compressing, and throws when given one for decompressing. */
  begin(...level: number[]): boolean;
  transform(chunk: Uint8Array, sink: Sink): boolean;
  end(sink: Sink): boolean;
  delete(): void;
}

/** The part of WebAssembly's interface used here; the Node types of the oldest supported Node leave it out. */
interface WasmApi {
  Module: new (bytes: Uint8Array) => object;
  Instance: new (module: object, imports: object) => { readonly exports: object };
}

interface Binding {
  ZstdCompressStreamBinding: new () => Stream;
  ZstdDecompressStreamBinding: new () => Stream;
}

let loaded: Binding | undefined;

/** Loads the compressor, once in a process: some 35 ms. */
export function loadWasmZstd(): Zstd {
  loaded ??= loadBinding();
  const binding = loaded;
  return {
    compress: (bytes) => mustHave(pump(new binding.ZstdCompressStreamBinding(), [LEVEL], bytes)),
    decompress: (frame, limit) => pump(new binding.ZstdDecompressStreamBinding(), [], frame, limit),
  };
}

function loadBinding(): Binding {
  const require = createRequire(import.meta.url);
  const file = require.resolve(BINDING);
  const wasm = (globalThis as unknown as { WebAssembly: WasmApi }).WebAssembly;
  const module = new wasm.Module(inlinedWasm(readFileSync(file, 'latin1')));
  const options = {
    instantiateWasm(imports: object, receive: (instance: object) => void) {
      const instance = new wasm.Instance(module, imports);
      receive(instance);
      return instance.exports;
    },
  };
  require(file)(options);
  return options as unknown as Binding;
}

function inlinedWasm(text: string): Buffer {
  const start = text.indexOf(INLINED) + INLINED.indexOf(',') + 1;
  return Buffer.from(text.slice(start, text.indexOf('"', start)), 'base64');
}

function pump(stream: Stream, level: number[], bytes: Uint8Array, limit = Number.POSITIVE_INFINITY) {
  const parts: Uint8Array[] = [];
  let total = 0;
  const sink: Sink = (part) => {
    total += part.length;
    parts.push(part);
  };
  try {
    let sound = stream.begin(...level);
    for (let at = 0; sound && at < bytes.length; at += CHUNK) {
      sound = stream.transform(bytes.subarray(at, at + CHUNK), sink) && total <= limit;
    }
    return sound && stream.end(sink) ? Buffer.concat(parts, total) : undefined;
  } catch {
    return undefined;
  } finally {
    stream.delete();
  }
}

function mustHave(frame: Buffer | undefined): Buffer {
  if (frame === undefined) throw new Error('zstd-codec could not compress');
  return frame;
}
