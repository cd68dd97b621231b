/**
 * Fill variables: variables of a module that start without a value and are given one at guarded places (see fill-guards).
 * By syntax alone it is known which other functions can tell whether such a variable is filled: those that read it where
 * no guard came before, and those that write it otherwise.
 */
import type { Node } from './ast.ts';
import { type Placement, soleDeclaration } from './declarations.ts';
import { type Absent, constantOf, type Guard, isInRegion, isPassable, mentionsThis, shapeOf } from './fill-guards.ts';
import type { Mention, Scopes, Variable } from './scopes.ts';
import type { FillInfo, FillVariable } from './table.ts';
import { isAsync, isGenerator, type Unit } from './unit.ts';

/** A guard as it is instrumented. */
export interface FillSite {
  readonly id: number;
  readonly name: string;
  /** The variables of its activation, and `this`, that its region can reach. */
  readonly reach: readonly string[];
}

export interface Fills {
  readonly info: FillInfo;
  /** By the first node of the region, and by the last. */
  readonly opens: ReadonlyMap<Node, FillSite>;
  readonly closes: ReadonlyMap<Node, FillSite>;
}

export function fillsOf(scopes: Scopes, placement: () => Placement): Fills {
  const candidates = scopes.module.variables.flatMap((variable) => {
    const absent = declaredAbsent(variable, scopes);
    return absent ? [{ variable, absent }] : [];
  });
  if (candidates.length === 0) return { info: { sites: [], variables: [] }, opens: new Map(), closes: new Map() };
  return new Finder(placement(), scopes).find(candidates);
}

interface Candidate {
  readonly variable: Variable;
  readonly absent: Absent;
}

/** What a variable that is declared once, by name and without a value, holds; null for every other. */
function declaredAbsent(variable: Variable, scopes: Scopes): Absent | null {
  const declared = soleDeclaration(variable);
  if (declared?.kind !== 'let' && declared?.kind !== 'var') return null;
  return declared.init ? constantOf(declared.init, scopes) : 'undefined';
}

class Finder {
  readonly #scopes: Scopes;
  readonly #placement: Placement;
  readonly #units = new Map<Node, Unit>();
  readonly #sites: string[] = [];
  readonly #opens = new Map<Node, FillSite>();
  readonly #closes = new Map<Node, FillSite>();

  constructor(placement: Placement, scopes: Scopes) {
    this.#placement = placement;
    this.#scopes = scopes;
    for (const { node, unit } of scopes.mentions) this.#units.set(node, unit);
  }

  find(candidates: readonly Candidate[]): Fills {
    const variables = candidates.flatMap((candidate) => this.#fillVariable(candidate) ?? []);
    return { info: { sites: this.#sites, variables }, opens: this.#opens, closes: this.#closes };
  }

  #fillVariable({ variable, absent }: Candidate): FillVariable | null {
    const declared = variable.identifiers[0] as unknown as Node;
    const mentions = (this.#scopes.mentionsOf.get(variable) ?? []).filter(({ node }) => node !== declared);
    if (this.#placement.isExported(declared) || mentions.some((mention) => this.#isBeyond(mention))) return null;
    const guards = this.#guards(variable, absent);
    if (guards.length === 0) return null;
    const readers = new Set<number>();
    const writers = new Set<number>();
    for (const mention of mentions) {
      if (mention.unit.id < 0 || this.#isGuarded(mention, guards)) continue;
      if (mention.writes) writers.add(mention.unit.id);
      else if (!this.#comesAfter(mention, guards)) readers.add(mention.unit.id);
    }
    for (const guard of guards) this.#site(guard);
    return { name: variable.name, absent, readers: [...readers], writers: [...writers] };
  }

  /** Read by other modules, or by code that has no mark where it runs. */
  #isBeyond({ node, unit }: Mention): boolean {
    if (this.#placement.parentOf(node)?.type === 'ExportSpecifier') return true;
    return unit.kind === 'class' || unit.kind === 'field' || unit.kind === 'static-block';
  }

  #guards(variable: Variable, absent: Absent): Guard[] {
    const isIt = (node: Node): boolean => node.type === 'Identifier' && this.#scopes.variableOf(node) === variable;
    return this.#placement.nodes.flatMap((node) => {
      const shape = shapeOf(node, isIt, absent, this.#scopes);
      const unit = shape && this.#units.get(shape.own[0] as Node);
      if (!shape || !unit || unit.id < 0 || !isPassable(shape, variable, this.#scopes)) return [];
      return [{ ...shape, variable, unit }];
    });
  }

  #isGuarded({ node, unit }: Mention, guards: readonly Guard[]): boolean {
    return guards.some((guard) => guard.own.includes(node) || (guard.unit === unit && isInRegion(node, guard)));
  }

  /** Whether a guard stands before it in the same activation, in a block around both. */
  #comesAfter({ node, unit }: Mention, guards: readonly Guard[]): boolean {
    if (isAsync(unit) || isGenerator(unit)) return false;
    for (let child = node; child !== unit.code; ) {
      const parent = this.#placement.parentOf(child);
      if (!parent) return false;
      if (parent.type === 'BlockStatement') {
        const before = parent.body.slice(0, parent.body.indexOf(child as (typeof parent.body)[number]));
        if (before.some((statement) => guards.some((guard) => fills(statement, guard)))) return true;
      }
      child = parent;
    }
    return false;
  }

  #site(guard: Guard): void {
    const { region, variable } = guard;
    const reach = [...this.#locals(guard), ...(region.some(mentionsThis) ? ['this'] : [])];
    const site = { id: this.#sites.length, name: variable.name, reach };
    this.#opens.set(region[0], site);
    this.#closes.set(region.at(-1) ?? region[0], site);
    this.#sites.push(variable.name);
  }

  /** Variables of the activations around that a region mentions. */
  #locals(guard: Guard): ReadonlySet<string> {
    const names = new Set<string>();
    for (const [variable, mentions] of this.#scopes.mentionsOf) {
      if (this.#scopes.isModuleState(variable) || !mentions.some(({ node }) => isInRegion(node, guard))) continue;
      const nodes = [...mentions.map(({ node }) => node), ...(variable.identifiers as unknown as Node[])];
      if (!nodes.every((node) => isInRegion(node, guard))) names.add(variable.name);
    }
    return names;
  }
}

/** Whether a statement has filled the variable whenever it completes. */
function fills(statement: Node, { whole }: Guard): boolean {
  if (statement === whole) return true;
  if (statement.type === 'ExpressionStatement') return statement.expression === whole;
  return statement.type === 'VariableDeclaration' && statement.declarations.some(({ init }) => init === whole);
}
