/**
 * What stands at a name in an overlay. Names and folders are kept in memory; files, links and the attributes of folders
 * lie in the scratch folder under numbers, never under names of their own.
 */
import type { Stats } from 'node:fs';

/** As it really is at this path, with all that is below it. A renamed folder is one that stands at another name. */
export interface Below {
  readonly kind: 'below';
  readonly path: string;
}

/** A file or a link in the scratch folder. */
export interface Own {
  readonly kind: 'own';
  readonly path: string;
}

/** A folder in which something changed, or below which: the real one's names, but for those that stand here. */
export interface Folder {
  readonly kind: 'folder';
  /** The real folder; null for one that was made. */
  readonly below: string | null;
  /** An empty folder in the scratch folder that has its attributes; null while those are the real folder's. */
  own: string | null;
  /** Null for a name that is gone. */
  readonly names: Map<string, Node | null>;
}

export type Node = Below | Own | Folder;

/** A node and what is known of it, links not followed. */
export interface Seen {
  readonly node: Node;
  readonly stats: Stats;
}

/** A folder on the way to a spot, by its name in the folder before it; the first is the root, which has none. */
export interface Step {
  readonly name: string;
  readonly node: Node;
}

/** Where a path leads: the folders from the root, and a name in the last of them. The root itself has neither. */
export interface Spot {
  readonly folders: readonly Step[];
  readonly name: string;
  /** Null when nothing stands there. */
  readonly seen: Seen | null;
}

/** A spot at which something stands. */
export type Found = Spot & { readonly seen: Seen };

/** The real path that tells a node's attributes. */
export function placeOf(node: Node): string {
  return node.kind === 'folder' ? (node.own ?? (node.below as string)) : node.path;
}

/** The path of a spot as the overlay's users know it. */
export function pathOf({ folders, name }: Spot): string {
  return [...folders.map((step) => step.name), name].join('/') || '/';
}

/** Ends an operation as the system would, by a code. */
export function fail(code: string): never {
  throw Object.assign(new Error(code), { code });
}
