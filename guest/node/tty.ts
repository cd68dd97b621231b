/** The module tty: whether a descriptor is a terminal. */
import { terminal } from '../prelude/terminal.ts';

export const tty = {
  isatty: (fd: unknown): boolean =>
    typeof fd === 'number' && fd >= 0 && fd <= 2 && Number.isInteger(fd) && terminal(fd) !== undefined,
};
