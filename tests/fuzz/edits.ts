/** Makes the changes of a history to versions of a program. An edit whose target is gone changes nothing. */
import type { Edit, History, ProgramModel, Version } from './program.ts';
import { isTree, list, mapTree, type Part, type Tree } from './tree.ts';

/** The versions of all runs, the start first. */
export function versionsOf({ start, steps }: History): Version[] {
  const versions = [start];
  for (const step of steps) {
    const before = versions.at(-1) as Version;
    versions.push('edits' in step ? step.edits.reduce(applied, before) : (versions[step.revertTo] ?? before));
  }
  return versions;
}

export function applied(version: Version, edit: Edit): Version {
  switch (edit.kind) {
    case 'env': {
      const { [edit.name]: _, ...env } = version.env;
      return { ...version, env: edit.value === null ? env : { ...env, [edit.name]: edit.value } };
    }
    case 'args':
      return { ...version, args: edit.args };
    default:
      return { ...version, program: inProgram(version.program, edit) };
  }
}

function inProgram(program: ProgramModel, edit: Exclude<Edit, { kind: 'env' | 'args' }>): ProgramModel {
  switch (edit.kind) {
    case 'text':
      return inTrees(program, edit.tree, (tree) => ({ ...tree, parts: [edit.text] }));
    case 'drop':
      return inTrees(program, edit.tree, (tree) => ({ ...tree, parts: [] }));
    case 'insert':
      return inTrees(program, edit.list, (tree) => ({ ...tree, parts: tree.parts.toSpliced(edit.at, 0, edit.text) }));
    case 'callee':
      return inTrees(program, edit.tree, (tree) => exchanged(tree, edit.from, edit.to));
    case 'rename':
      return {
        ...program,
        items: program.items.map((item) =>
          item.id === edit.item ? { ...item, tree: renamed(item.tree, edit.from, edit.to) } : item,
        ),
      };
    case 'move':
      return moved(program, edit.item, edit.to);
    case 'swap':
      return { ...program, swapped: [...program.swapped, [edit.a, edit.b]] };
    case 'reroute':
      return {
        ...program,
        passed: program.passed.map((passed) => (passed.id === edit.id ? { ...passed, to: edit.to } : passed)),
      };
    case 'file':
      return { ...program, files: { ...program.files, [edit.path]: edit.text } };
  }
}

function inTrees(program: ProgramModel, id: number, change: (tree: Tree) => Tree): ProgramModel {
  const within = (part: Part): Part | null => (isTree(part) && part.id === id ? change(part) : null);
  return {
    ...program,
    items: program.items.map((item) => {
      const tree = mapTree(list([item.tree]), within).parts[0] as Tree;
      return tree === item.tree ? item : { ...item, tree };
    }),
  };
}

/** The first mention of one name becomes a mention of another. */
function exchanged(tree: Tree, from: number, to: number): Tree {
  let done = false;
  return mapTree(tree, (part) => {
    if (done || typeof part !== 'object' || !('ref' in part) || part.ref !== from) return null;
    done = true;
    return { ref: to };
  });
}

function renamed(tree: Tree, from: string, to: string): Tree {
  return mapTree(tree, (part) =>
    typeof part === 'object' && 'local' in part && part.local === from ? { local: to } : null,
  );
}

/** To the start of another module, unless a name there is the same. */
function moved(program: ProgramModel, id: number, to: number): ProgramModel {
  const item = program.items.find((i) => i.id === id);
  if (!item || item.module === to || !program.modules[to]) return program;
  const names = new Set(item.declares.map((d) => d.name));
  if (program.items.some((i) => i.module === to && i.declares.some((d) => names.has(d.name)))) return program;
  return { ...program, items: [{ ...item, module: to }, ...program.items.filter((i) => i !== item)] };
}
