/** The island of files. */
import type { Capability, Recorder } from '../capability.ts';
import { type PathOptions, Paths } from '../paths.ts';
import { changeOperations } from './change.ts';
import { handleOperations } from './handles.ts';
import { Contents, type WallClock } from './identity.ts';
import { observeFile } from './observe.ts';
import { readOperations } from './read.ts';
import type { FileRoom } from './room.ts';
import { replayFile, writeOperations } from './write.ts';

/** Replaying asks and tells nobody. */
const silent: Recorder = {
  dependency() {},
  effect() {},
  volatile() {},
  bypass() {},
  active: false,
  wroteBefore: () => false,
};

export function fileCapability(options: PathOptions, clock: WallClock): Capability {
  const room: FileRoom = {
    files: options.files,
    paths: new Paths(options),
    contents: new Contents(options.files, clock),
  };
  return {
    ops: { ...readOperations(room), ...writeOperations(room), ...changeOperations(room), ...handleOperations(room) },
    observe: (d) => observeFile(room, d),
    replay: (e) => replayFile(room, e, silent),
  };
}
