/** What a blueprint consists of, as those who draft it and those who follow it know it. Data table and types. */

import type { KeptStack } from './kept-stack.ts';

/** A primitive or a run of bytes that the instructions refer to. */
export type Leaf = string | number | bigint | Uint8Array;

/** Something that already exists in the guest. */
export type External =
  | { readonly kind: 'numbered'; readonly number: number }
  | { readonly kind: 'boot'; readonly number: number }
  | { readonly kind: 'wellKnown'; readonly atom: number }
  | { readonly kind: 'registered'; readonly key: string }
  | { readonly kind: 'static' | 'prototype'; readonly module: string; readonly binding: string }
  /** A new object of the class of errors. */
  | { readonly kind: 'error'; readonly fresh: number };

/** A captured variable: one that is made with the value, or one that the frame has numbered. */
export type CellReference = { readonly fresh: number } | { readonly numbered: number };

/** A variable that is made with the value; an empty one was not initialised yet. */
export interface MadeCell {
  readonly fresh: number;
  readonly isEmpty: boolean;
}

/** A function that is made with the value: its place in the program, and its variables by what they are there. */
export interface MadeFunction {
  readonly module: string;
  readonly path: string;
  readonly template: number;
  readonly hasHome: boolean;
  readonly captures: ReadonlyMap<string, CellReference>;
}

/**
 * What the guest does not make by itself. Behind the instructions stand references to what the host needs for it: each
 * variable's holder, then each function, followed by its home object if it has one.
 */
export interface Closures {
  readonly cells: readonly MadeCell[];
  readonly functions: readonly MadeFunction[];
}

export interface Blueprint {
  readonly instructions: Int32Array;
  readonly leaves: readonly Leaf[];
  readonly externals: readonly External[];
  readonly closures: Closures;
  readonly stacks: readonly KeptStack[];
}

/**
 * Low three bits of a reference; the rest is an index, a small integer, or a constant (undefined, null, true, false).
 * A stack is no value: who reads the property finds it.
 */
export const REF = { leaf: 0, fresh: 1, external: 2, constant: 3, int: 4, stack: 5 } as const;

/** What to create for a fresh thing. */
export const MAKE = {
  object: 0,
  array: 1,
  map: 2,
  set: 3,
  date: 4,
  regExp: 5,
  buffer: 6,
  view: 7,
  boxed: 8,
  given: 9,
  cell: 10,
  function: 11,
} as const;

/** Kinds of functions that look alike until they have their own code. */
export const TEMPLATE = { arrow: 0, plain: 1, generator: 2, async: 3, asyncGenerator: 4 } as const;

/** In place of a shape: nothing follows, or the value of a variable. */
export const FILL = { nothing: -1, cell: -2 } as const;
