/** Runs a share of the suite in this thread: the files given, each in its programs, as written and recorded. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { NeutralityBench } from './neutrality.ts';
import { type Program, programs } from './program.ts';
import { shapes } from './shapes.ts';

/** What one thread has to do. */
export interface Share {
  /** The build. */
  readonly dist: string;
  /** The checkout of test262. */
  readonly dir: string;
  /** Files below its `test` folder; parts of our own table go by names like `shapes 3/40`. */
  readonly files: readonly string[];
}

/** What came of a file. */
export interface Told {
  readonly file: string;
  readonly programs: number;
  readonly passed: number;
  /** Programs that pass in one way and not in the other, with both ends. */
  readonly differing: readonly { readonly name: string; readonly plain: string; readonly recorded: string }[];
}

const SHAPES = 'shapes ';

/** `shapes 3/40`: the fourth of forty parts of the table. */
function shapesOf(name: string): Program[] {
  const [part = 0, parts = 1] = name.slice(SHAPES.length).split('/').map(Number);
  return shapes().filter((_, i) => i % parts === part);
}

export function runShare({ dist, dir, files }: Share, tell: (told: Told) => void): void {
  const bench = new NeutralityBench(dist);
  const texts = new Map<string, string>();
  const harness = (file: string): string => {
    const text = texts.get(file) ?? readFileSync(join(dir, 'harness', file), 'utf8');
    texts.set(file, text);
    return text;
  };
  for (const file of files) {
    const list = file.startsWith(SHAPES)
      ? shapesOf(file)
      : programs(file, readFileSync(join(dir, 'test', file), 'utf8'), harness);
    const ends = list.map((program) => bench.both(program));
    const differing = ends
      .filter(({ plain, recorded }) => plain.passed !== recorded.passed)
      .map(({ name, plain, recorded }) => ({ name, plain: endOf(plain.outcome), recorded: endOf(recorded.outcome) }));
    tell({ file, programs: list.length, passed: ends.filter(({ plain }) => plain.passed).length, differing });
  }
  bench.close();
}

function endOf({ exitCode, error, stdout }: { exitCode: number | null; error: string; stdout: string }): string {
  return `exit ${exitCode} ${error || stdout.trim()}`.slice(0, 300);
}
