/** Which functions may become frames: a pure decision over what the walk found. */
import { ADDED_FUNCTION } from './added-lines.ts';
import { forEachChild, type Node } from './ast.ts';
import { ungathered } from './gathered.ts';
import { parametersRunCode } from './parameters.ts';
import { patternNames } from './pattern-names.ts';
import type { Wrap } from './table.ts';
import { isAsync, isGenerator, type Unit } from './unit.ts';

export interface WrapDecision {
  readonly wrap: Wrap;
  readonly bypass: string | null;
  /** What makes every frame above it unstorable when it runs: its pauses cannot be followed. */
  readonly taint: string | null;
}

/** Whose text a function is part of. */
export type Owner = 'script' | 'package' | 'transform';

export function decideWrap(unit: Unit, owner: Owner, everything: boolean): WrapDecision {
  const bypass = bypassReason(unit, owner);
  const taint = taintReason(unit);
  if (taint) return { wrap: 'mark', bypass: bypass ?? taint, taint };
  if (isAsync(unit) && !isGenerator(unit)) return { wrap: 'async', bypass, taint };
  const worthwhile = bypass === null && (everything || unit.works);
  return { wrap: worthwhile ? 'sync' : 'mark', bypass, taint };
}

function bypassReason(unit: Unit, owner: Owner): string | null {
  if (unit.kind === 'class') return 'is a constructor';
  if (unit.kind === 'field') return 'is a field initialiser';
  if (unit.kind === 'static-block') return 'is a static block';
  if (isGenerator(unit)) return 'is a generator';
  if (owner === 'package') return 'belongs to a package';
  if (owner === 'transform') return ADDED_FUNCTION;
  if (isAsync(unit) && unit.code && leavesFinally(unit.code.body)) return 'leaves a finally block by itself';
  if (unit.registered) return 'is a scope of the module';
  return mentionReason(unit) ?? (parametersRunCode(unit) ? 'parameter defaults run code' : null);
}

function mentionReason(unit: Unit): string | null {
  const { mentions } = unit;
  if (mentions.newTarget) return 'mentions new.target';
  const lost = ungathered(unit);
  if (lost) return lost;
  if (mentions.eval) return 'uses eval';
  if (unit.withStatement) return 'uses with';
  return runsBeforeSuper(unit) ? 'shares this with a constructor' : null;
}

/** A `return`, `break` or `continue` in a `finally` takes back the value that was returned before it. */
function leavesFinally(node: Node): boolean {
  if (node.type === 'TryStatement' && node.finalizer && jumps(node.finalizer)) return true;
  let found = false;
  forEachChild(node, (child) => {
    found ||= !('params' in child) && child.type !== 'ClassBody' && leavesFinally(child);
  });
  return found;
}

const JUMPS: ReadonlySet<Node['type']> = new Set(['ReturnStatement', 'BreakStatement', 'ContinueStatement']);

function jumps(node: Node): boolean {
  if (JUMPS.has(node.type)) return true;
  let found = false;
  forEachChild(node, (child) => {
    found ||= !('params' in child) && child.type !== 'ClassBody' && jumps(child);
  });
  return found;
}

/** An arrow in a derived constructor may run before `this` exists. */
function runsBeforeSuper(unit: Unit): boolean {
  if (unit.kind !== 'arrow' || !(unit.mentions.this || unit.mentions.superKeyword)) return false;
  let around = unit.outer;
  while (around?.kind === 'arrow') around = around.outer;
  return around?.kind === 'class' && 'superClass' in around.node && Boolean(around.node.superClass);
}

function taintReason(unit: Unit): string | null {
  if (!isAsync(unit)) return null;
  if (isGenerator(unit)) return 'is an async generator';
  return declaresTwice(unit) ? 'declares a name twice' : null;
}

/** A body moves into a block, where a function may not share its name with another declaration. */
function declaresTwice(unit: Unit): boolean {
  const body = unit.code?.body;
  if (body?.type !== 'BlockStatement') return false;
  const functions = body.body.flatMap((item) => (item.type === 'FunctionDeclaration' ? [item.id.name] : []));
  if (functions.length === 0) return false;
  const taken = new Set(functions);
  return taken.size < functions.length || hoistedNames(body).some((name) => taken.has(name));
}

/** Names that `var` declares anywhere in a body. */
function hoistedNames(node: Node): string[] {
  if (node.type === 'VariableDeclaration' && node.kind === 'var')
    return node.declarations.flatMap(({ id }) => patternNames(id));
  if ('params' in node || node.type === 'ClassBody') return [];
  const names: string[] = [];
  forEachChild(node, (child) => names.push(...hoistedNames(child)));
  return names;
}
