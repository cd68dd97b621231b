/** Plays a case in a scratch folder and says, step by step, what went wrong. */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { FunctionReport, RunReport } from '../../engine/trace.ts';
import type { Way } from '../start.ts';
import { countInto, noShare, type Share } from '../storable.ts';
import type { Case, Change, Expected } from './case.ts';
import { filesAfter, lay, restore, scratch, stateOf } from './folder.ts';
import { type Invocation, type Observed, runGuest, runNode, runStored } from './programs.ts';

interface Step {
  readonly name: string;
  readonly change: Change | null;
  readonly expected: Expected | null;
}

/** Every difference of a case, in words, none when it is sound; and what it answered of what can be stored. */
export interface Played {
  readonly found: readonly string[];
  readonly share: Share;
}

export async function play(subject: Case, way: Way = 'bin'): Promise<Played> {
  const base = scratch();
  try {
    return await new Scene(subject, base, way).play();
  } finally {
    rmSync(base, { recursive: true, force: true });
  }
}

function stepsOf(subject: Case): Step[] {
  const changes = (subject.changes ?? []).map((change) => ({ name: change.name, change, expected: change }));
  const last = changes.length > 0 ? [{ name: 'as it was', change: null, expected: subject }] : [];
  return [
    { name: 'cold', change: null, expected: null },
    { name: 'warm', change: null, expected: subject },
    ...changes,
    ...last,
  ];
}

class Scene {
  readonly #case: Case;
  readonly #base: string;
  readonly #way: Way;
  readonly #oracle = new Map<Change | null, Observed>();

  constructor(subject: Case, base: string, way: Way) {
    this.#case = subject;
    this.#base = base;
    this.#way = way;
  }

  async play(): Promise<Played> {
    const found: string[] = [];
    const share = noShare();
    let hits = 0;
    for (const step of stepsOf(this.#case)) {
      const { differences, report } = await this.#step(step);
      hits += report.calls.hit;
      found.push(...differences.map((text) => `${step.name}: ${text}`));
      countInto(share, step.name, this.#storable(step, report));
    }
    if (hits === 0 && !this.#case.bypass) found.push('nothing was ever a hit');
    return { found, share };
  }

  async #step(step: Step): Promise<{ differences: string[]; report: RunReport }> {
    const invocation = this.#invocation(step.change);
    lay(invocation.folder, filesAfter(this.#case, step.change));
    const expected = await this.#expected(step.change, invocation);
    const place = { store: join(this.#base, 'store'), report: join(this.#base, 'report.json') };
    const { observed, report } = await runStored(invocation, place);
    const differences = [...compare(expected, observed, this.#case.oracle === 'guest'), ...engineFault(report)];
    if (step.expected) differences.push(...checkCalls(report, step.expected));
    if (step.name === 'warm') differences.push(...checkBypasses(report, this.#case.bypass ?? {}));
    return { differences, report };
  }

  /**
   * What a person would expect to be answered: when nothing changed, everything that the case does not except with a
   * reason; after a change, what the case names.
   */
  #storable({ change, expected }: Step, { functions }: RunReport): FunctionReport[] {
    if (!expected) return [];
    const { notStorable = {} } = this.#case;
    const { hits = [], ran = [] } = expected;
    const isNamed = (name: string): boolean => hits.includes(name) && !ran.includes(name);
    return functions.filter(({ name }) => !(name in notStorable) && (change === null || isNamed(name)));
  }

  #invocation(change: Change | null): Invocation {
    const { files, args = [], env = {}, flags = [], stdin = '' } = this.#case;
    const entry = Object.keys(files)[0] as string;
    const folder = join(this.#base, 'project');
    return {
      folder,
      entry,
      args: change?.args ?? args,
      flags: change?.flags ?? flags,
      env: { ...env, ...change?.env },
      stdin: change?.stdin ?? stdin,
      way: this.#way,
    };
  }

  /** What the oracle does with the same files, which are then put back. */
  async #expected(change: Change | null, invocation: Invocation): Promise<Observed> {
    const known = this.#oracle.get(change);
    if (known) return known;
    const before = stateOf(invocation.folder);
    const observed = await (this.#case.oracle === 'guest' ? runGuest : runNode)(invocation);
    restore(invocation.folder, before);
    this.#oracle.set(change, observed);
    return observed;
  }
}

function compare(expected: Observed, actual: Observed, withStderr: boolean): string[] {
  const found: string[] = [];
  const check = (what: string, a: unknown, b: unknown): void => {
    if (a !== b) found.push(`${what}: expected ${JSON.stringify(a)}, got ${JSON.stringify(b)}`);
  };
  check('stdout', expected.stdout, actual.stdout);
  if (withStderr) check('stderr', expected.stderr, actual.stderr);
  check('exit code', expected.exitCode, actual.exitCode);
  for (const name of new Set([...expected.files.keys(), ...actual.files.keys()]))
    check(`file ${name}`, expected.files.get(name), actual.files.get(name));
  if (found.length > 0 && actual.stderr !== '') found.push(`stderr was ${actual.stderr}`);
  return found;
}

function engineFault({ fault }: RunReport): string[] {
  return fault ? [`fault ${fault.code}: ${fault.message}`] : [];
}

function checkCalls(report: RunReport, { hits = [], ran = [] }: Expected): string[] {
  const found: string[] = [];
  for (const name of new Set([...hits, ...ran])) {
    const fn = report.functions.find((f) => f.name === name);
    const [calls, answered] = [fn?.calls ?? 0, fn?.hits ?? 0];
    if (hits.includes(name) && answered === 0) found.push(`${name} was not a hit ${reasonsOf(report, name)}`);
    if (hits.includes(name) && !ran.includes(name) && answered < calls)
      found.push(`${name} also ran ${reasonsOf(report, name)}`);
    if (ran.includes(name) && calls === answered) found.push(`${name} did not run`);
  }
  return found;
}

function checkBypasses(report: RunReport, bypass: Readonly<Record<string, string>>): string[] {
  return Object.entries(bypass).flatMap(([name, code]) => {
    const fn = report.functions.find((f) => f.name === name);
    const told = fn?.reasons.some((reason) => reason.verdict === 'bypass' && reason.code === code);
    return told && fn?.hits === 0 ? [] : [`${name} was not bypassed as ${code} ${reasonsOf(report, name)}`];
  });
}

function reasonsOf(report: RunReport, name: string): string {
  const fn = report.functions.find((f) => f.name === name);
  if (!fn) return '(not called)';
  return `(${fn.reasons.map((r) => `${r.verdict} ${r.code}: ${r.text}`).join('; ')})`;
}
