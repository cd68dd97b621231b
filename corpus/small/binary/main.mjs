// Bytes: a packed record format, CRC-32, run-length coding, byte order, clamping.
const TABLE = Uint32Array.from({ length: 256 }, (_, n) => {
  let c = n;
  for (let k = 0; k < 8; k++) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1;
  return c >>> 0;
});

function crc32(bytes) {
  let crc = 0xffffffff;
  for (const byte of bytes) crc = TABLE[(crc ^ byte) & 0xff] ^ (crc >>> 8);
  return (crc ^ 0xffffffff) >>> 0;
}

function pack(records) {
  const buffer = new ArrayBuffer(records.length * 13);
  const view = new DataView(buffer);
  records.forEach(({ id, weight, flags }, i) => {
    view.setUint32(i * 13, id, true);
    view.setFloat64(i * 13 + 4, weight);
    view.setUint8(i * 13 + 12, flags);
  });
  return new Uint8Array(buffer);
}

function unpack(bytes) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const records = [];
  for (let at = 0; at < bytes.length; at += 13) {
    records.push({ id: view.getUint32(at, true), weight: view.getFloat64(at + 4), flags: view.getUint8(at + 12) });
  }
  return records;
}

function runLength(bytes) {
  const out = [];
  for (let i = 0; i < bytes.length; ) {
    let run = 1;
    while (bytes[i + run] === bytes[i] && run < 255) run++;
    out.push(run, bytes[i]);
    i += run;
  }
  return Uint8Array.from(out);
}

const hex = (bytes) => Array.from(bytes, (b) => b.toString(16).padStart(2, '0')).join('');
const utf8 = new TextEncoder().encode('grüße 🙂');
const records = [{ id: 7, weight: 1.5, flags: 3 }, { id: 4000000000, weight: -0.1, flags: 255 }];
const packed = pack(records);
console.log(hex(packed));
console.log(unpack(packed), crc32(packed).toString(16), crc32(utf8));
console.log(runLength(Uint8Array.of(0, 0, 0, 5, 5, 9)), hex(utf8), new TextDecoder().decode(utf8));
console.log(new Uint8ClampedArray([-5, 1.5, 300]), Int8Array.of(200), new Float32Array([0.1])[0]);
const words = new Uint16Array([1, 258]);
console.log(new Uint8Array(words.buffer), words.subarray(1).byteOffset, packed.slice(0, 4).buffer.byteLength);
const grid = new Float64Array(6).map((_, i) => i / 4);
console.log(grid, grid.indexOf(0.5), grid.toReversed().at(0), new BigInt64Array([-1n, 5n]));
