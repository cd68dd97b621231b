/** What the operations of an overlay share: names, scratch, and how something real becomes something of our own. */
import type fs from 'node:fs';
import { type Found, fail, type Node, type Spot, type Step } from './nodes.ts';
import type { Scratch } from './scratch.ts';
import type { Tree } from './tree.ts';

export interface Layers {
  /** The real file system: read everywhere, written to in the scratch folder alone. */
  readonly fs: typeof fs;
  readonly tree: Tree;
  readonly scratch: Scratch;
  /** The path of the scratch folder, which is told to nobody. */
  readonly hidden: string;
}

/** The place of a spot's file or link in the scratch folder; `whole` is false when its content is about to be dropped. */
export function ownFile({ tree, scratch }: Layers, spot: Found, whole = true): string {
  const { node, stats } = spot.seen;
  if (node.kind === 'own') return node.path;
  if (node.kind === 'folder' || !(stats.isFile() || stats.isSymbolicLink())) fail('EPERM');
  const place = scratch.copy(node.path, stats, whole);
  if (stats.isFile() && stats.nlink > 1) tree.redirect(stats, scratch.keep(scratch.twin(place)));
  tree.put(spot, { kind: 'own', path: place });
  return place;
}

/** The place of a folder's attributes in the scratch folder. */
export function ownFolder({ fs, tree, scratch }: Layers, folders: readonly Step[]): string {
  const folder = tree.claim(folders);
  folder.own ??= scratch.folderLike(fs.lstatSync(folder.below as string));
  return folder.own;
}

/** A name comes, changes its meaning, or goes: `make` says what it is to mean, once it is known that this may be done. */
export function setName(layers: Layers, spot: Spot, make: () => Node | null): void {
  layers.tree.mayChange(spot);
  const node = make();
  const folder = ownFolder(layers, spot.folders);
  layers.tree.put(spot, node);
  const { atime } = layers.fs.statSync(folder);
  layers.fs.utimesSync(folder, atime, new Date());
}

/** A name goes, and what it meant if nothing else means it. */
export function removeName(layers: Layers, spot: Found): void {
  setName(layers, spot, () => null);
  layers.scratch.drop(spot.seen.node);
}
