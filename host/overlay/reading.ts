/** The operations of an overlay that change nothing. */
import type { StatSyncOptions, Stats } from 'node:fs';
import type { Layers } from './layers.ts';
import { fail, pathOf, placeOf, type Seen } from './nodes.ts';
import type { Entry } from './tree.ts';

/** Devices that anybody may read and write without anybody else taking notice. */
const HARMLESS = new Set(['/dev/null', '/dev/zero', '/dev/full', '/dev/random', '/dev/urandom']);

/** What is opened for a node: FIFOs, sockets and other devices are empty, and take everything in. */
export function openable({ node, stats }: Seen): string {
  const place = placeOf(node);
  return stats.isFile() || stats.isDirectory() || HARMLESS.has(place) ? place : '/dev/null';
}

type ListOptions = { readonly withFileTypes?: boolean } | string | null;

export function readingOperations({ fs, tree, hidden }: Layers) {
  const look = (path: string, follow: boolean, options: StatSyncOptions = {}): Stats | undefined => {
    const { seen } = tree.walk(path, follow);
    if (seen) return fs.lstatSync(placeOf(seen.node), options) as Stats;
    return options.throwIfNoEntry === false ? undefined : fail('ENOENT');
  };
  const quietly = (path: string, follow: boolean, options: StatSyncOptions = {}): Stats | undefined => {
    try {
      return look(path, follow, options);
    } catch (error) {
      if (options.throwIfNoEntry === false && (error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
      throw error;
    }
  };
  const realpath = (path: string): string => pathOf(tree.find(path, true));
  return {
    accessSync: (path: string, mode?: number): void => fs.accessSync(placeOf(tree.find(path, true).seen.node), mode),
    existsSync: (path: string): boolean => {
      try {
        return tree.walk(path, true).seen !== null;
      } catch {
        return false;
      }
    },
    statSync: (path: string, options?: StatSyncOptions) => quietly(path, true, options),
    lstatSync: (path: string, options?: StatSyncOptions) => quietly(path, false, options),
    readFileSync: (path: string, options?: BufferEncoding) =>
      fs.readFileSync(openable(tree.find(path, true).seen), options),
    readdirSync: (path: string, options?: ListOptions): Entry[] | string[] => {
      const entries = tree.entries(tree.find(path, true).seen);
      return typeof options === 'object' && options?.withFileTypes ? entries : entries.map(({ name }) => name);
    },
    readlinkSync: (path: string): string => {
      const { node, stats } = tree.find(path, false).seen;
      if (!stats.isSymbolicLink()) fail('EINVAL');
      const target = fs.readlinkSync(placeOf(node));
      return target.startsWith(hidden) ? fail('ENOENT') : target;
    },
    realpathSync: Object.assign(realpath, { native: realpath }),
  };
}
