/** What a script may do: data, and the pure decisions over it. */
import { sep } from 'node:path';

/** `true`: all of it; a list: only these (paths resolved and real, names of variables, hosts); an empty list: nothing. */
export type Grant = true | readonly string[];

/** The powers of one run. Paths are absolute. */
export interface Grants {
  readonly read: Grant;
  readonly write: Grant;
  readonly env: Grant;
  readonly net: Grant;
}

/** Whether `path` is `folder` or lies below it; `/data2` is not below `/data`. */
export function isBelow(path: string, folder: string): boolean {
  if (path === folder) return true;
  return path.startsWith(folder.endsWith(sep) ? folder : folder + sep);
}

/** Whether a grant of paths covers a real path. */
export function coversPath(grant: Grant, realPath: string): boolean {
  return grant === true || grant.some((folder) => isBelow(realPath, folder));
}

/** Whether a grant of names covers this name. */
export function coversName(grant: Grant, name: string): boolean {
  return grant === true || grant.includes(name);
}
