/** Emptying a store: its own files go, whatever else lies in the directory stays. */
import { join } from 'node:path';
import { whenFree } from './catalogue/lock.ts';
import { type DiskUse, diskUse } from './disk-use.ts';
import { StoreFault, writeFault } from './fault.ts';
import { namesIn, readQuietly, removeQuietly } from './files.ts';
import { type Layout, layoutOf } from './layout.ts';
import type { StorePower } from './power.ts';
import { MARKS, mustBeFolderOrNothing } from './prepare.ts';

/** Names that a store puts into its folder; only these are removed. */
const OURS = /^(journal|blobs|memo|code|scratch|catalogue\.(duckdb(\.wal)?|damaged-\d+(\.wal)?)|cleared-[0-9a-z]+)$/;

/** How long to wait for a merge that is under way: it would put back what is removed under its hands. */
const PATIENCE_MS = 10_000;

/** Removes all that the store in a directory holds, and says how much that was. Throws StoreFault when it cannot. */
export async function clear(dir: string, power: StorePower): Promise<DiskUse> {
  mustBeFolderOrNothing(power, dir);
  const layout = layoutOf(dir);
  const use = diskUse(power, layout);
  if (!power.fs.existsSync(layout.root)) return use;
  try {
    await whenFree(power, layout, PATIENCE_MS, async () => ({ value: removeOurs(power, layout) }));
    removeIfEmpty(power, layout.root);
    if (!power.fs.existsSync(layout.root)) removeMarks(power, dir);
    return use;
  } catch (cause) {
    throw cause instanceof StoreFault ? cause : writeFault(dir, cause);
  }
}

function removeOurs(power: StorePower, layout: Layout): void {
  for (const name of namesIn(power.fs, layout.root)) {
    if (OURS.test(name)) removeWhole(power, layout, name);
  }
}

/** Out of sight first, so that no reader meets a folder half removed. */
function removeWhole(power: StorePower, layout: Layout, name: string): void {
  const aside = join(layout.root, `cleared-${power.random()}`);
  power.fs.renameSync(join(layout.root, name), aside);
  power.fs.rmSync(aside, { recursive: true, force: true });
}

function removeMarks(power: StorePower, dir: string): void {
  for (const [name, text] of Object.entries(MARKS)) {
    const path = join(dir, name);
    if (readQuietly(power.fs, path)?.toString('utf8') === text) removeQuietly(power.fs, path);
  }
}

/** A file that is not ours keeps the folder. */
function removeIfEmpty(power: StorePower, folder: string): void {
  if (power.fs.existsSync(folder) && namesIn(power.fs, folder).length === 0) power.fs.rmdirSync(folder);
}
