// pack: maps, binary, timestamps and an extension type, there and back

import { decode, ExtensionCodec, encode } from '@msgpack/msgpack';
import { print } from '../../print.cjs';

function pack(count) {
  const extensionCodec = new ExtensionCodec();
  extensionCodec.register({
    type: 1,
    encode: (v) => (v instanceof Set ? encode([...v]) : null),
    decode: (data) => new Set(decode(data)),
  });
  const value = {
    rows: Array.from({ length: count }, (_, i) => ({ i, f: i / 3, s: `ü${i}`, at: new Date(i * 1e8) })),
    set: new Set([1, 'x']),
    raw: new Uint8Array([1, 2]),
  };
  const bytes = encode(value, { extensionCodec });
  const back = decode(bytes, { extensionCodec });
  return { size: bytes.length, row: back.rows.at(-1), set: [...back.set], raw: [...back.raw] };
}

print(pack(500));
