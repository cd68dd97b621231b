/** The one door to the parser: text in, syntax tree out, and the few ways in which the program room walks it. */
import { type AnyNode, type Program, parse } from 'acorn';
import { CHILD_KEYS } from './child-keys.ts';

export type { Program } from 'acorn';
export type Node = AnyNode;
export type NodeOf<T extends Node['type']> = Extract<Node, { type: T }>;
export type FunctionNode =
  | NodeOf<'FunctionDeclaration'>
  | NodeOf<'FunctionExpression'>
  | NodeOf<'ArrowFunctionExpression'>;
export type ClassNode = NodeOf<'ClassDeclaration'> | NodeOf<'ClassExpression'>;

/** Where and why the parser gave up; `offset` is in the text given. */
export class ParseFailure extends Error {
  readonly offset: number;
  constructor(message: string, offset: number) {
    super(message);
    this.offset = offset;
  }
}

export function parseProgram(text: string, format: 'module' | 'commonjs'): Program {
  try {
    // Ranges are for the scope analysis, which reads `node.range`.
    return parse(text, { ecmaVersion: 'latest', sourceType: format, ranges: true, checkPrivateFields: true });
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    const offset = 'pos' in error && typeof error.pos === 'number' ? error.pos : 0;
    throw new ParseFailure(error.message.replace(/ \(\d+:\d+\)$/, ''), offset);
  }
}

export function isFunction(node: Node): node is FunctionNode {
  return (
    node.type === 'FunctionDeclaration' || node.type === 'FunctionExpression' || node.type === 'ArrowFunctionExpression'
  );
}

export function isClass(node: Node): node is ClassNode {
  return node.type === 'ClassDeclaration' || node.type === 'ClassExpression';
}

/** The children under one key: a list, with null where the syntax leaves a hole. */
export function childrenAt(node: Node, key: string): readonly (Node | null)[] {
  const value = (node as unknown as Record<string, unknown>)[key];
  if (Array.isArray(value)) return value as (Node | null)[];
  return value ? [value as Node] : [];
}

/** Visits the children of a node in the order of the source. */
export function forEachChild(node: Node, visit: (child: Node) => void): void {
  const keys = CHILD_KEYS[node.type];
  if (!keys) throw new Error(`unknown syntax node ${node.type}`);
  for (const key of keys) {
    for (const child of childrenAt(node, key)) if (child) visit(child);
  }
}
