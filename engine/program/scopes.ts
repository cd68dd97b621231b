/** The one door to scope analysis: which variable each identifier means, and which unit that variable belongs to. */
import { analyze, type Scope, type Variable } from 'eslint-scope';
import type { Node, NodeOf, Program } from './ast.ts';
import { CHILD_KEYS } from './child-keys.ts';
import type { Collected } from './collect.ts';
import { noteArguments, noteGlobal } from './notes.ts';
import type { Unit } from './unit.ts';

export type { Scope, Variable };

/** A mention of a name: the variable it means, or null where no declaration is in sight. */
export interface Mention {
  readonly name: string;
  readonly variable: Variable | null;
  readonly node: Node;
  readonly unit: Unit;
  /** Whether it gives the variable a value. */
  readonly writes: boolean;
}

export interface Scopes {
  readonly module: Scope;
  readonly mentions: readonly Mention[];
  /** Where each variable is mentioned. */
  readonly mentionsOf: ReadonlyMap<Variable, readonly Mention[]>;
  /** Declared and mentioned identifiers; null for a name that nothing declares. */
  variableOf(node: Node): Variable | null | undefined;
  /** The unit whose activation holds the variable. */
  ownerOf(variable: Variable): Unit;
  /** The scope of a unit's parameters and body. */
  scopeOf(unit: Unit): Scope;
  /** Whether the variable is module state: of the module itself, or of a registered scope. */
  isModuleState(variable: Variable): boolean;
  /** Names of functions in blocks of sloppy code, which also exist outside their block. */
  readonly leakingNames: ReadonlySet<string>;
}

export function analyzeScopes(program: Program, format: 'module' | 'commonjs', collected: Collected): Scopes {
  // Direct eval bypasses memoization, so what it might declare does not matter here.
  const manager = analyze(program as Parameters<typeof analyze>[0], {
    ecmaVersion: 2025,
    sourceType: format,
    ignoreEval: true,
    childVisitorKeys: CHILD_KEYS,
  });
  const outermost = manager.globalScope;
  const module = outermost?.childScopes[0] ?? outermost;
  if (!module) throw new Error('scope analysis found no module scope');
  return new ScopeTable(manager.scopes, module, collected);
}

class ScopeTable implements Scopes {
  readonly module: Scope;
  readonly mentions: Mention[] = [];
  readonly mentionsOf = new Map<Variable, Mention[]>();
  readonly leakingNames = new Set<string>();
  readonly #variables = new Map<Node, Variable | null>();
  readonly #owners = new Map<Scope, Unit>();
  readonly #functions = new Map<Node, Scope>();
  readonly #collected: Collected;

  constructor(scopes: readonly Scope[], module: Scope, collected: Collected) {
    this.module = module;
    this.#collected = collected;
    // Outer scopes come first: a class declaration's name means the variable around it, not its inner copy.
    for (const scope of scopes) this.#declarations(scope);
    for (const scope of scopes) this.#references(scope);
    this.#register();
  }

  variableOf(node: Node): Variable | null | undefined {
    return this.#variables.get(node);
  }

  ownerOf(variable: Variable): Unit {
    return this.#unitOf(variable.scope);
  }

  scopeOf(unit: Unit): Scope {
    return (unit.code && this.#functions.get(unit.code)) ?? this.module;
  }

  isModuleState(variable: Variable): boolean {
    if (variable.scope === this.module || variable.scope.type === 'global') return true;
    return variable.scope.type === 'function' && this.ownerOf(variable).registered;
  }

  #declarations(scope: Scope): void {
    if (scope.type === 'function') this.#functions.set(scope.block as unknown as Node, scope);
    for (const variable of scope.variables) {
      for (const node of variable.identifiers as unknown as Node[]) {
        if (!this.#variables.has(node)) this.#variables.set(node, variable);
      }
      const inBlock = scope.type === 'block' || scope.type === 'switch';
      if (inBlock && !scope.isStrict && variable.defs[0]?.type === 'FunctionName') this.leakingNames.add(variable.name);
    }
  }

  #references(scope: Scope): void {
    const unit = this.#unitOf(scope);
    for (const reference of scope.references) {
      const node = reference.identifier as unknown as NodeOf<'Identifier'>;
      const variable = reference.resolved ? this.#outward(reference.resolved) : null;
      this.#variables.set(node, variable);
      this.#mention({ name: node.name, variable, node, unit, writes: reference.isWrite() });
      if (!variable) noteGlobal(node.name, unit);
      else if (variable.defs.length === 0 && variable.name === 'arguments') noteArguments(unit);
    }
  }

  #mention(mention: Mention): void {
    this.mentions.push(mention);
    if (!mention.variable) return;
    const known = this.mentionsOf.get(mention.variable);
    if (known) known.push(mention);
    else this.mentionsOf.set(mention.variable, [mention]);
  }

  /** A class declaration's inner name stands for the outer variable, as long as that is never rebound. */
  #outward(variable: Variable): Variable {
    const block = variable.scope.block as unknown as Node;
    if (variable.scope.type !== 'class' || block.type !== 'ClassDeclaration' || !block.id) return variable;
    const outer = this.#variables.get(block.id);
    return outer?.references.some((reference) => reference.isWrite() && !reference.init)
      ? variable
      : (outer ?? variable);
  }

  #unitOf(scope: Scope): Unit {
    const known = this.#owners.get(scope);
    if (known) return known;
    const own = this.#collected.byNode.get(scope.block as unknown as Node);
    const unit = own ?? (scope.upper ? this.#unitOf(scope.upper) : this.#collected.root);
    this.#owners.set(scope, unit);
    return unit;
  }

  /** Registering pays only where a function inside uses the variables. */
  #register(): void {
    for (const { variable, unit } of this.mentions) {
      if (variable?.scope.type !== 'function') continue;
      const owner = this.ownerOf(variable);
      if (owner.immediate && owner !== unit) owner.registered = true;
    }
  }
}
