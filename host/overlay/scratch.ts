/** The scratch folder of an overlay: what is written lies there under numbers, copied from the real files where it is a part. */
import type fs from 'node:fs';
import type { Stats } from 'node:fs';
import { join } from 'node:path';
import type { Node } from './nodes.ts';

/** What is asked of the file system; only the scratch folder is ever written to. */
type ScratchPower = Pick<
  typeof fs,
  | 'chmodSync'
  | 'copyFileSync'
  | 'linkSync'
  | 'lchownSync'
  | 'mkdirSync'
  | 'readFileSync'
  | 'readlinkSync'
  | 'rmdirSync'
  | 'symlinkSync'
  | 'unlinkSync'
  | 'utimesSync'
  | 'writeFileSync'
>;

const MODE = 0o7777;

export class Scratch {
  readonly #fs: ScratchPower;
  readonly #folder: string;
  /** Places that stand for real files with several names: they stay when one of the names goes. */
  readonly #kept = new Set<string>();
  #count = 0;

  constructor(fs: ScratchPower, folder: string) {
    this.#fs = fs;
    this.#folder = folder;
  }

  /** A place where nothing is yet. */
  next(): string {
    this.#count += 1;
    return join(this.#folder, String(this.#count));
  }

  /** A real file or link, with its attributes; `whole` is false when its content is about to be dropped. */
  copy(from: string, stats: Stats, whole: boolean): string {
    const to = this.next();
    if (stats.isSymbolicLink()) {
      this.#fs.symlinkSync(this.#fs.readlinkSync(from), to);
      this.#give(to, stats);
      return to;
    }
    if (whole && stats.size > 0) this.#fs.copyFileSync(from, to);
    // Files that tell about the system have no size, and a copy by the system would be empty.
    else this.#fs.writeFileSync(to, whole ? this.#fs.readFileSync(from) : '');
    this.#resemble(to, stats);
    return to;
  }

  /** A place that is never given up. */
  keep(place: string): string {
    this.#kept.add(place);
    return place;
  }

  /** Another place for the same file. */
  twin(place: string): string {
    const to = this.next();
    this.#fs.linkSync(place, to);
    return to;
  }

  /** An empty folder with the attributes of a real one. */
  folderLike(stats: Stats): string {
    const to = this.next();
    this.#fs.mkdirSync(to);
    this.#resemble(to, stats);
    return to;
  }

  /** Gives up what a node holds here. */
  drop(node: Node): void {
    if (node.kind === 'below') return;
    if (node.kind === 'own') {
      if (!this.#kept.has(node.path)) this.#fs.unlinkSync(node.path);
      return;
    }
    for (const each of node.names.values()) if (each) this.drop(each);
    if (node.own !== null) this.#fs.rmdirSync(node.own);
  }

  #resemble(place: string, stats: Stats): void {
    this.#give(place, stats);
    this.#fs.chmodSync(place, stats.mode & MODE);
    this.#fs.utimesSync(place, stats.atimeMs / 1000, stats.mtimeMs / 1000);
  }

  #give(place: string, { uid, gid }: Stats): void {
    try {
      this.#fs.lchownSync(place, uid, gid);
    } catch {
      // Whoever may not give a file away keeps it, which shows in its attributes alone.
    }
  }
}
