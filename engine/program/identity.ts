/**
 * Canonical identity of code: a digest over the syntax tree of each unit, without positions, comments and formatting.
 *
 * Locals are numbered in the order of their first mention; the variables of enclosing activations likewise (`captures`,
 * whose order the fingerprint of a closure must follow). Module state keeps its name, because that is how its value is
 * observed. A unit enters the text of the one around it as its digest and what its captures are there, so that every
 * unit is written once. A class is what runs when it is defined and when it makes an object: methods and accessors enter
 * it without their bodies, which say of themselves when they run; else an edit of one would touch all instances. Names of functions, the only way in which a local's name shows, are part of each digest.
 */
import { sha256 } from '../fingerprint/digest.ts';
import { childrenAt, type FunctionNode, type Node, type NodeOf } from './ast.ts';
import { CHILD_KEYS } from './child-keys.ts';
import type { Collected } from './collect.ts';
import { importedName } from './imports.ts';
import { literalText, scalars } from './literals.ts';
import { keyName } from './naming.ts';
import type { Scopes, Variable } from './scopes.ts';
import { isAsync, isGenerator, type Unit } from './unit.ts';

export interface Identity {
  readonly digest: string;
  /** Captured activation variables in the order of their numbers. */
  readonly captures: readonly Variable[];
}

/** Identities of all units of a module, the module itself included. */
export function identities(collected: Collected, scopes: Scopes): ReadonlyMap<Unit, Identity> {
  const known = new Map<Unit, Identity>();
  // Code in `eval` or below `with` sees names, so no name of such a module can be left out.
  const spelled = collected.root.mentions.eval || collected.units.some((unit) => unit.withStatement);
  const identityOf = (unit: Unit): Identity => {
    const found = known.get(unit) ?? new UnitWriter(unit, collected, scopes, spelled, identityOf).identity();
    known.set(unit, found);
    return found;
  };
  identityOf(collected.root);
  return known;
}

class UnitWriter {
  readonly #unit: Unit;
  readonly #collected: Collected;
  readonly #scopes: Scopes;
  readonly #spelled: boolean;
  readonly #identityOf: (unit: Unit) => Identity;
  readonly #locals = new Map<Variable, number>();
  readonly #captures = new Map<Variable, number>();
  readonly #labels: string[] = [];
  #out = '';

  constructor(
    unit: Unit,
    collected: Collected,
    scopes: Scopes,
    spelled: boolean,
    identityOf: (unit: Unit) => Identity,
  ) {
    this.#unit = unit;
    this.#collected = collected;
    this.#scopes = scopes;
    this.#spelled = spelled;
    this.#identityOf = identityOf;
  }

  identity(): Identity {
    const unit = this.#unit;
    const traits = [unit.kind, isAsync(unit), isGenerator(unit), unit.strict, unit.isStaticMember, unit.name];
    this.#out = JSON.stringify(traits);
    this.#body(unit);
    return { digest: sha256(this.#out), captures: [...this.#captures.keys()] };
  }

  #body(unit: Unit): void {
    const { node } = unit;
    if (node.type === 'PropertyDefinition') this.#optional(node.value);
    else if (unit.kind === 'class' || !unit.code) this.#plain(node);
    else this.#code(unit.code);
  }

  #code(node: FunctionNode): void {
    if (node.id && node.type === 'FunctionExpression') this.#name(node.id);
    this.#list(node.params);
    this.#node(node.body);
  }

  #node(node: Node): void {
    const unit = this.#collected.byNode.get(node);
    // A field is a unit as far as its value goes: its key belongs to the class.
    if (unit && unit !== this.#unit && node.type !== 'PropertyDefinition') {
      this.#nested(unit, node);
      return;
    }
    switch (node.type) {
      case 'Identifier':
        this.#name(node);
        break;
      case 'Literal':
        this.#out += literalText(node);
        break;
      case 'PrivateIdentifier':
        this.#fixedName(node);
        break;
      case 'LabeledStatement':
        this.#labelled(node);
        break;
      case 'BreakStatement':
      case 'ContinueStatement':
        this.#jump(node);
        break;
      default:
        if ('key' in node) this.#keyed(node);
        else this.#plain(node);
    }
  }

  #plain(node: Node): void {
    this.#out += `(${node.type}${scalars(node)}`;
    for (const key of CHILD_KEYS[node.type] ?? []) {
      // A declared class is named by the unit around it.
      if (key === 'id' && node.type === 'ClassDeclaration') continue;
      if (key === 'property' && !isComputed(node)) this.#fixedName((node as NodeOf<'MemberExpression'>).property);
      else this.#list(childrenAt(node, key));
    }
    this.#out += ')';
  }

  #list(nodes: readonly (Node | null)[]): void {
    this.#out += '[';
    for (const node of nodes) {
      if (node?.type !== 'EmptyStatement') this.#optional(node);
    }
    this.#out += ']';
  }

  #optional(node: Node | null | undefined): void {
    if (node) this.#node(node);
    else this.#out += '_';
  }

  /** Members of classes, objects and patterns: the shorthand is written out, a fixed key is its text. */
  #keyed(node: Extract<Node, { key: unknown }>): void {
    this.#out += `(${node.type}${scalars(node)}`;
    if ('computed' in node && node.computed) this.#node(node.key);
    else this.#fixedName(node.key);
    const field = node.type === 'PropertyDefinition' ? this.#collected.byNode.get(node) : undefined;
    if (field) this.#nested(field, node);
    else this.#optional(node.value);
    this.#out += ')';
  }

  /** Where the unit is declared by name, that name's variable is bound here. */
  #nested(unit: Unit, node: Node): void {
    const { digest: inner, captures } = this.#identityOf(unit);
    this.#out += `<${this.#unit.kind === 'class' && isMethod(unit) ? methodTraits(unit) : inner}`;
    if ((node.type === 'FunctionDeclaration' || node.type === 'ClassDeclaration') && node.id) this.#name(node.id);
    for (const variable of captures) this.#variable(variable);
    this.#out += '>';
  }

  #fixedName(node: Node): void {
    const mark = node.type === 'PrivateIdentifier' ? 'p' : 'k';
    this.#out += mark + JSON.stringify(keyName({ key: node, computed: false }));
  }

  #name(node: NodeOf<'Identifier'>): void {
    const variable = this.#scopes.variableOf(node);
    if (variable) this.#variable(variable);
    else this.#out += `u${JSON.stringify(node.name)}`;
  }

  #variable(variable: Variable): void {
    if (variable.defs.length === 0) this.#out += `a${JSON.stringify(variable.name)}`;
    else if (this.#scopes.isModuleState(variable)) this.#out += `g${JSON.stringify(importedName(variable))}`;
    else if (this.#scopes.ownerOf(variable) === this.#unit) this.#numbered('v', this.#locals, variable);
    else this.#numbered('^', this.#captures, variable);
  }

  #numbered(mark: string, numbers: Map<Variable, number>, variable: Variable): void {
    const number = numbers.get(variable) ?? numbers.size;
    numbers.set(variable, number);
    this.#out += this.#spelled ? `${mark}${number}${JSON.stringify(variable.name)}` : `${mark}${number};`;
  }

  #labelled(node: NodeOf<'LabeledStatement'>): void {
    this.#labels.push(node.label.name);
    this.#out += '(Label';
    this.#node(node.body);
    this.#out += ')';
    this.#labels.pop();
  }

  #jump(node: NodeOf<'BreakStatement'> | NodeOf<'ContinueStatement'>): void {
    const target = node.label ? this.#labels.lastIndexOf(node.label.name) : -1;
    this.#out += `(${node.type}${target})`;
  }
}

function isMethod({ kind }: Unit): boolean {
  return kind === 'method' || kind === 'getter' || kind === 'setter';
}

function methodTraits(unit: Unit): string {
  return JSON.stringify([unit.kind, isAsync(unit), isGenerator(unit), unit.isStaticMember, unit.name]);
}

function isComputed(node: Node): boolean {
  return node.type !== 'MemberExpression' || node.computed;
}
