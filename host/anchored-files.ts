/**
 * A file system in which what was checked is what is used, whatever other programs rename or link meanwhile. Paths come in
 * as the real ones that grants were checked for. Each operation first opens the file, or the folder that is to hold it,
 * without any power over it (`O_PATH`), asks the kernel what path that is now, and then acts on what it holds open. A path
 * that leads elsewhere by now is absent. Linux alone offers this: it is the way of `openat2` for those who cannot call it.
 */
import { constants, type MakeDirectoryOptions, type Mode, type RmOptions, type StatOptions } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { FilePower } from './capabilities/files/power.ts';
import { flagBits } from './overlay/flags.ts';

/** Node does not name it; it is the same on every architecture that node runs on. */
const O_PATH = 0o10000000;
const HELD = O_PATH | constants.O_NOFOLLOW;
const HELD_FOLDER = HELD | constants.O_DIRECTORY;

/** The same file system for real paths, anchored; as it is where the kernel does not tell what is open. */
export function anchoredFiles(fs: FilePower, root: string): FilePower {
  const anchors = new Anchors(fs);
  if (process.platform !== 'linux' || !anchors.areTold(root)) return fs;
  return Object.assign(Object.create(fs), {
    ...reading(fs, anchors),
    ...writing(fs, anchors),
    ...changing(fs, anchors),
  });
}

const ATTEMPTS = 5;

const linkTo = (fd: number): string => `/proc/self/fd/${fd}`;

/** Opens by real paths. */
class Anchors {
  readonly #fs: FilePower;

  constructor(fs: FilePower) {
    this.#fs = fs;
  }

  /** Whether the kernel tells the path of what is open. */
  areTold(folder: string): boolean {
    try {
      return this.hold(folder, () => true);
    } catch {
      return false;
    }
  }

  /** Acts on what stands at a path: through `at`, or its descriptor, on which only looking is possible. */
  hold<T>(path: string, act: (at: string, fd: number) => T, flags = HELD): T {
    const fd = this.#open(path, flags);
    try {
      return act(linkTo(fd), fd);
    } finally {
      this.#fs.closeSync(fd);
    }
  }

  /** A file that was replaced between two system calls is opened again: the new one is there. */
  #open(path: string, flags: number): number {
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      const fd = this.#fs.openSync(path, flags);
      if (this.#fs.readlinkSync(linkTo(fd)) === path) return fd;
      this.#fs.closeSync(fd);
    }
    throw failure('ENOENT', path);
  }

  /** The same for what a link at the end would only lead to: there is none on a real path. */
  holdTarget<T>(path: string, act: (at: string, fd: number) => T): T {
    return this.hold(path, (at, fd) => {
      if (this.#fs.fstatSync(fd).isSymbolicLink()) throw failure('ELOOP', path);
      return act(at, fd);
    });
  }

  /** Acts on a name in its folder; what acts must not follow a link there. */
  inFolder<T>(path: string, act: (at: string) => T): T {
    return this.hold(dirname(path), (at) => act(`${at}/${basename(path)}`), HELD_FOLDER);
  }

  isFifo(path: string): boolean {
    try {
      return this.hold(path, (_, fd) => this.#fs.fstatSync(fd).isFIFO());
    } catch {
      return false;
    }
  }
}

function reading(fs: FilePower, anchors: Anchors): Partial<FilePower> {
  const stat = (path: string, options: StatOptions & { throwIfNoEntry?: boolean } = {}, follow = true) => {
    const look = (_: string, fd: number) => fs.fstatSync(fd, options);
    try {
      return follow ? anchors.holdTarget(path, look) : anchors.hold(path, look);
    } catch (error) {
      if (options.throwIfNoEntry === false && (error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
      throw error;
    }
  };
  return {
    statSync: ((path: string, options?: StatOptions) => stat(path, options)) as FilePower['statSync'],
    lstatSync: ((path: string, options?: StatOptions) => stat(path, options, false)) as FilePower['lstatSync'],
    accessSync: (path, mode) => anchors.holdTarget(String(path), (at) => fs.accessSync(at, mode)),
    readFileSync: ((path: string) => anchors.hold(path, (at) => fs.readFileSync(at))) as FilePower['readFileSync'],
    readdirSync: ((path: string, options: object) =>
      anchors.hold(path, (at) => fs.readdirSync(at, options))) as unknown as FilePower['readdirSync'],
    readlinkSync: ((path: string) => anchors.inFolder(path, (at) => fs.readlinkSync(at))) as FilePower['readlinkSync'],
  };
}

interface Writing {
  readonly mode?: Mode;
  readonly flag?: string;
}

function writing(fs: FilePower, anchors: Anchors): Partial<FilePower> {
  // Those who wait for its other end find it by what is held.
  const isFifo = (path: string): boolean => anchors.isFifo(path);
  const write = (path: string, data: string | Uint8Array, { mode, flag = 'w' }: Writing = {}): void => {
    if (isFifo(path)) return anchors.hold(path, (at) => fs.writeFileSync(at, data, { flag }));
    const fd = open(path, flag, mode);
    try {
      fs.writeFileSync(fd, data);
    } finally {
      fs.closeSync(fd);
    }
  };
  const open = (path: string, flags: number | string = 'r', mode?: Mode | null): number => {
    const bits = flagBits(flags);
    // What node does not know is left to node to refuse.
    if (bits === undefined) return fs.openSync('/dev/null', flags);
    if (isFifo(path)) return anchors.hold(path, (at) => fs.openSync(at, flags, mode));
    return anchors.inFolder(path, (at) => fs.openSync(at, bits | constants.O_NOFOLLOW, mode));
  };
  return {
    openSync: open as FilePower['openSync'],
    writeFileSync: write as FilePower['writeFileSync'],
    appendFileSync: ((path: string, data: Uint8Array, options: Writing = {}) =>
      write(path, data, { flag: 'a', ...options })) as FilePower['appendFileSync'],
    truncateSync: (path, length) => anchors.hold(String(path), (at) => fs.truncateSync(at, length)),
    chmodSync: (path, mode) => anchors.holdTarget(String(path), (at) => fs.chmodSync(at, mode)),
    utimesSync: (path, atime, mtime) => anchors.holdTarget(String(path), (at) => fs.utimesSync(at, atime, mtime)),
  };
}

function changing(fs: FilePower, anchors: Anchors): Partial<FilePower> {
  const inFolder: Anchors['inFolder'] = (path, act) => anchors.inFolder(path, act);
  const inBoth = (from: string, to: string, act: (source: string, target: string) => void): void =>
    inFolder(from, (source) => inFolder(to, (target) => act(source, target)));
  return {
    unlinkSync: (path) => inFolder(String(path), (at) => fs.unlinkSync(at)),
    rmdirSync: (path) => inFolder(String(path), (at) => fs.rmdirSync(at)),
    rmSync: (path, options = {}) => remove(fs, anchors, String(path), options),
    renameSync: (from, to) => inBoth(String(from), String(to), (source, target) => fs.renameSync(source, target)),
    linkSync: (from, to) => inBoth(String(from), String(to), (source, target) => fs.linkSync(source, target)),
    symlinkSync: (target, path) => inFolder(String(path), (at) => fs.symlinkSync(target, at)),
    mkdirSync: ((path: string, options: MakeDirectoryOptions = {}) =>
      makeFolder(fs, anchors, path, options)) as FilePower['mkdirSync'],
    mkdtempSync: ((prefix: string) => {
      // A prefix may end with its folder, which `dirname` would take for the name.
      const end = prefix.lastIndexOf('/') + 1;
      const make = (at: string) => prefix.slice(0, end) + basename(fs.mkdtempSync(`${at}/${prefix.slice(end)}`));
      return anchors.hold(prefix.slice(0, end - 1) || '/', make, HELD_FOLDER);
    }) as FilePower['mkdtempSync'],
  };
}

/** What is in a folder goes name by name, each held as it is reached: node's own walk would go by paths. */
function remove(fs: FilePower, anchors: Anchors, path: string, options: RmOptions): void {
  const isFolder = anchors.hold(path, (_, fd) => fs.fstatSync(fd).isDirectory());
  if (!isFolder) return anchors.inFolder(path, (at) => fs.unlinkSync(at));
  if (!options.recursive) return anchors.inFolder(path, (at) => fs.rmSync(at));
  for (const name of anchors.hold(path, (at) => fs.readdirSync(at))) remove(fs, anchors, join(path, name), options);
  anchors.inFolder(path, (at) => fs.rmdirSync(at));
}

function makeFolder(fs: FilePower, anchors: Anchors, path: string, options: MakeDirectoryOptions): void {
  const make = (): void => anchors.inFolder(path, (at) => void fs.mkdirSync(at, { mode: options.mode }));
  try {
    make();
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (!options.recursive) throw error;
    if (code === 'EEXIST' && anchors.hold(path, (_, fd) => fs.fstatSync(fd).isDirectory())) return;
    if (code !== 'ENOENT') throw error;
    makeFolder(fs, anchors, dirname(path), options);
    make();
  }
}

function failure(code: string, path: string): NodeJS.ErrnoException {
  return Object.assign(new Error(`${code}: open '${path}'`), { code, syscall: 'open', path });
}
