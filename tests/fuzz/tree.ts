/** Programs as trees of text: enough structure to edit and to shrink them, nothing that a printer could not follow. */

/**
 * What can be done to a tree: a `stmt` may go, an `expr` may become one of its parts or a number, a `num` and an `op`
 * may change; a `list` holds statements, `members` those of a class or object.
 */
export type TreeKind = 'list' | 'members' | 'stmt' | 'expr' | 'num' | 'op';

export interface Tree {
  readonly kind: TreeKind;
  readonly id: number;
  readonly parts: readonly Part[];
}

/** A name that something declares at the top of a module: how it is reached depends on the module that asks. */
export interface Ref {
  readonly ref: number;
}

/** A name inside a function, which an edit may change wherever the function says it. */
export interface Local {
  readonly local: string;
}

/** Text of TypeScript alone. */
export interface TypeText {
  readonly type: string;
}

export type Part = string | Tree | Ref | Local | TypeText;

let nextId = 1;

/** A number that no other tree has. */
export function newId(): number {
  return nextId++;
}

export function isTree(part: Part): part is Tree {
  return typeof part === 'object' && 'parts' in part;
}

function template(kind: TreeKind) {
  return (strings: TemplateStringsArray, ...holes: readonly (Part | readonly Part[])[]): Tree => {
    const parts: Part[] = [];
    for (const [i, text] of strings.entries()) {
      if (text !== '') parts.push(text);
      const hole = holes[i];
      if (hole === undefined) continue;
      if (Array.isArray(hole)) parts.push(...hole);
      else parts.push(hole as Part);
    }
    return { kind, id: newId(), parts };
  };
}

export const stmt = template('stmt');
export const expr = template('expr');

export function list(statements: readonly Part[]): Tree {
  return { kind: 'list', id: newId(), parts: statements };
}

export function members(parts: readonly Part[]): Tree {
  return { kind: 'members', id: newId(), parts };
}

export function num(n: number): Tree {
  return { kind: 'num', id: newId(), parts: [String(n)] };
}

export function op(text: string): Tree {
  return { kind: 'op', id: newId(), parts: [text] };
}

/** Visits a tree and all below it, outermost first. */
export function walk(part: Part, visit: (part: Part) => void): void {
  visit(part);
  if (isTree(part)) for (const child of part.parts) walk(child, visit);
}

/** A tree with parts exchanged; `change` answers what stands for a part, or null to leave it and go on below. */
export function mapTree(tree: Tree, change: (part: Part) => Part | null): Tree {
  let changed = false;
  const parts = tree.parts.map((part) => {
    const other = change(part) ?? (isTree(part) ? mapTree(part, change) : part);
    changed ||= other !== part;
    return other;
  });
  return changed ? { ...tree, parts } : tree;
}
