/** Names of modules that a project's tsconfig.json gives to files: `paths` and `baseUrl`. */
import { isAbsolute, join, resolve } from 'node:path';
import type { ModuleTree } from './tree.ts';
import { CONFIG_DIR, type MergedOptions } from './tsconfig-chain.ts';
import { sourceAt } from './typescript-names.ts';

export interface Aliases {
  /** The folder in which names are looked for before packages. */
  readonly base: string | null;
  readonly rules: readonly AliasRule[];
}

interface AliasRule {
  readonly before: string;
  /** What follows the star; null for a name without one. */
  readonly after: string | null;
  /** Absolute paths, in the order in which they are tried. */
  readonly targets: readonly string[];
}

/** `folder` is that of the tsconfig.json that holds. */
export function aliasesOf({ values, baseUrl, pathsFolder }: MergedOptions, folder: string): Aliases {
  const base = baseUrl === null ? null : resolve(baseUrl.replace(CONFIG_DIR, folder));
  const from = base ?? pathsFolder ?? folder;
  const paths = Object.entries((pathsFolder === null ? {} : values['paths']) as Record<string, unknown>);
  const rules = paths.map(([pattern, targets]) => ruleOf(pattern, targets, (path) => placed(path, from, folder)));
  return { base, rules };
}

function placed(path: string, from: string, folder: string): string {
  const told = path.replace(CONFIG_DIR, folder);
  return isAbsolute(told) ? told : join(from, told);
}

function ruleOf(pattern: string, targets: unknown, place: (path: string) => string): AliasRule {
  const star = pattern.indexOf('*');
  const list = Array.isArray(targets) ? targets.filter((target) => typeof target === 'string') : [];
  return {
    before: star < 0 ? pattern : pattern.slice(0, star),
    after: star < 0 ? null : pattern.slice(star + 1),
    targets: list.map(place),
  };
}

/**
 * The file that a name stands for; null where the tsconfig.json says nothing, or what it says is not there. Of places that
 * may not be loaded nobody learns what is there: they are passed over.
 */
export function aliasedFile(name: string, aliases: Aliases, tree: ModuleTree): string | null {
  for (const path of pathsFor(name, aliases)) {
    const file = tree.admits(path) ? sourceAt(path, tree) : null;
    if (file !== null) return file;
  }
  return null;
}

/** The first place that a name may stand for and that may not be loaded. */
export function closedPath(name: string, aliases: Aliases, tree: ModuleTree): string | null {
  return pathsFor(name, aliases).find((path) => !tree.admits(path)) ?? null;
}

function pathsFor(name: string, { base, rules }: Aliases): string[] {
  if (/^(?:\.{0,2}\/|\.{1,2}$|node:|file:|#)/.test(name)) return [];
  return [...targetsFor(name, rules), ...(base === null ? [] : [join(base, name)])];
}

/** A name itself comes before patterns, of which the one that says more before its star is meant. */
function targetsFor(name: string, rules: readonly AliasRule[]): string[] {
  const exact = rules.find(({ before, after }) => after === null && before === name);
  if (exact) return [...exact.targets];
  const fitting = rules.filter((rule) => fits(name, rule)).sort((a, b) => b.before.length - a.before.length);
  const [best] = fitting;
  if (!best) return [];
  const matched = name.slice(best.before.length, name.length - (best.after ?? '').length);
  return best.targets.map((target) => target.replace('*', () => matched));
}

function fits(name: string, { before, after }: AliasRule): boolean {
  if (after === null || name.length < before.length + after.length) return false;
  return name.startsWith(before) && name.endsWith(after);
}
