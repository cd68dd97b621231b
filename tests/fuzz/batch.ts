/** One batch of histories by one seed, in this thread. */
import fc from 'fast-check';
import { Histories } from './arbitrary.ts';
import { describeFinding } from './describe.ts';
import { type Finding, play, type Stage } from './play.ts';
import type { History } from './program.ts';
import { newTally, type Tally } from './tally.ts';

export interface BatchTask {
  readonly seed: number;
  readonly runs: number;
  readonly stage: Stage;
  /** Smaller histories to try per finding. */
  readonly tries: number;
}

/** A finding, shrunk, in words. */
export interface Told {
  readonly kind: Finding['kind'];
  readonly text: string;
}

export interface BatchResult {
  readonly seed: number;
  readonly programs: number;
  readonly tally: Tally;
  readonly found: readonly Told[];
}

export async function runBatch(task: BatchTask): Promise<BatchResult> {
  const tally = newTally();
  const found: Told[] = [];
  let programs = 0;
  // A check ends with its first finding; the rest of the batch is another check, by a seed of its own.
  for (let round = 0; programs < task.runs; round++) {
    const check = new Check(task, tally);
    const told = await check.run(task.seed + round * 7919, task.runs - programs);
    if (told) found.push(told);
    programs += check.programs;
  }
  return { seed: task.seed, programs, tally, found };
}

class Diverged extends Error {
  readonly finding: Finding;
  constructor(finding: Finding) {
    super(finding.kind);
    this.finding = finding;
  }
}

class Check {
  programs = 0;
  readonly #task: BatchTask;
  readonly #tally: Tally;
  /** What is being shrunk. */
  #failing: Finding['kind'] | null = null;
  #left: number;

  constructor(task: BatchTask, tally: Tally) {
    this.#task = task;
    this.#tally = tally;
    this.#left = task.tries;
  }

  async run(seed: number, runs: number): Promise<Told | null> {
    const histories = new Histories(() => this.#left > 0);
    const property = fc.asyncProperty(histories, (history) => this.#play(history));
    const { failed, counterexample, errorInstance } = await fc.check(property, { seed, numRuns: runs });
    if (!failed) return null;
    if (!(errorInstance instanceof Diverged) || !counterexample) throw errorInstance;
    const { finding } = errorInstance;
    return { kind: finding.kind, text: describeFinding(counterexample[0], finding) };
  }

  async #play(history: History): Promise<void> {
    if (this.#failing) this.#left -= 1;
    else this.programs += 1;
    const finding = await play(history, this.#task.stage, this.#failing ? newTally() : this.#tally);
    if (!finding || (this.#failing && finding.kind !== this.#failing)) return;
    this.#failing = finding.kind;
    throw new Diverged(finding);
  }
}
