/** The script's input: bytes straight from the descriptor, waiting where a pipe has none yet. */
import type { InputPower } from '../capabilities/input.ts';
import { type DeviceFs, isTerminal } from './terminals.ts';

/** What reading needs of `node:fs`. */
export interface ReadFs {
  readSync(fd: number, buffer: Uint8Array, offset: number, length: number, position: null): number;
}

/** A descriptor that was closed before the run has nothing to give, as under node. */
const ENDED: ReadonlySet<string | undefined> = new Set(['EOF', 'EBADF']);
const PAUSE_MS = 5;
const STDIN = 0;

/** Reads descriptor 0. */
export function descriptorInput(fs: ReadFs & DeviceFs): InputPower {
  const pause = new Int32Array(new SharedArrayBuffer(4));
  const read = (length: number): Uint8Array => {
    const buffer = Buffer.alloc(length);
    for (;;) {
      try {
        return buffer.subarray(0, fs.readSync(STDIN, buffer, 0, length, null));
      } catch (error) {
        const { code } = error as NodeJS.ErrnoException;
        if (ENDED.has(code)) return buffer.subarray(0, 0);
        // EINTR: a signal is about to end us.
        if (code !== 'EAGAIN' && code !== 'EINTR') throw error;
        Atomics.wait(pause, 0, 0, PAUSE_MS);
      }
    }
  };
  return { read, interactive: () => isTerminal(fs, STDIN) };
}
