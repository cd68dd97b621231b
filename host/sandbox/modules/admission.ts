/**
 * Which files may come in as code. The script's own project and the packages that it names are its code already; every
 * other file is read by loading it, data files and error messages included, so it takes a grant to read.
 */
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isBelow } from '../../capabilities/grants.ts';
import { notAdmitted } from './errors.ts';
import { folders, packageSpecifier } from './packages.ts';
import type { ModuleFiles } from './tree.ts';

/** What is asked about files. */
export interface AdmissionPowers {
  readonly files: ModuleFiles;
  /** The project root. */
  readonly root: string;
  /** Whether the run may read a file, by its real path. */
  readonly mayRead: (file: string) => boolean;
}

export class Admission {
  readonly #powers: AdmissionPowers;
  readonly #root: string;
  /** Real folders of packages that were asked for by name. */
  readonly #packages = new Set<string>();

  constructor(powers: AdmissionPowers) {
    this.#powers = powers;
    this.#root = real(powers.files, powers.root);
  }

  /** Throws where a module leads out. `file` is its real path. */
  check(specifier: string, parent: string, file: string): void {
    if (this.#isAdmitted(file)) return;
    const home = this.#home(specifier, parent, file);
    if (home === null) throw notAdmitted(file);
    this.#packages.add(home);
  }

  /** Whether a path may be loaded, whatever is there. */
  admits(path: string): boolean {
    return this.#isAdmitted(real(this.#powers.files, path));
  }

  /** What is not there is refused like what is, so that nobody learns which it is. */
  checkMissing(specifier: string, parent: string): void {
    const path = pathOf(specifier, parent);
    if (path !== null && !this.#isAdmitted(real(this.#powers.files, path))) throw notAdmitted(path);
  }

  #isAdmitted(file: string): boolean {
    if (isBelow(file, this.#root) || this.#powers.mayRead(file)) return true;
    for (const folder of this.#packages) if (isBelow(file, folder)) return true;
    return false;
  }

  /** The package that a bare specifier names, if the file lies in it. */
  #home(specifier: string, parent: string, file: string): string | null {
    const wanted = packageSpecifier(specifier);
    if (!wanted) return null;
    const homes = folders(parent).map((folder) => real(this.#powers.files, join(folder, 'node_modules', wanted.name)));
    return homes.find((home) => isBelow(file, home)) ?? null;
  }
}

/** The path that a specifier names by itself; null for packages. */
function pathOf(specifier: string, parent: string): string | null {
  if (/^\.{0,2}\//.test(specifier)) return resolve(dirname(parent), specifier);
  if (!specifier.startsWith('file:')) return null;
  try {
    return fileURLToPath(specifier);
  } catch {
    return null;
  }
}

/** The real path, of the deepest folder that is there. */
function real(files: ModuleFiles, path: string): string {
  try {
    return files.realpathSync(path);
  } catch {
    const parent = dirname(path);
    return parent === path ? path : join(real(files, parent), path.slice(parent.length));
  }
}
