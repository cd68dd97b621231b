/**
 * A file system over the real one: it reads the real files, and what is written, renamed and removed stays in a scratch
 * folder and in memory. The real files are never changed, and no path of the scratch folder is ever told. Permissions are
 * those of the real files. What is no plain file (FIFOs, sockets, most devices) is empty and takes everything in, since
 * reading and writing it would be felt elsewhere.
 */
import type fs from 'node:fs';
import type { FilePower } from '../capabilities/files/power.ts';
import { changingOperations } from './changing.ts';
import { openingOperations } from './opening.ts';
import { readingOperations } from './reading.ts';
import { Scratch } from './scratch.ts';
import { Tree } from './tree.ts';

/** What scripts and the loading of modules ask for. */
export type OverlayFiles = FilePower & Pick<typeof fs, 'existsSync'>;

/** An overlay whose changes go to a folder, given by its real path, that nobody else uses. */
export function overlayFiles(real: typeof fs, scratch: string): OverlayFiles {
  const layers = { fs: real, tree: new Tree(real, scratch), scratch: new Scratch(real, scratch), hidden: scratch };
  const operations = { ...readingOperations(layers), ...openingOperations(layers), ...changingOperations(layers) };
  const { realpathSync } = operations;
  const worded = Object.entries(operations).map(([name, operation]) => [name, wording(name, operation as Operation)]);
  const native = wording('realpathSync', realpathSync as Operation);
  return { ...Object.fromEntries(worded), realpathSync: Object.assign(native, { native }) };
}

type Operation = (...args: unknown[]) => unknown;

/** Errors keep their codes; their words would tell places in the scratch folder. */
function wording(name: string, operation: Operation): Operation {
  const syscall = name.replace(/Sync$/, '');
  return (...args) => {
    try {
      return operation(...args);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === undefined || (code.startsWith('ERR_') && code !== 'ERR_FS_EISDIR')) throw error;
      const [path] = args;
      throw Object.assign(new Error(`${code}: ${syscall} '${path}'`), { code, syscall, path });
    }
  };
}
