/** Source texts: modules of the fuzzer's programs, and programs that use the language widely. */
import fc from 'fast-check';
import type { ProgramModule } from '../../../../engine/program/table.ts';
import { Histories } from '../../../fuzz/arbitrary.ts';
import { Draw } from '../../../fuzz/generate/draw.ts';
import { printProgram } from '../../../fuzz/print.ts';
import { SNIPPETS } from '../snippets.ts';
import { read } from '../support.ts';
import { shapeOf } from './shape.ts';
import { type Format, type Syntax, syntaxOf } from './syntax.ts';

export interface Source {
  readonly text: string;
  readonly format: Format;
}

const snippets = SNIPPETS.filter(({ text }) => !/\beval\b|\bwith\b/.test(text)).map(
  ({ text, format = 'module' }): Source => ({ text, format }),
);

/** The modules of one generated program. */
export const programs: fc.Arbitrary<Source[]> = new Histories(() => true).map(({ start }) =>
  Object.entries(printProgram(start.program)).flatMap(([name, text]) => {
    if (text === null || !/^(?!node_modules).*\.[mc]js$/.test(name)) return [];
    return [{ text, format: name.endsWith('.cjs') ? 'commonjs' : 'module' } satisfies Source];
  }),
);

const modules: fc.Arbitrary<Source> = fc.oneof(
  { weight: 1, arbitrary: fc.constantFrom(...snippets) },
  {
    weight: 2,
    arbitrary: fc
      .tuple(
        programs.filter((all) => all.length > 0),
        fc.nat(),
      )
      .map(([all, i]) => all[i % all.length] as Source),
  },
);

/** A module as it is read before any edit. */
export interface Given extends Source {
  readonly syntax: Syntax;
  readonly read: ProgramModule;
  /** Of each of its functions. */
  readonly shapes: readonly string[];
}

/** Some modules of either kind, the same for the same seed. */
export function givenModules(count: number, seed: number): Given[] {
  return fc.sample(modules, { numRuns: count, seed }).map((source) => {
    const syntax = syntaxOf(source.text, source.format);
    if (!syntax) throw new Error(`no program: ${source.text}`);
    const program = read(source.text, source);
    return { ...source, syntax, read: program, shapes: program.functions.map((info) => shapeOf(syntax, info)) };
  });
}

/** Choices that fast-check repeats. */
export const draws: fc.Arbitrary<Draw> = fc.noBias(fc.integer()).map((seed) => new Draw(numbers(seed)));

function numbers(seed: number): { nextInt(min: number, max: number): number } {
  let state = seed >>> 0;
  const next = (): number => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
  return { nextInt: (min, max) => min + Math.floor(next() * (max - min + 1)) };
}
