/** fs.cp: files, links and whole folders. One walk for all its forms; what the filter says comes back into it. */
import { invalidType } from '../../prelude/errors.ts';
import { NativePromise } from '../../prelude/primordials.ts';
import { dirname, join, resolve } from '../path.ts';
import { pathOf } from './arguments.ts';
import type { Stats } from './stats.ts';
import { existsSync, operations } from './sync.ts';

interface Options {
  readonly recursive?: boolean;
  readonly force?: boolean;
  readonly errorOnExist?: boolean;
  readonly dereference?: boolean;
  readonly preserveTimestamps?: boolean;
  readonly verbatimSymlinks?: boolean;
  readonly mode?: number;
  filter?(from: string, to: string): unknown;
}

/** Pauses where the filter is asked; goes on with its answer. */
type Walk = Generator<unknown, void, unknown>;

const errors: Readonly<Record<string, readonly [words: string, errno: number, name: string]>> = {
  ERR_FS_EISDIR: ['Path is a directory', 22, 'EISDIR'],
  ERR_FS_CP_EINVAL: ['Invalid src or dest', 22, 'EINVAL'],
  ERR_FS_CP_DIR_TO_NON_DIR: ['Cannot overwrite non-directory with directory', 21, 'EISDIR'],
  ERR_FS_CP_NON_DIR_TO_DIR: ['Cannot overwrite directory with non-directory', 20, 'ENOTDIR'],
  ERR_FS_CP_EEXIST: ['Target already exists', 17, 'EEXIST'],
};

function failure(code: string, message: string, path: string): Error {
  const [words, errno, name] = errors[code] as readonly [string, number, string];
  const error = new Error(`${words}: cp returned ${name} (${message}) ${path}`);
  Object.defineProperty(error, 'name', { value: 'SystemError', writable: true, enumerable: false, configurable: true });
  const info = { message, path, syscall: 'cp', errno, code: name };
  return Object.assign(error, { code, info, errno, syscall: 'cp', path });
}

function statOf(path: string, options: Options, mustExist: boolean): Stats | undefined {
  const stat = options.dereference ? operations.stat : operations.lstat;
  return stat(path, { throwIfNoEntry: mustExist }) as Stats | undefined;
}

function check(from: string, to: string, stats: Stats, present: Stats | undefined, options: Options): void {
  if (present) {
    if (resolve(from) === resolve(to)) throw failure('ERR_FS_CP_EINVAL', 'src and dest cannot be the same', to);
    if (stats.isDirectory() && !present.isDirectory())
      throw failure('ERR_FS_CP_DIR_TO_NON_DIR', `cannot overwrite non-directory ${to} with directory ${from}`, to);
    if (!stats.isDirectory() && present.isDirectory())
      throw failure('ERR_FS_CP_NON_DIR_TO_DIR', `cannot overwrite directory ${to} with non-directory ${from}`, to);
  }
  if (!stats.isDirectory()) return;
  if (!options.recursive) throw failure('ERR_FS_EISDIR', `${from} is a directory (not copied)`, from);
  if (`${resolve(to)}/`.startsWith(`${resolve(from)}/`))
    throw failure('ERR_FS_CP_EINVAL', `cannot copy ${from} to a subdirectory of self ${to}`, to);
}

function* walk(from: string, to: string, options: Options): Walk {
  if (options.filter && !(yield options.filter(from, to))) return;
  const stats = statOf(from, options, true) as Stats;
  const present = statOf(to, options, false);
  check(from, to, stats, present, options);
  if (!existsSync(dirname(to))) operations.mkdir(dirname(to), { recursive: true });
  if (stats.isDirectory()) yield* copyFolder(from, to, stats, present !== undefined, options);
  else if (stats.isSymbolicLink()) copyLink(from, to, present !== undefined, options);
  else copyFile(from, to, stats, present !== undefined, options);
}

function* copyFolder(from: string, to: string, stats: Stats, isThere: boolean, options: Options): Walk {
  if (!isThere) operations.mkdir(to, { mode: Number(stats.mode) & 0o777 });
  for (const name of operations.readdir(from) as string[]) yield* walk(join(from, name), join(to, name), options);
}

function copyFile(from: string, to: string, stats: Stats, isThere: boolean, options: Options): void {
  if (isThere && options.force === false) {
    if (options.errorOnExist) throw failure('ERR_FS_CP_EEXIST', `${to} already exists`, to);
    return;
  }
  operations.copyFile(from, to, options.mode ?? 0);
  const { atime, mtime } = stats as Stats & { readonly atime: Date; readonly mtime: Date };
  if (options.preserveTimestamps) operations.utimes(to, atime, mtime);
}

function copyLink(from: string, to: string, isThere: boolean, options: Options): void {
  const target = operations.readlink(from) as string;
  if (isThere) operations.unlink(to);
  operations.symlink(options.verbatimSymlinks ? target : resolve(dirname(from), target), to);
}

function begin(from: unknown, to: unknown, options: unknown): Walk {
  if (options !== undefined && (typeof options !== 'object' || options === null))
    throw invalidType('options', 'of type object', options);
  return walk(pathOf(from, 'src'), pathOf(to, 'dest'), (options ?? {}) as Options);
}

export function copySync(from: unknown, to: unknown, options?: unknown): void {
  const steps = begin(from, to, options);
  for (let step = steps.next(); !step.done; step = steps.next(step.value));
}

/** By callbacks of promises, which a recorded call knows of. */
export function copyLater(from: unknown, to: unknown, options?: unknown): Promise<void> {
  const steps = begin(from, to, options);
  return new NativePromise((done, failed) => {
    const go = (answer?: unknown): void => {
      try {
        const { value, done: isDone } = steps.next(answer);
        if (isDone) done();
        else NativePromise.resolve(value).then(go, failed);
      } catch (error) {
        failed(error);
      }
    };
    go();
  });
}
