/** A story: what is done to a script of the corpus, run after run, and which functions must be answered each time. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { corpusRoot } from './folder.ts';

export type Size = 'small' | 'full';

/** What a run must show. Functions are named by their path, or by `file#path` where a name is used twice. */
export interface Expectation {
  /** Answered from the store at least once; `a|b` asks for one of them: a caller whose hit covers the other will do. */
  readonly hits?: readonly string[];
  /** Executed at least once. A watched function that is not named here must not execute, unless it may. */
  readonly ran?: readonly string[];
  /** Executed, and not memoized, for a reason that contains the given words. */
  readonly bypass?: Readonly<Record<string, string>>;
  /** Allowed to execute or not: over-approximated dependencies. */
  readonly may?: readonly string[];
}

export interface RunStep {
  readonly do: 'run';
  readonly expect?: Expectation;
  /** Leaves the files that the script wrote where they are, so that the next run finds them. */
  readonly keepFiles?: boolean;
  /** Words of this run instead of the story's. */
  readonly args?: readonly string[];
}

export type EditStep =
  | { readonly do: 'edit'; readonly kind: 'revert' }
  | { readonly do: 'edit'; readonly kind: 'env'; readonly name: string; readonly value: string | null }
  | {
      readonly do: 'edit';
      readonly kind: 'comment' | 'rename' | 'literal' | 'callee' | 'module-callee' | 'data';
      readonly file: string | Readonly<Record<Size, string>>;
      readonly find: string;
      readonly replace: string;
      readonly all?: boolean;
    };

export interface Story {
  readonly name: string;
  readonly entry: string;
  readonly args: Readonly<Record<Size, readonly string[]>>;
  readonly env: Readonly<Record<string, string>>;
  /** Files of vega-datasets that the script finds in `data/`. */
  readonly data: readonly string[];
  /** Packages that the script finds in its node_modules. */
  readonly packages: readonly string[];
  /** The functions that expectations are about. */
  readonly stages: readonly string[];
  /** False where node itself writes to stderr: an uncaught error. */
  readonly stderr: boolean;
  readonly steps: readonly (RunStep | EditStep)[];
}

/** Reads `corpus/<name>/story.json`; the name of a small script is `small/<name>`. */
export function readStory(name: string): Story {
  const given = JSON.parse(readFileSync(join(corpusRoot, name, 'story.json'), 'utf8')) as Partial<Story>;
  const { entry, steps } = given;
  if (entry === undefined || steps === undefined) throw new Error(`corpus/${name}/story.json names no entry or steps`);
  const defaults = { args: { small: [], full: [] }, env: {}, data: [], packages: [], stages: [], stderr: true };
  return { ...defaults, ...given, name, entry, steps };
}

const foldersWithStory = (folder: string): string[] =>
  readdirSync(folder, { withFileTypes: true })
    .filter((item) => item.isDirectory() && readdirSync(join(folder, item.name)).includes('story.json'))
    .map((item) => item.name)
    .sort();

/** Names of the realistic analyses. */
export const realisticNames = (): string[] => foldersWithStory(corpusRoot);

/** Names of the small scripts. */
export const smallNames = (): string[] => foldersWithStory(join(corpusRoot, 'small')).map((name) => `small/${name}`);
