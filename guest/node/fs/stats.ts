/** What stat and readdir answer: node's Stats, BigIntStats and Dirent. */
import type { ListingAnswer, StatAnswer } from '../../abi.ts';
import { constants } from './constants.ts';

const { S_IFMT, S_IFREG, S_IFDIR, S_IFLNK, S_IFIFO, S_IFSOCK, S_IFCHR, S_IFBLK } = constants;
const counts = ['dev', 'mode', 'nlink', 'uid', 'gid', 'rdev', 'blksize', 'ino', 'size', 'blocks'] as const;
const times = ['atime', 'mtime', 'ctime', 'birthtime'] as const;

abstract class StatsBase {
  declare mode: number | bigint;

  #is(kind: number): boolean {
    return (Number(this.mode) & S_IFMT) === kind;
  }
  isDirectory(): boolean {
    return this.#is(S_IFDIR);
  }
  isFile(): boolean {
    return this.#is(S_IFREG);
  }
  isBlockDevice(): boolean {
    return this.#is(S_IFBLK);
  }
  isCharacterDevice(): boolean {
    return this.#is(S_IFCHR);
  }
  isSymbolicLink(): boolean {
    return this.#is(S_IFLNK);
  }
  isFIFO(): boolean {
    return this.#is(S_IFIFO);
  }
  isSocket(): boolean {
    return this.#is(S_IFSOCK);
  }
}

export class Stats extends StatsBase {
  constructor(answer: StatAnswer) {
    super();
    const fields = this as unknown as Record<string, unknown>;
    for (const name of counts) fields[name] = Number(answer[name]);
    for (const name of times) fields[`${name}Ms`] = milliseconds(answer[`${name}Ns`]);
    for (const name of times) fields[name] = dateOf(fields[`${name}Ms`] as number);
  }
}

export class BigIntStats extends StatsBase {
  constructor(answer: StatAnswer) {
    super();
    const fields = this as unknown as Record<string, unknown>;
    for (const name of counts) fields[name] = BigInt(answer[name]);
    for (const name of times) fields[`${name}Ms`] = BigInt(answer[`${name}Ns`]) / 1_000_000n;
    for (const name of times) fields[`${name}Ns`] = BigInt(answer[`${name}Ns`]);
    for (const name of times) fields[name] = dateOf(Number(fields[`${name}Ms`]));
  }
}

/** Node computes seconds * 1000 + nanoseconds / 1e6: the same floating point steps give the same digits. */
function milliseconds(ns: string): number {
  const whole = BigInt(ns);
  return Number(whole / 1_000_000_000n) * 1000 + Number(whole % 1_000_000_000n) / 1_000_000;
}

function dateOf(ms: number): Date {
  return new Date(ms + 0.5);
}

const typeSymbol = Symbol('type');

export class Dirent {
  name: string;
  parentPath: string;
  path: string;
  [typeSymbol]: number;

  constructor(name: string, folder: string, type: number) {
    this.name = name;
    this.parentPath = folder;
    this.path = folder;
    this[typeSymbol] = type;
  }
  isDirectory(): boolean {
    return this[typeSymbol] === constants.UV_DIRENT_DIR;
  }
  isFile(): boolean {
    return this[typeSymbol] === constants.UV_DIRENT_FILE;
  }
  isBlockDevice(): boolean {
    return this[typeSymbol] === constants.UV_DIRENT_BLOCK;
  }
  isCharacterDevice(): boolean {
    return this[typeSymbol] === constants.UV_DIRENT_CHAR;
  }
  isSymbolicLink(): boolean {
    return this[typeSymbol] === constants.UV_DIRENT_LINK;
  }
  isFIFO(): boolean {
    return this[typeSymbol] === constants.UV_DIRENT_FIFO;
  }
  isSocket(): boolean {
    return this[typeSymbol] === constants.UV_DIRENT_SOCKET;
  }
}

/** A listing as names (relative to the folder asked for) or as Dirents. */
export function listed(entries: ListingAnswer, folder: string, withTypes: boolean): (string | Dirent)[] {
  return entries.map(([name, type, below]) => {
    if (!withTypes) return below === '' ? name : `${below}/${name}`;
    return new Dirent(name, below === '' ? folder : joined(folder, below), type);
  });
}

/** Node joins and normalizes the folder of entries further down. */
function joined(folder: string, below: string): string {
  const plain = folder.replace(/^(\.\/+)+/, '').replace(/\/+$/, '');
  return plain === '.' || plain === '' ? below : `${plain}/${below}`;
}
