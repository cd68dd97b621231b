// pack: gzip, a zip of three files and streams of 200 kB text

import { Deflate, gunzipSync, gzipSync, Inflate, strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { print } from '../print.cjs';

function pack(lines) {
  const text = Array.from({ length: lines }, (_, i) => `line ${(i * 7919) % 1009}`).join('\n');
  const bytes = strToU8(text);
  const [small, parts] = [gzipSync(bytes, { level: 6, mtime: 0 }), []];
  const inflate = new Inflate((chunk) => parts.push(chunk.length));
  const deflate = new Deflate({ level: 9 }, (chunk, final) => inflate.push(chunk, final));
  deflate.push(bytes, true);
  const files = unzipSync(
    zipSync(
      { 'a.txt': bytes, 'd/b.txt': strToU8('ä'), c: [bytes.slice(0, 100), { level: 0 }] },
      { mtime: new Date(2024, 0, 2) },
    ),
  );
  return {
    small: small.length,
    same: strFromU8(gunzipSync(small)) === text,
    parts: parts.reduce((a, b) => a + b, 0),
    files: Object.keys(files),
    b: strFromU8(files['d/b.txt']),
  };
}

print(pack(5_000));
