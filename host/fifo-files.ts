/**
 * Files for a guest that can be stopped at any time. Whoever opens a FIFO waits for its other end, and whoever reads it
 * for a word; neither an interrupt nor the end of a worker gets through to a system call that waits. So the waiting for
 * words is done in JavaScript, and of the waiting for the other end it is known which FIFO it is about.
 */
import { constants } from 'node:fs';
import type { FilePower } from './capabilities/files/power.ts';
import { unwaiting } from './unwaiting.ts';

/** Opens a file, and may wait for the other end of a FIFO. */
export type OpenFifo = (path: string, flags: number | string, mode?: number | string | null) => number;

/** The same file system, but for FIFOs. */
export function fifoFiles(fs: FilePower, open: OpenFifo): FilePower {
  const isFifo = (path: unknown): path is string =>
    typeof path === 'string' && fs.statSync(path, { throwIfNoEntry: false })?.isFIFO() === true;
  const own: Partial<FilePower> = {
    openSync: (path, flags, mode) => (isFifo(path) ? open(path, flags ?? 'r', mode) : fs.openSync(path, flags, mode)),
    readFileSync: ((path: string) => (isFifo(path) ? drain(fs, open(path, 'r')) : fs.readFileSync(path))) as never,
    writeFileSync: (path, data, options) =>
      isFifo(path) ? pour(fs, open(path, 'w'), data as Uint8Array) : fs.writeFileSync(path, data, options),
    appendFileSync: (path, data, options) =>
      isFifo(path) ? pour(fs, open(path, 'a'), data as Uint8Array) : fs.appendFileSync(path, data, options),
  };
  // Not a copy: reading all that node's file system offers loads parts of it that nobody needs.
  return Object.assign(Object.create(fs), own);
}

/** Lets go of whoever waits for an end of a FIFO: both are there for a moment, and having both never waits. */
export function releaseFifo(fs: FilePower, path: string): void {
  try {
    fs.closeSync(fs.openSync(path, constants.O_RDWR | constants.O_NONBLOCK));
  } catch {
    // It is gone, and with it whoever waited.
  }
}

const PIECE = 65_536;

function drain(fs: FilePower, fd: number): Buffer {
  const pieces: Buffer[] = [];
  patiently(fs, fd, constants.O_RDONLY, (own) => {
    const piece = Buffer.allocUnsafe(PIECE);
    const length = fs.readSync(own, piece);
    pieces.push(piece.subarray(0, length));
    return length > 0;
  });
  return Buffer.concat(pieces);
}

function pour(fs: FilePower, fd: number, bytes: Uint8Array): void {
  let at = 0;
  patiently(fs, fd, constants.O_WRONLY, (own) => {
    at += fs.writeSync(own, bytes, at);
    return at < bytes.length;
  });
}

const PAUSE_MS = 1;

/** Repeats a step until it answers that it was the last one, with pauses while the FIFO is empty or full. */
function patiently(fs: FilePower, fd: number, mode: number, step: (fd: number) => boolean): void {
  const own = unwaiting(fs, fd, mode);
  if (own !== fd) fs.closeSync(fd);
  const pause = new Int32Array(new SharedArrayBuffer(4));
  try {
    for (let more = true; more; ) {
      try {
        more = step(own);
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') throw error;
        Atomics.wait(pause, 0, 0, PAUSE_MS);
      }
    }
  } finally {
    fs.closeSync(own);
  }
}
