/** All the islands of one run, from the powers and grants that the embedder passes in. */
import { resolve } from 'node:path';
import type { Capability } from './capability.ts';
import { type ClockPower, clockCapability } from './clock.ts';
import { compressionCapability } from './compression.ts';
import { digestCapability } from './digests.ts';
import { type Environment, environmentCapability } from './environment.ts';
import { fileCapability } from './files/files.ts';
import type { FilePower } from './files/power.ts';
import type { Grants } from './grants.ts';
import { type InputPower, inputCapability, noInput } from './input.ts';
import { internationalCapability } from './international.ts';
import { netCapability } from './net/net.ts';
import { type NetPower, noNetwork } from './net/power.ts';
import type { SnapshotOptions } from './net/snapshot.ts';
import { type OutputPower, outputCapability, type Terminals } from './output.ts';
import type { PathOptions } from './paths.ts';
import { type ProcessFacts, processCapability } from './process.ts';
import { type RandomPower, randomCapability } from './random.ts';
import { textCapability } from './text.ts';

export interface CapabilityOptions {
  readonly grants: Grants;
  /** The project root: names of files below it are relative to it. */
  readonly root: string;
  readonly cwd: string;
  /** What the script sees as process.argv: interpreter, script, arguments. */
  readonly argv: readonly string[];
  readonly env: Environment;
  /** Nothing comes in unless something is given. */
  readonly input?: InputPower;
  readonly output: OutputPower;
  readonly files: FilePower;
  /** The same files, acting on what was checked whatever other programs do meanwhile; default: `files`. */
  readonly anchored?: FilePower;
  readonly clock: ClockPower;
  readonly random: RandomPower;
  /** The real time, which tells files just written from settled ones; default: the clock's. */
  readonly realNow?: () => number;
  /** The store's folder, invisible to the script. */
  readonly storeDir?: string;
  readonly terminals?: Terminals;
  readonly facts?: ProcessFacts;
  /** No request is answered unless something is given. */
  readonly network?: NetPower;
  /** The folder of recorded answers, and whether new ones are added; without it every answer is live. */
  readonly netSnapshot?: Omit<SnapshotOptions, 'mostBytes'> | undefined;
  /** What the script can hold; larger files are not read for it. */
  readonly memoryLimitMB?: number;
  /** Files that the script may have open at once. */
  readonly handleLimit?: number | undefined;
}

/** What a process may have open by tradition. */
const HANDLE_LIMIT = 1024;

/** Builds the islands. Each owns its operations and the kinds of dependency that it can ask again. */
export function createCapabilities(options: CapabilityOptions): Capability[] {
  const paths: PathOptions = {
    files: options.files,
    anchored: options.anchored ?? options.files,
    grants: options.grants,
    root: options.root,
    cwd: { path: resolve(options.cwd) },
    storeDir: options.storeDir,
  };
  const { network: power = noNetwork, netSnapshot } = options;
  const mostBytes = (options.memoryLimitMB ?? 2048) * 2 ** 20;
  return [
    fileCapability(paths, options.realNow ?? (() => options.clock.now()), {
      mostBytes,
      mostHandles: options.handleLimit ?? HANDLE_LIMIT,
    }),
    inputCapability(options.input ?? noInput),
    outputCapability(options.output, options.terminals ?? (() => null)),
    environmentCapability(options.env, options.grants.env),
    processCapability({ ...paths, argv: options.argv, facts: options.facts ?? defaultFacts(options.argv) }),
    clockCapability(options.clock),
    randomCapability(options.random),
    textCapability(),
    digestCapability(),
    compressionCapability(),
    internationalCapability(options.clock),
    netCapability({
      grant: options.grants.net,
      power,
      snapshot: netSnapshot && { ...netSnapshot, mostBytes },
    }),
  ];
}

function defaultFacts(argv: readonly string[]): ProcessFacts {
  const { platform, arch, pid, ppid } = process;
  return { platform, arch, pid, ppid, execPath: argv[0] ?? process.execPath };
}
