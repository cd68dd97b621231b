/** Smaller histories to try when one fails: fewer steps, items and statements, simpler expressions, fewer modules. */
import type { History, ProgramModel, Step } from './program.ts';
import { isTree, list, mapTree, num, type Part, type Tree } from './tree.ts';

/** Candidates, the boldest first. */
export function* smaller(history: History): Generator<History> {
  yield* fewerSteps(history);
  for (const items of without(history.start.program.items)) yield withProgram(history, { items });
  yield* fewerEdits(history);
  yield* fewerModules(history);
  yield* simplerTrees(history);
  yield* fewerFiles(history);
  for (const passed of without(history.start.program.passed)) yield withProgram(history, { passed });
}

function withProgram(history: History, change: Partial<ProgramModel>): History {
  const { start } = history;
  return { ...history, start: { ...start, program: { ...start.program, ...change } } };
}

/** Lists with a part left out: halves first, single ones last. */
function* without<T>(items: readonly T[]): Generator<T[]> {
  for (let size = Math.ceil(items.length / 2); size >= 1; size = size === 1 ? 0 : Math.ceil(size / 2))
    for (let at = 0; at < items.length; at += size) yield items.toSpliced(at, size);
}

function* fewerSteps(history: History): Generator<History> {
  const { steps } = history;
  if (steps.some((step) => step.merges)) yield { ...history, steps: steps.map((step) => ({ ...step, merges: false })) };
  for (let k = 0; k < steps.length; k++) {
    yield { ...history, steps: dropped(steps, k, steps.length - k) };
    yield { ...history, steps: dropped(steps, k, 1) };
  }
}

/** Steps without some; what returned to one of them returns to the one before. */
function dropped(steps: readonly Step[], at: number, size: number): Step[] {
  return steps.toSpliced(at, size).map((step) => {
    if ('edits' in step || step.revertTo <= at) return step;
    return { ...step, revertTo: Math.max(at, step.revertTo - size) };
  });
}

function* fewerEdits(history: History): Generator<History> {
  for (const [k, step] of history.steps.entries()) {
    if (!('edits' in step) || step.edits.length < 2) continue;
    for (const edits of without(step.edits)) yield { ...history, steps: history.steps.with(k, { ...step, edits }) };
  }
}

function* fewerModules(history: History): Generator<History> {
  const { items, modules } = history.start.program;
  for (let module = modules.length - 1; module > 0; module--) {
    if (!items.some((item) => item.module === module)) {
      if (module === modules.length - 1) yield withProgram(history, { modules: modules.slice(0, -1) });
      continue;
    }
    yield withProgram(history, { items: joined(items, module) });
  }
  for (const [k, module] of modules.entries()) {
    if (module.kind !== 'mjs') yield withProgram(history, { modules: modules.with(k, { ...module, kind: 'mjs' }) });
    if (module.byNamespace) yield withProgram(history, { modules: modules.with(k, { ...module, byNamespace: false }) });
  }
}

/** Moves a module's items to the entry, unless names collide. */
function joined(items: ProgramModel['items'], module: number): ProgramModel['items'] {
  const names = new Set(items.filter((i) => i.module === 0).flatMap((i) => i.declares.map((d) => d.name)));
  const free = (name: string): boolean => !names.has(name);
  if (!items.every((i) => i.module !== module || i.declares.every((d) => free(d.name)))) return items;
  const moved = items.filter((i) => i.module === module).map((i) => ({ ...i, module: 0 }));
  return [...moved, ...items.filter((i) => i.module !== module)];
}

function* simplerTrees(history: History): Generator<History> {
  const { items } = history.start.program;
  for (const [k, item] of items.entries())
    for (const tree of simpler(item.tree)) yield withProgram(history, { items: items.with(k, { ...item, tree }) });
}

/** Ways to make one place of a tree simpler, outermost places first. */
function* simpler(tree: Tree): Generator<Tree> {
  const places: Tree[] = [];
  const collect = (part: Part): void => {
    if (!isTree(part)) return;
    places.push(part);
    part.parts.forEach(collect);
  };
  collect(tree);
  for (const place of places)
    for (const other of simplerPlace(place))
      yield mapTree(list([tree]), (part) => (part === place ? other : null)).parts[0] as Tree;
}

function* simplerPlace(place: Tree): Generator<Tree> {
  if (place.kind === 'list' || place.kind === 'members') {
    if (place.parts.length > 0) for (const parts of without(place.parts)) yield { ...place, parts };
    return;
  }
  if (place.kind === 'num' || place.kind === 'op') return;
  const inner = descendants(place).filter((t) => t.kind === place.kind || (place.kind === 'stmt' && t.kind === 'list'));
  if (place.kind === 'expr') {
    if (place.parts.length > 1 || isTree(place.parts[0] ?? '')) yield num(1);
    yield* inner;
  } else for (const tree of inner) yield tree;
}

/** Nearest trees below a tree. */
function descendants(tree: Tree): Tree[] {
  return tree.parts.filter(isTree).flatMap((child) => [child, ...(child.kind === 'expr' ? [] : descendants(child))]);
}

function* fewerFiles(history: History): Generator<History> {
  const { files } = history.start.program;
  for (const path of Object.keys(files)) {
    if (path.startsWith('node_modules/')) continue;
    const { [path]: _, ...rest } = files;
    yield withProgram(history, { files: rest });
  }
}
