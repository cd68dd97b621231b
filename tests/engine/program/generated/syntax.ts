/** A text as the tests see it, without the engine's own eyes: tokens, syntax tree, and which variable a name means. */
import { type AnyNode, type Program, parse, type Token } from 'acorn';
import { analyze, type Scope, type Variable } from 'eslint-scope';
import { CHILD_KEYS } from '../../../../engine/program/child-keys.ts';

export type Format = 'module' | 'commonjs';
export type { AnyNode, Token, Variable };

export interface Syntax {
  readonly text: string;
  readonly format: Format;
  readonly program: Program;
  readonly tokens: readonly Token[];
  /** All nodes with what is around them, outermost first. */
  readonly nodes: readonly Placed[];
  /** What declared and mentioned names mean. */
  readonly variables: ReadonlyMap<AnyNode, Variable>;
  isStrict(node: AnyNode): boolean;
  isModuleLevel(variable: Variable): boolean;
}

export interface Placed {
  readonly node: AnyNode;
  readonly parent: AnyNode;
  readonly key: string;
}

/** Null for a text that is no program. */
export function syntaxOf(text: string, format: Format): Syntax | null {
  const tokens: Token[] = [];
  try {
    const program = parse(text, { ecmaVersion: 'latest', sourceType: format, ranges: true, onToken: tokens });
    return { text, format, program, tokens, nodes: placed(program), ...meanings(program, format) };
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

/** The children of a node, whatever its kind. */
export function* childrenOf(node: AnyNode): Generator<[key: string, child: AnyNode]> {
  for (const [key, value] of Object.entries(node))
    for (const child of Array.isArray(value) ? value : [value]) if (isNode(child)) yield [key, child];
}

export function isNode(value: unknown): value is AnyNode {
  return typeof value === 'object' && value !== null && 'type' in value && 'start' in value;
}

function placed(program: Program): Placed[] {
  const found: Placed[] = [];
  const visit = (parent: AnyNode): void => {
    for (const [key, node] of childrenOf(parent)) {
      found.push({ node, parent, key });
      visit(node);
    }
  };
  visit(program);
  return found;
}

function meanings(program: Program, format: Format): Pick<Syntax, 'variables' | 'isStrict' | 'isModuleLevel'> {
  const manager = analyze(program as Parameters<typeof analyze>[0], {
    ecmaVersion: 2025,
    sourceType: format,
    ignoreEval: true,
    childVisitorKeys: CHILD_KEYS,
  });
  const module = manager.globalScope?.childScopes[0] ?? manager.globalScope;
  const variables = new Map<AnyNode, Variable>();
  const note = (node: unknown, variable: Variable): void => {
    if (!variables.has(node as AnyNode)) variables.set(node as AnyNode, variable);
  };
  for (const scope of manager.scopes)
    for (const variable of scope.variables) for (const node of variable.identifiers) note(node, variable);
  for (const scope of manager.scopes)
    for (const { identifier, resolved } of scope.references)
      if (resolved) note(identifier, outward(resolved, variables));
  const strictOf = (node: AnyNode): Scope | null => manager.acquire(node as Parameters<typeof manager.acquire>[0]);
  return {
    variables,
    isStrict: (node) => format === 'module' || (strictOf(node)?.isStrict ?? true),
    isModuleLevel: ({ scope }) => scope === module || scope === manager.globalScope,
  };
}

/** Inside a declared class its name is that of the variable around it. */
function outward(variable: Variable, variables: ReadonlyMap<AnyNode, Variable>): Variable {
  const block = variable.scope.block as unknown as AnyNode;
  if (variable.scope.type !== 'class' || block.type !== 'ClassDeclaration' || !block.id) return variable;
  return variables.get(block.id) ?? variable;
}

/** One replacement in a text. */
export interface Splice {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** The text with all of them; none overlaps another. */
export function spliced(text: string, splices: readonly Splice[]): string {
  let result = text;
  for (const { start, end, text: inner } of [...splices].sort((a, b) => b.start - a.start || b.end - a.end))
    result = result.slice(0, start) + inner + result.slice(end);
  return result;
}
