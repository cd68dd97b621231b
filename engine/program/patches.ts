/**
 * Finds the first place of a module that changes a builtin, or hands one to code that could: `Math.max = f`,
 * `Object.assign(String.prototype, more)`, `mock(console)`. It goes by names: what is reached through computed names,
 * through functions as objects, or through the global object under another name is not found.
 */
import { forEachChild, type Node, type NodeOf } from './ast.ts';
import { Builtins } from './builtins.ts';
import type { Scopes } from './scopes.ts';
import type { BuiltinNames } from './table.ts';

/** What is changed or handed on, and where in the JavaScript text. */
export interface Patch {
  readonly what: string;
  readonly offset: number;
}

export function patchOf(program: Node, scopes: Scopes, names: BuiltinNames | undefined): Patch | null {
  return new Finder(new Builtins(scopes, names)).find(program);
}

/** Functions that change their first argument. */
const CHANGERS: ReadonlySet<string> = new Set([
  'defineProperty',
  'defineProperties',
  'assign',
  'setPrototypeOf',
  'freeze',
  'seal',
  'preventExtensions',
  'set',
  'deleteProperty',
]);

class Finder {
  readonly #builtins: Builtins;
  /** The nodes around the one that is looked at, innermost last. */
  readonly #around: Node[] = [];
  #found: Patch | null = null;

  constructor(builtins: Builtins) {
    this.#builtins = builtins;
  }

  find(program: Node): Patch | null {
    this.#visit(program);
    return this.#found;
  }

  #visit(node: Node): void {
    if (this.#found) return;
    for (const target of targetsOf(node)) this.#target(target);
    if (this.#isHandedOn(node)) this.#report(node);
    this.#around.push(node);
    forEachChild(node, (child) => this.#visit(child));
    this.#around.pop();
  }

  #report(node: Node): void {
    this.#found ??= { what: (this.#builtins.chain(node) ?? []).join('.'), offset: node.start };
  }

  /** What is assigned to, counted up or deleted. */
  #target(node: Node): void {
    const parts = partsOf(node);
    for (const part of parts) this.#target(part);
    if (parts.length === 0 && this.#builtins.isChangedAt(node)) this.#report(node);
  }

  /** A builtin object where a value is expected, and not only looked at. */
  #isHandedOn(node: Node): boolean {
    if (node.type !== 'Identifier' && node.type !== 'MemberExpression' && node.type !== 'CallExpression') return false;
    if (!this.#builtins.isObject(node)) return false;
    return !this.#isHarmless(node, this.#around.length - 1);
  }

  #isHarmless(node: Node, at: number): boolean {
    const parent = this.#around[at];
    switch (parent?.type) {
      case 'CallExpression':
      case 'NewExpression':
        return node === parent.callee || this.#isHarmlessArgument(node, parent);
      case 'LogicalExpression':
        return (node === parent.left && parent.operator === '&&') || this.#isHarmless(parent, at - 1);
      case 'ConditionalExpression':
        return node === parent.test || this.#isHarmless(parent, at - 1);
      case 'VariableDeclarator':
        return node === parent.id || (this.#builtins.isAlias(parent) && this.#around[at - 2]?.type !== EXPORT);
      case 'Property':
        return this.#around[at - 1]?.type === 'ObjectPattern';
      case 'AssignmentExpression':
        return node === parent.left || isPrototypeSlot(parent.left);
      default:
        return parent === undefined || LOOKING.has(parent.type);
    }
  }

  #isHarmlessArgument(node: Node, { callee, arguments: given }: NodeOf<'CallExpression' | 'NewExpression'>): boolean {
    const called = this.#builtins.chain(callee);
    if (!called) return false;
    return !CHANGERS.has(called.at(-1) as string) || given[0] !== node;
  }
}

const EXPORT = 'ExportNamedDeclaration';

/** Where an object stands only to be read, compared, extended or copied. */
const LOOKING: ReadonlySet<Node['type']> = new Set([
  'MemberExpression',
  'ChainExpression',
  'UnaryExpression',
  'BinaryExpression',
  'ExpressionStatement',
  'IfStatement',
  'WhileStatement',
  'ClassDeclaration',
  'ClassExpression',
  'TemplateLiteral',
  'SpreadElement',
  'ForInStatement',
  'ForOfStatement',
  'ImportSpecifier',
  'ImportDefaultSpecifier',
  'ImportNamespaceSpecifier',
  'ObjectPattern',
  'ArrayPattern',
  'AssignmentPattern',
  'RestElement',
]);

/** `X.prototype = P` and `X.__proto__ = P` say what inherits from P; what then goes through X is seen there. */
function isPrototypeSlot(node: Node): boolean {
  return (
    node.type === 'MemberExpression' &&
    node.property.type === 'Identifier' &&
    (node.property.name === '__proto__' || node.property.name === 'prototype')
  );
}

/** The targets inside a pattern. */
function partsOf(node: Node): Node[] {
  switch (node.type) {
    case 'ObjectPattern':
      return node.properties.map((property) => (property.type === 'Property' ? property.value : property));
    case 'ArrayPattern':
      return node.elements.filter((element) => element !== null);
    case 'AssignmentPattern':
      return [node.left];
    case 'RestElement':
      return [node.argument];
    default:
      return [];
  }
}

/** The places that a node writes to. */
function targetsOf(node: Node): Node[] {
  if (node.type === 'AssignmentExpression' || node.type === 'ForInStatement' || node.type === 'ForOfStatement')
    return node.left.type === 'VariableDeclaration' ? [] : [node.left];
  if (node.type === 'UpdateExpression') return [node.argument];
  return node.type === 'UnaryExpression' && node.operator === 'delete' ? [node.argument] : [];
}
