/** What a store takes on disk. */
import { join } from 'node:path';
import { namesIn } from './files.ts';
import type { Layout } from './layout.ts';
import type { StorePower } from './power.ts';

/** Blob files, and the bytes of all files. */
export interface DiskUse {
  readonly blobs: number;
  readonly bytes: number;
}

/** Walks the store. What vanishes meanwhile is not counted. */
export function diskUse(power: StorePower, layout: Layout): DiskUse {
  let blobs = 0;
  let bytes = 0;
  const walk = (folder: string) => {
    for (const name of namesIn(power.fs, folder)) {
      const path = join(folder, name);
      const stat = power.fs.statSync(path, { throwIfNoEntry: false });
      if (stat?.isDirectory()) walk(path);
      else bytes += stat?.size ?? 0;
      if (name.endsWith('.zst')) blobs += 1;
    }
  };
  walk(layout.root);
  return { blobs, bytes };
}
