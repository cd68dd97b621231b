/** Shapes as the tape writes them: string keys in order, then symbols, then private names; index keys apart, ascending. */
import { ATOM, ATOM_INT, OBJECT, PROP, SHAPE } from './layout.ts';
import type { GuestMemory } from './memory.ts';

/** One property of a shape: where its value lies among the object's slots. */
export interface ShapeEntry {
  readonly atom: number;
  readonly flags: number;
  readonly slot: number;
}

/** A shape read once per walk. */
export interface ShapeView {
  /** Equal for shapes that describe equal objects of one prototype. */
  readonly key: string;
  readonly proto: number;
  readonly entries: readonly ShapeEntry[];
  readonly indices: readonly { readonly index: number; readonly flags: number; readonly slot: number }[];
  /** Slots are the entries in order, all plain values: the fast path. */
  readonly plain: boolean;
  /** Whether there is a `stack` that nobody read so far. */
  readonly hasLazyStack: boolean;
  /** Its number on the present tape, once written. */
  number: number;
  /** A digest of its spelling, once written. */
  laneA: number;
  laneB: number;
}

const ATOM_STRING = 1;
const ATOM_PRIVATE_HASH = 0x3fffffff;

/** Kinds of a property key. */
export type AtomKind = 'string' | 'registered' | 'symbol' | 'private';

export function atomKind(guest: GuestMemory, atom: number): AtomKind {
  const word = guest.word(guest.atomPointer(atom) + 8);
  const type = word >>> 30;
  if (type === ATOM_STRING) return 'string';
  if (type === 2) return 'registered';
  return (word & 0x3fffffff) === ATOM_PRIVATE_HASH ? 'private' : 'symbol';
}

/** Lazily made and ready-made properties look alike on the tape. */
export function tapeFlags(flags: number): number {
  return (flags & PROP.typeMask) === PROP.getset ? (flags & 5) | 16 : flags & 7;
}

/** The array index an atom spells, or -1; indices from 2^31 on are string atoms. */
function atomIndex(guest: GuestMemory, atom: number): number {
  if (atom & ATOM_INT) return atom & 0x7fffffff;
  const pointer = guest.atomPointer(atom);
  if (guest.word(pointer + 8) >>> 30 !== ATOM_STRING || guest.word(pointer + 4) !== 10) return -1;
  const text = guest.text(pointer);
  const index = Number(text);
  return String(index) === text && index >= 2 ** 31 && index < 2 ** 32 - 1 ? index : -1;
}

/** Reads a shape from the heap. */
export function readShape(guest: GuestMemory, shape: number): ShapeView {
  const count = guest.word(shape + SHAPE.count);
  const proto = guest.word(shape + SHAPE.proto);
  const strings: ShapeEntry[] = [];
  const symbols: ShapeEntry[] = [];
  const indices: { index: number; flags: number; slot: number }[] = [];
  let deleted = false;
  for (let slot = 0; slot < count; slot++) {
    const flags = guest.word(shape + SHAPE.entries + 8 * slot) >>> 26;
    const atom = guest.word(shape + SHAPE.entries + 4 + 8 * slot);
    if (atom === 0) {
      deleted = true;
      continue;
    }
    const index = atomIndex(guest, atom);
    if (index >= 0) indices.push({ index, flags, slot });
    else if (guest.word(guest.atomPointer(atom) + 8) >>> 30 === ATOM_STRING) strings.push({ atom, flags, slot });
    else symbols.push({ atom, flags, slot });
  }
  indices.sort((a, b) => a.index - b.index);
  const entries = [...strings, ...symbols];
  const key = `${proto}${entries.map((e) => `,${e.atom}:${tapeFlags(e.flags)}`).join('')}`;
  const plain = !deleted && indices.length === 0 && entries.every((e, i) => e.slot === i && !(e.flags & PROP.typeMask));
  const hasLazyStack = entries.some((e) => e.atom === ATOM.stack && (e.flags & PROP.typeMask) === PROP.autoinit);
  return { key, proto, entries, indices, plain, hasLazyStack, number: -1, laneA: 0, laneB: 0 };
}

/** Address of the value of an own data property, or 0. */
export function ownData(guest: GuestMemory, object: number, atom: number): number {
  const shape = guest.word(object + OBJECT.shape);
  const count = guest.word(shape + SHAPE.count);
  for (let slot = 0; slot < count; slot++) {
    const entry = shape + SHAPE.entries + 8 * slot;
    if (guest.word(entry + 4) !== atom) continue;
    return (guest.word(entry) >>> 26) & PROP.typeMask ? 0 : guest.word(object + OBJECT.props) + 8 * slot;
  }
  return 0;
}

/** The shape of an object that nobody made: one ordinary property. */
export function shapeOf(proto: number, atom: number, flags: number): ShapeView {
  return {
    key: `${proto},${atom}:${flags}`,
    proto,
    entries: [{ atom, flags, slot: 0 }],
    indices: [],
    plain: true,
    hasLazyStack: false,
    number: -1,
    laneA: 0,
    laneB: 0,
  };
}
