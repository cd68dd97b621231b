/** The function table: what the walk, the scopes and the decisions say of each unit, in one record. */
import { forEachChild, type Node } from './ast.ts';
import type { Collected } from './collect.ts';
import { gatheredBy } from './gathered.ts';
import type { Identity } from './identity.ts';
import type { Scope, Scopes } from './scopes.ts';
import type { FunctionInfo, FunctionKind, Position } from './table.ts';
import { isAsync, isGenerator, type Unit } from './unit.ts';
import { isStatic, type Uses } from './uses.ts';
import { variablesOf } from './variables.ts';
import type { WrapDecision } from './wrap.ts';

export interface FunctionTableInput {
  readonly collected: Collected;
  readonly scopes: Scopes;
  readonly identity: ReadonlyMap<Unit, Identity>;
  readonly decisions: ReadonlyMap<Unit, WrapDecision>;
  readonly uses: ReadonlyMap<Unit, Uses>;
  readonly locate: (offset: number) => Position;
}

export function functionTable(input: FunctionTableInput): FunctionInfo[] {
  const bindings = fixedBindings(input);
  return input.collected.units.map((unit) => functionInfo(unit, input, bindings));
}

function functionInfo(unit: Unit, input: FunctionTableInput, bindings: ReadonlyMap<number, string>): FunctionInfo {
  const identity = input.identity.get(unit);
  const decision = input.decisions.get(unit);
  const uses = input.uses.get(unit);
  if (!identity || !decision || !uses) throw new Error(`nothing known of ${unit.path}`);
  return {
    id: unit.id,
    path: unit.path,
    name: unit.name,
    ...input.locate(unit.start),
    start: unit.start,
    end: unit.end,
    kind: unit.kind as FunctionKind,
    async: isAsync(unit),
    generator: isGenerator(unit),
    identity: identity.digest,
    length: lengthOf(unit),
    destructures: destructuresOf(unit),
    gathers: gathersOf(unit),
    wrap: decision.wrap,
    bypass: decision.bypass,
    isStatic: isStatic(unit, uses),
    captures: identity.captures.map(({ name }) => name),
    maker: unit.outer?.id ?? -1,
    binding: bindings.get(unit.id) ?? null,
    uses: Object.fromEntries(uses.names),
    mentions: unit.mentions,
  };
}

function gathersOf(unit: Unit): FunctionInfo['gathers'] {
  if (gatheredBy(unit) === null) return null;
  return unit.mentions.arguments ? 'arguments' : 'rest';
}

/** Arrays at any depth count: taking one apart runs its iterator. */
function destructuresOf({ code }: Unit): FunctionInfo['destructures'] {
  const patterns = (code?.params ?? []).filter(({ type }) => type !== 'Identifier');
  if (patterns.some((pattern) => containsType(pattern, 'ArrayPattern'))) return 'arrays';
  return patterns.some((pattern) => containsType(pattern, 'ObjectPattern')) ? 'objects' : 'nothing';
}

function containsType(node: Node, type: Node['type']): boolean {
  if (node.type === type) return true;
  let found = false;
  forEachChild(node, (child) => {
    found ||= containsType(child, type);
  });
  return found;
}

/** `fn.length`: parameters before the first with a default, or a rest. */
function lengthOf({ code }: Unit): number {
  const parameters = code?.params ?? [];
  const optional = parameters.findIndex(({ type }) => type === 'AssignmentPattern' || type === 'RestElement');
  return optional < 0 ? parameters.length : optional;
}

/** Functions by the module variable, or variable of a registered scope (after that scope's path), that always holds them. */
function fixedBindings({ collected, scopes, locate }: FunctionTableInput): Map<number, string> {
  const bindings = new Map<number, string>();
  const fix = (scope: Scope, prefix: string): void => {
    for (const { name, functionId, rebound } of variablesOf(scope, collected, locate)) {
      if (functionId !== null && !rebound) bindings.set(functionId, prefix + name);
    }
  };
  fix(scopes.module, '');
  for (const unit of collected.units) if (unit.registered) fix(scopes.scopeOf(unit), `${unit.path}:`);
  return bindings;
}
