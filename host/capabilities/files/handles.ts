/**
 * Open files. A handle is a cell shared between whoever has its number, so every use leaves the open frames unstored.
 * A handle for reading serves the bytes that were there when it was opened.
 */
import { OP } from '../../../guest/abi.ts';
import { bytes, number, text } from '../arguments.ts';
import type { GuestValue, Operation, Recorder } from '../capability.ts';
import { systemFailure } from '../failure.ts';
import { statAnswer } from './facts.ts';
import { isReading, readsToo, systemFlags } from './open-flags.ts';
import { changing, type FileRoom, readContent, reading } from './room.ts';

interface Handle {
  readonly fd: number;
  readonly name: string;
  /** Reads are served from here when the handle only reads. */
  readonly content: Buffer | undefined;
  position: number;
}

const firstFd = 3;

export function handleOperations(room: FileRoom): Record<number, Operation> {
  const open = new Map<number, Handle>();
  const take = (fd: GuestValue, syscall: string, recorder: Recorder): Handle => {
    recorder.bypass('file-handle', 'uses a file handle');
    const handle = open.get(number(fd));
    if (!handle) throw systemFailure('EBADF', syscall);
    return handle;
  };
  return {
    [OP.open]: ([path, flags, mode], recorder) => {
      if (open.size >= room.mostHandles) throw systemFailure('EMFILE', 'open', text(path));
      const handle = openHandle(room, text(path), text(flags), number(mode), recorder);
      return keep(open, handle);
    },
    [OP.read]: ([fd, length, position], recorder) =>
      readSome(room, take(fd, 'read', recorder), number(length), position),
    [OP.write]: ([fd, data, position], recorder) => writeSome(room, take(fd, 'write', recorder), bytes(data), position),
    [OP.close]: ([fd], recorder) => {
      room.files.closeSync(take(fd, 'close', recorder).fd);
      open.delete(number(fd));
      return undefined;
    },
    [OP.fstat]: ([fd], recorder) =>
      JSON.stringify(statAnswer(room.files.fstatSync(take(fd, 'fstat', recorder).fd, { bigint: true }))),
    [OP.ftruncate]: ([fd, length], recorder) => {
      room.files.ftruncateSync(take(fd, 'ftruncate', recorder).fd, number(length));
      return undefined;
    },
  };
}

function keep(open: Map<number, Handle>, handle: Handle): number {
  let id = firstFd;
  while (open.has(id)) id += 1;
  open.set(id, handle);
  return id;
}

function openHandle(room: FileRoom, path: string, words: string, mode: number, recorder: Recorder): Handle {
  const flags = systemFlags(words);
  const reads = isReading(flags);
  const place = reads ? room.paths.toRead(path, 'open', recorder) : room.paths.toWrite(path, 'open', recorder);
  if (readsToo(flags)) room.paths.toRead(path, 'open', recorder);
  recorder.bypass('file-handle', `opens a file handle on ${place.name}`);
  const run = (): number => room.files.openSync(place.real, flags, mode);
  if (!reads) return { fd: changing('open', place, recorder, run), name: place.name, content: undefined, position: 0 };
  return reading(room, place, 'open', recorder, true, () => {
    const isFile = room.files.statSync(place.real).isFile();
    const content = isFile ? readContent(room, place, recorder).bytes : undefined;
    return { fd: run(), name: place.name, content, position: 0 };
  });
}

/** What can come of one read: the rest of a plain file; a piece of what has no size, or grows. */
function mostAt(room: FileRoom, fd: number, at: number): number {
  return Math.min(room.mostBytes, Math.max(PIECE, room.files.fstatSync(fd).size - at));
}

const PIECE = 65_536;

function readSome(room: FileRoom, handle: Handle, length: number, position: GuestValue): Uint8Array {
  const at = typeof position === 'number' && position >= 0 ? position : undefined;
  if (handle.content === undefined) {
    const chunk = Buffer.alloc(Math.min(length, mostAt(room, handle.fd, at ?? 0)));
    return chunk.subarray(0, room.files.readSync(handle.fd, chunk, 0, length, at ?? null));
  }
  const from = at ?? handle.position;
  const chunk = handle.content.subarray(from, from + length);
  if (at === undefined) handle.position += chunk.length;
  return chunk;
}

function writeSome(room: FileRoom, handle: Handle, data: Uint8Array, position: GuestValue): number {
  return room.files.writeSync(handle.fd, data, 0, data.length, typeof position === 'number' ? position : null);
}
