/** Where the variables of a module are declared, and where the nodes of its text stand. */
import { forEachChild, type Node } from './ast.ts';
import type { Variable } from './scopes.ts';

/** The one declaration of a variable by name; null for what is declared otherwise, or more than once. */
export function soleDeclaration({ defs }: Variable): { readonly kind: string; readonly init: Node | null } | null {
  const definition = defs[0];
  if (defs.length !== 1 || definition?.type !== 'Variable') return null;
  const { id, init } = definition.node as unknown as { id: Node; init: Node | null };
  const { kind } = definition.parent as unknown as { kind: string };
  return id.type === 'Identifier' ? { kind, init } : null;
}

/** The nodes of a module, each with the one around it. */
export class Placement {
  /** In the order of the source. */
  readonly nodes: Node[] = [];
  readonly #parents = new Map<Node, Node>();

  constructor(program: Node) {
    this.#visit(program);
  }

  #visit(node: Node): void {
    this.nodes.push(node);
    forEachChild(node, (child) => {
      this.#parents.set(child, node);
      this.#visit(child);
    });
  }

  parentOf(node: Node): Node | undefined {
    return this.#parents.get(node);
  }

  /** Whether a variable of the module is exported where it is declared. */
  isExported(declared: Node): boolean {
    const declaration = this.parentOf(this.parentOf(declared) as Node) as Node;
    return this.parentOf(declaration)?.type !== 'Program';
  }
}

/** Walks the module when somebody first asks: most modules have nothing to ask about. */
export function placementOf(program: Node): () => Placement {
  let placement: Placement | undefined;
  return () => {
    placement ??= new Placement(program);
    return placement;
  };
}
