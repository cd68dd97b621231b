/** What patterns bind. */
import { childrenAt, type Node } from './ast.ts';

/** The names that a pattern binds. */
export function patternNames(node: Node): string[] {
  if (node.type === 'Identifier') return [node.name];
  if (node.type === 'Property') return patternNames(node.value);
  if (node.type === 'AssignmentPattern') return patternNames(node.left);
  const keys = ['elements', 'properties', 'argument'];
  return keys.flatMap((key) => childrenAt(node, key).flatMap((child) => (child ? patternNames(child) : [])));
}
