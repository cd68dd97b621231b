/** The built-in modules by name, with or without `node:`. */

import { Buffer } from '../node/buffer.ts';
import { fs, promises } from '../node/fs/fs.ts';
import { path } from '../node/path.ts';
import { processObject } from './process.ts';
import { timers } from './timers.ts';

const modules = new Map<string, object>([
  ['fs', fs],
  ['fs/promises', promises],
  ['path', path],
  ['path/posix', path],
  ['path/win32', path.win32 as object],
  ['process', processObject],
  ['buffer', { Buffer }],
  ['timers', timers],
]);

/** A built-in module, or undefined when there is none of this name. */
export function builtin(name: string): object | undefined {
  return modules.get(name.startsWith('node:') ? name.slice('node:'.length) : name);
}

/** The names of all built-in modules, without `node:`. */
export function builtinNames(): string[] {
  return [...modules.keys()];
}

/** The names that a module exports besides `default`. */
export function exportNames(name: string): string[] {
  const found = builtin(name);
  return found === undefined
    ? []
    : Object.keys(found).filter((key) => key !== 'default' && /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u.test(key));
}
