/** Reads one module: parse, scopes, identities, instrumentation. Everything that later rooms ask of source is in the result. */
import { ParseFailure, parseProgram } from './ast.ts';
import { collect } from './collect.ts';
import { placementOf } from './declarations.ts';
import { fillsOf } from './fills.ts';
import { functionTable } from './functions.ts';
import { ReservedName } from './hooks.ts';
import { identities } from './identity.ts';
import { importsOf } from './imports.ts';
import { instrument } from './instrument.ts';
import { fromData } from './kept.ts';
import { locator } from './locator.ts';
import { patchOf } from './patches.ts';
import { analyzeScopes } from './scopes.ts';
import { ProgramSyntaxError } from './syntax-error.ts';
import type { InstrumentOptions, Position, ProgramData, ProgramModule, SourceModule } from './table.ts';
import { tableVariablesOf } from './table-variables.ts';
import { stripTypes, TypeScriptFailure } from './typescript.ts';
import { usesOf } from './uses.ts';
import { variablesOf, wrapperVariables } from './variables.ts';
import { decideWrap } from './wrap.ts';

export { fromData };

/** Throws a `ProgramSyntaxError` with the position in the original source. */
export function programModule(source: SourceModule, options: InstrumentOptions): ProgramModule {
  return fromData(programData(source, options));
}

/** The module as plain data. */
export function programData(source: SourceModule, options: InstrumentOptions): ProgramData {
  const { module, format } = source;
  const { text, mappings } = javascript(source);
  const locate = locator(text, mappings);
  const program = positioned(source, locate, () => parseProgram(text, format));
  const collected = collect(program, text, format === 'module');
  const scopes = analyzeScopes(program, format, collected);
  const identity = identities(collected, scopes);
  const decisions = new Map(
    collected.units.map((unit) => [unit, decideWrap(unit, source.own, options.everything)] as const),
  );
  const uses = usesOf(collected, scopes);
  const variables = format === 'module' ? variablesOf(scopes.module, collected, locate) : [];
  const wrapper =
    format === 'module' ? [] : [{ functionId: -1, variables: wrapperVariables(scopes.module, collected, locate) }];
  const registered = collected.units.filter((unit) => unit.registered);
  const inner = registered.map((unit) => ({
    functionId: unit.id,
    variables: variablesOf(scopes.scopeOf(unit), collected, locate),
  }));
  const placement = placementOf(program);
  const fills = fillsOf(scopes, placement);
  const tables = tableVariablesOf(scopes, collected, placement);
  const patch = patchOf(program, scopes, options.builtins);
  return {
    module,
    ...unreserved(module, () =>
      instrument({ program, text, format, collected, scopes, decisions, fills, tables, names: options.names }),
    ),
    functions: functionTable({ collected, scopes, identity, decisions, uses, locate }),
    variables,
    scopes: [...wrapper, ...inner],
    imports: importsOf(program, locate),
    fills: fills.info,
    tables: tables.info,
    patch: patch && { what: patch.what, line: locate(patch.offset).line },
    hasTopLevelAwait: format === 'module' && (collected.root.awaits || collected.root.forAwait),
    identity: identity.get(collected.root)?.digest ?? '',
    mappings,
  };
}

/** A module that uses a name of the sandbox's own cannot be followed: said plainly instead of run blindly. */
function unreserved<T>(module: string, instrumented: () => T): T {
  try {
    return instrumented();
  } catch (error) {
    if (!(error instanceof ReservedName)) throw error;
    throw new ProgramSyntaxError(module, error.message, { line: 1, column: 1 });
  }
}

function javascript(source: SourceModule): { text: string; mappings: string | null } {
  if (!source.typescript) return { text: source.text, mappings: null };
  const locate = locator(source.text, null);
  const stripped = positioned(source, locate, () => stripTypes(source.module, source.text, source.format));
  return { text: stripped.code, mappings: stripped.mappings };
}

function positioned<T>(source: SourceModule, locate: (offset: number) => Position, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof ParseFailure || error instanceof TypeScriptFailure)) throw error;
    throw new ProgramSyntaxError(source.module, error.message, locate(error.offset));
  }
}
