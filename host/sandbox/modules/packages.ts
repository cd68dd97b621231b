/** Node's rules for packages: by name, by their own name, through `exports` and `imports` maps, or by `main`. */
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { importNotDefined, invalidSpecifier, invalidTarget, notExported, packageNotFound } from './errors.ts';
import { type Conditions, exportPattern, exportTargets, importTargets } from './package-map.ts';
import type { ModuleTree, PackageJson } from './tree.ts';

/** Who asks, and for what. */
export interface Asker {
  readonly tree: ModuleTree;
  readonly builtins: ReadonlySet<string>;
  /** Absolute path of the module that asks. */
  readonly parent: string;
  readonly conditions: Conditions;
  /** The file that the project's tsconfig.json gives a name to; null where it does not. */
  readonly alias: (specifier: string) => string | null;
}

/** A bare specifier taken apart. */
export interface PackageSpecifier {
  readonly name: string;
  /** `.` or `./x`. */
  readonly subpath: string;
}

const PACKAGE = /^((?:@[^/\\%]+\/)?[^./\\%@][^/\\%]*)(\/.*)?$/s;
/** Segments that would leave the package, encoded ones too. */
const FOREIGN_SEGMENT = /(?:^|[\\/])(?:\.\.?|node_modules)(?:[\\/]|$)/i;
const LEGACY_ENDINGS = ['', '.js', '.json', '.node', '/index.js', '/index.json', '/index.node'];

export function packageSpecifier(specifier: string): PackageSpecifier | null {
  const found = PACKAGE.exec(specifier);
  return found ? { name: found[1] as string, subpath: `.${found[2] ?? ''}` } : null;
}

/** Bare names of builtins win over packages, save those that only `node:` reaches. */
export function isBareBuiltin(specifier: string, builtins: ReadonlySet<string>): boolean {
  return builtins.has(specifier) && !SCHEME_ONLY.has(specifier);
}

const SCHEME_ONLY: ReadonlySet<string> = new Set(['sea', 'sqlite', 'test', 'test/reporters']);

/** A bare specifier by the rules of `import`: a `file:` URL that may name nothing yet, or a `node:` one. */
export function packageUrl(specifier: string, asker: Asker): URL {
  if (isBareBuiltin(specifier, asker.builtins)) return new URL(`node:${specifier}`);
  const wanted = packageSpecifier(specifier);
  if (!wanted) throw invalidSpecifier(specifier, 'is not a valid package name', asker.parent);
  const own = selfUrl(wanted, asker);
  if (own) return own;
  for (const folder of folders(asker.parent)) {
    const home = join(folder, 'node_modules', wanted.name);
    if (asker.tree.kind(home) === 'directory') return inPackage(home, wanted.subpath, asker);
  }
  throw packageNotFound(wanted.name, asker.parent);
}

/** A package that asks for itself by name, which only its `exports` map allows. */
export function selfUrl({ name, subpath }: PackageSpecifier, asker: Asker): URL | null {
  const scope = asker.tree.scope(asker.parent);
  if (!scope || scope.exports === null || scope.name !== name) return null;
  return exportUrl(scope, subpath, asker);
}

/** By a package's `exports` map. `parent` is who is named in errors. */
export function exportUrl(found: PackageJson, subpath: string, { conditions, parent }: ExportAsker): URL {
  const { folder, exports } = found;
  const targets = exportTargets(exports, subpath, conditions);
  const last = targets.at(-1);
  if (last === undefined) throw notExported(folder, subpath, parent);
  const target = targets.find(isInside);
  if (target !== undefined) return urlIn(folder, target);
  const pattern = FOREIGN_SEGMENT.test(subpath.slice(2)) ? exportPattern(exports, subpath) : undefined;
  if (pattern === undefined) throw invalidTarget({ map: 'exports', folder, key: subpath, target: last }, parent);
  const rest = `pattern "${pattern}" for the "exports" resolution of ${folder}/package.json`;
  throw invalidSpecifier(subpath, `request is not a valid match in ${rest}`, parent);
}

interface ExportAsker {
  readonly conditions: Conditions;
  readonly parent: string | null;
}

/** `#x`, a name that the package of the asking module gives to one of its files or to another package. */
export function importUrl(name: string, asker: Asker): URL {
  // `#/x`, which older versions of node refuse, is allowed as in newer ones.
  if (name === '#' || name.endsWith('/'))
    throw invalidSpecifier(name, 'is not a valid internal imports specifier name', asker.parent);
  const scope = asker.tree.scope(asker.parent);
  const targets = scope?.imports ? importTargets(scope.imports, name, asker.conditions) : [];
  const target = targets.find((item) => isInside(item) || isOutward(item)) ?? targets.at(-1);
  if (!scope || target === undefined) throw importNotDefined(name, scope?.folder ?? null, asker.parent);
  if (isInside(target)) return urlIn(scope.folder, target);
  if (isOutward(target)) return packageUrl(target, { ...asker, parent: join(scope.folder, 'package.json') });
  throw invalidTarget({ map: 'imports', folder: scope.folder, key: name, target }, asker.parent);
}

function isInside(target: string): boolean {
  return target.startsWith('./') && !FOREIGN_SEGMENT.test(target.slice(2).replace(/%2e/gi, '.'));
}

/** Another package; node takes no URL here, not even `node:fs`. */
function isOutward(target: string): boolean {
  return !/^(?:\.\.?\/|\/)/.test(target) && !URL.canParse(target);
}

function inPackage(folder: string, subpath: string, asker: Asker): URL {
  const found = asker.tree.package(folder);
  if (found && found.exports !== null) return exportUrl(found, subpath, asker);
  return subpath === '.' ? legacyMain(folder, found, asker) : urlIn(folder, subpath);
}

function legacyMain(folder: string, found: PackageJson | null, { tree, parent }: Asker): URL {
  const mains = found?.main ? LEGACY_ENDINGS.map((ending) => `./${found.main}${ending}`) : [];
  const indexes = LEGACY_ENDINGS.slice(4).map((ending) => `.${ending}`);
  for (const candidate of [...mains, ...indexes]) {
    const url = urlIn(folder, candidate);
    if (tree.isFile(fileURLToPath(url))) return url;
  }
  throw packageNotFound(join(folder, found?.main ?? 'index.js'), parent);
}

function urlIn(folder: string, relative: string): URL {
  return new URL(relative, pathToFileURL(join(folder, 'package.json')));
}

/** The folders above a file, nearest first. */
export function folders(file: string): string[] {
  const all: string[] = [];
  for (let folder = dirname(file); ; folder = dirname(folder)) {
    all.push(folder);
    if (folder === dirname(folder)) return all;
  }
}
