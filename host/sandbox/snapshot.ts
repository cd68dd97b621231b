/** What a few values and variables are at a moment, with all they lead to, to be compared with a later one. */
import type { Guest } from './guest.ts';
import type { HeapWalker } from './heap-walker.ts';
import { NODE, Numbering } from './numbering.ts';
import { Walks } from './walks.ts';

/** What a snapshot works with. */
export interface SnapshotPowers {
  readonly guest: Guest;
  readonly walker: HeapWalker;
}

export class Snapshot {
  /** Whether something in it cannot be read. */
  readonly isOpaque: boolean;
  readonly #numbering: Numbering;
  readonly #walks: Walks;
  readonly #root: string;
  readonly #bodies: string;
  readonly #count: number;

  /** `roots` are addresses of JSValues, `cells` of variables. */
  constructor({ guest, walker }: SnapshotPowers, roots: readonly number[], cells: readonly number[]) {
    const numbering = new Numbering(guest, (address, tag) => guest.release(address, tag));
    this.#numbering = numbering;
    this.#walks = new Walks(walker, numbering);
    for (const cell of cells) numbering.number(cell, NODE.cell);
    this.#root = this.#walks.roots('observe', roots);
    this.#bodies = this.#walks.bodies(
      0,
      () => numbering.count,
      () => undefined,
    );
    this.#count = numbering.count;
    this.isOpaque = walker.refusal !== null;
  }

  /** Whether these roots are the same things in the same state. */
  isStill(roots: readonly number[]): boolean {
    if (this.#walks.roots('look', roots) !== this.#root) return false;
    const bodies = this.#walks.bodies(
      0,
      () => this.#count,
      () => undefined,
    );
    return bodies === this.#bodies;
  }

  release(): void {
    this.#numbering.clear();
  }
}
