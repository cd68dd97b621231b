/** Descriptors that answer EAGAIN where others wait. */
import { constants } from 'node:fs';
import type { FilePower } from './capabilities/files/power.ts';

/**
 * Another descriptor for the same pipe; that it does not wait concerns nobody else who has the pipe. Where pipes cannot
 * be opened anew (only Linux does so), or this one cannot, the descriptor itself.
 */
export function unwaiting(fs: FilePower, fd: number, mode: number): number {
  try {
    return fs.openSync(`/proc/self/fd/${fd}`, mode | constants.O_NONBLOCK);
  } catch {
    return fd;
  }
}
