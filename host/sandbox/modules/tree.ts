/** The file tree as module rules see it: what stands at a path, and the package that a file belongs to. */
import { basename, dirname, join } from 'node:path';
import { invalidPackage } from './errors.ts';

/** The power that module loading needs; `node:fs` has this shape. */
export interface ModuleFiles {
  readFileSync(path: string): Buffer;
  statSync(path: string, options: { throwIfNoEntry: false }): Stats | undefined;
  realpathSync(path: string): string;
  existsSync(path: string): boolean;
}

/** Tells modules from CommonJS by their text. Asked for only when nothing declares the format: it brings parsers. */
export interface SyntaxReader {
  looksLikeModule(text: string): boolean;
  looksLikeTypeScriptModule(file: string, text: string): boolean;
}

interface Stats {
  isDirectory(): boolean;
}

/** What module rules read in a package.json. */
export interface PackageJson {
  /** The folder that holds it. */
  readonly folder: string;
  readonly name: string | null;
  readonly main: string | null;
  readonly type: 'module' | 'commonjs' | 'none';
  readonly exports: unknown;
  readonly imports: unknown;
}

export class ModuleTree {
  readonly #files: ModuleFiles;
  /** Only what was found: a script may write a module or a package after it looked for one in vain. */
  readonly #packages = new Map<string, PackageJson>();

  readonly syntax: () => SyntaxReader;
  /** Whether a file may be loaded by its path alone; nothing is asked of the file. */
  readonly admits: (path: string) => boolean;

  constructor(files: ModuleFiles, syntax: () => SyntaxReader, admits: (path: string) => boolean = () => true) {
    this.#files = files;
    this.syntax = syntax;
    this.admits = admits;
  }

  kind(path: string): 'file' | 'directory' | 'absent' {
    const stats = this.#stats(path);
    if (!stats) return 'absent';
    return stats.isDirectory() ? 'directory' : 'file';
  }

  /** What cannot be looked at (permissions, a loop of links) is absent to node's rules too. */
  #stats(path: string): Stats | undefined {
    try {
      return this.#files.statSync(path, { throwIfNoEntry: false });
    } catch {
      return undefined;
    }
  }

  isFile(path: string): boolean {
    return this.kind(path) === 'file';
  }

  realPath(path: string): string {
    return this.#files.realpathSync(path);
  }

  bytes(file: string): Buffer {
    return this.#files.readFileSync(file);
  }

  text(file: string): string {
    return this.bytes(file).toString('utf8');
  }

  /** The package.json in a folder. */
  package(folder: string): PackageJson | null {
    const known = this.#packages.get(folder);
    if (known) return known;
    const manifest = join(folder, 'package.json');
    if (!this.#files.existsSync(manifest)) return null;
    const read = packageJson(folder, parsed(this.text(manifest), manifest));
    this.#packages.set(folder, read);
    return read;
  }

  /** The package whose rules hold for a file: the nearest package.json that is not beyond a node_modules folder. */
  scope(file: string): PackageJson | null {
    for (let folder = dirname(file); basename(folder) !== 'node_modules'; folder = dirname(folder)) {
      const found = this.package(folder);
      if (found || folder === dirname(folder)) return found;
    }
    return null;
  }
}

function parsed(text: string, manifest: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text.replace(/^\ufeff/, ''));
    if (typeof value === 'object' && value !== null) return value as Record<string, unknown>;
  } catch {}
  throw invalidPackage(manifest);
}

function packageJson(folder: string, json: Record<string, unknown>): PackageJson {
  const { name, main, type, exports, imports } = json;
  return {
    folder,
    name: typeof name === 'string' ? name : null,
    main: typeof main === 'string' ? main : null,
    type: type === 'module' || type === 'commonjs' ? type : 'none',
    exports: exports ?? null,
    imports: typeof imports === 'object' ? imports : null,
  };
}
