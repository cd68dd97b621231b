/** Names of functions: what `fn.name` will be, and the path by which people and stores know them. */
import type { Node, NodeOf } from './ast.ts';

/** The name that the surroundings give to an anonymous function, and its absolute path. */
export interface Hint {
  readonly name: string;
  readonly path: string;
}

type Member = NodeOf<'MethodDefinition'> | NodeOf<'Property'> | NodeOf<'PropertyDefinition'>;

/** The key of a member where the text alone says it; null when it is computed. */
export function keyName(member: { key: Node; computed: boolean }): string | null {
  const { key, computed } = member;
  if (key.type === 'PrivateIdentifier') return `#${key.name}`;
  if (key.type === 'Literal') return String(key.value);
  if (key.type === 'Identifier' && !computed) return key.name;
  return isSymbolMember(key) ? `[Symbol.${key.property.name}]` : null;
}

function isSymbolMember(node: Node): node is NodeOf<'MemberExpression'> & { property: NodeOf<'Identifier'> } {
  return (
    node.type === 'MemberExpression' &&
    !node.computed &&
    node.object.type === 'Identifier' &&
    node.object.name === 'Symbol' &&
    node.property.type === 'Identifier'
  );
}

/** What a member's function is called below the path of its class or object; accessors carry their kind in `fn.name`. */
export function memberHint(member: Member, holder: string): Hint {
  const key = keyName(member);
  const accessor = 'kind' in member && (member.kind === 'get' || member.kind === 'set') ? `${member.kind} ` : '';
  const fixed = 'static' in member && member.static ? 'static ' : '';
  return { name: key === null ? '' : accessor + key, path: `${holder}${fixed}${accessor}${key ?? '[computed]'}` };
}

/** The hint that an assignment target gives: an identifier names the function, a member only its path. */
export function targetHint(target: Node, unitPath: string): Hint | null {
  const path = memberPath(target);
  if (path === null) return null;
  return { name: target.type === 'Identifier' ? target.name : '', path: joinPath(unitPath, path) };
}

/** Operators that name an anonymous function; a target in parentheses does not. */
export function assignmentHint(
  node: NodeOf<'AssignmentExpression'> | NodeOf<'AssignmentPattern'>,
  unitPath: string,
): Hint | null {
  const names = !('operator' in node) || ['=', '??=', '||=', '&&='].includes(node.operator);
  return names && node.left.start === node.start ? targetHint(node.left, unitPath) : null;
}

/** `{ __proto__: f }` sets the prototype: no property, hence no name. */
export function isPrototypeSetter(node: NodeOf<'Property'>): boolean {
  return !node.computed && !node.shorthand && !node.method && node.kind === 'init' && keyName(node) === '__proto__';
}

/** What a wrapper that is called once makes has the wrapper's place: `const A = (() => { … class A … })()`. */
export function joinPath(outer: string, inner: string): string {
  if (outer === `${inner}()` || outer.endsWith(`/${inner}()`)) return outer.slice(0, -2);
  return outer ? `${outer}/${inner}` : inner;
}

/**
 * The path of an anonymous function that is called where it stands, by what is made of the call: the variable that gets
 * it, or the namespace that it is given to fill (`(function (N) { … })(N || (N = {}))`).
 */
export function calledHint(call: Node, target: Node | null, unitPath: string): Hint | null {
  if (call.type !== 'CallExpression' || !('params' in call.callee)) return null;
  const [given] = call.arguments;
  if (call.arguments.length === 0 && target?.type === 'Identifier')
    return { name: '', path: joinPath(unitPath, `${target.name}()`) };
  const filled = given?.type === 'LogicalExpression' && given.left.type === 'Identifier' ? given.left.name : null;
  return filled === null ? null : { name: '', path: joinPath(unitPath, filled) };
}

function memberPath(node: Node): string | null {
  if (node.type === 'Identifier') return node.name;
  if (node.type === 'ThisExpression') return 'this';
  if (node.type !== 'MemberExpression' || node.computed) return null;
  const object = memberPath(node.object);
  const key = keyName({ key: node.property, computed: false });
  return object === null || key === null ? null : `${object}.${key}`;
}

/** Gives out each path once: a later function of the same path gets `#2`, `#3`… */
export class Paths {
  readonly #taken = new Map<string, number>();

  claim(path: string): string {
    const count = (this.#taken.get(path) ?? 0) + 1;
    this.#taken.set(path, count);
    return count === 1 ? path : this.claim(`${path}#${count}`);
  }
}
