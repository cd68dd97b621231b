/** The modules fs and fs/promises. */

import { OP } from '../../abi.ts';
import { ask } from '../../prelude/door.ts';
import { validateFunction } from '../../prelude/errors.ts';
import { named } from '../../prelude/exposed.ts';
import { addAnswer } from '../../prelude/loop.ts';
import { Blob } from '../../web/blob.ts';
import type { Buffer } from '../buffer.ts';
import { callbackForm, promiseForm } from './async.ts';
import { constants } from './constants.ts';
import { copyLater, copySync } from './copy.ts';
import { Dir, opendir, opendirSync } from './dir.ts';
import { FileHandle } from './file-handle.ts';
import { handleOperations } from './handles.ts';
import { Dirent, Stats } from './stats.ts';
import { createReadStream, createWriteStream, ReadStream, WriteStream } from './streams.ts';
import { existsSync, operations } from './sync.ts';

// biome-ignore lint/suspicious/noExplicitAny: the members of a module have every signature
type Members = Record<string, any>;

function exists(path: unknown, callback: (found: boolean) => void): void {
  validateFunction(callback, 'cb');
  const found = existsSync(path);
  addAnswer(() => callback(found));
}

/** Watching needs events from outside the run. */
function watching(name: string): () => never {
  return named(() => {
    ask(OP.denied, 'watching files', '');
    throw new Error('unreachable');
  }, name);
}

function cp(from: unknown, to: unknown, options: unknown, callback = options as (error: unknown) => void): void {
  validateFunction(callback, 'cb');
  copyLater(from, to, typeof options === 'function' ? undefined : options).then(
    () => addAnswer(() => callback(null)),
    (error: unknown) => addAnswer(() => callback(error)),
  );
}

/** The content as it is now; a copy, since nothing here is read behind a script's back. */
function openAsBlob(path: unknown, options?: object): Promise<Blob> {
  return promiseForm('openAsBlob', () => new Blob([operations.readFile(path) as Buffer], options))() as Promise<Blob>;
}

function buildFs(): Members {
  const fs: Members = {};
  for (const [name, operation] of Object.entries({ ...operations, ...handleOperations })) {
    fs[`${name}Sync`] = named(operation, `${name}Sync`);
    fs[name] = callbackForm(name, operation);
  }
  fs['realpath'].native = callbackForm('realpath', operations.realpath);
  fs['realpathSync'].native = operations.realpath;
  // fs.read and fs.write call back with the buffer as well.
  fs['read'] = withBuffer('read', handleOperations.read);
  fs['write'] = withBuffer('write', handleOperations.write);
  return {
    ...fs,
    opendir: named(callbackForm('opendir', opendir), 'opendir', 3),
    opendirSync: named(opendirSync, 'opendirSync', 2),
    cp,
    cpSync: named(copySync, 'cpSync', 3),
    openAsBlob: named(openAsBlob, 'openAsBlob', 1),
    Dir,
    exists,
    existsSync,
    constants,
    Stats,
    Dirent,
    ReadStream,
    WriteStream,
    createReadStream,
    createWriteStream,
    F_OK: 0,
    R_OK: 4,
    W_OK: 2,
    X_OK: 1,
    watch: watching('watch'),
    watchFile: watching('watchFile'),
    unwatchFile: named((): void => undefined, 'unwatchFile', 2),
  };
}

function withBuffer(name: string, operation: (...args: never[]) => number): unknown {
  return named(
    (fd: unknown, buffer: unknown, ...rest: unknown[]) => {
      const callback = rest.pop() as (error: unknown, count: unknown, buffer: unknown) => void;
      const form = callbackForm(name, operation as (...args: unknown[]) => unknown);
      form(fd, buffer, ...rest, (error: unknown, count: unknown) => callback(error, count, buffer));
    },
    name,
    6,
  );
}

function buildPromises(): Members {
  const made: Members = {};
  for (const [name, operation] of Object.entries(operations)) {
    const accepting = (path: unknown, ...rest: unknown[]): unknown =>
      (operation as (...args: unknown[]) => unknown)(path instanceof FileHandle ? path.fd : path, ...rest);
    made[name] = promiseForm(name, accepting);
    named(made[name], name, operation.length);
  }
  made['open'] = promiseForm('open', (...args) => new FileHandle(handleOperations.open(...(args as [unknown]))));
  made['cp'] = named(copyLater, 'cp', 3);
  made['watch'] = watching('watch');
  made['opendir'] = named(promiseForm('opendir', opendir), 'opendir', 3);
  return { ...made, constants };
}

export const promises = buildPromises();
export const fs: Members = buildFs();
Object.defineProperty(fs, 'promises', { get: () => promises, enumerable: true, configurable: true });
