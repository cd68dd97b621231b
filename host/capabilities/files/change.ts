/** The operations that take away or alter what exists. A hit cannot do them again: each leaves the open frames unstored. */
import { dirname, resolve } from 'node:path';
import { OP } from '../../../guest/abi.ts';
import { number, text } from '../arguments.ts';
import { HostFailure, type Operation, type Recorder } from '../capability.ts';
import { codeOf, systemFailure } from '../failure.ts';
import type { Place } from '../paths.ts';
import { kindAt } from './facts.ts';
import { changing, type FileRoom, noteKind } from './room.ts';

export function changeOperations(room: FileRoom): Record<number, Operation> {
  const { files } = room;
  return {
    [OP.rm]: ([path, recursive, force], recorder) =>
      remove(room, text(path), recursive === true, force === true, recorder),
    [OP.rmdir]: ([path], recorder) =>
      alter(room, text(path), 'rmdir', 'deletes-folder', 'deletes', recorder, (p) => files.rmdirSync(p.real), false),
    [OP.unlink]: ([path], recorder) =>
      alter(room, text(path), 'unlink', 'deletes-file', 'deletes', recorder, (p) => files.unlinkSync(p.real), false),
    [OP.truncate]: ([path, length], recorder) =>
      alter(room, text(path), 'open', 'truncates-file', 'truncates', recorder, (p) =>
        files.truncateSync(p.real, number(length)),
      ),
    [OP.chmod]: ([path, mode], recorder) =>
      alter(room, text(path), 'chmod', 'changes-mode', 'changes the mode of', recorder, (p) =>
        files.chmodSync(p.real, number(mode)),
      ),
    [OP.utimes]: ([path, atime, mtime], recorder) =>
      alter(room, text(path), 'utime', 'changes-times', 'changes the times of', recorder, (p) =>
        files.utimesSync(p.real, number(atime), number(mtime)),
      ),
    [OP.mkdtemp]: ([prefix], recorder) => mkdtemp(room, text(prefix), recorder),
    [OP.symlink]: ([target, path], recorder) => symlink(room, text(target), text(path), recorder),
    [OP.link]: ([from, to], recorder) => link(room, text(from), text(to), recorder),
  };
}

function alter(
  room: FileRoom,
  path: string,
  syscall: string,
  code: string,
  verb: string,
  recorder: Recorder,
  run: (place: Place) => void,
  follow = true,
): undefined {
  const place = room.paths.toWrite(path, syscall, recorder, follow);
  if (room.paths.holdsStore(place.real)) throw systemFailure('EACCES', syscall, path);
  changing(syscall, place, recorder, () => run(place));
  recorder.bypass(code, `${verb} ${place.name}`);
  return undefined;
}

function remove(room: FileRoom, path: string, recursive: boolean, force: boolean, recorder: Recorder): undefined {
  if (path === '' && force) return undefined;
  if (path === '') throw systemFailure('ENOENT', 'lstat', path);
  const place = room.paths.toWrite(path, 'rm', recorder, false);
  const kind = kindAt(room.files, place.real, false);
  if (kind === 'absent') {
    noteKind(room, place, recorder, false);
    if (force) return undefined;
    throw systemFailure('ENOENT', 'lstat', path);
  }
  if (room.paths.holdsStore(place.real)) throw systemFailure('EACCES', 'rm', path);
  recorder.bypass('deletes-file', `deletes ${place.name}`);
  if (kind === 'directory' && !recursive) throw isDirectory(path);
  changing('rm', place, recorder, () => room.files.rmSync(place.real, { recursive, force }));
  return undefined;
}

function isDirectory(path: string): HostFailure {
  return new HostFailure({
    name: 'SystemError',
    message: `Path is a directory: rm returned EISDIR (is a directory) ${path}`,
    properties: [
      ['code', 'ERR_FS_EISDIR'],
      ['errno', 21],
      ['syscall', 'rm'],
      ['path', path],
    ],
  });
}

function mkdtemp(room: FileRoom, prefix: string, recorder: Recorder): string {
  // The folder's name is drawn by the host; what must be granted is the folder that it is made in.
  const place = room.paths.toWrite(`${prefix}XXXXXX`, 'mkdtemp', recorder, false);
  recorder.bypass('makes-temporary-folder', `makes a temporary folder ${place.name}`);
  const made = changing('mkdtemp', { ...place, shown: `${prefix}XXXXXX` }, recorder, () =>
    room.files.mkdtempSync(place.real.slice(0, -'XXXXXX'.length)),
  );
  return prefix + made.slice(-'XXXXXX'.length);
}

function symlink(room: FileRoom, target: string, path: string, recorder: Recorder): undefined {
  const place = room.paths.toWrite(path, 'symlink', recorder, false);
  // A link is a way for whoever follows it later, with other grants.
  room.paths.toRead(resolve(dirname(place.real), target), 'symlink', recorder);
  recorder.bypass('makes-link', `makes the link ${place.name}`);
  try {
    room.files.symlinkSync(target, place.real);
  } catch (error) {
    throw systemFailure(codeOf(error) ?? 'EIO', 'symlink', target, path);
  }
  return undefined;
}

function link(room: FileRoom, from: string, to: string, recorder: Recorder): undefined {
  const source = room.paths.toWrite(from, 'link', recorder);
  const target = room.paths.toWrite(to, 'link', recorder, false);
  changing('link', source, recorder, () => room.files.linkSync(source.real, target.real), target);
  recorder.bypass('makes-link', `makes the link ${target.name}`);
  return undefined;
}
