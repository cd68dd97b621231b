/** Edits that nobody could observe, made to any text. Each takes its choices from a source of random numbers. */
import type { Draw } from '../../../fuzz/generate/draw.ts';
import { isFixedName, namesFunction } from './shape.ts';
import { type AnyNode, type Placed, type Splice, type Syntax, spliced, type Token, type Variable } from './syntax.ts';

type Cosmetic = (syntax: Syntax, draw: Draw) => string;

export const COSMETIC: Readonly<Record<string, Cosmetic>> = {
  'comments and white space': comments,
  parentheses,
  'spelling of literals': literals,
  'names of locals': renames,
  'empty statements': emptyStatements,
};

/** No line may end behind these, or before those. */
const NO_BREAK_AFTER = /^(return|throw|break|continue|yield|async)$/;
const NO_BREAK_BEFORE = /^(=>|\+\+|--)$/;

function comments({ text, tokens }: Syntax, draw: Draw): string {
  let result = tokens[0] && text.startsWith('#!') ? text.slice(0, tokens[0].start) : '';
  tokens.forEach((token, i) => {
    const next = tokens[i + 1];
    result += text.slice(token.start, token.end);
    if (next) result += gap(text, token, next, draw);
  });
  return result;
}

function gap(text: string, token: Token, next: Token, draw: Draw): string {
  const between = text.slice(token.end, next.start);
  const isTemplate = [token, next].some(({ type }) => /template/i.test(type.label));
  if (isTemplate) return between;
  const plain = between.includes('\n') ? '\n' : between === '' ? '' : ' ';
  const words = [text.slice(token.start, token.end), text.slice(next.start, next.end)] as const;
  // At the start of a line `-->` is a comment.
  if (words[1] === '--' || !draw.chance(0.4)) return plain;
  const mayBreak = !NO_BREAK_AFTER.test(words[0]) && !NO_BREAK_BEFORE.test(words[1]);
  const noise = draw.pick([
    ' ',
    '\t',
    ' /* c */ ',
    '/* "\'` */',
    ...(mayBreak ? ['\n', ' // c\n', '/*\n*/', '\r\n'] : []),
  ]);
  return `${plain}${noise}`;
}

/** Expressions that parentheses never give another meaning, unless they begin a statement. */
const ENCLOSED =
  /^(Literal|BinaryExpression|LogicalExpression|ConditionalExpression|ArrayExpression|ObjectExpression|ThisExpression|ArrowFunctionExpression|UnaryExpression|NewExpression|AwaitExpression)$/;

function parentheses(syntax: Syntax, draw: Draw): string {
  const statements = starts(syntax);
  const chosen = syntax.nodes.filter((placed) => mayEnclose(placed, statements) && draw.chance(0.3));
  const splices = chosen.flatMap(({ node }): Splice[] => [
    { start: node.start, end: node.start, text: '(' },
    { start: node.end, end: node.end, text: ')' },
  ]);
  return spliced(syntax.text, splices);
}

/** Where statements, and bodies of arrows, begin. */
function starts({ nodes }: Syntax): ReadonlySet<number> {
  return new Set(
    nodes.filter(({ key }) => ['body', 'consequent', 'alternate'].includes(key)).map(({ node }) => node.start),
  );
}

function mayEnclose({ node, parent, key }: Placed, statements: ReadonlySet<number>): boolean {
  if (!ENCLOSED.test(node.type) || statements.has(node.start)) return false;
  if (isFixedName(parent, key) || key === 'source' || key === 'directive' || /Import|Export/.test(parent.type))
    return false;
  return !(parent.type === 'ExpressionStatement' || (parent.type === 'NewExpression' && key === 'callee'));
}

function literals({ text, nodes }: Syntax, draw: Draw): string {
  const directives = new Set(
    nodes.filter(({ parent }) => 'directive' in parent && parent.directive).map(({ node }) => node),
  );
  const splices = nodes.flatMap(({ node }): Splice[] => {
    if (node.type !== 'Literal' || directives.has(node) || !draw.chance(0.7)) return [];
    const spelled = respelled(node.value, draw);
    return spelled === null ? [] : [{ start: node.start, end: node.end, text: spelled }];
  });
  return spliced(text, splices);
}

function respelled(value: unknown, draw: Draw): string | null {
  if (typeof value === 'string') return draw.pick([JSON.stringify(value), singleQuoted(value), escaped(value)]);
  if (typeof value === 'bigint') return `0x${value.toString(16)}n`;
  if (typeof value !== 'number') return null;
  const ways = Number.isSafeInteger(value)
    ? [
        `0x${value.toString(16)}`,
        `0B${value.toString(2)}`,
        `0o${value.toString(8)}`,
        `${value}e0`,
        value.toExponential(),
      ]
    : [value.toExponential()];
  return draw.pick(ways);
}

const singleQuoted = (value: string): string =>
  `'${JSON.stringify(value).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")}'`;
const escaped = (value: string): string =>
  `"${Array.from({ length: value.length }, (_, i) => `\\u${value.charCodeAt(i).toString(16).padStart(4, '0')}`).join('')}"`;

function emptyStatements({ text, nodes }: Syntax, draw: Draw): string {
  const splices = nodes.flatMap(({ node, parent, key }): Splice[] => {
    const inList = (parent.type === 'Program' || parent.type === 'BlockStatement') && key === 'body';
    const ended = text[node.end - 1] === ';' || text[node.end - 1] === '}';
    return inList && ended && /Statement$|^VariableDecl/.test(node.type) && draw.chance(0.3) && !('directive' in node)
      ? [{ start: node.end, end: node.end, text: ';' }]
      : [];
  });
  return spliced(text, splices);
}

/** Locals that name no function or class, and whose names nobody asks for. */
function renames(syntax: Syntax, draw: Draw): string {
  const mentions = new Map<Variable, Placed[]>();
  for (const placed of syntax.nodes) {
    const variable = syntax.variables.get(placed.node);
    if (variable) mentions.set(variable, [...(mentions.get(variable) ?? []), placed]);
  }
  const chosen = [...mentions].filter(([variable, places]) => mayRename(syntax, variable, places) && draw.chance(0.7));
  const shorthands = new Set<number>();
  for (const { node } of syntax.nodes) if (node.type === 'Property' && node.shorthand) shorthands.add(node.start);
  const splices = chosen.flatMap(([, places], i) => places.map(({ node }) => renamed(node, `local${i}ü`, shorthands)));
  return spliced(syntax.text, splices);
}

function mayRename(syntax: Syntax, variable: Variable, places: readonly Placed[]): boolean {
  if (syntax.isModuleLevel(variable) || variable.defs.length === 0) return false;
  if (!variable.defs.every(({ type }) => type === 'Variable' || type === 'Parameter' || type === 'CatchClause'))
    return false;
  if (places.some(({ node, parent }) => namesFunction(node, parent))) return false;
  // Functions that run while the module is evaluated hold module state, which is known by its name.
  return !syntax.nodes.some(({ node, key }) => key === 'callee' && (node as unknown) === variable.scope.block);
}

/** A shorthand is written out. */
function renamed(node: AnyNode, name: string, shorthands: ReadonlySet<number>): Splice {
  const prefix = shorthands.has(node.start) ? `${(node as { name: string }).name}: ` : '';
  return { start: node.start, end: node.end, text: `${prefix}${name}` };
}

/** The same as TypeScript. */
export function typed(syntax: Syntax, draw: Draw): string {
  const statements = starts(syntax);
  const splices = syntax.nodes.flatMap((placed): Splice[] => {
    const { node } = placed;
    if (!draw.chance(0.5)) return [];
    if (mayAnnotate(placed, syntax))
      return [at(node.end, draw.pick([': any', ': unknown', ': { a?: number } & string']))];
    if (!mayEnclose(placed, statements) || node.type === 'ArrowFunctionExpression') return [];
    return [at(node.start, '('), at(node.end, draw.pick([' as any)', ' satisfies unknown)', ')!']))];
  });
  const types = 'interface Unused { a: number }\ntype Other<T> = T | Unused;\n';
  return `${spliced(syntax.text, splices)}\n${types}`;
}

const at = (offset: number, text: string): Splice => ({ start: offset, end: offset, text });

function mayAnnotate({ node, parent, key }: Placed, { nodes, text }: Syntax): boolean {
  if (node.type !== 'Identifier') return false;
  // A parameter alone before an arrow takes no type.
  if (key === 'params')
    return parent.type !== 'ArrowFunctionExpression' || /^(async\s*)?\(/.test(text.slice(parent.start));
  if (parent.type !== 'VariableDeclarator' || key !== 'id') return false;
  const declaration = nodes.find((placed) => placed.node === parent)?.parent;
  return !nodes.some((placed) => placed.node === declaration && /^For(In|Of)/.test(placed.parent.type));
}
