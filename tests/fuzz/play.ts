/** Plays a history: at each step the program runs with the store and under node, and both must do the same. */
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { versionsOf } from './edits.ts';
import { mergeStore, runGuest } from './guest.ts';
import { runOracle } from './oracle/realm.ts';
import type { Conditions, Outcome } from './outcome.ts';
import { fileOf, printProgram } from './print.ts';
import type { History, ModuleModel, Version } from './program.ts';
import { countRun, newTally, type Tally } from './tally.ts';

/** Where histories are played, and with which build. */
export interface Stage {
  readonly scratch: string;
  readonly dist: string;
}

/** What two runs did differently. */
export interface Difference {
  readonly what: string;
  readonly expected: string;
  readonly got: string;
}

export interface Finding {
  /** `stale`: the store changed what the guest does; `engine`: the guest itself differs from node. */
  readonly kind: 'stale' | 'engine';
  readonly step: number;
  readonly differences: readonly Difference[];
}

type Run = (version: Version, folder: string) => Promise<Outcome> | Outcome;

/** The first finding of a history, or null. */
export async function play(history: History, stage: Stage, tally: Tally = newTally()): Promise<Finding | null> {
  const versions = versionsOf(history);
  const store = join(stage.scratch, 'store');
  const seen = new Set<Version>();
  rmSync(stage.scratch, { recursive: true, force: true });
  const node = new World(join(stage.scratch, 'node'), (version, folder) => runOracle(conditionsOf(version, folder)));
  const stored = new World(join(stage.scratch, 'rote'), (version, folder) => {
    const { outcome, report } = runGuest(conditionsOf(version, folder), store, stage.dist);
    countRun(tally, report, seen.has(version));
    seen.add(version);
    return outcome;
  });
  for (const [step, version] of versions.entries()) {
    if (history.steps[step - 1]?.merges) await mergeStore(store);
    const differences = compare(await node.step(version), await stored.step(version));
    if (differences.length > 0) return await explain(versions.slice(0, step + 1), stage, differences, stored);
  }
  return null;
}

/** Tells what the store did from what the guest does: the same steps once more without a store. */
async function explain(
  versions: readonly Version[],
  stage: Stage,
  differences: readonly Difference[],
  stored: World,
): Promise<Finding> {
  const fresh = new World(
    join(stage.scratch, 'fresh'),
    (version, folder) => runGuest(conditionsOf(version, folder), null, stage.dist).outcome,
  );
  let last: Done | null = null;
  for (const version of versions) last = await fresh.step(version);
  const stale = compare(last as Done, stored.last as Done, true);
  const step = versions.length - 1;
  return stale.length > 0 ? { kind: 'stale', step, differences: stale } : { kind: 'engine', step, differences };
}

function conditionsOf({ program, env, args }: Version, folder: string): Conditions {
  return { folder, entry: fileOf(program.modules[0] as ModuleModel), args, env };
}

interface Done {
  readonly outcome: Outcome;
  readonly files: ReadonlyMap<string, string>;
}

/** A folder in which the versions of a program run one after the other; what they write stays. */
class World {
  readonly folder: string;
  readonly #run: Run;
  #laid: Readonly<Record<string, string | null>> = {};
  last: Done | null = null;

  constructor(folder: string, run: Run) {
    this.folder = folder;
    this.#run = run;
  }

  async step(version: Version): Promise<Done> {
    const files = printProgram(version.program);
    for (const name of Object.keys(this.#laid)) if (!(name in files)) rmSync(join(this.folder, name), { force: true });
    for (const [name, text] of Object.entries(files)) if (this.#laid[name] !== text) put(join(this.folder, name), text);
    mkdirSync(join(this.folder, 'out'), { recursive: true });
    this.#laid = files;
    const outcome = await this.#run(version, this.folder);
    this.last = { outcome, files: this.#written() };
    return this.last;
  }

  /** The files that are there beside the program's own. */
  #written(): Map<string, string> {
    const found = new Map<string, string>();
    const visit = (path: string): void => {
      for (const name of readdirSync(join(this.folder, path))) {
        const inner = path === '' ? name : `${path}/${name}`;
        if (name === 'node_modules') continue;
        if (statSync(join(this.folder, inner)).isDirectory()) {
          found.set(inner, 'directory');
          visit(inner);
        } else {
          const text = readFileSync(join(this.folder, inner), 'utf8');
          if (this.#laid[inner] !== text) found.set(inner, text);
        }
      }
    };
    visit('');
    return found;
  }
}

function put(path: string, text: string | null): void {
  if (text === null) return rmSync(path, { force: true, recursive: true });
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}

function compare(expected: Done, got: Done, sameEngine = false): Difference[] {
  const found: Difference[] = [];
  const check = (what: string, a: unknown, b: unknown): void => {
    if (a !== b) found.push({ what, expected: String(a), got: String(b) });
  };
  check('stdout', expected.outcome.stdout, got.outcome.stdout);
  check('stderr', expected.outcome.stderr, got.outcome.stderr);
  check('exit code', expected.outcome.exitCode, got.outcome.exitCode);
  if (sameEngine) check('error', expected.outcome.error, got.outcome.error);
  for (const name of new Set([...expected.files.keys(), ...got.files.keys()]))
    check(`file ${name}`, expected.files.get(name), got.files.get(name));
  return found;
}
