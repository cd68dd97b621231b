/** Whole-file writes and forgiving reads over the store's file system. */
import { dirname, join } from 'node:path';
import { errnoOf } from './fault.ts';
import type { Layout } from './layout.ts';
import type { StoreFs, StorePower } from './power.ts';

/** Writes all the bytes: `writeSync` may take fewer than it was given. */
export function writeFully(fs: StoreFs, fd: number, bytes: Uint8Array): void {
  let done = 0;
  while (done < bytes.length) done += fs.writeSync(fd, bytes, done, bytes.length - done);
}

/** Puts a file in place whole or not at all: written under a scratch name, then renamed. */
export function placeFile(power: StorePower, layout: Layout, path: string, bytes: Uint8Array): void {
  const scratch = join(layout.scratch, `${power.pid}-${power.random()}`);
  try {
    writeNew(power.fs, scratch, bytes);
    renameInto(power.fs, scratch, path);
  } catch (cause) {
    removeQuietly(power.fs, scratch);
    throw cause;
  }
}

/** The bytes of a file, or undefined when it cannot be read for whatever reason. */
export function readQuietly(fs: StoreFs, path: string): Buffer | undefined {
  try {
    return fs.readFileSync(path);
  } catch {
    return undefined;
  }
}

/** The names in a directory, or none when it cannot be read. */
export function namesIn(fs: StoreFs, path: string): string[] {
  try {
    return fs.readdirSync(path);
  } catch {
    return [];
  }
}

/** Removes a file that may be gone, or may be out of our hands: nobody depends on its absence. */
export function removeQuietly(fs: StoreFs, path: string): void {
  try {
    fs.unlinkSync(path);
  } catch {
    // Left behind; it is only space.
  }
}

/** Opens a file that must not exist yet, making its folder if need be. */
export function openNew(fs: StoreFs, path: string, flags: 'wx' | 'ax'): number {
  return inExistingFolder(fs, path, () => fs.openSync(path, flags));
}

function writeNew(fs: StoreFs, path: string, bytes: Uint8Array): void {
  const fd = openNew(fs, path, 'wx');
  try {
    writeFully(fs, fd, bytes);
  } finally {
    fs.closeSync(fd);
  }
}

function renameInto(fs: StoreFs, from: string, to: string): void {
  inExistingFolder(fs, to, () => fs.renameSync(from, to));
}

/** Makes the folder only when it turns out to be missing: the usual case costs no system call. */
function inExistingFolder<T>(fs: StoreFs, path: string, act: () => T): T {
  try {
    return act();
  } catch (cause) {
    if (errnoOf(cause) !== 'ENOENT') throw cause;
    makeFolder(fs, dirname(path));
    return act();
  }
}

/**
 * Makes a folder and those above it. Not by `recursive`: in a file system that refuses to make folders by saying that
 * there is no such file (/proc does), Node 20 tries for ever.
 */
export function makeFolder(fs: StoreFs, path: string): void {
  try {
    fs.mkdirSync(path);
  } catch (cause) {
    if (isFolder(fs, path)) return;
    const above = dirname(path);
    if (errnoOf(cause) !== 'ENOENT' || above === path || isFolder(fs, above)) throw cause;
    makeFolder(fs, above);
    makeFolder(fs, path);
  }
}

function isFolder(fs: StoreFs, path: string): boolean {
  try {
    return fs.statSync(path).isDirectory();
  } catch {
    return false;
  }
}
