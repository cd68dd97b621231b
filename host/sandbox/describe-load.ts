/** What a person is told of modules that could not be loaded or linked: node's words, and the import that asked for it. */
import { readFileSync } from 'node:fs';
import type { ProgramSyntaxError } from '../../engine/program/syntax-error.ts';
import type { Position } from '../../engine/program/table.ts';
import type { LoadedModule } from './live-function.ts';
import type { LoadFailure } from './load-failures.ts';
import { exportHint, moduleHint } from './load-hints.ts';
import type { Loader } from './loader.ts';
import type { PrintableError } from './task.ts';

type Where = NonNullable<PrintableError['where']>;

/** The text of a file, or nothing. */
export function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

/** Describes what stopped a module from being loaded; null for what is not the script's own fault. */
export function describeLoadFailure(error: unknown, loader: Loader, asked?: LoadFailure): PrintableError | null {
  if (isSyntaxError(error)) {
    const where = at(loader.pathOf(error.module), error);
    return { code: 'syntax-error', headline: `SyntaxError: ${error.message}`, where };
  }
  const { name, message, code } = error as Error & { code?: string };
  if (typeof code !== 'string' || !/MODULE|PACKAGE|UNSUPPORTED|UNKNOWN|IMPORT|REQUIRE|ENOENT|INVALID/.test(code))
    return null;
  const where = asked && importPlace(loader, asked);
  const hint =
    asked && code.endsWith('MODULE_NOT_FOUND') ? moduleHint(asked.specifier, loader.fileOf(asked.base)) : undefined;
  const headline = `${name} [${code}]: ${message}`;
  return { code: 'uncaught-error', headline, ...(where && { where }), ...(hint && { hint }) };
}

/** By name: the reader that throws it is a bundle of its own. */
function isSyntaxError(error: unknown): error is ProgramSyntaxError {
  return error instanceof Error && error.name === 'ProgramSyntaxError';
}

function at(file: string, { line, column }: Position): Where {
  return { file, line, column, source: textOf(file) };
}

/** Where a module asks for another: its import, or the text of the specifier. */
function importPlace(loader: Loader, { base, specifier }: LoadFailure): Where | undefined {
  const module = loader.loaded(base);
  if (!module) return undefined;
  const found = module.program.imports.find((taken) => taken.specifier === specifier) ?? mention(module, specifier);
  return found && at(module.path, found);
}

function mention({ source }: LoadedModule, specifier: string): Position | undefined {
  const lines = source.split('\n');
  for (const [i, line] of lines.entries())
    for (const quote of ["'", '"', '`']) {
      const column = line.indexOf(quote + specifier + quote);
      if (column >= 0) return { line: i + 1, column: column + 1 };
    }
  return undefined;
}

/** The engine's words for names that a module does not have. */
const LINK_ERRORS: readonly (readonly [RegExp, (specifier: string, name: string) => string])[] = [
  [
    /^Could not find export '(.+)' in module '(.+)'$/,
    (specifier, name) => `The requested module '${specifier}' does not provide an export named '${name}'`,
  ],
  [
    /^export '(.+)' in module '(.+)' is ambiguous$/,
    (specifier, name) => `The requested module '${specifier}' contains conflicting star exports for name '${name}'`,
  ],
];

/** Describes an error of linking by the import that failed; null for any other error. */
export function describeLinkError(
  message: string,
  loader: Loader,
  modules: Iterable<LoadedModule>,
): PrintableError | null {
  for (const [pattern, words] of LINK_ERRORS) {
    const [, name = '', target = ''] = pattern.exec(message) ?? [];
    if (name === '') continue;
    for (const module of modules)
      for (const { specifier, names } of module.program.imports) {
        const taken = names.find(({ imported }) => imported === name);
        const isHandedOn = module.file === target && taken?.local === null;
        if (!taken || !(isHandedOn || loader.leadsTo(module, specifier, target))) continue;
        const headline = `SyntaxError: ${words(specifier, name)}`;
        const hint = exportHint(name, ...loader.textsOf(loader.normalize(module.file, specifier)));
        return { code: 'uncaught-error', headline, where: at(module.path, taken), ...(hint && { hint }) };
      }
  }
  return null;
}
