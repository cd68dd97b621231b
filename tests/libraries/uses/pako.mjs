// pack: deflate at several levels, gzip and raw, and back

import { deflate, deflateRaw, gzip, inflateRaw, ungzip } from 'pako';
import { print } from '../print.cjs';

const read = (bytes) => new TextDecoder().decode(bytes);

function pack(lines) {
  const text = Array.from({ length: lines }, (_, i) => `row;${(i * 7919) % 1009};${i % 17}`).join('\n');
  const sizes = [1, 6, 9].map((level) => deflate(text, { level }).length);
  const zipped = gzip(text, { header: { name: 'x', time: 0, os: 3 } });
  return {
    sizes,
    zipped: zipped.length,
    same: read(ungzip(zipped)) === text,
    raw: read(inflateRaw(deflateRaw('hello'))),
  };
}

print(pack(3_000));
