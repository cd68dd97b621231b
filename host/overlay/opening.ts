/** Files opened, read and written in an overlay. Descriptors are real ones, of real files or of those in the scratch folder. */
import { constants, type Mode } from 'node:fs';
import { accessOf, creates, flagBits, isChanging, withoutCreating } from './flags.ts';
import { type Layers, ownFile, setName } from './layers.ts';
import { type Found, fail, type Spot } from './nodes.ts';
import { openable } from './reading.ts';

interface WriteOptions {
  readonly mode?: Mode;
  readonly flag?: string;
}

const MODE = 0o666;

export function openingOperations(layers: Layers) {
  const { fs } = layers;
  const open = (path: string, flags: string | number = 'r', mode?: Mode | null): number =>
    openFile(layers, path, flags, mode ?? MODE);
  const write = (path: string, data: string | Uint8Array, flag: string, mode?: Mode): void => {
    const fd = open(path, flag, mode);
    try {
      fs.writeFileSync(fd, data);
    } finally {
      fs.closeSync(fd);
    }
  };
  return {
    openSync: open,
    writeFileSync: (path: string, data: string | Uint8Array, { mode, flag }: WriteOptions = {}) =>
      write(path, data, flag ?? 'w', mode),
    appendFileSync: (path: string, data: string | Uint8Array, { mode, flag }: WriteOptions = {}) =>
      write(path, data, flag ?? 'a', mode),
    truncateSync: (path: string, length?: number): void => {
      const fd = open(path, 'r+');
      try {
        fs.ftruncateSync(fd, length);
      } finally {
        fs.closeSync(fd);
      }
    },
    closeSync: fs.closeSync,
    fstatSync: fs.fstatSync,
    ftruncateSync: fs.ftruncateSync,
    readSync: fs.readSync,
    writeSync: fs.writeSync,
  };
}

function openFile(layers: Layers, path: string, flags: string | number, mode: Mode): number {
  const { fs, tree } = layers;
  const bits = flagBits(flags);
  // What node does not know is left to node to refuse.
  if (bits === undefined) return fs.openSync('/dev/null', flags);
  if (!isChanging(bits)) return fs.openSync(openable(tree.find(path, true).seen), bits);
  const spot = tree.walk(path, creates(bits) !== 'always');
  return spot.seen ? openPresent(layers, spot as Found, bits) : create(layers, spot, bits, mode);
}

function openPresent(layers: Layers, spot: Found, bits: number): number {
  const { stats } = spot.seen;
  if (creates(bits) === 'always') fail('EEXIST');
  if (stats.isDirectory()) fail('EISDIR');
  const place = openable(spot.seen);
  layers.fs.accessSync(place, accessOf(bits));
  const own = stats.isFile() ? ownFile(layers, spot, (bits & constants.O_TRUNC) === 0) : place;
  return layers.fs.openSync(own, withoutCreating(bits));
}

function create(layers: Layers, spot: Spot, bits: number, mode: Mode): number {
  if (creates(bits) === 'no') fail('ENOENT');
  const place = layers.scratch.next();
  let fd = -1;
  setName(layers, spot, () => {
    fd = layers.fs.openSync(place, bits | constants.O_EXCL, mode);
    return { kind: 'own', path: place };
  });
  return fd;
}
