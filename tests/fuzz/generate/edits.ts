/** Histories: what happens to a generated program between its runs. */
import { applied } from '../edits.ts';
import { refsOf } from '../print.ts';
import type { Edit, Item, ProgramModel, Step, Version } from '../program.ts';
import { isTree, type Part, type Tree, type TreeKind, walk } from '../tree.ts';
import type { Draw } from './draw.ts';
import type { Entity, Scope } from './scope.ts';
import { DATA, OUTPUTS } from './world.ts';

/** A history of so many steps. */
export function drawSteps(draw: Draw, start: Version, count: number, gen: Scope): Step[] {
  const steps: Step[] = [];
  const versions = [start];
  for (let k = 0; k < count; k++) {
    const kind = draw.weighted([
      [2, 'again'],
      [2, versions.length > 1 ? 'revert' : 'edit'],
      [8, 'edit'],
    ]);
    const merges = draw.chance(0.04);
    const step =
      kind === 'revert' ? { merges, revertTo: draw.int(versions.length - 1) } : { merges, edits: [] as Edit[] };
    if ('revertTo' in step) versions.push(versions[step.revertTo] as Version);
    else versions.push(fill(step.edits, draw, versions.at(-1) as Version, kind === 'again' ? 0 : 1 + draw.int(2), gen));
    steps.push(step);
  }
  return steps;
}

/** Draws edits into a list; answers the version after them. */
function fill(edits: Edit[], draw: Draw, before: Version, count: number, gen: Scope): Version {
  let version = before;
  for (let k = 0; k < count; k++) {
    const edit = draw.weighted(editsFor(gen, version))(draw, version, gen);
    if (!edit) continue;
    edits.push(edit);
    version = applied(version, edit);
  }
  return version;
}

type DrawEdit = (draw: Draw, version: Version, gen: Scope) => Edit | null;

const EDITS: readonly (readonly [weight: number, draw: DrawEdit])[] = [
  [10, literal],
  [3, operator],
  [1, rename],
  [2, insert],
  [2, drop],
  [2, move],
  [2, swap],
  [3, callee],
];

/** Changes of what only some programs use, by the shape of what uses it. */
const EDITS_OF_USED: readonly (readonly [weight: number, draw: DrawEdit, shapes: readonly string[]])[] = [
  [6, fileText, ['data', 'out', 'memo-lib', 'registry']],
  [2, fileGone, ['data', 'out']],
  [6, variable, ['env', 'process']],
  [4, words, ['argv']],
];

function editsFor(gen: Scope, version: Version): readonly (readonly [weight: number, draw: DrawEdit])[] {
  const used = new Set(gen.entities.map((e) => e.shape));
  const more = EDITS_OF_USED.filter(([, , shapes]) => shapes.some((shape) => used.has(shape)));
  const rerouted = version.program.passed.length > 0 ? [[6, reroute] as const] : [];
  return [...EDITS, ...rerouted, ...more.map(([weight, draw]) => [weight, draw] as const)];
}

/** Trees of a kind; mostly of what the entry can come to run. */
function trees(draw: Draw, version: Version, kind: TreeKind): Tree[] {
  const found: Tree[] = [];
  const visit = (part: Part): void => {
    if (isTree(part) && part.kind === kind) found.push(part);
  };
  const items = draw.chance(MOSTLY) ? reached(version.program) : version.program.items;
  for (const item of items) walk(item.tree, visit);
  return found;
}

const MOSTLY = 0.85;

/** Declarations that the entry's statements mention, or what those mention, and so on. */
function reached({ items }: ProgramModel): Item[] {
  const owners = new Map(items.flatMap((item) => item.declares.map((d) => [d.id, item] as const)));
  const found = new Set<Item>();
  const visit = (item: Item): void => {
    for (const id of refsOf(item)) {
      const other = owners.get(id);
      if (!other || found.has(other)) continue;
      found.add(other);
      visit(other);
    }
  };
  for (const item of items) if (item.module === 0 && item.declares.length === 0) visit(item);
  return [...found];
}

function literal(draw: Draw, version: Version): Edit | null {
  const tree = draw.pick(trees(draw, version, 'num'));
  return tree && { kind: 'text', tree: tree.id, text: String(Number(tree.parts[0]) + 1), what: 'literal' };
}

const OPERATORS: readonly (readonly string[])[] = [
  ['+', '-', '*'],
  ['>', '<', '==='],
  ['+=', '-='],
];

function operator(draw: Draw, version: Version): Edit | null {
  const tree = draw.pick(trees(draw, version, 'op'));
  if (!tree) return null;
  const others = OPERATORS.find((group) => group.includes(tree.parts[0] as string)) ?? ['+'];
  return { kind: 'text', tree: tree.id, text: draw.pick(others), what: 'operator' };
}

/** A local gets another name wherever the item says it. */
function rename(draw: Draw, version: Version): Edit | null {
  const item = draw.pick(version.program.items);
  const names = new Set<string>();
  if (item)
    walk(item.tree, (part) => {
      if (typeof part === 'object' && 'local' in part && /\d$/.test(part.local)) names.add(part.local);
    });
  const from = draw.pick([...names]);
  return item && from ? { kind: 'rename', item: item.id, from, to: `${from}_` } : null;
}

/** A comment, or a statement that shows. */
function insert(draw: Draw, version: Version): Edit | null {
  const list = draw.pick(trees(draw, version, 'list'));
  if (!list) return null;
  const text = draw.pick(['// a comment', '/* another */', "console.log('new');", 'loc += 1;']);
  return { kind: 'insert', list: list.id, at: draw.int(list.parts.length + 1), text };
}

function drop(draw: Draw, version: Version): Edit | null {
  const tree = draw.pick(trees(draw, version, 'stmt'));
  return tree && { kind: 'drop', tree: tree.id };
}

/** A function moves to another module of its kind. */
function move(draw: Draw, version: Version): Edit | null {
  const { items, modules } = version.program;
  const item = draw.pick(items.filter((i) => i.shape === 'function' || i.shape === 'async'));
  if (!item || modules.length < 2) return null;
  const kind = modules[item.module]?.kind === 'cjs';
  const to = draw.pick([...modules.keys()].filter((m) => m !== item.module && (modules[m]?.kind === 'cjs') === kind));
  return to === undefined ? null : { kind: 'move', item: item.id, to };
}

/** Two exports of a module exchange their names. */
function swap(draw: Draw, _version: Version, gen: Scope): Edit | null {
  const able = gen.entities.filter((e) => e.module > 0);
  const a = draw.pick(able);
  const b = a && draw.pick(able.filter((e) => e !== a && e.module === a.module && e.shape === a.shape));
  return a && b ? { kind: 'swap', a: a.id, b: b.id } : null;
}

/** A re-export leads to something else of its kind. */
function reroute(draw: Draw, version: Version, gen: Scope): Edit | null {
  const passed = draw.pick(version.program.passed);
  const from = gen.entities.find((e) => e.id === passed?.id);
  const to = draw.pick(gen.entities.filter((e) => e.module > 0 && e.shape === from?.shape && e.id !== passed?.to));
  return passed && to ? { kind: 'reroute', id: passed.id, to: to.id } : null;
}

/** A call goes to another function, one declared earlier, so that calls still come to an end. */
function callee(draw: Draw, version: Version, gen: Scope): Edit | null {
  const functions = new Map(gen.entities.filter((e) => e.shape === 'function').map((e) => [e.id, e]));
  const places: { tree: Tree; fn: Entity }[] = [];
  for (const tree of trees(draw, version, 'expr'))
    for (const part of tree.parts) {
      const fn = typeof part === 'object' && 'ref' in part ? functions.get(part.ref) : undefined;
      if (fn) places.push({ tree, fn });
    }
  const place = draw.pick(places);
  if (!place) return null;
  const { fn, tree } = place;
  const other = draw.pick([...functions.values()].filter((e) => e.rank < fn.rank && sameFormat(gen, e, fn)));
  return other ? { kind: 'callee', tree: tree.id, from: fn.id, to: other.id } : null;
}

function sameFormat({ modules }: Scope, a: Entity, b: Entity): boolean {
  return (modules[a.module]?.kind === 'cjs') === (modules[b.module]?.kind === 'cjs');
}

/** A number in a file beside the program grows, or a data file comes or comes back, or something writes to an output. */
function fileText(draw: Draw, version: Version): Edit | null {
  const { files } = version.program;
  const known = Object.keys(files).filter((path) => !/kit\/|package\.json/.test(path));
  if (known.length === 0) return null;
  const data = known.filter((path) => path.startsWith('data/'));
  const others = data.length === 0 ? known : [...known, ...OUTPUTS, 'data/d.txt'];
  const path = draw.pick(data.length > 0 && draw.chance(0.6) ? data : others);
  const old = files[path];
  if (typeof old !== 'string') return { kind: 'file', path, text: DATA[path] ?? `${draw.int(9)}` };
  const digits = [...old.matchAll(/\d+/g)];
  const digit = draw.pick(digits);
  if (!digit) return null;
  const text = old.slice(0, digit.index) + (Number(digit[0]) + 1) + old.slice(digit.index + digit[0].length);
  return { kind: 'file', path, text };
}

function fileGone(draw: Draw, version: Version): Edit | null {
  if (version.program.files['data/a.txt'] === undefined) return null;
  return { kind: 'file', path: draw.pick([...Object.keys(DATA), ...OUTPUTS]), text: null };
}

function variable(draw: Draw): Edit {
  const name = draw.pick(['MODE', 'MODE', 'LEVEL', 'LEVEL', 'OTHER']);
  return { kind: 'env', name, value: draw.pick([null, '1', '22', '333']) };
}

function words(draw: Draw): Edit {
  return { kind: 'args', args: draw.pick([[], ['a'], ['a', '2'], ['b', '3', 'c']]) };
}
