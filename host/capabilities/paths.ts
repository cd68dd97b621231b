/**
 * Where a path of the script really leads, and whether the script may go there.
 * Decides on the real path of the deepest existing ancestor, so that neither `..` nor a symbolic link leads out of a
 * grant; operations then use that real path, so that what was checked is what is opened.
 */
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import type { Recorder } from './capability.ts';
import { codeOf, systemFailure } from './failure.ts';
import { kindAt } from './files/facts.ts';
import type { FilePower } from './files/power.ts';
import { fingerprint } from './fingerprint.ts';
import { coversPath, type Grants, isBelow } from './grants.ts';

/** A path that passed: as the script wrote it, where it leads, and its name in dependencies. */
export interface Place {
  readonly shown: string;
  readonly real: string;
  readonly name: string;
}

/** The current directory of the run: shared by the process island (moves it) and the file islands (resolve against it). */
export interface CurrentDirectory {
  path: string;
}

export interface PathOptions {
  readonly files: FilePower;
  /** The same files for what acts on real paths that were checked. */
  readonly anchored: FilePower;
  readonly grants: Grants;
  readonly root: string;
  readonly cwd: CurrentDirectory;
  /** The store's folder: invisible to scripts. */
  readonly storeDir: string | undefined;
}

const linkLimit = 40;
/** Bytes of a path that the system takes, its end included. */
const LONGEST = 4096;

export class Paths {
  readonly #files: FilePower;
  readonly #grants: Grants;
  readonly #root: string;
  readonly #cwd: CurrentDirectory;
  readonly #storeDir: string | undefined;

  constructor(options: PathOptions) {
    this.#files = options.files;
    this.#root = realFolder(options.files, options.root);
    this.#cwd = options.cwd;
    this.#grants = {
      ...options.grants,
      read: realFolders(options.files, options.grants.read),
      write: realFolders(options.files, options.grants.write),
    };
    this.#storeDir = options.storeDir === undefined ? undefined : this.#real(resolve(options.storeDir), true, 0);
  }

  /** A place to read from; `follow` is false for operations on a link itself. Throws as node would when refused. */
  toRead(path: string, syscall: string, recorder: Recorder, follow = true): Place {
    return this.#place(path, syscall, 'read', recorder, follow);
  }

  /** A place to write to. */
  toWrite(path: string, syscall: string, recorder: Recorder, follow = true): Place {
    return this.#place(path, syscall, 'write', recorder, follow);
  }

  /** Whether present grants let a dependency be asked again; its name is that of a place. */
  mayRead(name: string): boolean {
    const real = this.#real(resolve(this.#root, name), true, 0);
    return !this.#isStore(real) && coversPath(this.#grants.read, real);
  }

  /** The absolute path behind a name of a dependency or an effect. */
  fromName(name: string): string {
    return resolve(this.#root, name);
  }

  /** The name of an absolute path: root-relative with `/` where it lies below the root. */
  nameOf(real: string): string {
    if (!isBelow(real, this.#root)) return real;
    return relative(this.#root, real).split(sep).join('/') || '.';
  }

  /** The first part of a path that is not there, absolute: what node names when it cannot resolve links. */
  firstMissing(path: string): string {
    const whole = resolve(this.#cwd.path, path);
    const parent = dirname(whole);
    if (parent === whole || kindAt(this.#files, parent) !== 'absent') return whole;
    return this.firstMissing(parent);
  }

  /** Whether the store lies at or below this place: a listing leaves it out, a removal would take it along. */
  holdsStore(real: string): boolean {
    return this.#storeDir !== undefined && isBelow(this.#storeDir, real);
  }

  /** Whether an entry of a folder is the store. */
  hides(folder: string, entry: string): boolean {
    return this.#storeDir !== undefined && join(folder, entry) === this.#storeDir;
  }

  #place(path: string, syscall: string, power: 'read' | 'write', recorder: Recorder, follow: boolean): Place {
    if (path === '') throw systemFailure('ENOENT', syscall, path);
    if (path.length >= LONGEST) throw systemFailure('ENAMETOOLONG', syscall, path);
    if (!path.startsWith(sep)) this.#noteCwd(recorder);
    const whole = resolve(this.#cwd.path, path);
    const real = this.#real(whole, follow, 0);
    if (real !== whole) this.#noteLinks(whole, follow, recorder);
    if (this.#isStore(real)) throw systemFailure('ENOENT', syscall, path);
    if (!coversPath(this.#grants[power], real)) this.#refuse(path, real, syscall, power, recorder);
    return { shown: path, real, name: this.nameOf(real) };
  }

  #refuse(path: string, real: string, syscall: string, power: 'read' | 'write', recorder: Recorder): never {
    recorder.dependency({ kind: 'grant', scope: power, name: this.nameOf(real), fingerprint: 'refused' });
    const action = power === 'read' ? 'reading' : 'writing';
    throw systemFailure('EACCES', syscall, path, undefined, ` (rote: ${action} this needs --allow-${power}=${path})`);
  }

  /** Asks a `grant` dependency on a path again. */
  observeGrant(power: string, name: string): string {
    const real = this.fromName(name);
    return coversPath(power === 'write' ? this.#grants.write : this.#grants.read, real) ? 'granted' : 'refused';
  }

  /** A path through links means another file when one of them is changed. */
  #noteLinks(whole: string, follow: boolean, recorder: Recorder): void {
    const name = this.nameOf(whole);
    const scope = follow ? 'leads' : 'leads-to-link';
    recorder.dependency({ kind: 'link', scope, name, fingerprint: this.leads(name, follow) });
  }

  /** The fingerprint of where a path leads through links; `follow` is false when the last part is taken as it is. */
  leads(name: string, follow: boolean): string {
    return fingerprint(this.nameOf(this.#real(this.fromName(name), follow, 0)));
  }

  /** A relative path means another file when the current directory moves; absolute location does not matter. */
  #noteCwd(recorder: Recorder): void {
    recorder.dependency({ kind: 'cwd', name: 'relative', fingerprint: this.relativeCwd() });
  }

  /** The fingerprint of where relative paths lead. */
  relativeCwd(): string {
    return fingerprint(this.nameOf(this.#cwd.path));
  }

  #isStore(real: string): boolean {
    return this.#storeDir !== undefined && isBelow(real, this.#storeDir);
  }

  #real(path: string, follow: boolean, depth: number): string {
    if (!follow) return join(this.#real(dirname(path), true, depth), basename(path));
    try {
      return this.#files.realpathSync.native(path);
    } catch (error) {
      if (depth > linkLimit) throw systemFailure('ELOOP', 'open', path);
      const target = codeOf(error) === 'ENOENT' ? this.#danglingTarget(path) : undefined;
      if (target !== undefined) return this.#real(target, true, depth + 1);
      const parent = dirname(path);
      return parent === path ? path : join(this.#real(parent, true, depth), basename(path));
    }
  }

  /** A link that leads nowhere yet: writing through it would create its target, so its target is what must be granted. */
  #danglingTarget(path: string): string | undefined {
    try {
      return resolve(dirname(path), this.#files.readlinkSync(path));
    } catch {
      return undefined;
    }
  }
}

function realFolder(files: FilePower, folder: string): string {
  try {
    return files.realpathSync.native(resolve(folder));
  } catch {
    return resolve(folder);
  }
}

function realFolders(files: FilePower, grant: Grants['read']): Grants['read'] {
  if (grant === true) return true;
  return grant.map((folder) => realFolder(files, folder));
}
