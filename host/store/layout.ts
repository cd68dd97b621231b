/** Where things lie in a store. The format version is in the path: another format is another folder, never a migration. */
import { join } from 'node:path';
import { sha256 } from '../../engine/fingerprint/digest.ts';

const FORMAT = 'v1';

/** The paths of one store. */
export interface Layout {
  readonly dir: string;
  readonly root: string;
  readonly journal: string;
  readonly blobs: string;
  readonly memo: string;
  /** Files being written; renamed into place when whole, so that no reader ever sees half of one. */
  readonly scratch: string;
  readonly catalogue: string;
  readonly lock: string;
}

export function layoutOf(dir: string): Layout {
  const root = join(dir, FORMAT);
  return {
    dir,
    root,
    journal: join(root, 'journal'),
    blobs: join(root, 'blobs'),
    memo: join(root, 'memo'),
    scratch: join(root, 'scratch'),
    catalogue: join(root, 'catalogue.duckdb'),
    lock: join(root, 'catalogue.lock'),
  };
}

const DIGEST = /^[0-9a-f]{64}$/;

/** The file of a blob; undefined for what is no digest (a forged record must not name a path). */
export function blobPath(layout: Layout, digest: string): string | undefined {
  if (!DIGEST.test(digest)) return undefined;
  return join(layout.blobs, digest.slice(0, 2), `${digest}.zst`);
}

/** File names are no longer than 255 bytes. */
const LONGEST_NAME = 240;

/** The memo segment of a module, whose path is spelled in hexadecimal because it holds separators. */
export function segmentPath(layout: Layout, module: string): string {
  const name = Buffer.from(module).toString('hex');
  return join(layout.memo, `${name.length > LONGEST_NAME ? `long-${sha256(module)}` : name}.seg`);
}
