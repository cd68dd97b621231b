/** The canonical text of literals, and of what a syntax node says beside its children. */
import type { Node, NodeOf } from './ast.ts';

/** By value: how a number or a string was spelled does not show. */
export function literalText(node: NodeOf<'Literal'>): string {
  if (node.regex) return `r${JSON.stringify([node.regex.pattern, node.regex.flags])}`;
  if (typeof node.value === 'bigint') return `i${node.value};`;
  if (typeof node.value === 'number') return `n${node.value};`;
  return `l${JSON.stringify(node.value)}`;
}

const SCALARS = [
  'operator',
  'prefix',
  'kind',
  'computed',
  'static',
  'method',
  'optional',
  'delegate',
  'await',
] as const;

/** Flags and operators of a node, each with its name. */
export function scalars(node: Node): string {
  const record = node as unknown as Record<string, unknown>;
  let text = '';
  for (const name of SCALARS) {
    const value = record[name];
    if (value !== undefined && value !== false) text += ` ${name}=${String(value)}`;
  }
  if (node.type === 'TemplateElement') text += JSON.stringify([node.value.cooked, node.value.raw]);
  // `{ __proto__ }` makes a property, `{ __proto__: __proto__ }` sets the prototype.
  if (node.type === 'Property' && node.shorthand && isProto(node.key)) text += ' shorthand';
  return text;
}

function isProto(key: Node): boolean {
  return key.type === 'Identifier' && key.name === '__proto__';
}
