/** The functions of fs that work on open files, by descriptor. */
import { OP, type StatAnswer } from '../../abi.ts';
import { ask, askBytes, askJson } from '../../prelude/door.ts';
import { invalidType, outOfRange } from '../../prelude/errors.ts';
import { Buffer } from '../buffer.ts';
import { flagsOf, modeOf, optionsOf, pathOf } from './arguments.ts';
import { BigIntStats, Stats } from './stats.ts';

const chunkBytes = 65_536;
const lastFd = 2 ** 31 - 1;

function checkFd(fd: unknown): number {
  if (typeof fd !== 'number') throw invalidType('fd', 'of type number', fd);
  if (!Number.isInteger(fd)) throw outOfRange('fd', 'an integer', fd);
  if (fd < 0 || fd > lastFd) throw outOfRange('fd', `>= 0 && <= ${lastFd}`, fd);
  return fd;
}

/** A number where a path may stand as well: a descriptor if it could be one. */
function checkPathFd(fd: number): number {
  if (fd === (fd | 0)) return fd;
  throw invalidType('path', 'of type string or an instance of Buffer or URL', fd);
}

function readSome(fd: number, length: number, position: number | null): Uint8Array {
  if (fd === 0) return askBytes(OP.readStdinPart, length);
  return askBytes(OP.read, fd, length, position);
}

function writeSome(fd: number, data: string | Uint8Array, position: number | null): number {
  if (fd === 1 || fd === 2) {
    ask(OP.output, fd, data);
    return typeof data === 'string' ? Buffer.byteLength(data) : data.length;
  }
  return ask(OP.write, fd, data, position) as number;
}

/** The rest of an open file. */
export function readAll(given: number): Uint8Array {
  const fd = checkPathFd(given);
  if (fd === 0) return askBytes(OP.readStdin);
  const parts: Uint8Array[] = [];
  for (;;) {
    const part = readSome(fd, chunkBytes, null);
    if (part.length === 0) return Buffer.concat(parts);
    parts.push(part);
  }
}

export function writeAll(fd: number, data: string | Uint8Array): void {
  writeSome(checkPathFd(fd), data, null);
}

interface ReadOptions {
  readonly offset?: number;
  readonly length?: number;
  readonly position?: number | bigint | null;
}

function read(
  fd: unknown,
  buffer: Uint8Array,
  offset?: number | ReadOptions,
  length?: number,
  position?: number | bigint | null,
): number {
  const given: ReadOptions = typeof offset === 'object' && offset !== null ? offset : { offset: offset ?? 0 };
  const at = given.offset ?? 0;
  const size = given.length ?? length ?? buffer.byteLength - at;
  const from = given.position ?? position ?? null;
  const bytes = new Uint8Array(buffer.buffer, buffer.byteOffset, buffer.byteLength);
  const part = readSome(checkFd(fd), size, from === null ? null : Number(from));
  bytes.set(part, at);
  return part.length;
}

function write(fd: unknown, data: unknown, offset?: unknown, length?: unknown, position?: unknown): number {
  if (typeof data === 'string') {
    const bytes = Buffer.from(data, typeof length === 'string' ? length : undefined);
    return writeSome(checkFd(fd), bytes, typeof offset === 'number' ? offset : null);
  }
  if (!ArrayBuffer.isView(data))
    throw invalidType('buffer', 'of type string or an instance of Buffer, TypedArray, or DataView', data);
  const start = typeof offset === 'number' ? offset : 0;
  const size = typeof length === 'number' ? length : data.byteLength - start;
  const bytes = new Uint8Array(data.buffer, data.byteOffset + start, size);
  return writeSome(checkFd(fd), bytes, typeof position === 'number' ? position : null);
}

/** By the name of the asynchronous form. */
export const handleOperations = {
  open: (path: unknown, flags?: unknown, mode?: unknown): number =>
    ask(OP.open, pathOf(path), flagsOf(flags, 'r'), modeOf(mode, 0o666)) as number,
  close: (fd: unknown): void => void ask(OP.close, checkFd(fd)),
  read,
  write,
  fstat(fd: unknown, options?: unknown): Stats | BigIntStats {
    const answer = askJson<StatAnswer>(OP.fstat, checkFd(fd)) as StatAnswer;
    return optionsOf(options).bigint ? new BigIntStats(answer) : new Stats(answer);
  },
  ftruncate: (fd: unknown, length: unknown = 0): void => void ask(OP.ftruncate, checkFd(fd), Number(length)),
  fsync: (fd: unknown): void => void checkFd(fd),
  fdatasync: (fd: unknown): void => void checkFd(fd),
};
