/** The operations that read files and folders. */
import { OP } from '../../../guest/abi.ts';
import { number, text } from '../arguments.ts';
import type { GuestValue, Operation, Recorder } from '../capability.ts';
import { codeOf, systemFailure } from '../failure.ts';
import { fingerprint } from '../fingerprint.ts';
import type { Place } from '../paths.ts';
import { accessAt, type Entry, entriesOf, kindAt, listingFingerprint, statAnswer } from './facts.ts';
import { type FileRoom, linkScope, noteKind, readContent, reading } from './room.ts';

export function readOperations(room: FileRoom): Record<number, Operation> {
  return {
    [OP.readFile]: ([path], recorder) => contentAt(room, text(path), recorder),
    [OP.readText]: ([path, encoding], recorder) =>
      contentAt(room, text(path), recorder).toString(text(encoding) as BufferEncoding),
    [OP.stat]: ([path, follow, quiet], recorder) => stat(room, text(path), follow === true, quiet === true, recorder),
    [OP.exists]: ([path], recorder) => exists(room, text(path), recorder),
    [OP.access]: ([path, mode], recorder) => access(room, text(path), number(mode), recorder),
    [OP.readdir]: ([path, withTypes, recursive, syscall], recorder) => {
      const asked = { withTypes: withTypes === true, recursive: recursive === true };
      return JSON.stringify(list(room, text(path), asked, syscall === undefined ? 'scandir' : text(syscall), recorder));
    },
    [OP.realpath]: ([path], recorder) => realpath(room, text(path) || '.', recorder),
    [OP.readlink]: ([path], recorder) => readlink(room, text(path), recorder),
  };
}

function contentAt(room: FileRoom, path: string, recorder: Recorder): Buffer {
  const place = room.paths.toRead(path, 'open', recorder);
  try {
    return reading(room, place, 'open', recorder, true, () => readContent(room, place, recorder).bytes);
  } catch (error) {
    // Opening a folder works; it is the read that fails, and node then names no path.
    throw codeOfFailure(error) === 'EISDIR' ? systemFailure('EISDIR', 'read') : error;
  }
}

function codeOfFailure(error: unknown): unknown {
  const answer = (error as { answer?: { properties: readonly (readonly [string, unknown])[] } }).answer;
  return answer?.properties.find(([key]) => key === 'code')?.[1] ?? codeOf(error);
}

function stat(room: FileRoom, path: string, follow: boolean, quiet: boolean, recorder: Recorder): GuestValue {
  const syscall = follow ? 'stat' : 'lstat';
  const place = room.paths.toRead(path, syscall, recorder, follow);
  if (quiet && isAbsent(kindAt(room.files, place.real, follow))) {
    noteKind(room, place, recorder, follow);
    return undefined;
  }
  const stats = reading(room, place, syscall, recorder, follow, () =>
    follow ? room.files.statSync(place.real, { bigint: true }) : room.files.lstatSync(place.real, { bigint: true }),
  );
  const answer = JSON.stringify(statAnswer(stats));
  recorder.dependency({ kind: 'stat', ...linkScope(follow), name: place.name, fingerprint: fingerprint(answer) });
  if (recorder.active && recorder.wroteBefore(place.name))
    recorder.volatile(`the times of a file it wrote (${place.name})`);
  return answer;
}

function isAbsent(kind: string): boolean {
  return kind === 'absent' || kind === 'not-a-directory';
}

function exists(room: FileRoom, path: string, recorder: Recorder): boolean {
  try {
    const kind = noteKind(room, room.paths.toRead(path, 'access', recorder), recorder);
    return !isAbsent(kind) && !kind.startsWith('error:');
  } catch {
    return false;
  }
}

const writable = 2;

function access(room: FileRoom, path: string, mode: number, recorder: Recorder): undefined {
  const place = room.paths.toRead(path, 'access', recorder);
  if ((mode & writable) !== 0) room.paths.toWrite(path, 'access', recorder);
  const answer = accessAt(room.files, place.real, mode);
  recorder.dependency({ kind: 'stat', scope: `access:${mode}`, name: place.name, fingerprint: answer });
  if (answer !== 'ok') throw systemFailure(answer, 'access', path);
  return undefined;
}

/** Node lists breadth first; names below a subfolder come with the path to it. */
function list(
  room: FileRoom,
  path: string,
  { withTypes, recursive }: { readonly withTypes: boolean; readonly recursive: boolean },
  syscall: string,
  recorder: Recorder,
): [string, number, string][] {
  const found: [string, number, string][] = [];
  const folders = [{ shown: path, below: '' }];
  for (let at = 0; at < folders.length; at += 1) {
    const folder = folders[at]!;
    for (const [name, type] of listOne(room, folder.shown, withTypes || recursive, syscall, recorder)) {
      found.push([name, type, folder.below]);
      if (recursive && type === directoryType) folders.push(below(folder, name));
    }
  }
  return found;
}

const directoryType = 2;

function below(folder: { shown: string; below: string }, name: string): { shown: string; below: string } {
  return {
    shown: folder.shown.endsWith('/') ? folder.shown + name : `${folder.shown}/${name}`,
    below: folder.below === '' ? name : `${folder.below}/${name}`,
  };
}

function listOne(room: FileRoom, path: string, withTypes: boolean, syscall: string, recorder: Recorder): Entry[] {
  const place = room.paths.toRead(path, syscall, recorder);
  const entries = reading(room, place, syscall, recorder, true, () => entriesAt(room, place));
  const scope = withTypes ? { scope: 'types' } : {};
  recorder.dependency({
    kind: 'listing',
    ...scope,
    name: place.name,
    fingerprint: listingFingerprint(entries, withTypes),
  });
  return entries;
}

function entriesAt(room: FileRoom, place: Place): Entry[] {
  return entriesOf(room.files, place.real, (name) => room.paths.hides(place.real, name));
}

function realpath(room: FileRoom, path: string, recorder: Recorder): string {
  const place = room.paths.toRead(path, 'lstat', recorder);
  const shown = room.paths.firstMissing(path);
  const answer = reading(room, { ...place, shown }, 'lstat', recorder, true, () =>
    room.files.realpathSync.native(place.real),
  );
  const asked = room.paths.toRead(path, 'lstat', recorder, false);
  recorder.dependency({ kind: 'link', scope: 'real', name: asked.name, fingerprint: fingerprint(answer) });
  return answer;
}

function readlink(room: FileRoom, path: string, recorder: Recorder): string {
  const place = room.paths.toRead(path, 'readlink', recorder, false);
  const answer = reading(room, place, 'readlink', recorder, false, () => room.files.readlinkSync(place.real));
  recorder.dependency({ kind: 'link', name: place.name, fingerprint: fingerprint(answer) });
  return answer;
}
