/** The model of a program and of its history, which generator, editor, printer and shrinker share. */
import type { Tree } from './tree.ts';

export type ModuleKind = 'mjs' | 'cjs' | 'ts';

export interface ModuleModel {
  readonly name: string;
  readonly kind: ModuleKind;
  /** Imports (or requires) whole modules and reaches names through them. */
  readonly byNamespace: boolean;
}

/** A name declared at the top of a module, or exported by a package. */
export interface Declared {
  readonly id: number;
  readonly name: string;
}

/** A top-level piece of a module, and what it declares. */
export interface Item {
  readonly id: number;
  readonly module: number;
  readonly declares: readonly Declared[];
  readonly tree: Tree;
  /** What it declares is exchanged with the same: `function`, `class` and so on. */
  readonly shape: string;
}

/** A name that a package gives. */
export interface Given extends Declared {
  readonly from: string;
}

export interface ProgramModel {
  /** The first is the entry. */
  readonly modules: readonly ModuleModel[];
  readonly items: readonly Item[];
  readonly given: readonly Given[];
  /** Files beside the modules, packages included; null: there is none, even if the program made one. */
  readonly files: Readonly<Record<string, string | null>>;
  /** Pairs of declared names that their module exports under each other's name. */
  readonly swapped: readonly (readonly [number, number])[];
  /** What modules import through `index.mjs`, which declares nothing itself. */
  readonly passed: readonly Passed[];
}

/** A name that a module of re-exports gives, and the declared name it leads to. */
export interface Passed {
  readonly id: number;
  readonly name: string;
  readonly to: number;
}

/** The program and the world at one step. */
export interface Version {
  readonly program: ProgramModel;
  readonly env: Readonly<Record<string, string>>;
  readonly args: readonly string[];
}

/** One change, made to the version before it. */
export type Edit =
  | { readonly kind: 'text'; readonly tree: number; readonly text: string; readonly what: string }
  | { readonly kind: 'rename'; readonly item: number; readonly from: string; readonly to: string }
  | { readonly kind: 'insert'; readonly list: number; readonly at: number; readonly text: string }
  | { readonly kind: 'drop'; readonly tree: number }
  | { readonly kind: 'move'; readonly item: number; readonly to: number }
  | { readonly kind: 'reroute'; readonly id: number; readonly to: number }
  | { readonly kind: 'swap'; readonly a: number; readonly b: number }
  | { readonly kind: 'callee'; readonly tree: number; readonly from: number; readonly to: number }
  | { readonly kind: 'file'; readonly path: string; readonly text: string | null }
  | { readonly kind: 'env'; readonly name: string; readonly value: string | null }
  | { readonly kind: 'args'; readonly args: readonly string[] };

/** What happens before a run: nothing, edits, or the return of an earlier version. */
export type Step = ({ readonly edits: readonly Edit[] } | { readonly revertTo: number }) & {
  /** Before it, the store's journals are merged into its catalogue. */
  readonly merges?: boolean;
};

export interface History {
  readonly start: Version;
  /** The first run, of the start itself, is none of these. */
  readonly steps: readonly Step[];
}
