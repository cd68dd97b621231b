/** Which of the calls that could be answered are executed beside their entries. Decisions over data. */
import { sha256 } from './fingerprint/digest.ts';
import type { Trace } from './trace.ts';

/** A choice; an empty one takes all. */
export interface AuditChoice {
  /** Only calls of functions of this name. */
  readonly name?: string;
  /** Only these entries, by the ids of their traces, and each of them once. */
  readonly entries?: readonly string[];
  /** Entries that answer nothing, so that the calls in their extent are reached. */
  readonly within?: readonly string[];
}

/** An entry that answers calls, or would: what can be chosen from. */
export interface Answerable {
  readonly id: string;
  /** Whether code of other functions ran below it. */
  readonly contains: boolean;
}

/** What becomes of a call that could be answered; `execute` is for what has to run so that others come to run. */
export type AuditPlan = 'compare' | 'execute' | 'answer';

/** Decides call by call. */
export class Auditor {
  readonly #name: string | undefined;
  readonly #left: Set<string> | undefined;
  readonly #within: ReadonlySet<string>;
  readonly #answerable = new Map<string, Answerable>();

  constructor({ name, entries, within = [] }: AuditChoice) {
    this.#name = name;
    this.#left = entries && new Set(entries);
    this.#within = new Set(within);
  }

  /** The entries that were met, in the order of their first calls. */
  get answerable(): Answerable[] {
    return [...this.#answerable.values()];
  }

  plan({ id, site, dependencies }: Trace): AuditPlan {
    if (this.#name !== undefined && !isNamed(site.path, this.#name)) {
      const name = this.#name;
      return dependencies.some((d) => d.kind === 'code' && isNamed(d.name, name)) ? 'execute' : 'answer';
    }
    const contains = dependencies.some((d) => d.kind === 'code' && d.name !== site.path);
    this.#answerable.set(id, { id, contains });
    if (this.#left === undefined || this.#left.delete(id)) return 'compare';
    return this.#within.has(id) ? 'execute' : 'answer';
  }
}

/** Whether a function's path of names is meant by a name: the whole of it, or its last part. */
export function isNamed(path: string, name: string): boolean {
  return path === name || path.split(/[./]/).at(-1) === name;
}

/** So many of the items, the same ones for equal seeds, whatever their order. */
export function sampleOf<T>(items: readonly T[], size: number, seed: string, nameOf: (item: T) => string): T[] {
  const drawn = items.map((item) => ({ item, lot: sha256(`${seed}\n${nameOf(item)}`) }));
  drawn.sort((a, b) => (a.lot < b.lot ? -1 : 1));
  return drawn.slice(0, size).map(({ item }) => item);
}
