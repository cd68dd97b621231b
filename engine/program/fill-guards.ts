/**
 * Places that give a variable its value where it has none yet: `T ??= e`, `T || (T = e)`, `if (!T) T = e`, `if (!T) { … }`.
 * What runs only there is the guard's region; whoever finds the variable filled passes it by.
 */
import { forEachChild, isClass, isFunction, type Node, type NodeOf } from './ast.ts';
import type { Scopes, Variable } from './scopes.ts';
import type { Unit } from './unit.ts';

/** What a declared variable holds until it is filled. */
export type Absent = 'undefined' | 'null';

export interface Guard {
  readonly variable: Variable;
  readonly unit: Unit;
  /** The expression or statement after which the variable is filled. */
  readonly whole: Node;
  /** The expression that it is filled with, or the block that fills it. */
  readonly region: Node;
  /** The guard's own mentions of the variable: test and target. */
  readonly own: readonly Node[];
}

/** A guard before it is known whether its region will do. */
type Shape = Pick<Guard, 'whole' | 'region' | 'own'>;

/** The guard that a node is, for a variable that holds `absent` until it is filled; null for every other node. */
export function shapeOf(node: Node, isIt: (node: Node) => boolean, absent: Absent, scopes: Scopes): Shape | null {
  switch (node.type) {
    case 'AssignmentExpression':
      if ((node.operator !== '??=' && node.operator !== '||=') || !isIt(node.left)) return null;
      return { whole: node, region: node.right, own: [node.left] };
    case 'LogicalExpression': {
      const target = node.operator !== '&&' && isIt(node.left) ? assigned(node.right, isIt) : null;
      return target && { whole: node, region: target.right, own: [node.left, target.left] };
    }
    case 'IfStatement': {
      const tested = node.alternate ? null : testedFor(node.test, absent, scopes);
      return tested && isIt(tested) ? conditional(node, tested, isIt) : null;
    }
    default:
      return null;
  }
}

function conditional(node: NodeOf<'IfStatement'>, tested: Node, isIt: (node: Node) => boolean): Shape | null {
  const { consequent } = node;
  if (consequent.type === 'BlockStatement') return { whole: node, region: consequent, own: [tested] };
  const target = consequent.type === 'ExpressionStatement' ? assigned(consequent.expression, isIt) : null;
  return target && { whole: node, region: target.right, own: [tested, target.left] };
}

function assigned(node: Node, isIt: (node: Node) => boolean): NodeOf<'AssignmentExpression'> | null {
  return node.type === 'AssignmentExpression' && node.operator === '=' && isIt(node.left) ? node : null;
}

/** What a test takes for absent, if it does so with this absent value. */
function testedFor(test: Node, absent: Absent, scopes: Scopes): Node | null {
  if (test.type === 'UnaryExpression' && test.operator === '!') return test.argument;
  if (test.type !== 'BinaryExpression' || (test.operator !== '===' && test.operator !== '==')) return null;
  const { left, right } = test;
  const loose = test.operator === '==';
  for (const [a, b] of [
    [left, right],
    [right, left],
  ] as const) {
    const value = constantOf(b, scopes);
    if (value !== null && a.type === 'Identifier') return loose || value === absent ? a : null;
    if (a.type === 'UnaryExpression' && a.operator === 'typeof' && isText(b, 'undefined'))
      return absent === 'undefined' ? a.argument : null;
  }
  return null;
}

function isText(node: Node, text: string): boolean {
  return node.type === 'Literal' && node.value === text;
}

/** `undefined`, `void 0` or `null`. */
export function constantOf(node: Node, scopes: Scopes): Absent | null {
  if (node.type === 'Literal') return node.raw === 'null' ? 'null' : null;
  if (node.type === 'UnaryExpression')
    return node.operator === 'void' && node.argument.type === 'Literal' ? 'undefined' : null;
  return node.type === 'Identifier' && node.name === 'undefined' && !scopes.variableOf(node) ? 'undefined' : null;
}

/**
 * Whether a region can be passed by as a whole: it neither waits nor leaves by a jump, and mentions nothing that cannot be
 * looked at before and after it. `name` must mean the variable all through it.
 */
export function isPassable(region: Node, variable: Variable, scopes: Scopes): boolean {
  const named = (isFunction(region) || isClass(region)) && !region.id;
  return !named && passes(region, { variable, scopes, own: true, loops: false, switches: false });
}

interface Within {
  readonly variable: Variable;
  readonly scopes: Scopes;
  /** Not inside a function of the region. */
  readonly own: boolean;
  /** Inside a loop, or a switch, of the region. */
  readonly loops: boolean;
  readonly switches: boolean;
}

const LOOPS: ReadonlySet<Node['type']> = new Set([
  'ForStatement',
  'ForInStatement',
  'ForOfStatement',
  'WhileStatement',
  'DoWhileStatement',
]);

function passes(node: Node, within: Within): boolean {
  if (!mayStand(node, within)) return false;
  const inside = isFunction(node) || isClass(node) ? { ...within, own: false } : { ...within };
  const deeper = LOOPS.has(node.type)
    ? { ...inside, loops: true }
    : node.type === 'SwitchStatement'
      ? { ...inside, switches: true }
      : inside;
  let all = true;
  forEachChild(node, (child) => {
    all &&= passes(child, deeper);
  });
  return all;
}

function mayStand(node: Node, { variable, scopes, own, loops, switches }: Within): boolean {
  switch (node.type) {
    case 'Super':
    case 'MetaProperty':
      return false;
    // In sloppy code its name is also known outside the block.
    case 'FunctionDeclaration':
    case 'AwaitExpression':
    case 'YieldExpression':
    case 'ReturnStatement':
      return !own;
    case 'ForOfStatement':
      return !(own && node.await);
    case 'BreakStatement':
      return !own || (!node.label && (loops || switches));
    case 'ContinueStatement':
      return !own || (!node.label && loops);
    case 'Identifier': {
      const meant = scopes.variableOf(node);
      if (meant?.defs.length === 0) return false;
      return node.name !== variable.name || !meant || meant === variable;
    }
    default:
      return true;
  }
}

/** Whether a region mentions `this` of the function around it, as far as that is sure to be another's. */
export function mentionsThis(node: Node): boolean {
  if (node.type === 'ThisExpression') return true;
  if (isFunction(node) && node.type !== 'ArrowFunctionExpression') return false;
  let found = false;
  forEachChild(node, (child) => {
    found ||= mentionsThis(child);
  });
  return found;
}
