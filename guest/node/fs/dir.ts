/** Open directories: the whole listing is taken when one is opened, so that it is one fact and holds no handle. */
import { type ListingAnswer, OP } from '../../abi.ts';
import { askJson } from '../../prelude/door.ts';
import { codedError, validateFunction } from '../../prelude/errors.ts';
import { addAnswer, addTick } from '../../prelude/loop.ts';
import { defineProperty, NativePromise } from '../../prelude/primordials.ts';
import { optionsOf, pathOf } from './arguments.ts';
import { type Dirent, listed } from './stats.ts';

type Done<T> = (error: unknown, value?: T) => void;

function closedError(): Error {
  return codedError(Error, 'ERR_DIR_CLOSED', 'Directory handle was closed');
}

export class Dir {
  readonly #path: string;
  readonly #entries: readonly Dirent[];
  #at = 0;
  #closed = false;

  constructor(path: string, entries: readonly Dirent[]) {
    this.#path = path;
    this.#entries = entries;
  }

  get path(): string {
    return this.#path;
  }
  readSync(): Dirent | null {
    if (this.#closed) throw closedError();
    return this.#entries[this.#at++] ?? null;
  }
  read(callback?: Done<Dirent | null>): Promise<Dirent | null> | undefined {
    const entry = this.readSync();
    if (callback === undefined) return answered(entry);
    validateFunction(callback, 'callback');
    addAnswer(() => callback(null, entry));
    return undefined;
  }
  closeSync(): void {
    if (this.#closed) throw closedError();
    this.#closed = true;
  }
  close(callback?: Done<void>): Promise<void> | undefined {
    if (callback !== undefined) validateFunction(callback, 'callback');
    if (this.#closed) {
      if (callback === undefined) return NativePromise.reject(closedError());
      addTick(() => callback(closedError()), []);
      return undefined;
    }
    this.#closed = true;
    if (callback === undefined) return answered(undefined);
    addAnswer(() => callback(null));
    return undefined;
  }
  async *[Symbol.asyncIterator](): AsyncGenerator<Dirent> {
    try {
      for (let entry = await this.read(); entry; entry = await this.read()) yield entry;
    } finally {
      if (!this.#closed) await this.close();
    }
  }
}
defineProperty(Dir.prototype, 'entries', {
  value: Dir.prototype[Symbol.asyncIterator],
  writable: true,
  enumerable: true,
  configurable: true,
});

function answered<T>(value: T): Promise<T> {
  return new NativePromise((resolve) => addAnswer(() => resolve(value)));
}

/** The form that throws; node leaves the path out of its errors. */
export function opendirSync(path: unknown, options?: unknown): Dir {
  try {
    return opendir(path, options);
  } catch (error) {
    const { errno, code, syscall, path: _, message } = error as Record<string, string>;
    if (syscall === undefined) throw error;
    throw Object.assign(new Error(message?.replace(/ '[^']*'$/, '')), { errno, code, syscall });
  }
}

export function opendir(path: unknown, options?: unknown): Dir {
  const folder = pathOf(path);
  const recursive = (optionsOf(options) as { recursive?: boolean }).recursive === true;
  const answer = askJson<ListingAnswer>(OP.readdir, folder, true, recursive, 'opendir');
  return new Dir(folder, listed(answer as ListingAnswer, folder, true) as Dirent[]);
}
