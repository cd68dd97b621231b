import { randomBytes } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { codecOver, defaultCodec } from '../../../host/store/codec.ts';
import { loadNativeZstd } from '../../../host/store/codec-native.ts';
import { loadWasmZstd } from '../../../host/store/codec-wasm.ts';
import { rawFrame, readRawFrame } from '../../../host/store/frame.ts';

const table = Buffer.from(Array.from({ length: 400_000 }, (_, at) => `${at},Köln,${at % 97}\n`).join(''));
const sizes = [0, 1, 255, 256, 128 * 1024, 128 * 1024 + 1, 1024 * 1024];
const limit = 2 ** 31;

test('a raw frame gives back its bytes, whatever the number of blocks', () => {
  for (const size of sizes) expect(readRawFrame(rawFrame(table.subarray(0, size)))?.length).toBe(size);
  const bytes = table.subarray(0, 300_000);
  expect(readRawFrame(rawFrame(bytes))?.equals(bytes)).toBe(true);
});

test('a raw frame is read by the real zstd', () => {
  const readers = [loadWasmZstd(), loadNativeZstd()].filter((zstd) => zstd !== undefined);
  for (const zstd of readers) {
    for (const size of sizes.filter((size) => size > 0)) {
      const bytes = table.subarray(0, size);
      expect(zstd.decompress(rawFrame(bytes), limit)?.equals(bytes), `${size}`).toBe(true);
    }
  }
});

test('a cut raw frame is none', () => {
  const frame = rawFrame(table.subarray(0, 200_000));
  for (const length of [0, 5, 11, 100, 131_086, frame.length - 1]) {
    expect(readRawFrame(frame.subarray(0, length))).toBeUndefined();
  }
});

describe('zstd in WebAssembly', () => {
  test('carries payloads above the limit of its simple interface', () => {
    const zstd = loadWasmZstd();
    expect(table.length).toBeGreaterThan(5_000_000);
    const frame = zstd.compress(table);
    expect(frame.length).toBeLessThan(table.length / 3);
    expect(zstd.decompress(frame, limit)?.equals(table)).toBe(true);
  });

  test('stops at the limit, and takes damage for nothing', () => {
    const zstd = loadWasmZstd();
    const frame = zstd.compress(table);
    expect(zstd.decompress(frame, 1000)).toBeUndefined();
    expect(zstd.decompress(Buffer.from('no frame at all'), limit)).toBeUndefined();
  });
});

test('the codec reads what it writes, large and small, compressible or not', () => {
  const codec = defaultCodec();
  for (const bytes of [Buffer.alloc(0), Buffer.from('a'), table, randomBytes(600_000)]) {
    expect(codec.decode(codec.encode(bytes))?.equals(bytes)).toBe(true);
  }
  expect(codec.encode(table).length).toBeLessThan(table.length / 3);
});

test('small payloads load no compressor, on writing or reading', () => {
  const codec = codecOver(() => {
    throw new Error('loaded');
  }, 1000);
  expect(codec.decode(codec.encode(Buffer.alloc(999)))?.length).toBe(999);
  expect(() => codec.encode(Buffer.alloc(1000))).toThrow('loaded');
});

test.runIf(loadNativeZstd() !== undefined)('both compressors read each other', () => {
  const native = loadNativeZstd();
  const wasm = loadWasmZstd();
  expect(native?.decompress(wasm.compress(table), limit)?.equals(table)).toBe(true);
  expect(wasm.decompress(native?.compress(table) ?? Buffer.alloc(0), limit)?.equals(table)).toBe(true);
});
