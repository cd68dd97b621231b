/**
 * Places that give a variable its value where it has none yet: `T ??= e`, `T || (T = e)`, `if (!T) T = e`, `if (!T) { … }`,
 * `if (T) return T; … return T`. What runs only there is the guard's region; whoever finds the variable filled passes it by.
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
  /** The expression that it is filled with, or the block or the statements that fill it. */
  readonly region: readonly [Node, ...Node[]];
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
      return { whole: node, region: [node.right], own: [node.left] };
    case 'LogicalExpression': {
      const target = node.operator !== '&&' && isIt(node.left) ? assigned(node.right, isIt) : null;
      return target && { whole: node, region: [target.right], own: [node.left, target.left] };
    }
    case 'IfStatement': {
      const tested = node.alternate ? null : testedFor(node.test, absent, scopes, ['===', '==']);
      return tested && isIt(tested) ? conditional(node, tested, isIt) : null;
    }
    case 'BlockStatement':
      return returned(node.body, isIt, absent, scopes);
    default:
      return null;
  }
}

function conditional(node: NodeOf<'IfStatement'>, tested: Node, isIt: (node: Node) => boolean): Shape | null {
  const { consequent } = node;
  if (consequent.type === 'BlockStatement') return { whole: node, region: [consequent], own: [tested] };
  const target = consequent.type === 'ExpressionStatement' ? assigned(consequent.expression, isIt) : null;
  return target && { whole: node, region: [target.right], own: [tested, target.left] };
}

/** `if (T) return T; … return T` at the end of a block: what stands between fills it. */
function returned(body: readonly Node[], isIt: (node: Node) => boolean, absent: Absent, scopes: Scopes): Shape | null {
  const last = body.at(-1);
  const value = last && returnedBy(last);
  if (!last || !value || !isIt(value)) return null;
  for (const [i, statement] of body.entries()) {
    if (statement.type !== 'IfStatement' || statement.alternate) continue;
    const tested = testedFor(statement.test, absent, scopes, ['!==', '!=']);
    const early = returnedBy(statement.consequent);
    const [first, ...rest] = body.slice(i + 1, -1);
    if (tested && early && first && isIt(tested) && isIt(early))
      return { whole: last, region: [first, ...rest], own: [tested, early, value] };
  }
  return null;
}

function returnedBy(node: Node): Node | null {
  if (node.type === 'BlockStatement') return node.body.length === 1 ? returnedBy(node.body[0] as Node) : null;
  return node.type === 'ReturnStatement' ? (node.argument ?? null) : null;
}

function assigned(node: Node, isIt: (node: Node) => boolean): NodeOf<'AssignmentExpression'> | null {
  return node.type === 'AssignmentExpression' && node.operator === '=' && isIt(node.left) ? node : null;
}

type Equality = readonly [strict: '===', loose: '=='] | readonly [strict: '!==', loose: '!='];

/** What a test takes for absent (for present, with the unequal signs), if it tells that from this absent value. */
function testedFor(test: Node, absent: Absent, scopes: Scopes, [strictly, loosely]: Equality): Node | null {
  if (test.type === 'Identifier') return strictly === '!==' ? test : null;
  if (test.type === 'UnaryExpression') return strictly === '===' && test.operator === '!' ? test.argument : null;
  if (test.type !== 'BinaryExpression' || (test.operator !== strictly && test.operator !== loosely)) return null;
  const { left, right } = test;
  const loose = test.operator === loosely;
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
 * looked at before and after it. The variable's name must mean it all through the region.
 */
export function isPassable({ region }: Pick<Guard, 'region'>, variable: Variable, scopes: Scopes): boolean {
  return region.every((node) => {
    const takesName = (isFunction(node) || isClass(node)) && !node.id;
    return !takesName && passes(node, { variable, scopes, own: true, loops: false, switches: false });
  });
}

/** Whether a node lies in a region. */
export function isInRegion(node: Node, { region }: Pick<Guard, 'region'>): boolean {
  const last = region.at(-1) ?? region[0];
  return region[0].start <= node.start && node.end <= last.end;
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
