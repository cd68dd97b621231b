/** The records that stand whole in the files of a store, read without the store's own code: the line format is the claim. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';

/** Keys of the traces that are completely written in any journal, or in a segment that a merge has made of one. */
export function acknowledgedKeys(store: string): Set<string> {
  const keys = new Set<string>();
  for (const line of [...lines(join(store, 'v1', 'journal')), ...lines(join(store, 'v1', 'memo'))]) {
    const [length, check, ...body] = line.split('\t');
    const text = body.join('\t');
    const whole = Buffer.byteLength(text) === Number(length) && crc32(text).toString(16) === check;
    if (whole && body[0] === 'T') keys.add(body[1] ?? '');
  }
  return keys;
}

/** All complete lines of the files in a folder. A file may go while we look: then its records are in the next one. */
function lines(folder: string): string[] {
  return namesIn(folder).flatMap((name) => textOf(join(folder, name)).split('\n').slice(0, -1));
}

function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
