/** One process that runs hostile scripts, one after the other and some at a time, and honest ones among them. */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { run } from '../../../host/run.ts';
import { startWorker } from '../../../host/start-worker.ts';
import { HONEST, HOSTILE, type Hostile, honestAnswer } from './hostile.ts';

/** What came of it. */
export interface Soaked {
  /** Runs that ended otherwise than they must, in words. */
  readonly wrong: readonly string[];
  /** Resident memory in MB, taken at even distances. */
  readonly rssMB: readonly number[];
  /** Descriptors that are open at the beginning and at the end. */
  readonly handles: readonly [number, number];
}

interface Task {
  readonly dist: string;
  readonly folder: string;
  readonly runs: number;
  readonly atATime: number;
}

const MEMORY_MB = 32;
/** For those that end only so, and for those that end by themselves. */
const SHORT_MS = 300;
const LONG_MS = 30_000;
const SAMPLES = 20;

async function one(
  { dist, folder }: Task,
  lane: number,
  name: string,
  timeoutMs: number,
  args: readonly string[],
): Promise<string> {
  const { exitCode, report } = await run({
    script: join(folder, String(lane), name),
    args,
    cwd: join(folder, String(lane)),
    env: {},
    cacheDir: join(folder, 'store'),
    refresh: false,
    audit: null,
    minDurationMs: 0,
    grants: { read: [join(folder, String(lane))], write: [join(folder, String(lane), 'out')], env: [], net: [] },
    memoryLimitMB: MEMORY_MB,
    quotas: { outputMB: 0.1, writeMB: 1 },
    handleLimit: undefined,
    seed: undefined,
    time: undefined,
    netSnapshot: undefined,
    timeoutMs,
    place: startWorker(dist),
    onWarning: () => undefined,
    onInterrupt: () => process.exit(130),
  });
  return [exitCode, report.fault?.code].filter((part) => part !== undefined).join(' ');
}

/** A lane runs its share: every fifth run is an honest one. */
async function lane(task: Task, at: number, wrong: string[], sample: () => void): Promise<void> {
  for (let i = at; i < task.runs; i += task.atATime, sample()) {
    if (i % 5 === 4) {
      const ended = await one(task, at, 'honest.mjs', LONG_MS, [String(i)]);
      const answer = readFileSync(join(task.folder, String(at), 'out', 'answer'), 'utf8');
      if (ended !== '0' || answer !== honestAnswer(i)) wrong.push(`honest ${i}: ${ended} ${answer}`);
    } else {
      const number = i % HOSTILE.length;
      const { script, ends } = HOSTILE[number] as Hostile;
      const ended = await one(task, at, `${number}.mjs`, ends === '3 time-limit' ? SHORT_MS : LONG_MS, []);
      if (ended !== ends) wrong.push(`${script}: ${ended}`);
    }
  }
}

function lay({ folder, atATime }: Task): void {
  for (let i = 0; i < atATime; i++) {
    const home = join(folder, String(i));
    mkdirSync(join(home, 'out'), { recursive: true });
    writeFileSync(join(home, 'package.json'), '{}');
    writeFileSync(join(home, 'honest.mjs'), HONEST);
    for (const [number, { script }] of HOSTILE.entries()) writeFileSync(join(home, `${number}.mjs`), script);
  }
}

const openHandles = (): number => process.getBuiltinModule('node:fs').readdirSync('/proc/self/fd').length;

async function soak(task: Task): Promise<Soaked> {
  lay(task);
  const wrong: string[] = [];
  const rssMB: number[] = [];
  let done = 0;
  const handles = openHandles();
  const sample = (): void => {
    done += 1;
    if (done % Math.ceil(task.runs / SAMPLES) === 0) rssMB.push(Math.round(process.memoryUsage.rss() / 2 ** 20));
  };
  await Promise.all(Array.from({ length: task.atATime }, (_, at) => lane(task, at, wrong, sample)));
  await new Promise((settled) => setTimeout(settled, 500));
  return { wrong, rssMB, handles: [handles, openHandles()] };
}

process.once('message', async (task: Task) => {
  const soaked = await soak(task);
  rmSync(task.folder, { recursive: true, force: true });
  process.send?.(soaked);
  process.disconnect();
});
