/**
 * Instrumented code by its source, so that a warm run parses nothing. A file is named by a checksum of the source and
 * holds the source itself: comparing is exact, and needs none of node's digests, which take longer to load than a short
 * script takes to run. Damage is a miss.
 */
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { crc32 } from '../store/crc32.ts';
import type { CodeCache } from './loader.ts';

export const noCodeCache: CodeCache = { get: () => undefined, put: () => undefined };

/** Keeps code in the store's folder. A failure to write is no failure of the run. */
export function fileCodeCache(storeDir: string): CodeCache {
  const folder = join(storeDir, 'v1', 'code');
  const pathOf = (source: string): string => join(folder, `${source.length}-${crc32(source).toString(16)}.code`);
  return {
    get(source) {
      try {
        return codeOf(readFileSync(pathOf(source)), source);
      } catch {
        return undefined;
      }
    },
    put(source, code) {
      try {
        mkdirSync(folder, { recursive: true });
        const temporary = `${pathOf(source)}.${process.pid}.tmp`;
        writeFileSync(temporary, kept(source, code));
        renameSync(temporary, pathOf(source));
      } catch {
        // The store says so itself when it writes its first record.
      }
    },
  };
}

/** Checksum, source and code; neither of the latter, being JSON, holds a line end. */
function kept(source: string, code: string): Buffer {
  const content = Buffer.from(`${source}\n${code}`);
  return Buffer.concat([Buffer.from(`${crc32(content).toString(16)}\n`), content]);
}

function codeOf(file: Buffer, source: string): string | undefined {
  const start = file.indexOf('\n') + 1;
  const content = file.subarray(start);
  if (file.toString('latin1', 0, start - 1) !== crc32(content).toString(16)) return undefined;
  const text = content.toString('utf8');
  return text.startsWith(source) && text[source.length] === '\n' ? text.slice(source.length + 1) : undefined;
}
