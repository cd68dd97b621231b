/**
 * Output and FIFOs for a guest on the main thread. There an interrupt (`breakOnSigint`) ends JavaScript, but no system
 * call that waits. Writing waits while a pipe is full, so pipes are written to without waiting; opening a FIFO is left to
 * another thread, for which JavaScript waits.
 */
import { constants } from 'node:fs';
import type { FilePower } from './capabilities/files/power.ts';
import type { WriteFs } from './sandbox/output.ts';
import { unwaiting } from './unwaiting.ts';

type Write = (bytes: Uint8Array, offset: number) => number;

/** What a socket takes in without waiting: for less it is not worth loading node's network. */
const SURELY_BUFFERED = 4096;

/** Writes to descriptors; a full pipe answers EAGAIN. */
export function interruptibleOutput(fs: FilePower): WriteFs {
  const writers = new Map<number, Write>();
  return {
    writeSync(fd, bytes, offset) {
      const write = writers.get(fd) ?? writerOf(fs, fd);
      writers.set(fd, write);
      return write(bytes, offset);
    },
  };
}

function writerOf(fs: FilePower, fd: number): Write {
  const kind = fs.fstatSync(fd);
  const own = kind.isFIFO() ? unwaiting(fs, fd, constants.O_WRONLY) : fd;
  let room = kind.isSocket() ? SURELY_BUFFERED : Number.POSITIVE_INFINITY;
  return (bytes, offset) => {
    const fitted = room >= 0;
    room -= bytes.length - offset;
    // A socket cannot be opened anew: node takes it over, which makes it unwaiting, and gives it back at the end.
    if (fitted && room < 0) new (process.getBuiltinModule('node:net').Socket)({ fd, readable: false });
    return fs.writeSync(own, bytes, offset);
  };
}

const THREAD = `
const { args, done, port } = require('node:worker_threads').workerData;
try {
  port.postMessage({ fd: require('node:fs').openSync(...args) });
} catch (error) {
  port.postMessage({ error: { ...error, message: error.message } });
}
Atomics.store(done, 0, 1);
Atomics.notify(done, 0);
`;

type Answer = { readonly fd: number } | { readonly error: { readonly message: string } };

/** Opens a file in another thread. */
export function openElsewhere(...args: readonly unknown[]): number {
  const { MessageChannel, receiveMessageOnPort, Worker } = process.getBuiltinModule('node:worker_threads');
  const done = new Int32Array(new SharedArrayBuffer(4));
  const { port1, port2 } = new MessageChannel();
  // What the thread opens is to outlive it.
  const options = { eval: true, trackUnmanagedFds: false, transferList: [port2] };
  new Worker(THREAD, { ...options, workerData: { args, done, port: port2 } });
  Atomics.wait(done, 0, 0);
  const answer = receiveMessageOnPort(port1)?.message as Answer;
  port1.close();
  if ('error' in answer) throw Object.assign(new Error(answer.error.message), answer.error);
  return answer.fd;
}
