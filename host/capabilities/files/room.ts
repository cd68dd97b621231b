/** What the file operations share: the power, the path rules, the content cache. */
import type { Recorder } from '../capability.ts';
import { codedFailure, codeOf, reworded } from '../failure.ts';
import type { Paths, Place } from '../paths.ts';
import { kindAt } from './facts.ts';
import type { Contents, ReadContent } from './identity.ts';
import type { FilePower } from './power.ts';

export interface FileRoom {
  readonly files: FilePower;
  readonly paths: Paths;
  readonly contents: Contents;
  /** What fits into the script's memory, in bytes. */
  readonly mostBytes: number;
  /** Files that may be open at once. */
  readonly mostHandles: number;
}

/** Records what stands at a place. */
export function noteKind(room: FileRoom, place: Place, recorder: Recorder, follow = true): string {
  const kind = kindAt(room.files, place.real, follow);
  recorder.dependency({ kind: 'kind', ...linkScope(follow), name: place.name, fingerprint: kind });
  return kind;
}

/** Facts about a link itself are told from facts about where it leads. */
export function linkScope(follow: boolean): { scope?: string } {
  return follow ? {} : { scope: 'link' };
}

/**
 * Runs an operation that only reads. When it fails, what stands at the path is the fact that the script learns;
 * a failure that this does not explain leaves the open frames unstored.
 */
export function reading<T>(
  room: FileRoom,
  place: Place,
  syscall: string,
  recorder: Recorder,
  follow: boolean,
  run: () => T,
): T {
  try {
    return run();
  } catch (error) {
    const kind = noteKind(room, place, recorder, follow);
    const explained = kind === 'absent' || kind === 'not-a-directory' || codeOf(error) === 'EISDIR' || kind === 'file';
    if (!explained) recorder.volatile(`an unreadable file (${place.name})`);
    throw reworded(error, syscall, place.shown);
  }
}

/** Reads a whole file for the script and records it. */
export function readContent(room: FileRoom, place: Place, recorder: Recorder): ReadContent {
  if (kindAt(room.files, place.real) === 'other') {
    recorder.volatile(`reads ${place.name}, which is no plain file`);
    return { bytes: readToEnd(room, place), fingerprint: '' };
  }
  checkSize(room, room.files.statSync(place.real).size);
  const content = room.contents.read(place.real);
  recorder.dependency({
    kind: 'file',
    name: place.name,
    fingerprint: content.fingerprint,
    ...(content.stat ? { stat: content.stat } : {}),
  });
  return content;
}

/** Runs an operation that changes the world. A failed one is not replayed, nor is it understood. */
export function changing<T>(syscall: string, place: Place, recorder: Recorder, run: () => T, dest?: Place): T {
  try {
    return run();
  } catch (error) {
    recorder.bypass('failed-file-operation', `a failed ${syscall} of ${place.name}`);
    throw reworded(error, syscall, place.shown, dest?.shown);
  }
}

/** Devices have no size, and some have no end. */
function readToEnd(room: FileRoom, place: Place): Buffer {
  const fd = room.files.openSync(place.real, 'r');
  const parts: Uint8Array[] = [];
  let size = 0;
  try {
    for (;;) {
      const part = new Uint8Array(PART);
      const count = room.files.readSync(fd, part, 0, PART, null);
      if (count === 0) return Buffer.concat(parts);
      parts.push(part.subarray(0, count));
      size += count;
      checkSize(room, size);
    }
  } finally {
    room.files.closeSync(fd);
  }
}

const PART = 65_536;

/** More than the script can hold is not read: the host would have to. */
function checkSize(room: FileRoom, size: number): void {
  if (size <= room.mostBytes) return;
  const words = `File size (${size}) is greater than the memory of the script (rote: raise it with --memory-limit)`;
  throw codedFailure('RangeError', 'ERR_FS_FILE_TOO_LARGE', words);
}
