/** The names of an overlay: finds where paths lead, and takes note of names that came or went. It only ever reads files. */
import { constants, type Stats } from 'node:fs';
import { join } from 'node:path';
import type { FilePower } from '../capabilities/files/power.ts';
import { type Folder, type Found, fail, type Node, placeOf, type Seen, type Spot, type Step } from './nodes.ts';

/** The part of a file system that changes nothing. */
export type ReadingPower = Pick<FilePower, 'accessSync' | 'lstatSync' | 'readdirSync' | 'readlinkSync'>;

/** An entry of a folder. */
export type Entry = Pick<Stats, 'isFile' | 'isDirectory' | 'isSymbolicLink'> & { readonly name: string };

const MOST_LINKS = 40;

export class Tree {
  readonly #fs: ReadingPower;
  readonly #scratch: string;
  readonly #root: Folder = { kind: 'folder', below: '/', own: null, names: new Map() };
  /** Files with more than one name, by device and number: what is written to one is to be read under all of them. */
  readonly #twins = new Map<string, string>();

  /** `scratch`, a real path, stands at no name. */
  constructor(fs: ReadingPower, scratch: string) {
    this.#fs = fs;
    this.#scratch = scratch;
  }

  /** Where an absolute path leads. Throws where the way there is none. */
  walk(path: string, follow: boolean): Spot {
    const root: Step = { name: '', node: this.#root };
    let folders = [root];
    let links = 0;
    const parts = partsOf(path);
    for (let name = parts.pop(); name !== undefined; name = parts.pop()) {
      if (name === '..') {
        if (folders.length > 1) folders.pop();
        continue;
      }
      const seen = this.#child((folders.at(-1) as Step).node, name);
      const isLast = parts.length === 0;
      if (seen?.stats.isSymbolicLink() && (follow || !isLast)) {
        links += 1;
        if (links > MOST_LINKS) fail('ELOOP');
        const target = this.#fs.readlinkSync(placeOf(seen.node));
        if (target.startsWith('/')) folders = [root];
        parts.push(...partsOf(target));
        continue;
      }
      if (isLast) return { folders, name, seen };
      if (!seen) fail('ENOENT');
      if (!seen.stats.isDirectory()) fail('ENOTDIR');
      folders.push({ name, node: seen.node });
    }
    // The path ends with a folder that is known already.
    const { name, node } = folders.at(-1) as Step;
    return { folders: folders.slice(0, -1), name, seen: this.#look(node) };
  }

  /** The same for what must be there. */
  find(path: string, follow: boolean): Found {
    const spot = this.walk(path, follow);
    return spot.seen ? (spot as Found) : fail('ENOENT');
  }

  /** What a folder holds, in the order of the real one; what is new comes last. */
  entries({ node, stats }: Seen): Entry[] {
    if (!stats.isDirectory()) fail('ENOTDIR');
    const below = node.kind === 'folder' ? node.below : node.kind === 'below' ? node.path : null;
    if (node.kind === 'folder' && node.own !== null) this.#fs.readdirSync(node.own);
    const real = below === null ? [] : this.#fs.readdirSync(below, { withFileTypes: true });
    const found = new Map<string, Entry>();
    for (const entry of real) if (join(below as string, entry.name) !== this.#scratch) found.set(entry.name, entry);
    for (const [name, own] of node.kind === 'folder' ? node.names : []) {
      if (own === null) found.delete(name);
      else found.set(name, Object.assign(this.#look(own).stats, { name }));
    }
    return [...found.values()];
  }

  /** Puts a node in the place of a spot, or nothing. The folder must let it be done: `mayChange`. */
  put({ folders, name }: Spot, node: Node | null): void {
    this.claim(folders).names.set(name, node);
  }

  /** Throws unless names may come and go in a spot's folder. */
  mayChange({ folders }: Spot): void {
    const folder = folders.at(-1);
    if (!folder) fail('EBUSY');
    this.#fs.accessSync(placeOf(folder.node), constants.W_OK | constants.X_OK);
  }

  /** The last of these folders as one that can take names of its own. */
  claim([, ...steps]: readonly Step[]): Folder {
    let folder = this.#root;
    for (const { name, node } of steps) {
      const known = folder.names.get(name) ?? node;
      const below = known.kind === 'below' ? known.path : null;
      const next: Folder = known.kind === 'folder' ? known : { kind: 'folder', below, own: null, names: new Map() };
      folder.names.set(name, next);
      folder = next;
    }
    return folder;
  }

  /** The device that a folder stands on: nothing is renamed from one to another. */
  deviceOf(folders: readonly Step[]): number {
    const onDisk = folders.findLast(({ node }) => node.kind === 'below' || (node.kind === 'folder' && node.below));
    const node = onDisk?.node ?? this.#root;
    return this.#fs.lstatSync(node.kind === 'folder' ? (node.below as string) : node.path).dev;
  }

  /** From now on a real file with several names is read from another place. */
  redirect(stats: Stats, to: string): void {
    this.#twins.set(inode(stats), to);
  }

  #child(folder: Node, name: string): Seen | null {
    if (folder.kind !== 'folder') return this.#real(join(placeOf(folder), name));
    this.#fs.accessSync(placeOf(folder), constants.X_OK);
    const node = folder.names.get(name);
    if (node !== undefined) return node && this.#look(node);
    return folder.below === null ? null : this.#real(join(folder.below, name));
  }

  #real(path: string): Seen | null {
    if (path === this.#scratch) return null;
    const stats = this.#fs.lstatSync(path, { throwIfNoEntry: false });
    if (!stats) return null;
    const twin = stats.nlink > 1 && stats.isFile() ? this.#twins.get(inode(stats)) : undefined;
    if (twin !== undefined) return this.#look({ kind: 'own', path: twin });
    return { node: { kind: 'below', path }, stats };
  }

  #look(node: Node): Seen {
    if (node.kind === 'below') return this.#real(node.path) ?? fail('ENOENT');
    return { node, stats: this.#fs.lstatSync(placeOf(node)) };
  }
}

/** Last part first. */
function partsOf(path: string): string[] {
  return path
    .split('/')
    .filter((part) => part !== '' && part !== '.')
    .reverse();
}

function inode({ dev, ino }: Stats): string {
  return `${dev}:${ino}`;
}
