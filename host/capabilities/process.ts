/** The island of the process: arguments, current directory, the end of the run, and what the prelude has to tell. */
import { resolve } from 'node:path';
import type { Dependency } from '../../engine/trace.ts';
import { OP } from '../../guest/abi.ts';
import { number, text } from './arguments.ts';
import { type Capability, GuestExit, type Recorder } from './capability.ts';
import { codedFailure, systemFailure } from './failure.ts';
import type { FilePower } from './files/power.ts';
import { fingerprint } from './fingerprint.ts';
import type { Grants } from './grants.ts';
import type { PathOptions } from './paths.ts';
import { Paths } from './paths.ts';

/** What a script may know of the process that runs it. */
export interface ProcessFacts {
  readonly platform: string;
  readonly arch: string;
  readonly execPath: string;
  readonly pid: number;
  readonly ppid: number;
}

export interface ProcessOptions extends PathOptions {
  readonly files: FilePower;
  readonly grants: Grants;
  readonly argv: readonly string[];
  readonly facts: ProcessFacts;
}

/** Facts that are another in every process. */
const volatileFacts: readonly (keyof ProcessFacts)[] = ['pid', 'ppid'];

export function processCapability(options: ProcessOptions): Capability {
  const { argv, cwd, facts } = options;
  const paths = new Paths(options);
  const argvText = JSON.stringify(argv);
  /** What the script set of its process, by name. */
  const own = new Map<string, string>();
  const answers: Partial<Record<Dependency['kind'], (d: Dependency) => string>> = {
    argv: (d) => (d.scope === 'fact' ? String(facts[d.name as keyof ProcessFacts]) : fingerprint(argvText)),
    process: (d) => own.get(d.name) ?? '',
    cwd: (d) => (d.name === 'relative' ? paths.relativeCwd() : fingerprint(cwd.path)),
  };
  return {
    ops: {
      [OP.argv]: (_, recorder) => {
        recorder.dependency({ kind: 'argv', name: 'argv', fingerprint: fingerprint(argvText) });
        return argvText;
      },
      [OP.fact]: ([name], recorder) => factOf(facts, text(name) as keyof ProcessFacts, recorder),
      [OP.cwd]: (_, recorder) => {
        recorder.dependency({ kind: 'cwd', name: 'path', fingerprint: fingerprint(cwd.path) });
        return cwd.path;
      },
      [OP.chdir]: ([path], recorder) => changeDirectory(options, paths, text(path), recorder),
      [OP.exit]: ([code], recorder) => {
        recorder.bypass('exits', 'ends the process');
        recorder.leave();
        throw new GuestExit(number(code));
      },
      [OP.bypass]: ([code, words], recorder) => {
        recorder.bypass(text(code), text(words));
        return undefined;
      },
      [OP.getProcess]: ([name], recorder) => {
        recorder.dependency({ kind: 'process', name: text(name), fingerprint: own.get(text(name)) ?? '' });
        return undefined;
      },
      [OP.setProcess]: ([name, value]) => {
        own.set(text(name), text(value));
        return undefined;
      },
      [OP.denied]: ([what, flag], recorder) => refuse(text(what), text(flag), recorder),
    },
    observe: (d) => (d.scope === 'international' ? undefined : answers[d.kind]?.(d)),
  };
}

function factOf(facts: ProcessFacts, name: keyof ProcessFacts, recorder: Recorder): string | number {
  if (volatileFacts.includes(name)) recorder.volatile(`reads process.${name}`);
  else recorder.dependency({ kind: 'argv', scope: 'fact', name, fingerprint: String(facts[name]) });
  return facts[name];
}

function changeDirectory(options: ProcessOptions, paths: Paths, path: string, recorder: Recorder): undefined {
  recorder.bypass('changes-directory', 'changes the current directory');
  const place = paths.toRead(path, 'chdir', recorder);
  const from = options.cwd.path;
  let isFolder = false;
  try {
    isFolder = options.files.statSync(place.real).isDirectory();
  } catch {
    throw systemFailure('ENOENT', 'chdir', from, path);
  }
  if (!isFolder) throw systemFailure('ENOTDIR', 'chdir', from, path);
  options.cwd.path = resolve(from, path);
  return undefined;
}

/** Every use of a power that no script has: says what is refused and which flag, if any, would allow it. */
function refuse(what: string, flag: string, recorder: Recorder): never {
  recorder.bypass('denied', `asks for ${what}, which is refused`);
  const hint = flag === '' ? 'no flag allows it' : `needs ${flag}`;
  throw codedFailure('Error', 'ERR_ROTE_DENIED', `${what} is refused to sandboxed scripts (rote: ${hint})`);
}
