/** Functions that are called where they stand while a module is evaluated: their variables live as long as the module's. */
import { type FunctionNode, isFunction, type Node, type NodeOf } from './ast.ts';

const TRANSPARENT: ReadonlySet<Node['type']> = new Set([
  'AssignmentExpression',
  'AwaitExpression',
  'BlockStatement',
  'CallExpression',
  'ChainExpression',
  'ConditionalExpression',
  'ExportDefaultDeclaration',
  'ExportNamedDeclaration',
  'ExpressionStatement',
  'IfStatement',
  'LogicalExpression',
  'MemberExpression',
  'ReturnStatement',
  'SequenceExpression',
  'UnaryExpression',
  'VariableDeclaration',
  'VariableDeclarator',
]);

/** Whether the children of a node that is evaluated once are evaluated at most once too. */
export function staysImmediate(node: Node): boolean {
  return TRANSPARENT.has(node.type);
}

/** The functions that a call at such a place runs: its callee, and what it hands to it (as UMD wrappers do). */
export function immediateFunctions(node: NodeOf<'CallExpression'>): FunctionNode[] {
  const callee = calledFunction(node.callee);
  if (!callee) return [];
  const handed = (node.arguments as Node[]).filter(isFunction);
  return [callee, ...handed].filter((called) => !called.generator);
}

function calledFunction(callee: Node): FunctionNode | null {
  if (isFunction(callee)) return callee;
  if (callee.type !== 'MemberExpression' || callee.computed || callee.property.type !== 'Identifier') return null;
  const through = callee.property.name === 'call' || callee.property.name === 'apply';
  return through && isFunction(callee.object) ? callee.object : null;
}
