/** Surveys the guest before any script: its objects, which of them scripts can reach and by what name, what to guard. */
import type { BootGlobal } from './global-guard.ts';
import type { Guest } from './guest.ts';
import { isFunctionClass } from './heap-walker.ts';
import { BYTECODE, CELL, CLASS, CTX, OBJECT, OBJECT_BIT, PROP, RT, SHAPE, TAG } from './layout.ts';

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

/** Where a survey begins, beside the global object. */
export interface SurveyRoots {
  /** Further objects that scripts can get at: the builtin modules, what their functions hand out. */
  readonly objects: readonly { readonly object: number; readonly name: string }[];
  /** The table of the prelude's mutable cells: it and what it alone holds is not guarded. */
  readonly state: number;
}

/** Surveys the heap. */
export function survey(guest: Guest, roots: SurveyRoots): Survey {
  guest.refresh();
  const objects = allObjects(guest);
  const { names, hidden } = reachable(guest, roots);
  const global = guest.word(guest.ctx + CTX.global);
  const lexical = guest.word(guest.ctx + CTX.globalLexical);
  const ranges: number[] = [];
  const rangeOwners: number[] = [];
  const guarded: number[] = [];
  for (const [i, object] of objects.entries()) {
    if (!names.has(object) || object === lexical || hasLazySlots(guest, object)) continue;
    if (hidden.has(object) && !mayBeHandedOut(guest, object)) continue;
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

/**
 * Objects that properties and prototypes lead to, with a name for each; then those that only functions of the prelude
 * hold in their variables: a function may hand out what it holds, and what it keeps there is state as well.
 */
function reachable(
  guest: Guest,
  { objects, state }: SurveyRoots,
): { names: Map<number, string>; hidden: ReadonlySet<number> } {
  const names = new Map<number, string>();
  const queue: number[] = [];
  const visit = (object: number, name: string): void => {
    if (object === 0 || object === state || names.has(object)) return;
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
  for (const { object, name } of objects) visit(object, name);
  let at = 0;
  const follow = (): void => {
    for (; at < queue.length; at++) visitSlots(guest, queue[at] as number, names, visit, visitValue);
  };
  follow();
  const inSight = queue.length;
  for (let k = 0; k < queue.length; k++) {
    visitVariables(guest, queue[k] as number, visitValue);
    follow();
  }
  return { names, hidden: new Set(queue.slice(inSight)) };
}

/** Lists and lone functions inside the prelude stay there; what is named in {@link SurveyRoots} is not hidden. */
function mayBeHandedOut(guest: Guest, object: number): boolean {
  const classId = guest.word(object + OBJECT.flags) >>> 16;
  const isClass = classId === CLASS.function && (guest.word(object + OBJECT.flags) & OBJECT_BIT.constructor) !== 0;
  return classId === CLASS.object || isClass;
}

/** What a function written in JavaScript captured. */
function visitVariables(guest: Guest, object: number, visitValue: (value: number, name: string) => void): void {
  if (!isFunctionClass(guest.word(object + OBJECT.flags) >>> 16)) return;
  const bytecode = guest.word(object + OBJECT.payload);
  const cells = guest.word(object + OBJECT.payload + 4);
  const variables = guest.word(bytecode + BYTECODE.closureVars);
  for (let k = 0; k < guest.word(bytecode + BYTECODE.closureVarCount); k++) {
    const name = guest.atomText(guest.word(variables + 8 * k + 4));
    visitValue(guest.word(guest.word(cells + 4 * k) + CELL.value), `(${name})`);
  }
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
  if (guest.word(object + OBJECT.flags) >>> 16 === CLASS.array)
    for (let k = guest.word(object + 40) - 1; k >= 0; k--) visitValue(guest.word(object + 36) + 8 * k, `${base}${k}`);
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
