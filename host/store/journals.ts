/** All the journals in a store, as a reader or a merge sees them. */
import { join, sep } from 'node:path';
import { namesIn, readQuietly } from './files.ts';
import type { Layout } from './layout.ts';
import type { StorePower } from './power.ts';

/** A journal file. `finished`: nobody will append to it, so it may be deleted once its records are elsewhere. */
export interface JournalFile {
  readonly path: string;
  readonly finished: boolean;
}

/** How much waits to be merged. */
export interface Pending {
  readonly files: number;
  readonly bytes: number;
}

/** A journal of another host whose process we cannot ask is taken for finished after this long without a write. */
const FOREIGN_QUIET_MS = 24 * 3600 * 1000;

const NAME = /^([A-Za-z0-9_]+)-(\d+)-\d+-[0-9a-z]+\.(log|done)$/;

/** The journals present now. */
export function listJournals(power: StorePower, layout: Layout): JournalFile[] {
  return journalNames(power, layout).map((name) => ({
    path: join(layout.journal, name),
    finished: isFinished(power, layout, name),
  }));
}

/** Their paths alone, which takes no look at the files. */
export function journalPaths(power: StorePower, layout: Layout): string[] {
  return journalNames(power, layout).map((name) => `${layout.journal}${sep}${name}`);
}

function journalNames(power: StorePower, layout: Layout): string[] {
  return namesIn(power.fs, layout.journal)
    .filter((name) => NAME.test(name))
    .sort();
}

/** The bytes of a journal; none when a merge has just taken it away (its records are in the segments then). */
export function readJournal(power: StorePower, path: string): Buffer {
  // A `.log` may have become `.done` since it was listed.
  return readQuietly(power.fs, path) ?? readQuietly(power.fs, path.replace(/log$/, 'done')) ?? Buffer.alloc(0);
}

/** How much waits to be merged: an input of `mergeIsWorthIt`. */
export function pendingJournals(power: StorePower, layout: Layout): Pending {
  const sizes = listJournals(power, layout).map(
    (file) => power.fs.statSync(file.path, { throwIfNoEntry: false })?.size ?? 0,
  );
  return { files: sizes.length, bytes: sizes.reduce((sum, size) => sum + size, 0) };
}

function isFinished(power: StorePower, layout: Layout, name: string): boolean {
  const [, host, pid, ending] = NAME.exec(name) ?? [];
  if (ending === 'done') return true;
  if (host === power.host) return !power.alive(Number(pid));
  const stat = power.fs.statSync(join(layout.journal, name), { throwIfNoEntry: false });
  return stat !== undefined && power.nowMs() - stat.mtimeMs > FOREIGN_QUIET_MS;
}
