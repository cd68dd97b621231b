/** A run as it is recorded and run again: paths go with the project, so that a store moves with it. */
import { relative, resolve, sep } from 'node:path';
import type { Invocation } from '../engine/trace.ts';
import { type Grants, isBelow } from './capabilities/grants.ts';
import type { WorkerTask } from './sandbox/task.ts';

/** What a recorded run was given, with absolute paths. */
export type Again = Pick<
  WorkerTask,
  'script' | 'args' | 'cwd' | 'grants' | 'minDurationMs' | 'memoryLimitMB' | 'seed' | 'time' | 'netSnapshot'
>;

/** What a run took in that it may not be given again. */
export interface TakenIn {
  /** Standard input. */
  readonly input: boolean;
  /** Answers of the network that are not recorded. */
  readonly network: boolean;
}

/** What to record of a task. `root` and `storeDir` are real paths. */
export function invocationOf(task: WorkerTask, root: string, storeDir: string, taken: TakenIn): Invocation {
  const { args, cwd, grants, minDurationMs, memoryLimitMB, seed, time, netSnapshot } = task;
  return {
    root: isBelow(storeDir, root) ? relative(storeDir, root) || '.' : root,
    args,
    cwd: nameOf(root, cwd),
    grants: withPaths(grants, (path) => nameOf(root, path)),
    minDurationMs: minDurationMs ?? null,
    memoryLimitMB,
    seed: seed ?? null,
    time: time ?? null,
    input: taken.input,
    ...(taken.network ? { network: true } : {}),
    ...(netSnapshot === undefined ? {} : { netSnapshot: nameOf(root, netSnapshot) }),
  };
}

/** The task that a record stands for. */
export function againOf(script: string, invocation: Invocation, storeDir: string): Again {
  const root = resolve(storeDir, invocation.root);
  const { args, cwd, grants, minDurationMs, memoryLimitMB, seed, time, netSnapshot } = invocation;
  return {
    script: resolve(root, script),
    args,
    cwd: resolve(root, cwd),
    grants: withPaths(grants, (path) => resolve(root, path)),
    minDurationMs: minDurationMs ?? undefined,
    memoryLimitMB,
    seed: seed ?? undefined,
    time: time ?? undefined,
    netSnapshot: netSnapshot === undefined ? undefined : resolve(root, netSnapshot),
  };
}

function nameOf(root: string, path: string): string {
  return isBelow(path, root) ? relative(root, path).split(sep).join('/') || '.' : path;
}

function withPaths(grants: Grants, change: (path: string) => string): Grants {
  const { read, write } = grants;
  return { ...grants, read: read === true || read.map(change), write: write === true || write.map(change) };
}
