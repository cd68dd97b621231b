/** The operations that make files and folders: those that a hit can do again. */
import { dirname } from 'node:path';
import { OP } from '../../../guest/abi.ts';
import { bytes, number, text } from '../arguments.ts';
import type { Operation, RecordedEffect, Recorder } from '../capability.ts';
import { codeOf, systemFailure } from '../failure.ts';
import type { Place } from '../paths.ts';
import { kindAt } from './facts.ts';
import { systemFlags } from './open-flags.ts';
import { changing, type FileRoom, noteKind, readContent } from './room.ts';

export function writeOperations(room: FileRoom): Record<number, Operation> {
  return {
    [OP.writeFile]: ([path, data, mode, flag], recorder) =>
      writeFile(room, text(path), bytes(data), number(mode), text(flag), recorder),
    [OP.appendFile]: ([path, data, mode], recorder) =>
      appendFile(room, text(path), bytes(data), number(mode), recorder),
    [OP.copyFile]: ([from, to, mode], recorder) => copyFile(room, text(from), text(to), number(mode), recorder),
    [OP.mkdir]: ([path, recursive, mode], recorder) =>
      mkdir(room, text(path), recursive === true, number(mode), recorder),
    [OP.rename]: ([from, to], recorder) => rename(room, text(from), text(to), recorder),
  };
}

/** The folder that receives a new entry must be there for the effect to be done again. */
function noteParent(room: FileRoom, place: Place, recorder: Recorder): void {
  const real = dirname(place.real);
  noteKind(room, { shown: real, real, name: room.paths.nameOf(real) }, recorder);
}

function writeFile(
  room: FileRoom,
  path: string,
  data: Uint8Array,
  mode: number,
  flag: string,
  recorder: Recorder,
): undefined {
  if (flag.startsWith('a')) return appendFile(room, path, data, mode, recorder);
  const place = room.paths.toWrite(path, 'open', recorder);
  noteParent(room, place, recorder);
  if (flag.includes('x')) noteKind(room, place, recorder);
  changing('open', place, recorder, () =>
    room.files.writeFileSync(place.real, data, { mode, flag: systemFlags(flag) as string }),
  );
  if (flag.startsWith('w')) reportFile(room, place, data, recorder);
  else recorder.bypass('writes-in-place', `writes into the existing file ${place.name}`);
  return undefined;
}

function reportFile(room: FileRoom, place: Place, data: Uint8Array, recorder: Recorder, movedFrom?: Place): void {
  const stats = remaining(() => room.files.statSync(place.real), place, recorder);
  if (!stats) return;
  if (!stats.isFile()) {
    recorder.bypass('writes-to-device', `writes to ${place.name}, which is no plain file`);
    return;
  }
  recorder.effect({
    kind: 'file',
    path: place.name,
    bytes: data,
    mode: stats.mode & 0o777,
    ...(movedFrom ? { movedFrom: movedFrom.name } : {}),
  });
}

/** What was made may be gone by the time that it is looked at: other programs run too. */
function remaining<T>(look: () => T, place: Place, recorder: Recorder): T | undefined {
  try {
    return look();
  } catch (error) {
    if (codeOf(error) === undefined) throw error;
    recorder.bypass('failed-file-operation', `another program took away ${place.name}`);
    return undefined;
  }
}

function appendFile(room: FileRoom, path: string, data: Uint8Array, mode: number, recorder: Recorder): undefined {
  const place = room.paths.toWrite(path, 'open', recorder);
  const own = recorder.active && recorder.wroteBefore(place.name);
  changing('open', place, recorder, () => room.files.appendFileSync(place.real, data, { mode }));
  if (own) recorder.effect({ kind: 'append', path: place.name, bytes: data });
  else recorder.bypass('appends-to-file', `appends to the file ${place.name}`);
  return undefined;
}

const exclusive = 1;

function copyFile(room: FileRoom, from: string, to: string, mode: number, recorder: Recorder): undefined {
  const source = room.paths.toRead(from, 'copyfile', recorder);
  const target = room.paths.toWrite(to, 'copyfile', recorder);
  noteParent(room, target, recorder);
  const kind = (mode & exclusive) === 0 ? 'absent' : noteKind(room, target, recorder);
  if (kind !== 'absent') throw systemFailure('EEXIST', 'copyfile', from, to);
  const run = (): Uint8Array => {
    const content = readContent(room, source, recorder).bytes;
    const { mode: sourceMode } = room.files.statSync(source.real);
    room.files.writeFileSync(target.real, content, { mode: sourceMode });
    room.files.chmodSync(target.real, sourceMode & 0o7777);
    return content;
  };
  reportFile(room, target, changing('copyfile', source, recorder, run, target), recorder);
  return undefined;
}

/**
 * Node answers a recursive mkdir with the first folder it made; the answer here is always undefined, since an ensured
 * folder is there the second time, and a call that ensures its output folder must still be answerable.
 */
function mkdir(room: FileRoom, path: string, recursive: boolean, mode: number, recorder: Recorder): undefined {
  const place = room.paths.toWrite(path, 'mkdir', recorder);
  if (!recursive) {
    noteParent(room, place, recorder);
    noteKind(room, place, recorder);
  }
  const missing = missingFolders(room, place.real);
  changing('mkdir', place, recorder, () => room.files.mkdirSync(place.real, { recursive, mode }));
  for (const folder of missing) recorder.effect({ kind: 'directory', path: room.paths.nameOf(folder) });
  if (missing.length === 0) recorder.effect({ kind: 'directory', path: place.name });
  return undefined;
}

function missingFolders(room: FileRoom, real: string): string[] {
  const missing: string[] = [];
  for (let at = real; kindAt(room.files, at) === 'absent'; at = dirname(at)) missing.unshift(at);
  return missing;
}

function rename(room: FileRoom, from: string, to: string, recorder: Recorder): undefined {
  const source = room.paths.toWrite(from, 'rename', recorder, false);
  const target = room.paths.toWrite(to, 'rename', recorder, false);
  if (room.paths.holdsStore(source.real)) throw systemFailure('EACCES', 'rename', from, to);
  const own = recorder.active && recorder.wroteBefore(source.name) && kindAt(room.files, source.real, false) === 'file';
  if (own) noteParent(room, target, recorder);
  changing('rename', source, recorder, () => room.files.renameSync(source.real, target.real), target);
  const moved = own ? remaining(() => room.files.readFileSync(target.real), target, recorder) : undefined;
  if (moved) reportFile(room, target, moved, recorder, source);
  if (!own) recorder.bypass('renames-file', `renames ${source.name}, which it did not write`);
  return undefined;
}

/** Does a recorded effect on files again, under present grants. */
export function replayFile(room: FileRoom, e: RecordedEffect, recorder: Recorder): boolean {
  if (!('path' in e)) return false;
  const place = room.paths.toWrite(room.paths.fromName(e.path), e.kind === 'directory' ? 'mkdir' : 'open', recorder);
  if (e.kind === 'directory') room.files.mkdirSync(place.real, { recursive: true });
  else if (e.kind === 'append') room.files.appendFileSync(place.real, e.bytes);
  else restore(room, place, e);
  return true;
}

function restore(room: FileRoom, place: Place, e: { readonly bytes: Uint8Array; readonly mode: number }): void {
  if (!isUnchanged(room, place, e.bytes)) room.files.writeFileSync(place.real, e.bytes, { mode: e.mode });
  if ((room.files.statSync(place.real).mode & 0o777) !== e.mode) room.files.chmodSync(place.real, e.mode);
}

function isUnchanged(room: FileRoom, place: Place, data: Uint8Array): boolean {
  try {
    return room.files.statSync(place.real).size === data.length && room.files.readFileSync(place.real).equals(data);
  } catch {
    return false;
  }
}
