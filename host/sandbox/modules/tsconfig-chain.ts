/** One tsconfig.json and those that it extends, as one set of options. */
import { basename, dirname, isAbsolute, join, resolve } from 'node:path';
import { invalidTsconfig, tsconfigNotFound } from './errors.ts';
import { parseJsonc } from './jsonc.ts';
import { folders } from './packages.ts';
import type { ModuleTree } from './tree.ts';

export interface MergedOptions {
  /** `compilerOptions`, what is nearer wins. */
  readonly values: Readonly<Record<string, unknown>>;
  /** Absolute, unless it begins with `${configDir}`. */
  readonly baseUrl: string | null;
  /** The folder of the file that says `paths`. */
  readonly pathsFolder: string | null;
}

/** Throws a `ModuleError`. */
export function mergedOptions(config: string, tree: ModuleTree): MergedOptions {
  return merged(config, tree, []);
}

function merged(config: string, tree: ModuleTree, above: readonly string[]): MergedOptions {
  if (above.includes(config)) throw invalidTsconfig(config, 'it extends itself');
  const { extends: bases, compilerOptions } = read(config, tree);
  const chain = [...above, config];
  const own = ownOptions(compilerOptions, dirname(config));
  const all = [...listOf(bases).map((base) => merged(baseFile(base, config, tree), tree, chain)), own];
  return all.reduce((sum, next) => ({
    values: { ...sum.values, ...next.values },
    baseUrl: next.baseUrl ?? sum.baseUrl,
    pathsFolder: next.pathsFolder ?? sum.pathsFolder,
  }));
}

function ownOptions(given: unknown, folder: string): MergedOptions {
  const values = isRecord(given) ? given : {};
  const { baseUrl, paths } = values;
  const isTemplate = typeof baseUrl === 'string' && baseUrl.startsWith(CONFIG_DIR);
  return {
    values,
    baseUrl: typeof baseUrl !== 'string' ? null : isTemplate ? baseUrl : resolve(folder, baseUrl),
    pathsFolder: isRecord(paths) ? folder : null,
  };
}

/** Stands for the folder of the tsconfig.json that holds, not of the one it is written in. */
export const CONFIG_DIR = '$' + '{configDir}';

function read(config: string, tree: ModuleTree): Record<string, unknown> {
  const text = tree.text(config);
  let value: unknown;
  try {
    value = parseJsonc(text);
  } catch (error) {
    throw invalidTsconfig(config, `line ${lineOf(error as SyntaxError, text)} is not JSON`);
  }
  if (!isRecord(value)) throw invalidTsconfig(config, 'it is no object');
  return value;
}

/** The parser says how far it came, in words that quote the file. */
function lineOf({ message }: SyntaxError, text: string): number {
  const offset = Number(/ at position (\d+)/.exec(message)?.[1] ?? text.trimEnd().length);
  return text.slice(0, offset).split('\n').length;
}

function listOf(bases: unknown): string[] {
  const list = Array.isArray(bases) ? bases : [bases];
  return list.filter((base) => typeof base === 'string');
}

/** What may be told of any place: that it holds a file of such a name. */
const CONFIG_NAME = /^tsconfig(?:[.-][\w.-]*)?\.json$/;

/** A path, or a file of a package. Whoever writes a tsconfig.json learns nothing of files elsewhere by naming them. */
function baseFile(base: string, config: string, tree: ModuleTree): string {
  const isPath = isAbsolute(base) || base.split('/').includes('..') || base.startsWith('.');
  const homes = isPath ? [dirname(config)] : folders(config).map((folder) => join(folder, 'node_modules'));
  for (const home of homes) {
    const path = resolve(home, base);
    const names = [path, `${path}.json`, join(path, 'tsconfig.json')];
    const open = names.filter((name) => !isPath || tree.admits(name) || CONFIG_NAME.test(basename(name)));
    const found = open.find((name) => tree.isFile(name));
    if (found !== undefined) return found;
  }
  throw tsconfigNotFound(base, config);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
