/** Instrumented code by the hash of its source, so that a warm run parses nothing. Damage is a miss. */
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CodeCache } from './loader.ts';

export const noCodeCache: CodeCache = { get: () => undefined, put: () => undefined };

/** Keeps code in the store's folder. A failure to write is no failure of the run. */
export function fileCodeCache(storeDir: string): CodeCache {
  const folder = join(storeDir, 'v1', 'code');
  const pathOf = (digest: string): string => join(folder, `${digest}.json`);
  return {
    get(digest) {
      try {
        return soundText(readFileSync(pathOf(digest), 'utf8'));
      } catch {
        return undefined;
      }
    },
    put(digest, text) {
      try {
        mkdirSync(folder, { recursive: true });
        const temporary = `${pathOf(digest)}.${process.pid}.tmp`;
        writeFileSync(temporary, checksum(text) + text);
        renameSync(temporary, pathOf(digest));
      } catch {
        // The store says so itself when it writes its first record.
      }
    },
  };
}

const CHECKSUM_LENGTH = 64;

function checksum(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

function soundText(kept: string): string | undefined {
  const text = kept.slice(CHECKSUM_LENGTH);
  return kept.slice(0, CHECKSUM_LENGTH) === checksum(text) ? text : undefined;
}
