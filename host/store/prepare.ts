/** Makes a directory into a store: its folders, and the two files that tell git and backup tools to pass it by. */
import { join } from 'node:path';
import { errnoOf, unusable } from './fault.ts';
import { makeFolder, namesIn, writeFully } from './files.ts';
import { type Layout, layoutOf } from './layout.ts';
import type { StoreFs, StorePower } from './power.ts';

/** The marks of a directory that holds nothing but a store. */
export const MARKS: Readonly<Record<string, string>> = {
  '.gitignore': '*\n',
  'CACHEDIR.TAG': 'Signature: 8a477f597d28d172789f06886806bc55\n# This directory is a cache made by rote.\n',
};

/** A store's places, and why it cannot be written, if so. */
export interface Prepared {
  readonly layout: Layout;
  readonly unwritable: unknown;
}

/** Makes what is missing. Throws StoreFault when there is nothing to read and nothing can be made. */
export function prepareStore(power: StorePower, dir: string): Prepared {
  const { fs } = power;
  try {
    makeOwnDirectory(fs, dir);
    // A link to a directory is followed once; a later change of the link does not split the run over two stores.
    const layout = layoutOf(fs.realpathSync(dir));
    for (const folder of [layout.journal, layout.blobs, layout.memo, layout.scratch]) {
      makeFolder(fs, folder);
    }
    return { layout, unwritable: undefined };
  } catch (cause) {
    const layout = layoutOf(dir);
    if (namesIn(fs, layout.root).length > 0) return { layout, unwritable: cause };
    throw unusable(dir, cause);
  }
}

/** Throws StoreFault where something that is no directory stands in the place of a store. */
export function mustBeFolderOrNothing({ fs }: StorePower, dir: string): void {
  try {
    if (fs.statSync(dir, { throwIfNoEntry: false })?.isDirectory() !== false) return;
  } catch (cause) {
    throw unusable(dir, cause);
  }
  throw unusable(dir, { code: 'ENOTDIR' });
}

/** Marks are for directories we made or found empty: a project's own folder keeps its own `.gitignore`. */
function makeOwnDirectory(fs: StoreFs, dir: string): void {
  makeFolder(fs, dir);
  if (fs.readdirSync(dir).length > 0) return;
  for (const [name, text] of Object.entries(MARKS)) writeMark(fs, join(dir, name), text);
}

function writeMark(fs: StoreFs, path: string, text: string): void {
  try {
    const fd = fs.openSync(path, 'wx');
    writeFully(fs, fd, Buffer.from(text));
    fs.closeSync(fd);
  } catch (cause) {
    // Another process starting at the same moment has written it.
    if (errnoOf(cause) !== 'EEXIST') throw cause;
  }
}
