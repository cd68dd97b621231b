/** The operations of an overlay that change names and attributes. */
import type { MakeDirectoryOptions, Mode, RmOptions, TimeLike } from 'node:fs';
import { dirname } from 'node:path';
import { type Layers, ownFile, ownFolder, removeName, setName } from './layers.ts';
import { type Found, fail, type Node, pathOf, type Seen, type Spot } from './nodes.ts';

const FOLDER_MODE = 0o777;
const PRIVATE_MODE = 0o700;
const RANDOM = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789';

export function changingOperations(layers: Layers) {
  const { fs, tree } = layers;
  return {
    mkdirSync: (path: string, options?: MakeDirectoryOptions) => {
      const mode = options?.mode ?? FOLDER_MODE;
      if (options?.recursive) makeAll(layers, path, mode);
      else make(layers, tree.walk(path, false), mode);
    },
    mkdtempSync: (prefix: string): string => {
      const path = freeName(layers, prefix);
      make(layers, tree.walk(path, false), PRIVATE_MODE);
      return path;
    },
    symlinkSync: (target: string, path: string): void => {
      setName(layers, mustBeFree(tree.walk(path, false)), () => {
        const place = layers.scratch.next();
        fs.symlinkSync(target, place);
        return { kind: 'own', path: place };
      });
    },
    linkSync: (from: string, to: string) => link(layers, tree.find(from, false), tree.walk(to, false)),
    renameSync: (from: string, to: string) => move(layers, tree.walk(from, false), tree.walk(to, false)),
    unlinkSync: (path: string) => {
      const spot = tree.find(path, false);
      if (spot.seen.stats.isDirectory()) fail('EISDIR');
      removeName(layers, spot);
    },
    rmdirSync: (path: string) => {
      const spot = tree.find(path, false);
      if (!spot.seen.stats.isDirectory()) fail('ENOTDIR');
      if (tree.entries(spot.seen).length > 0) fail('ENOTEMPTY');
      removeName(layers, spot);
    },
    rmSync: (path: string, { recursive, force }: RmOptions = {}) => {
      const spot = ifThere(layers, path);
      if (spot?.seen.stats.isDirectory() && !recursive) fail('ERR_FS_EISDIR');
      if (spot) removeName(layers, spot);
      else if (!force) fail('ENOENT');
    },
    chmodSync: (path: string, mode: Mode) => fs.chmodSync(attributes(layers, path), mode),
    utimesSync: (path: string, atime: TimeLike, mtime: TimeLike) =>
      fs.utimesSync(attributes(layers, path), atime, mtime),
  };
}

function ifThere({ tree }: Layers, path: string): Found | undefined {
  try {
    return tree.find(path, false);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

function mustBeFree(spot: Spot): Spot {
  return spot.seen ? fail('EEXIST') : spot;
}

function make(layers: Layers, spot: Spot, mode: Mode): void {
  setName(layers, mustBeFree(spot), () => {
    const own = layers.scratch.next();
    layers.fs.mkdirSync(own, { mode });
    return { kind: 'folder', below: null, own, names: new Map() };
  });
}

/** As node goes about it: from below, where a folder is missing from the one above. */
function makeAll(layers: Layers, path: string, mode: Mode, isLast = true): void {
  const { tree } = layers;
  try {
    make(layers, tree.walk(path, false), mode);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') {
      makeAll(layers, dirname(path), mode, false);
      return makeAll(layers, path, mode, isLast);
    }
    if (code !== 'EEXIST') throw error;
    if (!tree.find(path, true).seen.stats.isDirectory()) fail(isLast ? 'EEXIST' : 'ENOTDIR');
  }
}

function freeName({ tree }: Layers, prefix: string): string {
  for (;;) {
    const ending = Array.from({ length: 6 }, () => RANDOM[Math.trunc(Math.random() * RANDOM.length)]).join('');
    if (!tree.walk(prefix + ending, false).seen) return prefix + ending;
  }
}

function link(layers: Layers, from: Found, to: Spot): void {
  mustBeFree(to);
  mustShareDevice(layers, from, to);
  if (from.seen.stats.isDirectory()) fail('EPERM');
  setName(layers, to, () => ({ kind: 'own', path: layers.scratch.twin(ownFile(layers, from)) }));
}

function mustShareDevice({ tree }: Layers, from: Spot, to: Spot): void {
  if (tree.deviceOf(from.folders) !== tree.deviceOf(to.folders)) fail('EXDEV');
}

/** In the order in which the system looks at what speaks against it. */
function move(layers: Layers, from: Spot, to: Spot): void {
  mustShareDevice(layers, from, to);
  const [source, target] = [pathOf(from), pathOf(to)];
  if (from.folders.length === 0 || to.folders.length === 0) fail('EBUSY');
  const { seen } = from;
  if (!seen) fail('ENOENT');
  if (target.startsWith(`${source}/`)) fail('EINVAL');
  if (source.startsWith(`${target}/`)) fail('ENOTEMPTY');
  if (source === target || (to.seen && isSame(seen, to.seen))) return;
  layers.tree.mayChange(from);
  if (to.seen) mustGiveWay(layers, seen, to.seen);
  const replaced: Node | undefined = to.seen?.node;
  setName(layers, to, () => seen.node);
  setName(layers, from, () => null);
  if (replaced) layers.scratch.drop(replaced);
}

/** Two names of one file. */
function isSame({ stats: a }: Seen, { stats: b }: Seen): boolean {
  return a.ino === b.ino && a.dev === b.dev;
}

function mustGiveWay({ tree }: Layers, from: Seen, to: Seen): void {
  const isFolder = to.stats.isDirectory();
  if (from.stats.isDirectory() && !isFolder) fail('ENOTDIR');
  if (!from.stats.isDirectory() && isFolder) fail('EISDIR');
  if (isFolder && tree.entries(to).length > 0) fail('ENOTEMPTY');
}

/** Where the attributes of what a path leads to may be changed. */
function attributes(layers: Layers, path: string): string {
  const spot = layers.tree.find(path, true);
  const { node, stats } = spot.seen;
  const user = process.getuid?.() ?? 0;
  if (user !== 0 && user !== stats.uid) fail('EPERM');
  if (!stats.isDirectory()) return ownFile(layers, spot);
  return ownFolder(layers, [...spot.folders, { name: spot.name, node }]);
}
