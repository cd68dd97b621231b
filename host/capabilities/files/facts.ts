/** The facts about files that become dependencies, asked the same way when they are delivered and when they are checked. */
import type { BigIntStats } from 'node:fs';
import type { StatAnswer } from '../../../guest/abi.ts';
import { codeOf } from '../failure.ts';
import { fingerprint } from '../fingerprint.ts';
import type { FilePower } from './power.ts';

/** What stands at a path: `absent`, `file`, `directory`, `link` (only when links are not followed), `other`, or an error. */
export function kindAt(files: FilePower, path: string, follow = true): string {
  try {
    return kindOf(follow ? files.statSync(path) : files.lstatSync(path));
  } catch (error) {
    const code = codeOf(error);
    if (code === 'ENOENT') return 'absent';
    return code === 'ENOTDIR' ? 'not-a-directory' : `error:${code}`;
  }
}

function kindOf(stats: { isFile(): boolean; isDirectory(): boolean; isSymbolicLink(): boolean }): string {
  if (stats.isFile()) return 'file';
  if (stats.isDirectory()) return 'directory';
  return stats.isSymbolicLink() ? 'link' : 'other';
}

/**
 * The answer of `stat`. The access time is given as the modification time, as if nothing had been read since: reading
 * an input changes its access time, so the real one would be a fact that every run changes.
 */
export function statAnswer(stats: BigIntStats): StatAnswer {
  return {
    dev: String(stats.dev),
    mode: String(stats.mode),
    nlink: String(stats.nlink),
    uid: String(stats.uid),
    gid: String(stats.gid),
    rdev: String(stats.rdev),
    blksize: String(stats.blksize),
    ino: String(stats.ino),
    size: String(stats.size),
    blocks: String(stats.blocks),
    atimeNs: String(stats.mtimeNs),
    mtimeNs: String(stats.mtimeNs),
    ctimeNs: String(stats.ctimeNs),
    birthtimeNs: String(stats.birthtimeNs),
  };
}

export function statFingerprint(files: FilePower, path: string, follow: boolean): string {
  const stats = follow ? files.statSync(path, { bigint: true }) : files.lstatSync(path, { bigint: true });
  return fingerprint(JSON.stringify(statAnswer(stats)));
}

/** Node's `UV_DIRENT_*` numbers. */
export type Entry = readonly [name: string, type: number];

/** The entries of one folder, in the order the system gives them, without those that `hidden` names. */
export function entriesOf(files: FilePower, path: string, hidden: (name: string) => boolean): Entry[] {
  return files
    .readdirSync(path, { withFileTypes: true })
    .filter((entry) => !hidden(entry.name))
    .map((entry) => [entry.name, direntType(entry)] as const);
}

interface EntryKind {
  isFile(): boolean;
  isDirectory(): boolean;
  isSymbolicLink(): boolean;
  isFIFO(): boolean;
  isSocket(): boolean;
  isCharacterDevice(): boolean;
  isBlockDevice(): boolean;
}

function direntType(entry: EntryKind): number {
  const tests = [
    entry.isFile(),
    entry.isDirectory(),
    entry.isSymbolicLink(),
    entry.isFIFO(),
    entry.isSocket(),
    entry.isCharacterDevice(),
    entry.isBlockDevice(),
  ];
  return tests.indexOf(true) + 1;
}

/** The fingerprint of a listing: of the names alone, or with the type of each. */
export function listingFingerprint(entries: readonly Entry[], withTypes: boolean): string {
  return fingerprint(JSON.stringify(withTypes ? entries : entries.map(([name]) => name)));
}

/** `ok`, or the code of the error, of asking whether a path may be used in a way. */
export function accessAt(files: FilePower, path: string, mode: number): string {
  try {
    files.accessSync(path, mode);
    return 'ok';
  } catch (error) {
    return codeOf(error) ?? 'unknown';
  }
}
