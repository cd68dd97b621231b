/** The JavaScript of a module and its tree: as it was written, or as TypeScript becomes it. */
import { addedLines } from './added-lines.ts';
import { ParseFailure, type Program, parseProgram } from './ast.ts';
import { locator } from './locator.ts';
import { ProgramSyntaxError } from './syntax-error.ts';
import type { SourceModule } from './table.ts';
import { quickly, type Transformed, type TransformInput, wholly } from './typescript.ts';
import { TypeScriptFailure } from './typescript-failure.ts';

export interface Javascript {
  readonly text: string;
  /** Source map mappings to what was written; null where that is the text itself. */
  readonly mappings: string | null;
  readonly program: Program;
  /** Where the text begins that somebody wrote: functions of the transform stand before it. */
  readonly written: number;
}

/** Throws a `ProgramSyntaxError` with the position in what was written. */
export function javascriptOf(source: Omit<SourceModule, 'own'>): Javascript {
  const { module, text, format, typescript } = source;
  if (!typescript) return { text, mappings: null, program: plain(source), written: 0 };
  const input = { module, text, format, settings: typescript };
  try {
    const quick = quickly(input);
    return (quick && parsed(quick, format)) ?? strictlyParsed(wholly(input), input);
  } catch (error) {
    if (!(error instanceof TypeScriptFailure)) throw error;
    throw new ProgramSyntaxError(module, error.message, locator(text, null)(error.offset));
  }
}

function plain({ module, text, format }: Omit<SourceModule, 'own'>): Program {
  try {
    return parseProgram(text, format);
  } catch (error) {
    if (!(error instanceof ParseFailure)) throw error;
    const decorated = text[error.offset] === '@' ? ' (decorators need a TypeScript file)' : '';
    throw new ProgramSyntaxError(module, error.message + decorated, locator(text, null)(error.offset));
  }
}

/** Null where the transform left what is no JavaScript. */
function parsed(made: Transformed, format: SourceModule['format']): Javascript | null {
  try {
    return asJavascript(made, parseProgram(made.code, format));
  } catch (error) {
    if (!(error instanceof ParseFailure)) throw error;
    return null;
  }
}

function strictlyParsed(made: Transformed, { module, format }: TransformInput): Javascript {
  try {
    return asJavascript(made, parseProgram(made.code, format));
  } catch (error) {
    if (!(error instanceof ParseFailure)) throw error;
    throw new ProgramSyntaxError(module, error.message, locator(made.code, made.mappings)(error.offset));
  }
}

function asJavascript({ code, mappings }: Transformed, program: Program): Javascript {
  let written = 0;
  for (let line = addedLines(mappings); line > 0; line--) written = code.indexOf('\n', written) + 1;
  return { text: code, mappings, program, written };
}
