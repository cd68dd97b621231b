/** Reads the small files in which Linux tells about itself. They have no size, for which node reads them in large pieces. */
import { closeSync, openSync, readSync } from 'node:fs';

const ENOUGH = 4096;

/** The text of a file of a page at most; undefined where there is none. */
export function readSmall(path: string): string | undefined {
  try {
    const fd = openSync(path, 'r');
    const bytes = Buffer.allocUnsafe(ENOUGH);
    const text = bytes.toString('latin1', 0, readSync(fd, bytes));
    closeSync(fd);
    return text;
  } catch {
    return undefined;
  }
}
