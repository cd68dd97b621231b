/** Where the engine's own text of a function begins, and where a tag in it comes before every other tag. */
import type { FunctionNode, NodeOf } from './ast.ts';
import { afterToken, skipTrivia } from './trivia.ts';

export interface Extent {
  readonly start: number;
  readonly end: number;
  readonly tagAt: number;
}

type Method = NodeOf<'MethodDefinition'> | NodeOf<'Property'>;

export function functionExtent(text: string, node: FunctionNode): Extent {
  const { start, end } = node;
  if (node.async) return { start, end, tagAt: start + 'async'.length };
  if (node.type !== 'ArrowFunctionExpression') return { start, end, tagAt: start + 'function'.length };
  return { start, end, tagAt: text[start] === '(' ? start + 1 : (node.params[0]?.end ?? start) };
}

/** A method's text starts at its first token, behind `static`. */
export function methodExtent(text: string, node: Method): Extent {
  const fixed = node.type === 'MethodDefinition' && node.static;
  const start = fixed ? skipTrivia(text, node.start + 'static'.length) : node.start;
  return { start, end: node.end, tagAt: methodTag(node, start) };
}

function methodTag(node: Method, start: number): number {
  const { kind, computed, key, value } = node;
  const code = value as NodeOf<'FunctionExpression'>;
  if (code.async) return start + 'async'.length;
  if (kind === 'get' || kind === 'set') return start + 'get'.length;
  if (code.generator || computed) return start + 1;
  return key.end;
}

export function classExtent(node: { start: number; end: number }): Extent {
  return { start: node.start, end: node.end, tagAt: node.start + 'class'.length };
}

export function staticBlockExtent(text: string, node: NodeOf<'StaticBlock'>): Extent {
  const tagAt = afterToken(text, node.start + 'static'.length, '{');
  return { start: tagAt - 1, end: node.end, tagAt };
}
