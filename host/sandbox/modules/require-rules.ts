/** How `require` finds a file: extensions are tried, folders have an index or a `main`. */
import { basename, dirname, isAbsolute, join, resolve } from 'node:path';
import { ModuleError, mainNotFound, mappedFileNotFound, requireNotFound, unknownBuiltin } from './errors.ts';
import { type Location, pathOf } from './import-rules.ts';
import { type Asker, exportUrl, folders, importUrl, isBareBuiltin, packageSpecifier, selfUrl } from './packages.ts';
import type { ModuleTree } from './tree.ts';
import { isTypeScript, sourceInstead } from './typescript-names.ts';

const EXTENSIONS: readonly string[] = ['.js', '.json', '.node'];
/** Tried for paths only after all of node's own have failed, so that what node finds is what is found. */
const FURTHER_EXTENSIONS: readonly string[] = ['.cjs', '.ts', '.cts', '.tsx'];

export function locateRequire(request: string, asker: Asker): Location {
  const { builtins, parent, tree } = asker;
  if (request === '') throw emptyRequest();
  const alias = asker.alias(request);
  if (alias !== null) return { file: tree.realPath(alias), query: '' };
  if (request.startsWith('node:')) return builtin(request, builtins);
  if (isBareBuiltin(request, builtins)) return { builtin: request };
  const mapped = isPath(request) ? null : mappedFile(request, asker);
  if (mapped !== null && typeof mapped === 'object') return mapped;
  const file = mapped ?? (isPath(request) ? byPath(request, asker) : inNodeModules(request, asker));
  if (file === null) throw requireNotFound(request, parent);
  return { file: tree.realPath(file), query: '' };
}

function isPath(request: string): boolean {
  return isAbsolute(request) || /^\.\.?(?:\/|$)/.test(request);
}

function builtin(request: string, builtins: ReadonlySet<string>): Location {
  const name = request.slice('node:'.length);
  if (!builtins.has(name)) throw unknownBuiltin(request);
  return { builtin: name };
}

function emptyRequest(): ModuleError {
  const message = "The argument 'id' must be a non-empty string. Received ''";
  return new ModuleError('ERR_INVALID_ARG_VALUE', message, 'TypeError');
}

/** What the `imports` map or the own `exports` map of the asking package says. */
function mappedFile(request: string, asker: Asker): string | Location | null {
  if (request.startsWith('#') && asker.tree.scope(asker.parent)?.imports) return internalFile(request, asker);
  const wanted = packageSpecifier(request);
  const own = wanted ? selfUrl(wanted, asker) : null;
  return own ? existing(own, asker) : null;
}

function internalFile(request: string, asker: Asker): string | Location {
  try {
    const url = importUrl(request, asker);
    return url.protocol === 'node:' ? { builtin: url.pathname } : existing(url, asker);
  } catch (error) {
    const missing = error instanceof ModuleError && error.code === 'ERR_MODULE_NOT_FOUND';
    throw missing ? mappedFileNotFound(request) : error;
  }
}

/** A map names files exactly. */
function existing(url: URL, { tree, parent }: Asker): string {
  const path = pathOf(url, parent);
  if (!tree.isFile(path)) throw mappedFileNotFound(path);
  return path;
}

function byPath(request: string, { tree, parent }: Asker): string | null {
  const path = resolve(dirname(parent), request);
  const folderOnly = /(?:^|\/)\.{0,2}$/.test(request);
  const found = fileOrFolder(path, folderOnly, EXTENSIONS, tree);
  if (found !== null) return found;
  const source = isTypeScript(parent) && !folderOnly ? sourceInstead(path, tree) : null;
  return source ?? fileOrFolder(path, folderOnly, FURTHER_EXTENSIONS, tree);
}

function inNodeModules(request: string, asker: Asker): string | null {
  const { tree, parent } = asker;
  const wanted = packageSpecifier(request);
  for (const folder of folders(parent)) {
    if (basename(folder) === 'node_modules') continue;
    const home = join(folder, 'node_modules');
    if (tree.kind(home) !== 'directory') continue;
    const found = wanted ? tree.package(join(home, wanted.name)) : null;
    if (wanted && found && found.exports !== null) {
      const url = exportUrl(found, wanted.subpath, { conditions: asker.conditions, parent: null });
      return existing(url, asker);
    }
    const file = fileOrFolder(join(home, request), request.endsWith('/'), EXTENSIONS, tree);
    if (file !== null) return file;
  }
  return null;
}

function fileOrFolder(path: string, folderOnly: boolean, endings: readonly string[], tree: ModuleTree): string | null {
  const kind = tree.kind(path);
  if (!folderOnly) {
    if (kind === 'file') return path;
    const guessed = withExtension(path, endings, tree);
    if (guessed !== null) return guessed;
  }
  return kind === 'directory' ? folderMain(path, endings, tree) : null;
}

function folderMain(folder: string, endings: readonly string[], tree: ModuleTree): string | null {
  const main = tree.package(folder)?.main;
  const index = (): string | null => withExtension(join(folder, 'index'), endings, tree);
  if (!main) return index();
  const path = resolve(folder, main);
  if (tree.isFile(path)) return path;
  const named = withExtension(path, endings, tree) ?? withExtension(join(path, 'index'), endings, tree);
  const found = named ?? index();
  if (found === null && endings === EXTENSIONS && !hasFurther(folder, path, tree)) throw mainNotFound(path);
  return found;
}

/** A `main` that only the further extensions find is not an error yet. */
function hasFurther(folder: string, path: string, tree: ModuleTree): boolean {
  const stems = [path, join(path, 'index'), join(folder, 'index')];
  return stems.some((stem) => withExtension(stem, FURTHER_EXTENSIONS, tree) !== null);
}

function withExtension(path: string, endings: readonly string[], tree: ModuleTree): string | null {
  const ending = endings.find((candidate) => tree.isFile(path + candidate));
  return ending === undefined ? null : path + ending;
}
