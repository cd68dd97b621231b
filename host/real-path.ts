/** Paths as the checks and the records see them. */
import { realpathSync } from 'node:fs';

/** The real path; of what is not there, the path as it is given. */
export function realPath(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
}
