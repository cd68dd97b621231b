/** Edits that a program could observe, at any place of any text. Data table of what is done to which syntax. */
import type { Draw } from '../../../fuzz/generate/draw.ts';
import { isFixedName } from './shape.ts';
import { type AnyNode, type Placed, type Splice, type Syntax, spliced } from './syntax.ts';

export interface Edit {
  readonly what: string;
  readonly text: string;
}

type Change = (placed: Placed, syntax: Syntax, draw: Draw) => Splice[] | null;

/** One edit of that kind at a place drawn from all that allow it; null where there is none. */
export function edited(syntax: Syntax, what: string, draw: Draw): Edit | null {
  const change = CHANGES[what] as Change;
  const able = syntax.nodes.flatMap((placed) => {
    const splices = change(placed, syntax, draw);
    return splices ? [splices] : [];
  });
  return able.length === 0 ? null : { what, text: spliced(syntax.text, draw.pick(able)) };
}

const OTHER_OPERATOR: Readonly<Record<string, string>> = {
  ...{
    '+': '-',
    '-': '+',
    '*': '/',
    '/': '*',
    '%': '*',
    '<': '<=',
    '>': '>=',
    '<=': '<',
    '>=': '>',
    '===': '!==',
    '!==': '===',
  },
  ...{ '&&': '||', '||': '&&', '??': '||', '=': '+=', '+=': '-=', '-=': '+=', '++': '--', '--': '++', '!': '-' },
};

const replace = (node: AnyNode, text: string): Splice[] => [{ start: node.start, end: node.end, text }];
const insert = (offset: number, text: string): Splice[] => [{ start: offset, end: offset, text }];
const textOf = ({ text }: Syntax, node: AnyNode): string => text.slice(node.start, node.end);

export const CHANGES: Readonly<Record<string, Change>> = {
  'a number': ({ node }) =>
    node.type === 'Literal' && typeof node.value === 'number' ? replace(node, String(node.value + 1)) : null,
  'a text': ({ node, parent, key }) =>
    node.type === 'Literal' && typeof node.value === 'string' && key !== 'source' && !('directive' in parent)
      ? replace(node, JSON.stringify(`${node.value}.`))
      : null,
  'a number into its text': ({ node, parent, key }) =>
    node.type === 'Literal' && typeof node.value === 'number' && !isFixedName(parent, key)
      ? replace(node, `'${node.value}'`)
      : null,
  'an expression of characters': ({ node }) =>
    node.type === 'Literal' && node.regex ? replace(node, `/${node.regex.pattern}x/${node.regex.flags}`) : null,
  'a template': ({ node }) => (node.type === 'TemplateElement' ? insert(node.end, 'x') : null),
  'an operator': ({ node }, { tokens, text }) => {
    if (!('operator' in node)) return null;
    const other = OTHER_OPERATOR[node.operator];
    const inside = operandsOf(node);
    const token = tokens.find(
      (t) =>
        t.start >= node.start &&
        t.end <= node.end &&
        text.slice(t.start, t.end) === node.operator &&
        !inside.some((o) => o.start <= t.start && t.end <= o.end),
    );
    return other && token ? [{ start: token.start, end: token.end, text: ` ${other} ` }] : null;
  },
  'prefix and postfix': ({ node }, syntax) =>
    node.type === 'UpdateExpression'
      ? replace(
          node,
          node.prefix ? textOf(syntax, node.argument) + node.operator : node.operator + textOf(syntax, node.argument),
        )
      : null,
  'the order of statements': ({ node, parent, key }, syntax) => {
    if (key !== 'body' || !('body' in parent) || !Array.isArray(parent.body) || parent.type === 'ClassBody')
      return null;
    const next = (parent.body as AnyNode[])[(parent.body as AnyNode[]).indexOf(node) + 1];
    if (!next || [node, next].some(({ type }) => /^Function|^Import|^Export|^Empty/.test(type))) return null;
    return [...replace(node, textOf(syntax, next)), ...replace(next, textOf(syntax, node))];
  },
  'a property': ({ node, parent, key }) =>
    isFixedName(parent, key) && node.type === 'Identifier' && !isShorthand(parent) && node.name !== 'constructor'
      ? replace(node, `${node.name}_`)
      : null,
  'a default': ({ node, key }) => (key === 'params' && node.type === 'Identifier' ? insert(node.end, ' = 1') : null),
  'no default': ({ node, parent, key }, syntax) =>
    parent.type === 'AssignmentPattern' && key === 'left' ? replace(parent, textOf(syntax, node)) : null,
  'one parameter more': ({ node, parent, key }) =>
    key === 'params' && node.type === 'Identifier' && node.start !== parent.start ? insert(node.start, 'more, ') : null,
  'the kind: async': ({ node, key }, { text }) =>
    isPlainFunction(node, key) && !text.startsWith('async', node.start) ? insert(node.start, 'async ') : null,
  'the kind: a generator': ({ node, key }, { text }) =>
    isPlainFunction(node, key) && text.startsWith('function ', node.start)
      ? insert(node.start + 'function'.length, '*')
      : null,
  strictness: ({ node, parent, key }) =>
    key === 'body' && node.type === 'BlockStatement' && /Function/.test(parent.type)
      ? insert(node.start + 1, '"use strict";')
      : null,
  'the callee': ({ node, key }) =>
    key === 'callee' && node.type === 'Identifier' ? replace(node, 'otherCallee') : null,
  'one argument more': ({ node }, { text }) =>
    node.type === 'CallExpression' && text[node.end - 1] === ')'
      ? insert(node.end - 1, node.arguments.length > 0 ? ', 0' : '0')
      : null,
  'a call into a construction': ({ node, parent }) =>
    node.type === 'CallExpression' &&
    node.callee.type === 'Identifier' &&
    !node.optional &&
    parent.type !== 'ChainExpression'
      ? insert(node.start, 'new ')
      : null,
  'optional access': ({ node }) =>
    node.type === 'MemberExpression' && !node.computed && !node.optional && node.object.type === 'Identifier'
      ? insert(node.object.end, '?')
      : null,
  'another local': ({ node, parent, key }, syntax, draw) => {
    const variable = syntax.variables.get(node);
    if (!variable || node.type !== 'Identifier' || isFixedName(parent, key) || isShorthand(parent)) return null;
    const others = variable.scope.variables.filter((v) => v !== variable && v.defs.length > 0 && v.name !== node.name);
    return others.length > 0 ? replace(node, draw.pick(others).name) : null;
  },
  'the kind of a variable': ({ node }) =>
    node.type === 'VariableDeclaration' && node.kind !== 'var'
      ? [{ start: node.start, end: node.start + node.kind.length, text: node.kind === 'let' ? 'var' : 'let' }]
      : null,
  'an await less': ({ node }, syntax) =>
    node.type === 'AwaitExpression' ? replace(node, `(${textOf(syntax, node.argument)})`) : null,
  'a hole': ({ node }) => (node.type === 'ArrayExpression' ? insert(node.start + 1, ',') : null),
  'the name of a function': ({ node, parent, key }, syntax) => {
    const isName = key === 'id' && /^(Function|Class)/.test(parent.type) && node.type === 'Identifier';
    const variable = isName ? syntax.variables.get(node) : undefined;
    if (!variable || node.type !== 'Identifier') return null;
    const places = syntax.nodes.filter((placed) => syntax.variables.get(placed.node) === variable);
    if (places.some(({ parent: p }) => isShorthand(p) || p.type.startsWith('Export'))) return null;
    return places.flatMap((placed) => replace(placed.node, `${node.name}_`));
  },
  'a negation': ({ node, parent, key }, syntax) =>
    key === 'test' && !/^For/.test(parent.type) ? replace(node, `!(${textOf(syntax, node)})`) : null,
};

function operandsOf(node: AnyNode): AnyNode[] {
  const { left, right, argument } = node as { left?: AnyNode; right?: AnyNode; argument?: AnyNode };
  return [left, right, argument].filter((part) => part !== undefined);
}

function isShorthand(node: AnyNode): boolean {
  return node.type === 'Property' && node.shorthand;
}

/** A function that is written with the word or an arrow, not as a method. */
function isPlainFunction(node: AnyNode, key: string): boolean {
  return /^(Arrow)?Function/.test(node.type) && key !== 'value';
}
