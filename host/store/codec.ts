/**
 * Bytes to zstd frames and back. Which compressor there is decides from which size on compressing pays: Node's own is
 * there at once; the WebAssembly one takes 35 ms to load, then compresses 60 MB and reads 200 MB a second, so what is
 * smaller goes into raw frames. Both read each other's frames. Rejected: compressing everything (a warm run would load
 * a decompressor for a kilobyte).
 */
import { loadNativeZstd } from './codec-native.ts';
import { loadWasmZstd } from './codec-wasm.ts';
import { rawFrame, readRawFrame } from './frame.ts';

/** What the blob store needs of zstd. */
export interface Codec {
  encode(bytes: Uint8Array): Buffer;
  /** The content of a frame, or undefined if it is no sound frame. */
  decode(frame: Buffer): Buffer | undefined;
}

/** A compressor. */
export interface Zstd {
  compress(bytes: Uint8Array): Buffer;
  /** Undefined for a broken frame, or one with more content than `limit`. */
  decompress(frame: Buffer, limit: number): Buffer | undefined;
}

/** No payload is larger; a forged frame may claim to be. */
const LARGEST = 2 ** 31;

const KIB = 1024;

/** The codec of this Node. */
export function defaultCodec(): Codec {
  // Told by its version: neither is loaded before a payload asks for it.
  const isNative = process.versions['zstd'] !== undefined;
  return codecOver(() => loadNativeZstd() ?? loadWasmZstd(), (isNative ? 4 : 256) * KIB);
}

/** A codec over a compressor that is loaded when first needed, for payloads of `compressFrom` bytes and more. */
export function codecOver(load: () => Zstd, compressFrom: number): Codec {
  let loaded: Zstd | undefined;
  const zstd = () => {
    loaded ??= load();
    return loaded;
  };
  return {
    encode: (bytes) => (bytes.length < compressFrom ? rawFrame(bytes) : smaller(zstd().compress(bytes), bytes)),
    decode: (frame) => readRawFrame(frame) ?? zstd().decompress(frame, LARGEST),
  };
}

/** Numbers of a simulation do not compress; then the raw frame is as small and quicker to read. */
function smaller(frame: Buffer, bytes: Uint8Array): Buffer {
  return frame.length < bytes.length * 0.9 ? frame : rawFrame(bytes);
}
