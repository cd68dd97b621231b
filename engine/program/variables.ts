/** Variables of the module and of its registered scopes, as the host needs them. */
import type { Node, NodeOf, Program } from './ast.ts';
import type { Collected } from './collect.ts';
import type { Scope, Variable } from './scopes.ts';
import type { Position, VariableInfo, VariableKind } from './table.ts';

export const WRAPPER_PARAMETERS = ['exports', 'require', 'module', '__filename', '__dirname'] as const;

type Locate = (offset: number) => Position;
type Definition = Variable['defs'][number];

/** Everything that a scope declares; `arguments` and the like are no variables of the program. */
export function variablesOf(scope: Scope, collected: Collected, locate: Locate): VariableInfo[] {
  return scope.variables
    .filter((variable) => variable.defs.length > 0)
    .map((variable) => variableInfo(variable, collected, locate));
}

/** The CommonJS wrapper's own parameters, which the source does not declare unless it does so again. */
export function wrapperVariables(scope: Scope, collected: Collected, locate: Locate): VariableInfo[] {
  const declared = variablesOf(scope, collected, locate);
  const names = new Set(declared.map(({ name }) => name));
  const missing = WRAPPER_PARAMETERS.filter((name) => !names.has(name));
  return [...missing.map((name) => parameterInfo(name, scope)), ...declared];
}

function parameterInfo(name: string, scope: Scope): VariableInfo {
  const writes = [...scope.through].some((reference) => reference.identifier.name === name && reference.isWrite());
  return { name, kind: 'parameter', rebound: writes, functionId: null, line: 1, column: 1 };
}

function variableInfo(variable: Variable, collected: Collected, locate: Locate): VariableInfo {
  const definition = variable.defs[0] as Definition;
  const held = heldFunction(definition);
  return {
    name: variable.name,
    kind: kindOf(definition),
    rebound: isRebound(variable),
    functionId: held ? (collected.byNode.get(held)?.id ?? null) : null,
    ...locate((definition.name as unknown as Node).start),
  };
}

function kindOf(definition: Definition): VariableKind {
  if (definition.type === 'FunctionName') return 'function';
  if (definition.type === 'ClassName') return 'class';
  if (definition.type === 'Parameter') return 'parameter';
  if (definition.type === 'ImportBinding') {
    return definition.node.type === 'ImportNamespaceSpecifier' ? 'namespace' : 'import';
  }
  const { kind } = definition.parent as NodeOf<'VariableDeclaration'>;
  return kind === 'const' || kind === 'let' ? kind : 'var';
}

function heldFunction({ type, node }: Definition): Node | null {
  if (type === 'FunctionName' || type === 'ClassName') return node as unknown as Node;
  const declarator = node as unknown as NodeOf<'VariableDeclarator'>;
  return type === 'Variable' && declarator.id.type === 'Identifier' ? (declarator.init ?? null) : null;
}

/** Anything but one initialisation at the top level of its scope, where it runs once. */
export function isRebound(variable: Variable): boolean {
  const writes = variable.references.filter((reference) => reference.isWrite());
  const initialised = writes.filter((reference) => reference.init).length;
  if (variable.defs.length > 1 || initialised > 1 || writes.length > initialised) return true;
  const definition = variable.defs[0];
  return definition?.type === 'Variable' && kindOf(definition) === 'var' && !standsAtTop(definition, variable);
}

function standsAtTop(definition: Definition, variable: Variable): boolean {
  const block = variable.scope.block as unknown as Node;
  const body = block.type === 'Program' ? block : 'body' in block ? (block.body as Node) : null;
  if (body?.type !== 'Program' && body?.type !== 'BlockStatement') return false;
  const declaration = definition.parent as unknown as Program['body'][number];
  return (body.body as Node[]).some(
    (item) => item === declaration || (item.type === 'ExportNamedDeclaration' && item.declaration === declaration),
  );
}
