/** What a module takes from others. */
import type { Node, NodeOf, Program } from './ast.ts';
import type { Variable } from './scopes.ts';
import type { ImportInfo, Position } from './table.ts';

type Locate = (offset: number) => Position;

/** Imports and re-exports, in the order of the source. */
export function importsOf(program: Program, locate: Locate): ImportInfo[] {
  return program.body.flatMap((node): ImportInfo[] => {
    const taken = namesTaken(node);
    if (!taken) return [];
    const { source, names } = taken;
    const positioned = names.map(({ imported, local, node: at }) => ({ imported, local, ...locate(at.start) }));
    return [{ specifier: text(source), ...locate(source.start), names: positioned }];
  });
}

interface Taken {
  readonly source: NodeOf<'Literal'>;
  readonly names: readonly { readonly imported: string; readonly local: string | null; readonly node: Node }[];
}

/** What a statement takes from another module; null for every other statement. */
function namesTaken(node: Program['body'][number]): Taken | null {
  if (node.type === 'ImportDeclaration')
    return { source: node.source, names: node.specifiers.map((name) => ({ ...binding(name), node: name })) };
  if (node.type === 'ExportAllDeclaration')
    return { source: node.source, names: [{ imported: '*', local: null, node }] };
  if (node.type !== 'ExportNamedDeclaration' || !node.source) return null;
  const names = node.specifiers.map((name) => ({ imported: exportName(name.local), local: null, node: name }));
  return { source: node.source, names };
}

/** How a module variable is named in code identity: an import by where it comes from, not by its local alias. */
export function importedName(variable: Variable): string | readonly [specifier: string, imported: string] {
  const definition = variable.defs[0];
  if (definition?.type !== 'ImportBinding') return variable.name;
  const declaration = definition.parent as unknown as NodeOf<'ImportDeclaration'>;
  return [text(declaration.source), binding(definition.node as unknown as Specifier).imported];
}

type Specifier = NodeOf<'ImportDeclaration'>['specifiers'][number];

function binding(node: Specifier): { imported: string; local: string } {
  const local = node.local.name;
  if (node.type === 'ImportDefaultSpecifier') return { imported: 'default', local };
  if (node.type === 'ImportNamespaceSpecifier') return { imported: '*', local };
  return { imported: exportName(node.imported), local };
}

function exportName(node: Node): string {
  if (node.type === 'Identifier') return node.name;
  return node.type === 'Literal' ? String(node.value) : '';
}

function text(source: NodeOf<'Literal'>): string {
  return String(source.value);
}
