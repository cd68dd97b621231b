/** Zstandard as Node has it from 22.15 on. */
import type { Zstd } from './codec.ts';

/** The part of newer Nodes' `node:zlib` that the types of the oldest supported Node do not know. */
interface NodeZstd {
  zstdCompressSync(bytes: Uint8Array): Buffer;
  zstdDecompressSync(frame: Uint8Array, options: { maxOutputLength: number }): Buffer;
}

/** Node's own zstd, or undefined where Node has none. */
export function loadNativeZstd(): Zstd | undefined {
  // Asked for when a blob is read or written: the module brings all of node's streams.
  const zlib = process.getBuiltinModule('node:zlib');
  if (!('zstdCompressSync' in zlib)) return undefined;
  const node = zlib as unknown as NodeZstd;
  return {
    compress: (bytes) => node.zstdCompressSync(bytes),
    decompress(frame, limit) {
      try {
        return node.zstdDecompressSync(frame, { maxOutputLength: limit });
      } catch {
        return undefined;
      }
    },
  };
}
