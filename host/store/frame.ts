/**
 * Zstandard frames of raw blocks, written and read by hand (RFC 8878, section 3.1.1): any zstd tool reads them, and
 * they cost a copy. For payloads that are too small to be worth loading a compressor.
 */

const MAGIC = 0xfd2fb528;
/** Frame header descriptor: single segment, content size in four bytes. */
const DESCRIPTOR = 0xa0;
const HEADER = 9;
const BLOCK_HEADER = 3;
const BLOCK = 128 * 1024;

/** The bytes as a zstd frame of raw blocks. */
export function rawFrame(bytes: Uint8Array): Buffer {
  const blocks = Math.max(1, Math.ceil(bytes.length / BLOCK));
  const frame = Buffer.allocUnsafe(HEADER + blocks * BLOCK_HEADER + bytes.length);
  frame.writeUInt32LE(MAGIC, 0);
  frame[4] = DESCRIPTOR;
  frame.writeUInt32LE(bytes.length, 5);
  let at = HEADER;
  for (let block = 0; block < blocks; block++) {
    const part = bytes.subarray(block * BLOCK, (block + 1) * BLOCK);
    const last = block === blocks - 1 ? 1 : 0;
    at = frame.writeUIntLE((part.length << 3) | last, at, BLOCK_HEADER);
    frame.set(part, at);
    at += part.length;
  }
  return frame;
}

/** The content of a frame that `rawFrame` wrote; undefined for any other frame, whole or broken. */
export function readRawFrame(frame: Buffer): Buffer | undefined {
  if (frame.length < HEADER + BLOCK_HEADER || frame.readUInt32LE(0) !== MAGIC || frame[4] !== DESCRIPTOR) {
    return undefined;
  }
  const parts: Buffer[] = [];
  let at = HEADER;
  for (let last = 0; last === 0; ) {
    if (at + BLOCK_HEADER > frame.length) return undefined;
    const header = frame.readUIntLE(at, BLOCK_HEADER);
    const end = at + BLOCK_HEADER + (header >> 3);
    if ((header & 6) !== 0 || end > frame.length) return undefined;
    parts.push(frame.subarray(at + BLOCK_HEADER, end));
    last = header & 1;
    at = end;
  }
  const [only] = parts;
  return parts.length === 1 ? only : Buffer.concat(parts);
}
