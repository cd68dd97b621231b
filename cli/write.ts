/**
 * Writing to a descriptor to the last byte. Not by the streams of the process: what they still hold when the process
 * exits is lost, and a long answer into a pipe is held.
 */
import { writeSync } from 'node:fs';

/** Writes the whole text, waiting where a pipe is full. That nobody reads any more (`| head`) is no error. */
export function writeWhole(fd: 1 | 2, text: string): void {
  const bytes = Buffer.from(text, 'utf8');
  for (let at = 0; at < bytes.length; ) {
    try {
      at += writeSync(fd, bytes, at);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      // What cannot be said on stderr cannot be said at all.
      if (code !== 'EAGAIN' && (code === 'EPIPE' || fd === 2)) return;
      if (code !== 'EAGAIN') throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1);
    }
  }
}
