/** Plays a story in a private copy of its folder and says what went wrong. */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { FunctionReport, RunReport } from '../../engine/trace.ts';
import { countInto, noShare, type Share } from '../storable.ts';
import { checkExpectation, compareRuns } from './differences.ts';
import { fileStates, prepareFolder, replaceInFile, restoreFiles, scratch } from './folder.ts';
import { type Invocation, type Observed, runNode, runSandboxed } from './programs.ts';
import type { EditStep, RunStep, Size, Story } from './story.ts';

/** How a story is played. */
export interface PlayOptions {
  readonly size: Size;
  /** Undefined leaves the sandbox's default, with which cheap functions may run again. */
  readonly minDuration?: number;
  /** Who runs the script; a test of the player gives its own. */
  readonly programs?: Programs;
}

/** The two ways to run a script. */
export interface Programs {
  readonly runNode: typeof runNode;
  readonly runSandboxed: typeof runSandboxed;
}

const realPrograms: Programs = { runNode, runSandboxed };

/** The outcome of a story: every difference with the number of its step, and the reports of its runs. */
export interface Played {
  readonly differences: readonly string[];
  readonly reports: readonly RunReport[];
  readonly share: Share;
}

/** The scratch folder of one story: the script's own directory and what the tools keep beside it. */
class Scene {
  readonly #story: Story;
  readonly #size: Size;
  readonly #runNode: Programs['runNode'];
  readonly #base: string;
  readonly folder: string;
  #env: Record<string, string>;
  #edits: EditStep[] = [];
  readonly #oracle = new Map<string, Observed>();

  constructor(story: Story, size: Size, asOracle: Programs['runNode']) {
    this.#story = story;
    this.#size = size;
    this.#runNode = asOracle;
    this.#base = scratch(story.name.replace('/', '-'));
    this.folder = join(this.#base, 'project');
    this.#env = { ...story.env };
    prepareFolder(story, this.folder);
  }

  get store(): { cacheDir: string; reportFile: string } {
    return { cacheDir: join(this.#base, 'store'), reportFile: join(this.#base, 'report.json') };
  }

  invocation(step: RunStep): Invocation {
    const { entry, args } = this.#story;
    return { folder: this.folder, entry, args: step.args ?? args[this.#size] ?? [], env: this.#env };
  }

  #state(step: RunStep): string {
    return JSON.stringify([this.#edits, step.args ?? null]);
  }

  /** Whether a run in the present state came before. */
  isKnown(step: RunStep): boolean {
    return this.#oracle.has(this.#state(step));
  }

  /** What plain node does in the present state; the same state is asked only once. */
  async expected(step: RunStep): Promise<Observed> {
    const state = this.#state(step);
    const known = this.#oracle.get(state);
    if (known) return known;
    const before = fileStates(this.folder);
    const observed = await this.#runNode(this.invocation(step));
    restoreFiles(this.folder, before);
    this.#oracle.set(state, observed);
    return observed;
  }

  edit(step: EditStep): void {
    if (step.kind === 'revert') {
      this.#revert();
      return;
    }
    this.#edits.push(step);
    if (step.kind === 'env') {
      const { [step.name]: _, ...rest } = this.#env;
      this.#env = step.value === null ? rest : { ...rest, [step.name]: step.value };
      return;
    }
    const file = typeof step.file === 'string' ? step.file : step.file[this.#size];
    replaceInFile(join(this.folder, file), step.find, step.replace, step.all === true);
  }

  #revert(): void {
    rmSync(this.folder, { recursive: true, force: true });
    prepareFolder(this.#story, this.folder);
    this.#env = { ...this.#story.env };
    this.#edits = [];
  }

  leave(): void {
    rmSync(this.#base, { recursive: true, force: true });
  }
}

async function playRun(scene: Scene, story: Story, step: RunStep, options: PlayOptions) {
  const { minDuration, programs = realPrograms } = options;
  const isKnown = scene.isKnown(step);
  const node = await scene.expected(step);
  const before = fileStates(scene.folder);
  const settings = minDuration === undefined ? scene.store : { ...scene.store, minDuration };
  const { observed, report } = await programs.runSandboxed(scene.invocation(step), settings);
  const differences = compareRuns(node, observed, story.stderr);
  if (step.expect) {
    differences.push(...checkExpectation(report, story.stages, step.expect, minDuration === undefined));
  }
  if (step.keepFiles !== true) restoreFiles(scene.folder, before);
  return { differences, report, storable: isKnown ? report.functions : namedBy(story, step, report) };
}

/** After an edit, what the story says is not touched by it. */
function namedBy({ stages }: Story, { expect = {} }: RunStep, { functions }: RunReport): FunctionReport[] {
  const { hits = [], ran = [], may = [], bypass = {} } = expect;
  const free = new Set([...ran, ...may, ...Object.keys(bypass)]);
  const named = hits.length > 0 ? [...stages, ...hits].filter((name) => !free.has(name)) : [];
  return functions.filter(({ name, file }) => named.includes(name) || named.includes(`${file}#${name}`));
}

/** Plays all steps; a story in which no call was answered from the store has failed, whatever it printed. */
export async function playStory(story: Story, options: PlayOptions): Promise<Played> {
  const { runNode: asOracle } = options.programs ?? realPrograms;
  const scene = new Scene(story, options.size, asOracle);
  const differences: string[] = [];
  const reports: RunReport[] = [];
  const share = noShare();
  let after = 'start';
  try {
    for (const [number, step] of story.steps.entries()) {
      if (step.do === 'edit') {
        scene.edit(step);
        after = step.kind;
        continue;
      }
      const played = await playRun(scene, story, step, options);
      differences.push(...played.differences.map((text) => `step ${number + 1} (after ${after}): ${text}`));
      reports.push(played.report);
      countInto(share, `${number + 1}`, played.storable);
    }
  } finally {
    scene.leave();
  }
  if (reports.every(({ calls }) => calls.hit === 0)) differences.push('no call of the whole story was a hit');
  return { differences, reports, share };
}
