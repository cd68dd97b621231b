/** CRC-32 (ISO 3309, the polynomial of zlib). Node has one too, but behind all its streams, which a short run never needs. */
const POLYNOMIAL = 0xedb88320;

const TABLE = Int32Array.from({ length: 256 }, (_, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ POLYNOMIAL : value >>> 1;
  return value;
});

/** The checksum of text (as UTF-8) or bytes, unsigned. */
export function crc32(data: string | Uint8Array): number {
  const bytes = typeof data === 'string' ? Buffer.from(data) : data;
  let value = -1;
  for (let i = 0; i < bytes.length; i++)
    value = (TABLE[(value ^ (bytes[i] as number)) & 255] as number) ^ (value >>> 8);
  return (value ^ -1) >>> 0;
}
