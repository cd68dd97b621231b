/**
 * Reads guest values straight out of memory onto a tape; runs no guest code and changes nothing that shows.
 * First reading: things met get the next number of the frame. Second reading (`lookOnly`): what has no number is fresh.
 */
import type { StaticCode } from '../../engine/ports.ts';
import { type KeptStack, writeStack } from '../../engine/value/kept-stack.ts';
import { BODY, PART, VALUE } from '../../engine/value/tape.ts';
import { findAtom } from './atoms.ts';
import type { Capture } from './captures.ts';
import type { Guest } from './guest.ts';
import { writeBody } from './heap-bodies.ts';
import { ValueWalk, type WalkMode } from './heap-values.ts';
import { CLASS, CTX, LAZY, OBJECT, OBJECT_BIT, PROP, TAG } from './layout.ts';
import { NODE, type Numbering } from './numbering.ts';
import { ShapeWriter } from './shape-writer.ts';
import { type ShapeView, shapeOf, tapeFlags } from './shapes.ts';

/** Code as values see it. */
export interface KnownCode {
  /** Root-relative module path and function path. */
  readonly module: string;
  readonly path: string;
  /** Canonical identity, hex. */
  readonly identity: string;
  readonly isClass: boolean;
  /** Captures nothing but module variables: told by name, its cells are not part of its value. */
  readonly isStatic: boolean;
  /** The module variable that always holds it. */
  readonly binding: string | null;
  /** Path of the function that makes it; null for the module itself. */
  readonly maker: string | null;
}

/** What the walker asks of the program about code and variables. */
export interface CodeReader {
  /** The function a bytecode belongs to; null when nobody knows the code (eval, new Function). */
  code(bytecode: number): KnownCode | null;
  /** True for the engine's own piece of a known class: the function that fills its fields. */
  isFieldsOf(bytecode: number): boolean;
  /** What a function captured beside variables of modules and of the global scope; null when that cannot be told. */
  captured(code: KnownCode, object: number): readonly Capture[] | null;
  /** True for cells that are module variables or the instrumentation's own: not part of a closure's value. */
  isNamedCell(cell: number): boolean;
  /** Number of an object of the boot image, or 0. */
  bootNumber(address: number): number;
  /** True for eval and the constructors of functions. */
  makesCode(address: number): boolean;
}

/** Beside the class on the tape: properties may be added. */
const EXTENSIBLE = 0x10000;

export class HeapWalker extends ValueWalk {
  readonly codes: CodeReader;
  /** Whether a getter or setter was met: reading such an object again could show. */
  sawAccessor = false;
  /** When the newest stack was made that was met and that the program has not read; 0 for none. */
  newestStack = 0;
  /** Digest of the shape of the body written last. */
  shapeA = 0;
  shapeB = 0;
  /** What the list at the head of a payload holds: addresses of JSValues. */
  list: readonly number[] = [];
  /** What is kept of an unread stack, or why it cannot be: whoever writes a payload says so. */
  keepStack: (object: number) => KeptStack | string = () => 'an Error, whose stack names its caller';
  /** Functions, and modules outside functions, that the stacks in a payload show. */
  readonly shown = new Map<string, { readonly module: string; readonly path: string }>();
  /** Static functions that the walk met, for the frame to depend on their code. */
  readonly statics = new Map<string, KnownCode>();
  /** Functions that come back as new ones, likewise. */
  readonly made = new Map<string, KnownCode>();
  numbering!: Numbering;
  readonly #shapes: ShapeWriter;
  readonly #global: number;
  readonly #constructorAtom: number;
  readonly #prototypeAtom: number;
  readonly #rawAtom: number;
  readonly #lengthAtom: number;

  constructor(guest: Guest, codes: CodeReader) {
    super(guest);
    this.codes = codes;
    this.#shapes = new ShapeWriter(this);
    this.#global = guest.word(guest.ctx + CTX.global);
    this.#constructorAtom = findAtom(guest, 'constructor', 1, 300);
    this.#prototypeAtom = findAtom(guest, 'prototype', 1, 300);
    this.#rawAtom = findAtom(guest, 'raw', 1, 300);
    this.#lengthAtom = findAtom(guest, 'length', 1, 300);
  }

  /** Writes root values (addresses of JSValues) and the bodies of all that became numbered by them. */
  walk(numbering: Numbering, mode: WalkMode, roots: readonly number[], sink: (chunk: Uint8Array) => void): void {
    const from = numbering.count;
    this.begin(numbering, mode, sink);
    for (const root of roots) this.value(root >>> 2);
    for (let number = from + 1; number <= numbering.count; number++) this.body(number);
    this.end();
  }

  /** Writes a payload that opens with a list of values (addresses of JSValues). */
  walkList(numbering: Numbering, values: readonly number[], sink: (chunk: Uint8Array) => void): void {
    const from = numbering.count;
    this.list = values;
    this.begin(numbering, 'payload', sink);
    this.tape.put2(VALUE.ref, numbering.list());
    for (let number = from + 1; number <= numbering.count; number++) this.body(number);
    this.end();
  }

  begin(numbering: Numbering, mode: WalkMode, sink: (chunk: Uint8Array) => void): void {
    this.guest.refresh();
    this.numbering = numbering;
    this.mode = mode;
    this.refusal = null;
    this.sawAccessor = false;
    this.newestStack = 0;
    this.statics.clear();
    this.made.clear();
    this.shown.clear();
    this.#shapes.begin();
    this.tape.begin(sink);
  }

  end(): void {
    this.tape.put(PART.end);
    this.tape.flush();
  }

  /** The functions of the last walk that its payload names. */
  known(): StaticCode[] {
    const codes = [...this.statics.values()].map(({ module, path, identity }) => ({ module, path, identity }));
    // Those that no function made are refused.
    const made = [...this.made.values()].map(({ module, path, identity, maker }) => ({
      module,
      path,
      identity,
      maker: maker ?? '',
    }));
    return [...codes, ...made];
  }

  // ---------- things with identity

  /** A reference to something with identity. */
  reference(address: number, kind: number): void {
    const boot = kind === NODE.object ? this.codes.bootNumber(address) : 0;
    if (boot !== 0) {
      // Its additions are variables of the program that no name here says.
      if (address === this.#global) return this.opaque('the global object');
      if (this.codes.makesCode(address)) return this.opaque('a maker of code (eval)');
      return this.tape.put2(VALUE.boot, boot);
    }
    const known = this.numbering.find(address);
    if (known !== 0) return this.tape.put2(VALUE.ref, known);
    if (kind === NODE.object && this.numbering.hasLate && this.#wasLate(address)) return;
    if (this.mode === 'look') return this.tape.put(VALUE.fresh);
    this.tape.put2(VALUE.ref, this.numbering.number(address, kind));
  }

  /** A prototype numbered before it was made is referred to by that number; nothing can give it back by it, though. */
  #wasLate(address: number): boolean {
    const fn = this.#constructorOf(address);
    const known = fn === 0 ? 0 : this.numbering.find(fn + 1);
    if (known === 0) return false;
    if (this.mode === 'payload') this.refuse('an object of a function whose prototype was made during the call');
    this.tape.put2(VALUE.ref, known);
    return true;
  }

  // ---------- bodies

  body(number: number): void {
    const address = this.numbering.address(number);
    this.tape.restart();
    this.shapeA = 0;
    this.shapeB = 0;
    switch (this.numbering.kind(number)) {
      case NODE.object:
        return this.#object(address);
      case NODE.cell:
        this.tape.put(BODY.cell);
        return this.value(this.guest.word(address + 16) >>> 2);
      case NODE.symbol:
        this.tape.put(BODY.symbol);
        if (this.mode === 'payload') this.refuse('a unique symbol');
        return this.string(address);
      case NODE.list:
        return this.#list();
      default:
        return this.#latePrototype(address - 1);
    }
  }

  /** Several values travel as the elements of one array, so that what they share stays shared. */
  #list(): void {
    this.tape.put2(BODY.object, CLASS.array | EXTENSIBLE);
    this.#writeShape(shapeOf(this.#prototypeOf(CLASS.array), this.#lengthAtom, PROP.writable));
    this.tape.put2(VALUE.int, this.list.length);
    this.tape.put2(PART.dense, this.list.length);
    for (const address of this.list) this.value(address >>> 2);
  }

  /** The prototype of a function that nobody looked at yet is written as what it will be, or as what it has become. */
  #latePrototype(fn: number): void {
    const made = this.#ownObject(fn, this.#prototypeAtom);
    if (made !== 0) return this.#object(made);
    this.tape.put2(BODY.object, CLASS.object | EXTENSIBLE);
    const flags = PROP.configurable | PROP.writable;
    this.#writeShape(shapeOf(this.#prototypeOf(CLASS.object), this.#constructorAtom, flags));
    this.reference(fn, NODE.object);
  }

  #prototypeOf(classId: number): number {
    return this.guest.word(this.guest.word(this.guest.ctx + CTX.classProtos) + 8 * classId);
  }

  #writeShape(shape: ShapeView): void {
    this.#shapes.write(shape);
    this.shapeA = shape.laneA;
    this.shapeB = shape.laneB;
  }

  #object(address: number): void {
    const { u32 } = this.guest;
    const flags = u32[(address + OBJECT.flags) >>> 2] as number;
    const classId = flags >>> 16;
    if (this.mode === 'payload') {
      if (this.#byName(address, classId)) return;
      if (classId === CLASS.array && !(flags & OBJECT_BIT.extensible) && this.#ownObject(address, this.#rawAtom) !== 0)
        this.refuse('the strings of a tagged template');
    }
    const shape = this.#shapes.at(u32[(address + OBJECT.shape) >>> 2] as number);
    this.tape.put2(BODY.object, classId | (flags & OBJECT_BIT.extensible ? EXTENSIBLE : 0));
    this.#writeShape(shape);
    const slots = (u32[(address + OBJECT.props) >>> 2] as number) >>> 2;
    if (shape.plain) this.values(slots, shape.entries.length);
    else for (const entry of shape.entries) this.slot(slots + 2 * entry.slot, entry.flags, address);
    if ((classId === CLASS.array || classId === CLASS.arguments) && flags & OBJECT_BIT.fastArray) {
      if (classId === CLASS.arguments && this.mode === 'payload') this.refuse('an arguments object');
      const count = u32[(address >>> 2) + 10] as number;
      this.tape.put2(PART.dense, count);
      return this.values((u32[(address >>> 2) + 9] as number) >>> 2, count);
    }
    if (classId === CLASS.array && isDense(shape)) this.#denseSlots(shape, slots);
    else if (shape.indices.length > 0) {
      this.#indices(shape, slots, address);
      // Elements are no part of the shape's spelling: with them, it is another shape.
      this.shapeA = ~this.shapeA;
    }
    if (classId === CLASS.object || classId === CLASS.array) return;
    writeBody(this, address, classId, flags);
    // A pattern never changes but by `compile`, which makes it another kind of thing.
    if (classId === CLASS.regExp) this.shapeA ^= this.#patternDigest(address + OBJECT.payload);
  }

  #patternDigest(payload: number): number {
    const source = this.guest.text(this.guest.word(payload));
    let digest = this.guest.u16[(this.guest.word(payload + 4) + 16) >>> 1] as number;
    for (let i = 0; i < source.length; i++) digest = Math.imul(digest ^ source.charCodeAt(i), 0x01000193);
    return digest;
  }

  /** In a payload, what the program holds by name goes by its name and comes back as that very object. */
  #byName(address: number, classId: number): boolean {
    const fn = classId === CLASS.object ? this.#constructorOf(address) : address;
    if (fn === 0 || !isFunctionClass(this.guest.u16[(fn >>> 1) + 3] as number)) return false;
    const code = this.codes.code(this.guest.word(fn + OBJECT.payload));
    if (!code?.isStatic || code.binding === null) return false;
    this.statics.set(`${code.module}#${code.path}`, code);
    this.tape.put(fn === address ? BODY.static : BODY.prototype);
    this.tape.text(code.module);
    this.tape.text(code.binding);
    return true;
  }

  /** The function whose `prototype` an object is, or 0. */
  #constructorOf(address: number): number {
    const fn = this.#ownObject(address, this.#constructorAtom);
    if (fn === 0 || (this.guest.u16[(fn >>> 1) + 3] as number) !== CLASS.function) return 0;
    return this.#ownObject(fn, this.#prototypeAtom) === address ? fn : 0;
  }

  /** The object in an own data property, or 0. */
  #ownObject(address: number, atom: number): number {
    const shape = this.#shapes.at(this.guest.word(address + OBJECT.shape));
    const entry = shape.entries.find((e) => e.atom === atom);
    if (!entry || entry.flags & PROP.typeMask) return 0;
    const slot = this.guest.word(address + OBJECT.props) + 8 * entry.slot;
    return this.guest.tag(slot) === TAG.object ? this.guest.word(slot) : 0;
  }

  /** A property slot by what its flags say it holds. */
  slot(i: number, flags: number, owner: number): void {
    const kind = flags & PROP.typeMask;
    const low = this.guest.u32[i] as number;
    if (kind === 0) return this.value(i);
    if (kind === PROP.getset) {
      this.sawAccessor = true;
      this.tape.put(VALUE.accessor);
      this.referenceOrNull(low);
      return this.referenceOrNull(this.guest.u32[i + 1] as number);
    }
    if (kind === PROP.varref) return this.reference(low, NODE.cell);
    if ((low & LAZY.kindMask) === LAZY.stack) return this.#unreadStack(owner);
    if ((low & LAZY.kindMask) === 0) return this.reference(owner + 1, NODE.lazyPrototype);
    this.opaque('a namespace entry that was never read');
  }

  /** For the program it is a value like any other; that it can be seen from here is remembered. */
  #unreadStack(owner: number): void {
    if (this.mode === 'payload') return this.#keepStack(owner);
    const { text, made } = this.guest.unreadStack(owner);
    this.newestStack = Math.max(this.newestStack, made);
    this.tape.text(text);
  }

  /** In a payload it is cut where the callers begin, which are others when the value is made again. */
  #keepStack(owner: number): void {
    const kept = this.keepStack(owner);
    if (typeof kept === 'string') return this.refuse(kept);
    writeStack(this.tape, kept);
    for (const { module, path } of kept.lines)
      if (module !== '') this.shown.set(`${module}\0${path}`, { module, path });
  }

  /** Elements that lie among the properties look like those of an array that never was sparse. */
  #denseSlots(shape: ShapeView, slots: number): void {
    this.tape.put2(PART.dense, shape.indices.length);
    for (const { slot } of shape.indices) this.value(slots + 2 * slot);
  }

  #indices(shape: ShapeView, slots: number, owner: number): void {
    this.tape.put2(PART.sparse, shape.indices.length);
    for (const { index, flags, slot } of shape.indices) {
      this.tape.put2(index, tapeFlags(flags));
      this.slot(slots + 2 * slot, flags, owner);
    }
  }
}

/** Elements 0, 1, 2 and so on, all ordinary. */
function isDense({ indices }: ShapeView): boolean {
  return indices.every(({ index, flags }, i) => index === i && flags === 7);
}

/** Class ids of functions written in JavaScript. */
export function isFunctionClass(classId: number): boolean {
  return (
    classId === CLASS.function ||
    classId === CLASS.generatorFunction ||
    classId === CLASS.asyncFunction ||
    classId === CLASS.asyncGeneratorFunction
  );
}
