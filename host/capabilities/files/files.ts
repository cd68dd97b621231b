/** The island of files. */
import { type Capability, HostFailure, type Operation, type Recorder } from '../capability.ts';
import { codedFailure, codeOf, reworded } from '../failure.ts';
import { type PathOptions, Paths } from '../paths.ts';
import { changeOperations } from './change.ts';
import { handleOperations } from './handles.ts';
import { Contents, type WallClock } from './identity.ts';
import { observeFile } from './observe.ts';
import { readOperations } from './read.ts';
import type { FileRoom } from './room.ts';
import { replayFile, writeOperations } from './write.ts';

/** What one run may take in. */
export type FileBounds = Pick<FileRoom, 'mostBytes' | 'mostHandles'>;

/** Replaying asks and tells nobody. */
const silent: Recorder = {
  dependency() {},
  effect() {},
  volatile() {},
  bypass() {},
  acts() {},
  leave() {},
  drawer: () => '',
  active: false,
  wroteBefore: () => false,
};

export function fileCapability(options: PathOptions, clock: WallClock, bounds: FileBounds): Capability {
  const room: FileRoom = {
    files: options.anchored,
    paths: new Paths(options),
    contents: new Contents(options.anchored, clock),
    ...bounds,
  };
  const ops = {
    ...readOperations(room),
    ...writeOperations(room),
    ...changeOperations(room),
    ...handleOperations(room),
  };
  return {
    ops: Object.fromEntries(Object.entries(ops).map(([op, operation]) => [op, failingAsNode(operation)])),
    observe: (d) => observeFile(room, d),
    replay: (e) => replayFile(room, e, silent),
    mayWrite: (path) => mayWrite(room, path),
    holds: (path, fingerprint, mode) => holds(room, path, fingerprint, mode),
  };
}

/** What the system refuses where no operation expected it (a descriptor used in the wrong way) fails for the script. */
function failingAsNode(operation: Operation): Operation {
  return (args, recorder) => {
    try {
      return operation(args, recorder);
    } catch (error) {
      const code = codeOf(error);
      if (error instanceof HostFailure || code === undefined) throw error;
      const { name, message, syscall } = error as NodeJS.ErrnoException;
      if (code.startsWith('ERR_')) throw codedFailure(name, code, message);
      recorder.bypass('failed-file-operation', `a failed ${syscall}`);
      throw reworded(error, syscall ?? 'open');
    }
  };
}

/** Whether present grants let a stored write be done again. */
function mayWrite(room: FileRoom, path: string): boolean {
  try {
    room.paths.toWrite(room.paths.fromName(path), 'open', silent);
    return true;
  } catch {
    return false;
  }
}

/** Whether a file already is what a stored write would make of it. */
function holds(room: FileRoom, path: string, fingerprint: string, mode: number): boolean {
  try {
    const file = room.paths.fromName(path);
    if ((room.files.statSync(file).mode & 0o777) !== mode) return false;
    return room.contents.present(file, { fingerprint }) === fingerprint;
  } catch {
    return false;
  }
}
