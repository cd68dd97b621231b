/** Surveys the guest before any script: its objects, which of them scripts can reach and by what name, what to guard. */
import type { BootGlobal } from './global-guard.ts';
import type { Guest } from './guest.ts';
import { CELL, CLASS, CTX, OBJECT, PROP, RT, SHAPE, TAG } from './layout.ts';

/** What the survey finds. */
export interface Survey {
  readonly objects: readonly number[];
  readonly names: readonly string[];
  readonly globals: readonly BootGlobal[];
  readonly ranges: readonly number[];
  readonly rangeOwners: readonly number[];
  /** Objects whose header is guarded: those that scripts can reach, but for the global object, which they add to. */
  readonly guarded: readonly number[];
}

/** Words of an object's header that only a script's tampering changes. */
export const GUARDED_HEADER = [OBJECT.flags, OBJECT.shape, OBJECT.props] as const;

/** Surveys the heap; `roots` are further objects that scripts can get at (the builtin modules). */
export function survey(guest: Guest, roots: readonly { readonly object: number; readonly name: string }[]): Survey {
  guest.refresh();
  const objects = allObjects(guest);
  const names = reachable(guest, roots);
  const global = guest.word(guest.ctx + CTX.global);
  const lexical = guest.word(guest.ctx + CTX.globalLexical);
  const ranges: number[] = [];
  const rangeOwners: number[] = [];
  const guarded: number[] = [];
  for (const [i, object] of objects.entries()) {
    if (!names.has(object) || object === lexical || hasLazySlots(guest, object)) continue;
    if (object !== global) guarded.push(object);
    const found = object === global ? globalRanges(guest, object) : objectRanges(guest, object);
    for (const [start, bytes] of found) {
      const first = start >>> 2;
      ranges.push(first, ((start + bytes + 3) >>> 2) - first);
      rangeOwners.push(i);
    }
  }
  return {
    objects,
    names: objects.map((o) => names.get(o) ?? ''),
    globals: bootGlobals(guest, global),
    ranges,
    rangeOwners,
    guarded,
  };
}

/** Every object alive, by address. */
function allObjects(guest: Guest): number[] {
  const head = guest.rt + RT.gcObjects;
  const objects: number[] = [];
  for (let link = guest.word(head + 4); link !== head; link = guest.word(link + 4))
    if (((guest.u8[link - 8 + 4] as number) & 15) === 0) objects.push(link - 8);
  return objects.sort((a, b) => a - b);
}

/** Objects that properties and prototypes lead to, with a name for each. */
function reachable(guest: Guest, roots: readonly { object: number; name: string }[]): Map<number, string> {
  const names = new Map<number, string>();
  const queue: number[] = [];
  const visit = (object: number, name: string): void => {
    if (object === 0 || names.has(object)) return;
    names.set(object, name);
    queue.push(object);
  };
  const visitValue = (value: number, name: string): void => {
    if (guest.tag(value) === TAG.object) visit(guest.word(value), name);
  };
  visitValue(guest.ctx + CTX.global, 'globalThis');
  visitValue(guest.ctx + CTX.globalLexical, 'globals');
  const prototypes = guest.word(guest.ctx + CTX.classProtos);
  for (let i = 1; i < guest.word(guest.rt + RT.classCount); i++)
    visitValue(prototypes + 8 * i, `prototype of class ${i}`);
  for (const { object, name } of roots) visit(object, name);
  for (let at = 0; at < queue.length; at++) visitSlots(guest, queue[at] as number, names, visit, visitValue);
  return names;
}

function visitSlots(
  guest: Guest,
  object: number,
  names: ReadonlyMap<number, string>,
  visit: (object: number, name: string) => void,
  visitValue: (value: number, name: string) => void,
): void {
  const base = names.get(object) === 'globalThis' ? '' : `${names.get(object)}.`;
  const shape = guest.word(object + OBJECT.shape);
  const props = guest.word(object + OBJECT.props);
  visit(guest.word(shape + SHAPE.proto), `${base}__proto__`);
  for (let slot = 0; slot < guest.word(shape + SHAPE.count); slot++) {
    const entry = shape + SHAPE.entries + 8 * slot;
    const atom = guest.word(entry + 4);
    if (atom === 0) continue;
    const kind = (guest.word(entry) >>> 26) & PROP.typeMask;
    const name = base + guest.atomText(atom);
    const at = props + 8 * slot;
    if (kind === 0) visitValue(at, name);
    else if (kind === PROP.varref) visitValue(guest.word(guest.word(at) + CELL.value), name);
    else if (kind === PROP.getset) {
      visit(guest.word(at), `get ${name}`);
      visit(guest.word(at + 4), `set ${name}`);
    }
  }
}

/** Still lazy after everything was touched: made by the engine itself, out of reach of scripts until it fills them. */
function hasLazySlots(guest: Guest, object: number): boolean {
  const shape = guest.word(object + OBJECT.shape);
  for (let slot = 0; slot < guest.word(shape + SHAPE.count); slot++)
    if (((guest.word(shape + SHAPE.entries + 8 * slot) >>> 26) & PROP.typeMask) === PROP.autoinit) return true;
  return false;
}

/**
 * Flags and class, shape and slots, and what the class holds where a script can change that; never reference counts or
 * list links. A hashed shape is shared, and the image holds a reference to it, so that a change always makes another.
 */
function objectRanges(guest: Guest, object: number): [number, number][] {
  const shape = guest.word(object + OBJECT.shape);
  const count = guest.word(shape + SHAPE.count);
  const classId = guest.word(object + OBJECT.flags) >>> 16;
  const ranges: [number, number][] = [
    ...GUARDED_HEADER.map((field): [number, number] => [object + field, 4]),
    [guest.word(object + OBJECT.props), 8 * count],
  ];
  if (!FIXED_PAYLOAD.has(classId)) ranges.push([object + OBJECT.payload, 12]);
  if (guest.u8[shape + SHAPE.isHashed] === 0) ranges.push([shape + 28, 12], [shape + SHAPE.proto, 4 + 8 * count]);
  if (classId === CLASS.array) ranges.push([guest.word(object + 36), 8 * guest.word(object + 40)]);
  return [...ranges.filter(([, bytes]) => bytes > 0), ...cellRanges(guest, object)];
}

/** Plain objects hold nothing beside their properties; what makes a function is never rewritten. */
const FIXED_PAYLOAD: ReadonlySet<number> = new Set([
  CLASS.object,
  CLASS.cFunction,
  CLASS.function,
  CLASS.cFunctionData,
  CLASS.generatorFunction,
  CLASS.asyncFunction,
  CLASS.asyncGeneratorFunction,
  CLASS.bound,
]);

function globalRanges(guest: Guest, global: number): [number, number][] {
  return cellRanges(guest, global);
}

/** Values of properties that live in cells. */
function cellRanges(guest: Guest, object: number): [number, number][] {
  const shape = guest.word(object + OBJECT.shape);
  const props = guest.word(object + OBJECT.props);
  const ranges: [number, number][] = [];
  for (let slot = 0; slot < guest.word(shape + SHAPE.count); slot++) {
    const kind = (guest.word(shape + SHAPE.entries + 8 * slot) >>> 26) & PROP.typeMask;
    if (kind === PROP.varref) ranges.push([guest.word(guest.word(props + 8 * slot) + CELL.value), 8]);
  }
  return ranges;
}

function bootGlobals(guest: Guest, global: number): BootGlobal[] {
  const shape = guest.word(global + OBJECT.shape);
  const props = guest.word(global + OBJECT.props);
  const globals: BootGlobal[] = [];
  for (let slot = 0; slot < guest.word(shape + SHAPE.count); slot++) {
    const entry = shape + SHAPE.entries + 8 * slot;
    const atom = guest.word(entry + 4);
    if (atom === 0) continue;
    const flags = guest.word(entry) >>> 26;
    globals.push({ name: guest.atomText(atom), slot, atom, flags, cell: guest.word(props + 8 * slot) });
  }
  return globals;
}
