/** What a module takes from others. */
import type { Node, NodeOf, Program } from './ast.ts';
import type { Variable } from './scopes.ts';
import type { ImportInfo } from './table.ts';

/** Imports and re-exports, in the order of the source. */
export function importsOf(program: Program): ImportInfo[] {
  return program.body.flatMap((node): ImportInfo[] => {
    if (node.type === 'ImportDeclaration')
      return [{ specifier: text(node.source), names: node.specifiers.map(binding) }];
    if (node.type === 'ExportAllDeclaration')
      return [{ specifier: text(node.source), names: [{ imported: '*', local: null }] }];
    if (node.type !== 'ExportNamedDeclaration' || !node.source) return [];
    const names = node.specifiers.map(({ local }) => ({ imported: exportName(local), local: null }));
    return [{ specifier: text(node.source), names }];
  });
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
