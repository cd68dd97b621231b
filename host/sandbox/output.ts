/** The script's output: bytes straight to the descriptors, in order, waiting when a pipe is full. */

/** What writing needs of `node:fs`. */
export interface WriteFs {
  writeSync(fd: number, bytes: Uint8Array, offset: number): number;
}

/** A reader that went away is no fault of the script: as under node, what is written to it is lost in silence. */
const GONE: ReadonlySet<string | undefined> = new Set(['EPIPE', 'EBADF']);
const PAUSE_MS = 1;

/** Writes to descriptors 1 and 2. */
export function descriptorOutput(fs: WriteFs): { write(fd: 1 | 2, bytes: Uint8Array): void } {
  const gone = new Set<number>();
  const pause = new Int32Array(new SharedArrayBuffer(4));
  return {
    write(fd, bytes) {
      for (let at = 0; at < bytes.length && !gone.has(fd); ) {
        try {
          at += fs.writeSync(fd, bytes, at);
        } catch (error) {
          const { code } = error as NodeJS.ErrnoException;
          if (GONE.has(code)) gone.add(fd);
          else if (code === 'EAGAIN') Atomics.wait(pause, 0, 0, PAUSE_MS);
          else throw new OutputFault(code ?? 'unknown');
        }
      }
    },
  };
}

/** The output could not be written for a reason that the script's user must know, such as a full disk. */
export class OutputFault extends Error {
  constructor(code: string) {
    super(`the output cannot be written (${code})`);
  }
}
