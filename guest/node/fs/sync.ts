/** The synchronous functions of fs. The asynchronous ones are made from these: see async.ts. */
import { type ListingAnswer, OP, type StatAnswer } from '../../abi.ts';
import { ask, askBytes, askJson, askText } from '../../prelude/door.ts';
import { Buffer } from '../buffer.ts';
import {
  checkSignal,
  dataOf,
  flagsOf,
  modeOf,
  type Options,
  optionsOf,
  pathOf,
  secondsOf,
  textEncoding,
} from './arguments.ts';
import { readAll, writeAll } from './handles.ts';
import { BigIntStats, type Dirent, listed, Stats } from './stats.ts';

const fileMode = 0o666;
const folderMode = 0o777;

function textOrBytes(bytes: Uint8Array, encoding: string | undefined): string | Buffer {
  const buffer = new Buffer(bytes.buffer as ArrayBuffer, bytes.byteOffset, bytes.byteLength);
  return encoding === undefined ? buffer : buffer.toString(encoding);
}

function readFile(path: unknown, options?: unknown): string | Buffer {
  const given = optionsOf(options);
  checkSignal(given);
  const encoding = textEncoding(given);
  if (typeof path === 'number') return textOrBytes(readAll(path), encoding);
  const at = pathOf(path);
  if (at === '/dev/stdin') return textOrBytes(readAll(0), encoding);
  return encoding === undefined
    ? textOrBytes(askBytes(OP.readFile, at), undefined)
    : askText(OP.readText, at, encoding);
}

function write(path: unknown, data: unknown, options: unknown, flag: string): void {
  const given = optionsOf(options);
  checkSignal(given);
  const content = dataOf(data, given);
  if (typeof path === 'number') writeAll(path, content);
  else ask(OP.writeFile, pathOf(path), content, modeOf(given.mode, fileMode), flagsOf(given.flag, flag));
}

function stat(path: unknown, options: unknown, follow: boolean): Stats | BigIntStats | undefined {
  const given = optionsOf(options);
  const answer = askJson<StatAnswer>(OP.stat, pathOf(path), follow, given.throwIfNoEntry === false);
  if (answer === undefined) return undefined;
  return given.bigint ? new BigIntStats(answer) : new Stats(answer);
}

function readdir(path: unknown, options?: unknown): (string | Dirent | Buffer)[] {
  const given = optionsOf(options);
  const folder = pathOf(path);
  const answer = askJson<ListingAnswer>(OP.readdir, folder, given.withFileTypes === true, given.recursive === true);
  const entries = listed(answer as ListingAnswer, folder, given.withFileTypes === true);
  return given.encoding === 'buffer' ? entries.map((entry) => Buffer.from(entry as string)) : entries;
}

function mkdir(path: unknown, options?: unknown): undefined {
  const given = (
    typeof options === 'number' || typeof options === 'string' ? { mode: options } : (options ?? {})
  ) as Options;
  ask(OP.mkdir, pathOf(path), given.recursive === true, modeOf(given.mode, folderMode));
}

function named(path: string, options: unknown): string | Buffer {
  return optionsOf(options).encoding === 'buffer' ? Buffer.from(path) : path;
}

/** By the name of the asynchronous form; the synchronous one has `Sync` appended. */
export const operations = {
  access: (path: unknown, mode: unknown = 0): void => void ask(OP.access, pathOf(path), modeOf(mode, 0)),
  appendFile: (path: unknown, data: unknown, options?: unknown): void => write(path, data, options, 'a'),
  chmod: (path: unknown, mode: unknown): void => void ask(OP.chmod, pathOf(path), modeOf(mode, 0)),
  copyFile: (from: unknown, to: unknown, mode: unknown = 0): void =>
    void ask(OP.copyFile, pathOf(from, 'src'), pathOf(to, 'dest'), modeOf(mode, 0)),
  link: (from: unknown, to: unknown): void => void ask(OP.link, pathOf(from, 'existingPath'), pathOf(to, 'newPath')),
  lstat: (path: unknown, options?: unknown): Stats | BigIntStats | undefined => stat(path, options, false),
  mkdir,
  mkdtemp: (prefix: unknown, options?: unknown): string | Buffer =>
    named(askText(OP.mkdtemp, pathOf(prefix, 'prefix')), options),
  readFile,
  readdir,
  readlink: (path: unknown, options?: unknown): string | Buffer => named(askText(OP.readlink, pathOf(path)), options),
  realpath: (path: unknown, options?: unknown): string | Buffer => named(askText(OP.realpath, pathOf(path)), options),
  rename: (from: unknown, to: unknown): void => void ask(OP.rename, pathOf(from, 'oldPath'), pathOf(to, 'newPath')),
  rm(path: unknown, options?: unknown): void {
    const given = (options ?? {}) as Options;
    ask(OP.rm, pathOf(path), given.recursive === true, given.force === true);
  },
  rmdir: (path: unknown): void => void ask(OP.rmdir, pathOf(path)),
  stat: (path: unknown, options?: unknown): Stats | BigIntStats | undefined => stat(path, options, true),
  symlink: (target: unknown, path: unknown): void => void ask(OP.symlink, pathOf(target, 'target'), pathOf(path)),
  truncate: (path: unknown, length: unknown = 0): void => void ask(OP.truncate, pathOf(path), Number(length)),
  unlink: (path: unknown): void => void ask(OP.unlink, pathOf(path)),
  utimes: (path: unknown, atime: unknown, mtime: unknown): void =>
    void ask(OP.utimes, pathOf(path), secondsOf(atime, 'atime'), secondsOf(mtime, 'mtime')),
  writeFile: (path: unknown, data: unknown, options?: unknown): void => write(path, data, options, 'w'),
};

/** Never throws: what cannot be a path does not exist. */
export function existsSync(path: unknown): boolean {
  try {
    return ask(OP.exists, pathOf(path)) as boolean;
  } catch {
    return false;
  }
}
