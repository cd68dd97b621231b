/**
 * Whether evaluating parameters twice shows: a miss takes its arguments apart again. Names with defaults are handed on as
 * they came out; patterns are not, and so everything in them is evaluated twice. That the arguments themselves can be read
 * twice is for the host to see.
 */
import { forEachChild, type Node } from './ast.ts';
import { patternNames } from './pattern-names.ts';
import type { Unit } from './unit.ts';

export function parametersRunCode({ code }: Unit): boolean {
  if (!code) return false;
  return code.params.some((node) => runsCode(node) || runsAgain(node)) || holdsParameters(code.params);
}

const HARMLESS: ReadonlySet<Node['type']> = new Set([
  'ArrayExpression',
  'ArrayPattern',
  'AssignmentPattern',
  'BinaryExpression',
  'ConditionalExpression',
  'Identifier',
  'Literal',
  'LogicalExpression',
  'ObjectExpression',
  'ObjectPattern',
  'Property',
  'RestElement',
  'TemplateElement',
  'TemplateLiteral',
  'ThisExpression',
  'UnaryExpression',
]);

/** Calls, assignments, member access: what may do something even when it is evaluated once. */
function runsCode(node: Node): boolean {
  if ('params' in node) return false;
  if (!HARMLESS.has(node.type) || (node.type === 'UnaryExpression' && node.operator === 'delete')) return true;
  let found = false;
  forEachChild(node, (child) => {
    found ||= runsCode(child);
  });
  return found;
}

/** A function among the parameters that names one of them holds those of the first evaluation, which the body never sees. */
function holdsParameters(params: readonly Node[]): boolean {
  const names = new Set(['arguments', ...params.flatMap(patternNames)]);
  const mentions = (node: Node): boolean => (node.type === 'Identifier' ? names.has(node.name) : any(node, mentions));
  const holds = (node: Node): boolean =>
    'params' in node || node.type === 'ClassBody' ? mentions(node) : any(node, holds);
  return params.some(holds);
}

function any(node: Node, test: (child: Node) => boolean): boolean {
  let found = false;
  forEachChild(node, (child) => {
    found ||= test(child);
  });
  return found;
}

function runsAgain(param: Node): boolean {
  return containsPattern(param) ? takesApartAgain(param) : asksAgain(param);
}

function containsPattern(node: Node): boolean {
  return some(node, ({ type }) => type === 'ObjectPattern' || type === 'ArrayPattern');
}

/** In a pattern: keys and defaults that call methods of objects, and defaults that are taken apart in their turn. */
function takesApartAgain(pattern: Node): boolean {
  return some(pattern, (node) => {
    if (node.type === 'AssignmentPattern') return (containsPattern(node.left) ? isMade : coerces)(node.right);
    return node.type === 'Property' && node.computed && isMade(node.key);
  });
}

/** A default is asked for again when it came out undefined, which no operator does. */
function asksAgain(param: Node): boolean {
  if (param.type !== 'AssignmentPattern') return false;
  const { type } = param.right;
  return (type === 'ConditionalExpression' || type === 'LogicalExpression') && coerces(param.right);
}

const ASKING: ReadonlySet<string> = new Set(['+', '-', '~']);
const IDENTICAL: ReadonlySet<string> = new Set(['===', '!==']);

/** Operators that ask objects for their primitive values; of literals there are none to ask. */
function coerces(expression: Node): boolean {
  return some(expression, (node) => {
    const asks =
      (node.type === 'TemplateLiteral' && node.expressions.length > 0) ||
      (node.type === 'BinaryExpression' && !IDENTICAL.has(node.operator)) ||
      (node.type === 'UnaryExpression' && ASKING.has(node.operator)) ||
      (node.type === 'Property' && node.computed);
    return asks && isMade(node);
  });
}

/** More than literals: names what comes from elsewhere, or has methods of its own. */
function isMade(expression: Node): boolean {
  return some(expression, (node) => {
    if (node.type === 'Property') return node.kind !== 'init' || 'params' in node.value;
    return node.type === 'Identifier' || node.type === 'ThisExpression';
  });
}

/** Whether a node, or one in it, passes; names of properties and the bodies of functions do nothing by themselves. */
function some(node: Node, test: (node: Node) => boolean): boolean {
  if ('params' in node) return false;
  if (test(node)) return true;
  const key = node.type === 'Property' && !node.computed ? node.key : null;
  let found = false;
  forEachChild(node, (child) => {
    found ||= child !== key && some(child, test);
  });
  return found;
}
