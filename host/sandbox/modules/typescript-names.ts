/** TypeScript as people write it: the file that a specifier means when it names the JavaScript, a folder, or no extension. */
import { join } from 'node:path';
import type { ModuleTree } from './tree.ts';

const SOURCES: Readonly<Record<string, readonly string[]>> = {
  '.js': ['.ts', '.tsx'],
  '.jsx': ['.tsx'],
  '.mjs': ['.mts'],
  '.cjs': ['.cts'],
};
/** Tried behind a path without extension. */
const ENDINGS: readonly string[] = ['.ts', '.tsx', '.js', '.jsx', '.json'];

/** What is made JavaScript before it runs. */
export function isTypeScript(file: string): boolean {
  return /\.(?:[cm]?tsx?|jsx)$/.test(file);
}

/** The file that a TypeScript module means by a path at which there is no file. */
export function sourceInstead(path: string, tree: ModuleTree): string | null {
  const extension = /\.[cm]?jsx?$/.exec(path)?.[0] ?? '';
  const sources = SOURCES[extension]?.map((ending) => path.slice(0, -extension.length) + ending) ?? [];
  const inFolder = ENDINGS.map((ending) => join(path, `index${ending}`));
  const names = [...sources, ...ENDINGS.map((ending) => path + ending), ...inFolder];
  return names.find((name) => tree.isFile(name)) ?? null;
}

/** The file that a path stands for in a tsconfig.json, where declarations are files too. */
export function sourceAt(path: string, tree: ModuleTree): string | null {
  if (/\.d\.[cm]?ts$/.test(path)) return null;
  if (tree.isFile(path)) return path;
  const main = tree.kind(path) === 'directory' ? tree.package(path)?.main : null;
  const named = main ? join(path, main) : null;
  if (named !== null && tree.isFile(named)) return named;
  return (named !== null ? sourceInstead(named, tree) : null) ?? sourceInstead(path, tree);
}
