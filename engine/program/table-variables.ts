/**
 * Table variables: constants of a module that hold a Map, a Set or a plain object and stand only where one entry is read or
 * changed by its key (`T.get(k)`, `T.has(k)`, `T.set(k, v)`, `T[k]`, `k in T`, `delete T[k]`). Nobody can tell the order of
 * their entries or how many there are, so a call depends on, and changes, the entries whose keys it names, and no others.
 */
import type { Node, NodeOf } from './ast.ts';
import type { Collected } from './collect.ts';
import { type Placement, soleDeclaration } from './declarations.ts';
import type { Scopes, Variable } from './scopes.ts';
import type { TableKind, TableVariable } from './table.ts';

/** A key that is told before the entry is read or changed. */
export interface TableSite {
  /** Which of the module's table variables. */
  readonly id: number;
  readonly name: string;
}

export interface TableVariables {
  readonly info: readonly TableVariable[];
  /** By the expression of the key. */
  readonly sites: ReadonlyMap<Node, TableSite>;
}

/** The methods that name an entry, with how many arguments they take. */
const METHODS: Readonly<Record<'map' | 'set', Readonly<Record<string, number>>>> = {
  map: { get: 1, has: 1, delete: 1, set: 2 },
  set: { has: 1, delete: 1, add: 1 },
};
/** What these return is the table itself. */
const CHAINED: ReadonlySet<string> = new Set(['set', 'add']);

export function tableVariablesOf(scopes: Scopes, collected: Collected, placement: () => Placement): TableVariables {
  // Code that is made at run time could hand the table on.
  if (collected.units.some(({ mentions }) => mentions.eval)) return { info: [], sites: new Map() };
  const candidates = scopes.module.variables.flatMap((variable) => {
    const kind = kindOf(variable, scopes);
    return kind ? [{ variable, kind }] : [];
  });
  return candidates.length === 0 ? { info: [], sites: new Map() } : new Finder(placement(), scopes).find(candidates);
}

interface Candidate {
  readonly variable: Variable;
  readonly kind: TableKind;
}

/** What a variable that is declared once, by name and as a constant, is made as; null for everything but tables. */
function kindOf(variable: Variable, scopes: Scopes): TableKind | null {
  const declared = soleDeclaration(variable);
  return declared?.init && declared.kind === 'const' ? kindMade(declared.init, scopes) : null;
}

function kindMade(init: Node, scopes: Scopes): TableKind | null {
  if (init.type === 'ObjectExpression') return init.properties.every(isPlain) ? 'object' : null;
  if (init.type === 'NewExpression') {
    if (isGlobal(init.callee, 'Map', scopes)) return 'map';
    return isGlobal(init.callee, 'Set', scopes) ? 'set' : null;
  }
  return isNullObject(init, scopes) ? 'object' : null;
}

/** `key: value`; a method would be handed the table as its `this`. */
function isPlain(property: NodeOf<'ObjectExpression'>['properties'][number]): boolean {
  if (property.type !== 'Property' || property.kind !== 'init' || property.method || property.computed) return false;
  return !(property.key.type === 'Identifier' ? property.key.name === '__proto__' : isText(property.key, '__proto__'));
}

/** `Object.create(null)` */
function isNullObject(init: Node, scopes: Scopes): boolean {
  if (init.type !== 'CallExpression' || init.arguments.length !== 1) return false;
  const { callee } = init;
  const [prototype] = init.arguments;
  return (
    callee.type === 'MemberExpression' &&
    isGlobal(callee.object, 'Object', scopes) &&
    memberName(callee) === 'create' &&
    prototype?.type === 'Literal' &&
    prototype.raw === 'null'
  );
}

function isText(node: Node, text: string): boolean {
  return node.type === 'Literal' && node.value === text;
}

function isGlobal(node: Node, name: string, scopes: Scopes): boolean {
  return node.type === 'Identifier' && node.name === name && !scopes.variableOf(node);
}

function memberName(node: NodeOf<'MemberExpression'>): string | null {
  return !node.computed && !node.optional && node.property.type === 'Identifier' ? node.property.name : null;
}

class Finder {
  readonly #scopes: Scopes;
  readonly #placement: Placement;

  constructor(placement: Placement, scopes: Scopes) {
    this.#placement = placement;
    this.#scopes = scopes;
  }

  find(candidates: readonly Candidate[]): TableVariables {
    const info: TableVariable[] = [];
    const sites = new Map<Node, TableSite>();
    for (const { variable, kind } of candidates) {
      const keys = this.#keys(variable, kind);
      if (!keys || keys.length === 0) continue;
      for (const key of keys) sites.set(key, { id: info.length, name: variable.name });
      info.push({ name: variable.name, kind });
    }
    return { info, sites };
  }

  /** The key of each mention; null when any mention is of another sort. */
  #keys(variable: Variable, kind: TableKind): Node[] | null {
    const declared = variable.identifiers[0] as unknown as Node;
    const keys: Node[] = [];
    if (this.#placement.isExported(declared)) return null;
    for (const { node } of this.#scopes.mentionsOf.get(variable) ?? []) {
      if (node === declared) continue;
      const key = kind === 'object' ? this.#objectKey(node) : this.#methodKey(node, METHODS[kind]);
      if (!key) return null;
      keys.push(key);
    }
    return keys;
  }

  /** `T.get(key)` and its kind. */
  #methodKey(node: Node, methods: Readonly<Record<string, number>>): Node | null {
    const member = this.#placement.parentOf(node);
    const call = member && this.#placement.parentOf(member);
    if (member?.type !== 'MemberExpression' || member.object !== node) return null;
    if (call?.type !== 'CallExpression' || call.callee !== member || call.optional) return null;
    const name = memberName(member);
    if (name === null || !Object.hasOwn(methods, name) || call.arguments.length !== methods[name]) return null;
    if (call.arguments.some(({ type }) => type === 'SpreadElement')) return null;
    if (CHAINED.has(name) && this.#placement.parentOf(call)?.type !== 'ExpressionStatement') return null;
    return call.arguments[0] as Node;
  }

  /** `T[key]`, unless it is called or assigned to by a pattern, and `key in T`. */
  #objectKey(node: Node): Node | null {
    const around = this.#placement.parentOf(node);
    if (around?.type === 'BinaryExpression')
      return around.operator === 'in' && around.right === node && around.left.type !== 'PrivateIdentifier'
        ? around.left
        : null;
    if (around?.type !== 'MemberExpression' || around.object !== node || !around.computed || around.optional)
      return null;
    return this.#isEntry(around) ? around.property : null;
  }

  #isEntry(member: Node): boolean {
    const around = this.#placement.parentOf(member);
    switch (around?.type) {
      case 'CallExpression':
      case 'NewExpression':
        return around.callee !== member;
      case 'TaggedTemplateExpression':
        return around.tag !== member;
      case 'ForInStatement':
      case 'ForOfStatement':
        return around.left !== member;
      case 'AssignmentPattern':
        return around.left !== member;
      case 'Property':
        return this.#placement.parentOf(around)?.type === 'ObjectExpression';
      case 'ArrayPattern':
      case 'RestElement':
        return false;
      default:
        return true;
    }
  }
}
