/** Reads one module: parse, scopes, identities, instrumentation. Everything that later rooms ask of source is in the result. */
import { collect } from './collect.ts';
import { placementOf } from './declarations.ts';
import { fillsOf } from './fills.ts';
import { functionTable } from './functions.ts';
import { ReservedName } from './hooks.ts';
import { identities } from './identity.ts';
import { importsOf } from './imports.ts';
import { instrument } from './instrument.ts';
import { javascriptOf } from './javascript.ts';
import { fromData } from './kept.ts';
import { locator } from './locator.ts';
import { patchOf } from './patches.ts';
import { analyzeScopes } from './scopes.ts';
import { ProgramSyntaxError } from './syntax-error.ts';
import type { InstrumentOptions, ProgramData, ProgramModule, SourceModule } from './table.ts';
import { tableVariablesOf } from './table-variables.ts';
import type { Unit } from './unit.ts';
import { usesOf } from './uses.ts';
import { variablesOf, wrapperVariables } from './variables.ts';
import { decideWrap, type Owner } from './wrap.ts';

export { fromData };

/** Throws a `ProgramSyntaxError` with the position in the original source. */
export function programModule(source: SourceModule, options: InstrumentOptions): ProgramModule {
  return fromData(programData(source, options));
}

/** The module as plain data. */
export function programData(source: SourceModule, options: InstrumentOptions): ProgramData {
  const { module, format } = source;
  const { text, mappings, program, written } = javascriptOf(source);
  const locate = locator(text, mappings);
  const collected = collect(program, text, format === 'module');
  const scopes = analyzeScopes(program, format, collected);
  const identity = identities(collected, scopes);
  const decisions = new Map(
    collected.units.map(
      (unit) => [unit, decideWrap(unit, whoseIs(unit, source, written), options.everything)] as const,
    ),
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

function whoseIs(unit: Unit, { own }: SourceModule, written: number): Owner {
  if (unit.start < written) return 'transform';
  return own ? 'script' : 'package';
}
