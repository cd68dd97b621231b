/** Runs one program in the guest, without starting a process: the same code path that the command line's worker takes. */
import type { RunReport } from '../../engine/trace.ts';
import { loadMachine, type Machine, runTask } from '../../host/sandbox/task-runner.ts';
import { merge } from '../../host/store/merge.ts';
import { nodePower } from '../../host/store/power.ts';
import type { Conditions, Outcome } from './outcome.ts';

/** What the command line does when journals grow: the next run reads segments. */
export async function mergeStore(cacheDir: string): Promise<void> {
  await merge(cacheDir, nodePower(fail));
}

function fail(fault: { readonly message: string }): never {
  throw new Error(fault.message);
}

let machine: Machine | undefined;

/** Runs a program; without a store every call executes. `folder` holds the build. */
export function runGuest(
  { folder, entry, args, env }: Conditions,
  cacheDir: string | null,
  dist: string,
): { outcome: Outcome; report: RunReport } {
  machine ??= loadMachine(dist);
  const out: Record<1 | 2, Buffer[]> = { 1: [], 2: [] };
  const task = {
    script: `${folder}/${entry}`,
    args,
    cwd: folder,
    env,
    cacheDir,
    refresh: false,
    minDurationMs: 0,
    grants: { read: true, write: true, env: true, net: true } as const,
    memoryLimitMB: 256,
    startedAt: new Date().toISOString(),
  };
  const answer = runTask(task, machine, {
    output: { write: (fd, bytes) => out[fd].push(Buffer.from(bytes)) },
    warn: (text) => {
      throw new Error(text);
    },
  });
  const { error, report } = answer;
  const outcome = {
    stdout: Buffer.concat(out[1]).toString('utf8'),
    stderr: Buffer.concat(out[2]).toString('utf8'),
    exitCode: answer.exitCode,
    error: error && error.code !== 'unsettled-await' ? `${error.code} ${error.headline}` : '',
  };
  return { outcome, report };
}
