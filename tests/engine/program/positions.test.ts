import { describe, expect, it } from 'vitest';
import { fromData } from '../../../engine/program/kept.ts';
import { programData } from '../../../engine/program/program.ts';
import { ProgramSyntaxError } from '../../../engine/program/syntax-error.ts';
import { SNIPPETS } from './snippets.ts';
import { functionAt, type Given, NAMES, read } from './support.ts';

/** Where `word` stands in the instrumented code, as the engine would report it. */
function enginePosition(code: string, word: string): [line: number, column: number] {
  const before = code.slice(0, code.indexOf(word)).split('\n');
  return [before.length, [...(before.at(-1) ?? '')].length + 1];
}

function position(text: string, word: string): { line: number; column: number } {
  const before = text.slice(0, text.indexOf(word)).split('\n');
  return { line: before.length, column: (before.at(-1) ?? '').length + 1 };
}

function syntaxError(text: string, given: Given = {}): ProgramSyntaxError {
  try {
    read(text, given);
  } catch (error) {
    if (error instanceof ProgramSyntaxError) return error;
    throw error;
  }
  throw new Error('that was a program');
}

describe('positions', () => {
  it('lead from instrumented code back to what was written', () => {
    const text = `const f = async (x) => { const emoji = '😀😀'; await x; return await first(second(x)) }
class A { m() { return third } }`;
    const program = read(text);
    for (const word of ['emoji', 'first', 'second', 'third']) {
      expect(program.toOriginal(...enginePosition(program.code, word))).toEqual(position(text, word));
    }
  });

  it('lead back to TypeScript', () => {
    const text = `// a comment that is stripped 😀
interface Gone { a: number }

enum Colour { Red = 1 }

export function late(a: number,
  b?: string): number {
  type Also = Gone;
  return (missing as unknown as Also).a + a
}
export class K<T> {
  method(x: T): T { return other(x) }
}`;
    const program = read(text, { typescript: true });
    for (const word of ['missing', 'other']) {
      expect(program.toOriginal(...enginePosition(program.code, word))).toEqual(position(text, word));
    }
    expect(functionAt(program, 'late')).toMatchObject({ line: 6 });
    expect(functionAt(program, 'K.method')).toMatchObject({ line: 12, column: 3 });
  });

  it('of functions are their beginnings', () => {
    const text = 'const a = 1;\n  async function f() {}\nclass A {\n  static async m() {} }';
    const program = read(text);
    expect(functionAt(program, 'f')).toMatchObject({ line: 2, column: 3 });
    expect(functionAt(program, 'A.static m')).toMatchObject({ line: 4, column: 10 });
  });

  it('survive being kept as data', () => {
    for (const { text, format = 'module' } of SNIPPETS) {
      const source = { module: 'm.js', text, format, typescript: null, own: true };
      const data = programData(source, { names: NAMES, everything: true });
      const kept = fromData(JSON.parse(JSON.stringify(data)));
      const fresh = fromData(data);
      expect(kept.functions).toEqual(fresh.functions);
      expect(kept.functions.map(({ id }) => kept.originalText(id))).toEqual(
        fresh.functions.map(({ start, end }) => text.slice(start, end)),
      );
      expect(kept.toOriginal(2, 3)).toEqual(fresh.toOriginal(2, 3));
    }
  });
});

describe('a text that is no program', () => {
  it('is reported where it goes wrong', () => {
    expect(syntaxError('let a = 1;\nlet b = = 2')).toMatchObject({
      line: 2,
      column: 9,
      message: 'Unexpected token',
      module: 'main.js',
    });
    expect(syntaxError('return 1')).toMatchObject({ line: 1, column: 1 });
    expect(syntaxError('import "a"', { format: 'commonjs' })).toMatchObject({ line: 1, column: 1 });
  });

  it('is reported in the TypeScript that was written', () => {
    expect(syntaxError('// é😀\nlet a: = 1', { typescript: true })).toMatchObject({ line: 2, column: 8 });
    expect(syntaxError('type A = 1;\n\nlet a: number = 1;\nlet a = 2', { typescript: true }).line).toBe(4);
  });
});
