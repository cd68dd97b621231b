/** Runs one task to its answer: opens the store, starts the session, turns its end into exit code, report and error. */
import { randomBytes } from 'node:crypto';
import { realpathSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Invocation, RunReport } from '../../engine/trace.ts';
import { anchoredFiles } from '../anchored-files.ts';
import { Bundles, type LoadBundle } from '../bundle.ts';
import { RunClock } from '../capabilities/clock.ts';
import type { FilePower } from '../capabilities/files/power.ts';
import { coversPath, type Grant, type Grants } from '../capabilities/grants.ts';
import { createCapabilities } from '../capabilities/index.ts';
import { noInput } from '../capabilities/input.ts';
import type { NetPower } from '../capabilities/net/power.ts';
import { SeededStreams } from '../capabilities/streams.ts';
import { invocationOf } from '../invocation.ts';
import { nodeFs } from '../node-fs.ts';
import { boundedFiles, boundedOutput, QuotaReached } from '../quotas.ts';
import { realPath } from '../real-path.ts';
import { newRunId } from '../run-id.ts';
import type { RunStore } from '../store/store.ts';
import { nowMs } from '../time.ts';
import { BootImage } from './boot-image.ts';
import type { SessionEnd } from './course.ts';
import { describeLoadFailure } from './describe-load.ts';
import { loadEngine } from './engine-module.ts';
import { GuestThrew } from './guest.ts';
import { moduleName, type SourceReader } from './loader.ts';
import { OutputFault } from './output.ts';
import { Overtaken } from './overtaken.ts';
import { plainReader } from './plain-reader.ts';
import { projectRoot } from './project-root.ts';
import { runRestartable, type Start } from './second-start.ts';
import { MemoryLimit, Session } from './session.ts';
import type { PrintableError, WorkerAnswer, WorkerTask } from './task.ts';
import { codeCache, heard, openStore, powersOf, type TaskPowers } from './task-powers.ts';
import { describeThrown } from './thrown.ts';
import { NotRepeated } from './told-output.ts';

interface Ending {
  readonly exitCode: number;
  readonly fault: RunReport['fault'];
  readonly error: PrintableError | null;
}

/** What the build made: one machine serves any number of tasks, one after the other. */
export interface Machine {
  readonly wasm: WebAssembly.Module;
  readonly image: BootImage;
  /** Parsers and scope analysis, a bundle of their own: a warm run never loads it. The engine asks synchronously. */
  readonly reader: () => SourceReader;
}

/** The machine in the folder of the build. */
export function loadMachine(folder: string, load: LoadBundle = new Bundles(folder).load): Machine {
  return { wasm: loadEngine(folder), image: BootImage.load(folder), reader: () => load('reader') as SourceReader };
}

/** Runs the task. */
export function runTask(task: WorkerTask, machine: Machine, given: TaskPowers): WorkerAnswer {
  const script = realpathSync(task.script);
  const root = projectRoot(dirname(script));
  const { input, asked, came } = heard(given.input ?? noInput);
  const { output } = given;
  const powers = powersOf(task, { ...given, input, output: boundedOutput(output, task.quotas?.outputMB) });
  const network = powers.network?.(task.grants.net);
  const store = openStore(task, powers.warn);
  const plain = task.uninstrumented ? plainReader(machine.reader, nowMs) : null;
  const reader = plain?.reader ?? machine.reader;
  let began = 0;
  const { session, end } = runRestartable(
    { output: powers.output, asked },
    (start) => startSession(task, script, root, { ...machine, reader }, store, { ...powers, network }, start),
    (started) => {
      began = nowMs();
      return runSession(started, script, task);
    },
  );
  const taken = { input: came(), network: network?.asked() === true && task.netSnapshot === undefined };
  network?.close();
  const ending = end instanceof Overtaken ? overtaken(end) : end;
  const guestMs = nowMs() - began - (plain?.spentMs() ?? 0);
  const { cacheDir } = task;
  const invocation = cacheDir && store ? invocationOf(task, root, realPath(cacheDir), taken) : undefined;
  const report = reportOf(session, task, moduleName(root, script), ending, guestMs, invocation);
  store?.putRun(report);
  const pending = store?.close();
  return { exitCode: ending.exitCode, report, error: ending.error, answerable: session.memo.answerable, pending };
}

function startSession(
  task: WorkerTask,
  script: string,
  root: string,
  machine: Machine,
  store: RunStore | null,
  powers: Omit<TaskPowers, 'network'> & { readonly network: NetPower | undefined },
  { output, patching }: Start,
): Session {
  const { cacheDir } = task;
  const { warn: _, guestStackBytes, modules, network, ...standard } = powers;
  const argv = [process.execPath, script, ...task.args];
  const clock = new RunClock({ now: Date.now, monotonicNs: () => process.hrtime.bigint() }, task.time);
  const streams = task.seed === undefined ? undefined : new SeededStreams(task.seed);
  const grants = realGrants(task.grants);
  const files = boundedFiles(standard.files ?? nodeFs, task.quotas?.writeMB);
  const anchored = anchoredFor(task, grants, files, root);
  return new Session({
    ...machine,
    root,
    sources: modules ?? anchored,
    mayRead: (file) => coversPath(grants.read, file),
    argv,
    memoryLimitMB: task.memoryLimitMB,
    minDurationMs: task.minDurationMs,
    refresh: task.refresh,
    audit: task.audit ?? null,
    patching,
    guestStackBytes,
    store,
    cache: codeCache(task, store !== null),
    modules: modules ?? nodeFs,
    clock,
    now: Date.now,
    capabilities: createCapabilities({
      grants,
      memoryLimitMB: task.memoryLimitMB,
      handleLimit: task.handleLimit,
      root,
      cwd: task.cwd,
      argv,
      env: task.env,
      ...standard,
      files,
      anchored,
      output,
      clock,
      random: { random: Math.random, bytes: (length) => randomBytes(length), streams },
      realNow: Date.now,
      ...(network && { network }),
      netSnapshot: snapshotOf(task),
      ...(cacheDir === null ? {} : { storeDir: cacheDir }),
    }),
  });
}

/**
 * The files for what was checked. Where everything is granted there is nothing to check; an overlay follows paths by
 * itself.
 */
function anchoredFor({ scratch }: WorkerTask, grants: Grants, files: FilePower, root: string): FilePower {
  const unchecked = grants.read === true && grants.write === true;
  return unchecked || scratch !== undefined ? files : anchoredFiles(files, root);
}

/** Recorded answers are the host's files, whatever files the script has. */
function snapshotOf({ netSnapshot, scratch }: WorkerTask) {
  return netSnapshot === undefined ? undefined : { folder: netSnapshot, writes: !scratch, files: nodeFs };
}

/** Granted paths as the checks see paths: real ones. What does not exist yet stays as it is given. */
function realGrants(grants: Grants): Grants {
  const real = (grant: Grant): Grant => (grant === true ? true : grant.map(realPath));
  return { ...grants, read: real(grants.read), write: real(grants.write) };
}

function runSession(session: Session, script: string, task: WorkerTask): Ending {
  try {
    const format = session.loader.resolve(script, script, 'require');
    if (format.kind !== 'file') throw new Error('the script is not a file');
    return endingOf(session, session.run(script, format.format === 'commonjs' ? 'commonjs' : 'module'));
  } catch (error) {
    if (error instanceof Overtaken || error instanceof NotRepeated) throw error;
    if (error instanceof GuestThrew) return brokenBy(session, error);
    if (error instanceof MemoryLimit) return memoryLimit(task.memoryLimitMB);
    if (error instanceof QuotaReached) return quotaReached(error);
    if (isOwnStackOverflow(error)) return stackLimit();
    const described = describeLoadFailure(error, session.loader);
    if (described) return { exitCode: 1, fault: null, error: described };
    if (error instanceof OutputFault)
      return faultEnding(5, 'engine-fault', error.message, 'make room where the output goes');
    const detail = error instanceof Error ? error.message : String(error);
    if (process.env['ROTE_DEBUG']) console.error(error);
    return faultEnding(
      5,
      'engine-fault',
      `the sandbox failed: ${detail}`,
      'run with --no-cache; if it repeats, report it',
    );
  }
}

function endingOf(session: Session, end: SessionEnd): Ending {
  if (end.kind === 'exit') return { exitCode: end.code, fault: null, error: null };
  if (end.kind === 'unsettled') {
    const headline = 'Warning: Detected unsettled top-level await';
    return { exitCode: 13, fault: null, error: { code: 'unsettled-await', headline } };
  }
  const { denied, ...error } = describeThrown(session, end);
  if (denied) return { exitCode: 4, fault: { code: 'denied', message: error.headline }, error };
  return { exitCode: end.code, fault: null, error };
}

/** The script changed builtins so that the sandbox's own code throws where nobody can catch it. */
function brokenBy(session: Session, { handle }: GuestThrew): Ending {
  try {
    return endingOf(session, { kind: 'threw', handle, rejected: false, code: 1 });
  } catch (error) {
    if (!(error instanceof GuestThrew)) throw error;
    const headline = 'an error of the script, which has broken what it takes to tell it';
    return { exitCode: 1, fault: null, error: { code: 'uncaught-error', headline } };
  }
}

function memoryLimit(limitMB: number): Ending {
  return faultEnding(
    3,
    'memory-limit',
    `the script needs more memory than its limit of ${limitMB} MB`,
    'raise it with --memory-limit <MB>',
  );
}

function quotaReached({ code, message }: QuotaReached): Ending {
  return faultEnding(3, code, message, `raise it with --${code} <MB>`);
}

/** V8's own error: the engine went deeper than its guard could see. */
function isOwnStackOverflow(error: unknown): boolean {
  return error instanceof RangeError && error.message === 'Maximum call stack size exceeded';
}

function stackLimit(): Ending {
  return faultEnding(
    3,
    'stack-limit',
    'the script nests builtin operations deeper than the sandbox can follow',
    'nest less deeply',
  );
}

function overtaken({ message }: Overtaken): Ending {
  return faultEnding(5, 'overtaken', message, 'run it with --no-cache');
}

function faultEnding(exitCode: number, code: string, message: string, hint: string): Ending {
  return { exitCode, fault: { code, message }, error: { code, headline: message, hint } };
}

function reportOf(
  session: Session,
  task: WorkerTask,
  script: string,
  ending: Ending,
  guestMs: number,
  invocation: Invocation | undefined,
): RunReport {
  const { statistics } = session.memo;
  const { hit, miss, bypass } = statistics.verdicts;
  return {
    version: 1,
    runId: newRunId(),
    script,
    startedAt: task.startedAt,
    exitCode: ending.exitCode,
    fault: ending.fault,
    ...(invocation && { invocation }),
    wallMs: Math.max(0, Date.now() - Date.parse(task.startedAt)),
    guestMs: round(Math.max(0, guestMs - session.loader.spentMs - statistics.overheadMs)),
    overheadMs: round(statistics.overheadMs),
    savedMs: round(statistics.savedMs),
    ...(task.audit ? { audit: session.memo.findings } : {}),
    calls: { hit, miss, bypass, stored: statistics.stored },
    functions: statistics.functions(),
    dependencies: session.recorder.dependencies().map(({ kind, name, fingerprint }) => ({ kind, name, fingerprint })),
    edges: statistics.edges(),
  };
}

function round(ms: number): number {
  return Math.round(ms * 1000) / 1000;
}
