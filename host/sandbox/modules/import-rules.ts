/** How `import` finds a file: the specifier is a URL, a path is exact, nothing is guessed. */
import { fileURLToPath, pathToFileURL } from 'node:url';
import { directoryImport, fileNotFound, invalidSpecifier, unknownBuiltin, unsupportedScheme } from './errors.ts';
import { type Asker, importUrl, packageUrl } from './packages.ts';
import { isTypeScript, sourceInstead } from './typescript-names.ts';

/** Where a specifier leads. */
export type Location =
  | { readonly builtin: string }
  /** `query` keeps `?x#y`: node evaluates one module per URL. */
  | { readonly file: string; readonly query: string };

export function locateImport(specifier: string, asker: Asker): Location {
  const alias = asker.alias(specifier);
  if (alias !== null) return { file: asker.tree.realPath(alias), query: '' };
  const url = urlOf(specifier, asker);
  if (url.protocol === 'node:') return builtin(url, asker);
  if (url.protocol !== 'file:') throw unsupportedScheme(url.protocol);
  return { file: asker.tree.realPath(exactFile(url, asker)), query: url.search + url.hash };
}

function urlOf(specifier: string, asker: Asker): URL {
  if (/^(?:\/|\.\.?(?:\/|$))/.test(specifier)) return new URL(specifier, pathToFileURL(asker.parent));
  if (specifier.startsWith('#')) return importUrl(specifier, asker);
  return URL.canParse(specifier) ? new URL(specifier) : packageUrl(specifier, asker);
}

function builtin(url: URL, { builtins }: Asker): Location {
  const name = url.href.slice('node:'.length);
  if (!builtins.has(name)) throw unknownBuiltin(url.href);
  return { builtin: name };
}

function exactFile(url: URL, { tree, parent }: Asker): string {
  const path = pathOf(url, parent);
  const kind = path.endsWith('/') ? 'directory' : tree.kind(path);
  if (kind === 'file') return path;
  const source = isTypeScript(parent) ? sourceInstead(path, tree) : null;
  if (source !== null) return source;
  throw kind === 'directory' ? directoryImport(path, parent) : fileNotFound(path, parent);
}

/** The path that a `file:` URL names. */
export function pathOf(url: URL, parent: string): string {
  if (/%2f|%5c/i.test(url.pathname))
    throw invalidSpecifier(url.pathname, 'must not include encoded "/" or "\\" characters', parent);
  return fileURLToPath(url);
}
