/**
 * Brings an object to a stored state (host/sandbox/heap-writer.ts). Runs on primordials only and on objects whose present
 * state is known, so that no code of the program runs: properties are defined, never assigned.
 * What stays keeps its place; what moved is deleted and added again, as the program did.
 */
import { deleteMoved } from './own-keys.ts';

const { defineProperty, deleteProperty, getPrototypeOf, setPrototypeOf, ownKeys, apply } = Reflect;
const { preventExtensions, create } = Object;
const ArrayPrototype = Array.prototype;
const { set: mapSet, delete: mapDelete, keys: mapKeys, clear: mapClear } = Map.prototype;
const { add: setAdd, delete: setDelete, keys: setKeys, clear: setClear } = Set.prototype;
const iteratorOf = (keys: (this: never) => object, empty: object) => apply(keys, empty, []) as Iterator<unknown>;
const mapNext = iteratorOf(mapKeys as never, new Map()).next;
const setNext = iteratorOf(setKeys as never, new Set()).next;
const charCodeAt = String.prototype.charCodeAt;
const isKept = Object.is;
const DIGIT = 48;
const KEEP = 45 - DIGIT;
/** Configurable, writable and enumerable. */
const ALL_FLAGS = 7;

type Any = Record<PropertyKey, unknown>;

/** `list[at]` and on hold the values; what they are hangs on the kind. */
export function patch(
  kind: string,
  target: Any,
  list: readonly unknown[],
  at: number,
  count: number,
  detail: string,
): void {
  if (kind === 'properties') properties(target, list, at, detail);
  else if (kind === 'elements') elements(target as unknown as unknown[], list, at, count);
  else if (kind === 'map') records(target as unknown as Map<unknown, unknown>, list, at, count);
  else if (kind === 'entry') entry(target, list, at, count, detail);
  else if (kind === 'table') table(target, list, at, count, detail);
  else if (kind === 'set') members(target as unknown as Set<unknown>, list, at, count);
  else preventExtensions(target);
}

/** The prototype, then keys and values; `flags` has a digit per property. */
function properties(target: Any, list: readonly unknown[], at: number, flags: string): void {
  if (getPrototypeOf(target) !== list[at]) setPrototypeOf(target, list[at] as object | null);
  const wanted: PropertyKey[] = [];
  for (let i = 0; i < flags.length; i++) wanted[i] = list[at + 1 + 2 * i] as PropertyKey;
  deleteMoved(target, wanted);
  for (let i = 0; i < flags.length; i++) {
    const digit = apply(charCodeAt, flags, [i]) - DIGIT;
    if (digit !== KEEP) define(target, wanted[i] as PropertyKey, digit, list[at + 2 + 2 * i]);
  }
}

function define(target: object, key: PropertyKey, flags: number, value: unknown): void {
  const descriptor = create(null) as PropertyDescriptor;
  descriptor.configurable = (flags & 1) !== 0;
  descriptor.writable = (flags & 2) !== 0;
  descriptor.enumerable = (flags & 4) !== 0;
  descriptor.value = value;
  if (!defineProperty(target, key, descriptor)) throw new TypeError('a stored property does not fit');
}

function elements(target: unknown[], list: readonly unknown[], at: number, count: number): void {
  if (target.length > count) target.length = count;
  const isPlain = getPrototypeOf(target) === ArrayPrototype;
  for (let i = 0; i < count; i++) {
    if (isPlain || i < target.length) target[i] = list[at + i];
    else define(target, i, 7, list[at + i]);
  }
}

function records(target: Map<unknown, unknown>, list: readonly unknown[], at: number, count: number): void {
  const wanted: unknown[] = [];
  for (let i = 0; i < count; i += 2) wanted[i >> 1] = list[at + i];
  const present = drain(apply(mapKeys, target, []), mapNext);
  const kept = prefix(present, wanted);
  dropOthers(present, wanted, kept, (key) => apply(mapDelete, target, [key]));
  for (let i = 0; i < count; i += 2) apply(mapSet, target, [list[at + i], list[at + i + 1]]);
}

function members(target: Set<unknown>, list: readonly unknown[], at: number, count: number): void {
  const wanted: unknown[] = [];
  for (let i = 0; i < count; i++) wanted[i] = list[at + i];
  const present = drain(apply(setKeys, target, []), setNext);
  const kept = prefix(present, wanted);
  dropOthers(present, wanted, kept, (key) => apply(setDelete, target, [key]));
  for (let i = 0; i < count; i++) apply(setAdd, target, [list[at + i]]);
}

function drain(iterator: object, next: () => IteratorResult<unknown>): unknown[] {
  const keys: unknown[] = [];
  for (let step = apply(next, iterator, []); !step.done; step = apply(next, iterator, []))
    keys[keys.length] = step.value;
  return keys;
}

/** How many of the wanted keys, from the first, stand in the present ones in that order. */
function prefix(present: readonly unknown[], wanted: readonly unknown[]): number {
  let at = 0;
  for (let i = 0; i < wanted.length; i++) {
    while (at < present.length && !isKept(present[at], wanted[i])) at += 1;
    if (at === present.length) return i;
    at += 1;
  }
  return wanted.length;
}

/** Walks the present keys beside the kept beginning of the wanted ones: what is not next there goes. */
function dropOthers(
  present: readonly unknown[],
  wanted: readonly unknown[],
  kept: number,
  drop: (key: unknown) => void,
): void {
  let next = 0;
  for (let i = 0; i < present.length; i++) {
    if (next < kept && isKept(present[i], wanted[next])) next += 1;
    else drop(present[i]);
  }
}

/** One entry of a table: its key and, unless it goes, its value. */
function entry(target: Any, list: readonly unknown[], at: number, count: number, kind: string): void {
  const key = list[at] as PropertyKey;
  if (kind === 'map') apply(count === 1 ? mapDelete : mapSet, target, [key, list[at + 1]]);
  else if (kind === 'set') apply(count === 1 ? setDelete : setAdd, target, [key]);
  else if (count === 1) deleteProperty(target, key);
  else define(target, key, ALL_FLAGS, list[at + 1]);
}

/** All entries of a table, whose order nobody can tell. */
function table(target: Any, list: readonly unknown[], at: number, count: number, kind: string): void {
  if (kind === 'map') apply(mapClear, target, []);
  else if (kind === 'set') apply(setClear, target, []);
  else {
    const present = ownKeys(target);
    for (let i = 0; i < present.length; i++) deleteProperty(target, present[i] as PropertyKey);
  }
  for (let i = 0; i < count; i += 2) entry(target, list, at + i, 2, kind);
}
