/** From a specifier to a module, by node's rules, over a power that is passed in. */

import type { TypeScriptSettings } from '../../../engine/program/table.ts';
import { type Aliases, aliasedFile, closedPath } from './aliases.ts';
import { notAdmitted } from './errors.ts';
import { formatOf, type ModuleFormat } from './format.ts';
import { type Location, locateImport } from './import-rules.ts';
import { CONDITIONS } from './package-map.ts';
import type { Asker } from './packages.ts';
import { locateRequire } from './require-rules.ts';
import { type ModuleFiles, ModuleTree, type SyntaxReader } from './tree.ts';
import { ProjectConfigs } from './tsconfig.ts';
import { isTypeScript } from './typescript-names.ts';

export type ImportKind = 'import' | 'require';

/** What a specifier leads to. */
export type Resolved = ResolvedBuiltin | ResolvedFile;

export interface ResolvedBuiltin {
  readonly kind: 'builtin';
  /** Without `node:`. */
  readonly name: string;
}

export interface ResolvedFile {
  readonly kind: 'file';
  /** Real path. */
  readonly file: string;
  /** `?x#y` of an import, or empty; node evaluates one module per file and query. */
  readonly query: string;
  readonly format: ModuleFormat;
  /** The folder of the package that it comes from; null for the script's own modules. */
  readonly package: string | null;
}

export interface Resolver {
  /** Throws a `ModuleError`. `parentFile` is an absolute real path. */
  resolve(specifier: string, parentFile: string, kind: ImportKind): Resolved;
  /** How a file becomes JavaScript; null for what is JavaScript. Throws a `ModuleError`. */
  typescript(file: string): TypeScriptSettings | null;
}

/** A resolver remembers what it found, never what it missed: a script may write the module that it imports. */
export function createResolver(
  files: ModuleFiles,
  builtinNames: ReadonlySet<string>,
  syntax: () => SyntaxReader,
  admits?: (path: string) => boolean,
): Resolver {
  const tree = new ModuleTree(files, syntax, admits);
  const configs = new ProjectConfigs(tree);
  const found = new Map<string, Resolved>();
  const formats = new Map<string, ModuleFormat>();
  const formatFor = (file: string, kind: ImportKind): ModuleFormat =>
    remembered(formats, `${kind}\0${file}`, () => formatOf(file, kind, tree));
  const aliases = (parent: string): Aliases | null => (isTypeScript(parent) ? configs.of(parent).aliases : null);
  const locate = (specifier: string, parent: string, kind: ImportKind): Location => {
    const known = aliases(parent);
    const alias = (name: string): string | null => known && aliasedFile(name, known, tree);
    const asker: Asker = { tree, builtins: builtinNames, parent, conditions: CONDITIONS[kind], alias };
    try {
      return kind === 'import' ? locateImport(specifier, asker) : locateRequire(specifier, asker);
    } catch (error) {
      const closed = known && closedPath(specifier, known, tree);
      throw closed === null ? error : notAdmitted(closed);
    }
  };
  return {
    resolve: (specifier, parent, kind) =>
      remembered(found, `${kind}\0${parent}\0${specifier}`, () =>
        resolved(locate(specifier, parent, kind), (file) => formatFor(file, kind)),
      ),
    typescript: (file) => (isTypeScript(file) ? configs.of(file).settings : null),
  };
}

function resolved(location: Location, formatFor: (file: string) => ModuleFormat): Resolved {
  if ('builtin' in location) return { kind: 'builtin', name: location.builtin };
  const { file, query } = location;
  return { kind: 'file', file, query, format: formatFor(file), package: packageFolder(file) };
}

/** The folder of the innermost package that a path lies in, by its name alone. */
export function packageFolder(file: string): string | null {
  return /^.*\/node_modules\/(?:@[^/]+\/)?[^/]+(?=\/|$)/s.exec(file)?.[0] ?? null;
}

function remembered<T>(known: Map<string, T>, key: string, make: () => T): T {
  const before = known.get(key);
  if (before !== undefined) return before;
  const made = make();
  known.set(key, made);
  return made;
}
