/**
 * The `stack` of errors. When the engine makes an error it asks here, and the frames are noted: functions and places, no
 * text. The property looks like any other, but its value is made when it is first read: in original positions, without
 * what belongs to the sandbox. So an error that is thrown and caught costs little, and it is known who looks at a stack.
 */
import type { MadeError, UnreadStack } from './engine-imports.ts';
import { isStackOverflow } from './engine-limits.ts';
import type { Guest } from './guest.ts';
import { isFunctionClass } from './heap-walker.ts';
import { ATOM, BARRIER, BYTECODE, CLASS, FRAME, HAS_LINES, LAZY, OBJECT, PROP, RT, SHAPE, TAG } from './layout.ts';
import { ownData } from './shapes.ts';

/** A place in a source file. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

/** A stack that was read: when its error was made, and the files that it names; null where not all of them are known. */
export interface ReadStack {
  readonly made: number;
  readonly files: readonly string[] | null;
}

/** What stacks are made with. */
export interface StackPowers {
  readonly guest: Guest;
  /** Address of the constructor of errors, which says how many frames are kept. */
  readonly errorConstructor: number;
  /** The sandbox's own code is not shown; that of the program stays, other code is made at run time and may go. */
  kindOf(file: string): 'hidden' | 'program' | 'made';
  /** The place that a person wrote, for one in code as it runs. */
  original(file: string, place: Place): Place;
  /** A moment that later ones can be compared with. */
  moment(): number;
  /** The program reads the stack of an error that was made at a moment. */
  onRead(read: ReadStack): void;
  /** The engine ran out of stack. */
  onLimit(): void;
}

interface NotedFrame {
  readonly name: string;
  /** Where in the code it was; of code that may go, in words; nothing for functions of the engine. */
  readonly at: { readonly code: KnownBytecode; readonly offset: number } | string | null;
}

const HIDDEN = 'hidden';

interface KnownBytecode {
  readonly address: number;
  readonly file: string;
  readonly kind: ReturnType<StackPowers['kindOf']>;
  /** The name in the source, and where its text lies: most functions bear it. */
  readonly name: string;
  readonly namePointer: number;
  /** Places that were asked for, by offset. */
  readonly places: Map<number, string>;
}

interface Noted {
  readonly headline: string;
  readonly source: MadeError['source'];
  readonly frames: readonly NotedFrame[];
  readonly made: number;
  readonly classId: number;
  /** Once it was asked for. */
  text: string | null;
}

const OBJECT_BITS = 0xffffffff00000000n;
const HIDDEN_FROM_LOOPS = PROP.configurable | PROP.writable;
/** So many notes are kept before those of errors that are gone are looked for. */
const SWEEP_FIRST = 2048;

export class ErrorStacks {
  readonly #powers: StackPowers;
  /** By address of the object: an address that comes to mean another error gets a new note. */
  readonly #noted = new Map<number, Noted>();
  #sweepAt = SWEEP_FIRST;
  readonly #bytecodes = new Map<number, KnownBytecode>();
  #limitAtom = 0;
  #column = 0;

  constructor(powers: StackPowers) {
    this.#powers = powers;
  }

  /** Notes where an error was made, and gives it its stack. */
  made({ object, source, constructed }: MadeError): void {
    if (!constructed && isStackOverflow(this.#powers.guest, object)) this.#powers.onLimit();
    const frame = this.#top();
    this.#note(object, source, constructed && frame !== 0 ? this.#below(frame) : frame);
  }

  /** `Error.captureStackTrace`: the present stack, from below the call of `above` if that is given. */
  capture(object: number, above: number): void {
    let frame = this.#top();
    if (above !== 0) {
      while (frame !== 0 && this.#functionOf(frame) !== above) frame = this.#below(frame);
      if (frame !== 0) frame = this.#below(frame);
    }
    this.#note(object, null, frame);
  }

  #note(object: number, source: MadeError['source'], frame: number): void {
    const { guest, moment } = this.#powers;
    const { has, lazy } = this.#stackProperty(object);
    const classId = guest.word(object + OBJECT.flags) >>> 16;
    if ((has && !lazy) || classId === CLASS.proxy) return;
    const headline = this.#headline(object);
    this.#noted.set(object, { headline, source, frames: this.#frames(frame), made: moment(), classId, text: null });
    if (this.#noted.size > this.#sweepAt) this.#sweep();
    if (has) return;
    const value = OBJECT_BITS | BigInt(object);
    guest.exports.defineLazy(guest.ctx, value, ATOM.stack, LAZY.stack, 0, HIDDEN_FROM_LOOPS);
    guest.refresh();
  }

  /** Forgets errors that are gone: at their addresses is nothing of their class, or nothing with an unread stack. */
  #sweep(): void {
    const { guest } = this.#powers;
    for (const [object, { classId }] of this.#noted)
      if (guest.word(object + OBJECT.flags) >>> 16 !== classId || !this.#stackProperty(object).lazy)
        this.#noted.delete(object);
    this.#sweepAt = Math.max(SWEEP_FIRST, 2 * this.#noted.size);
  }

  /** Whether an object has a stack of its own, and whether nobody read it so far. */
  #stackProperty(object: number): { has: boolean; lazy: boolean } {
    const { guest } = this.#powers;
    const shape = guest.word(object + OBJECT.shape);
    for (let slot = guest.word(shape + SHAPE.count) - 1; slot >= 0; slot--) {
      const entry = shape + SHAPE.entries + 8 * slot;
      if (guest.word(entry + 4) !== ATOM.stack) continue;
      return { has: true, lazy: ((guest.word(entry) >>> 26) & PROP.typeMask) === PROP.autoinit };
    }
    return { has: false, lazy: false };
  }

  // ---------- what is noted

  #top(): number {
    const { guest } = this.#powers;
    return guest.word(guest.rt + RT.stackFrame);
  }

  #below(frame: number): number {
    return this.#powers.guest.word(frame + FRAME.previous);
  }

  #functionOf(frame: number): number {
    return this.#powers.guest.word(frame + FRAME.currentFunction);
  }

  /** The first frames of the program. A function of the engine is shown only where the program called it. */
  #frames(top: number): NotedFrame[] {
    const { guest } = this.#powers;
    const limit = this.#limit();
    const frames: NotedFrame[] = [];
    let native: NotedFrame[] = [];
    for (let frame = top; frame !== 0 && frames.length < limit; frame = this.#below(frame)) {
      if ((guest.u8[frame + FRAME.mode] as number) & BARRIER) break;
      const noted = this.#noteFrame(frame);
      if (noted !== HIDDEN && noted.at === null) native.push(noted);
      else {
        if (noted !== HIDDEN) frames.push(...native, noted);
        native = [];
      }
    }
    return frames.slice(0, limit);
  }

  #noteFrame(frame: number): NotedFrame | typeof HIDDEN {
    const { guest } = this.#powers;
    const fn = this.#functionOf(frame);
    const name = ownData(guest, fn, ATOM.name);
    if (!isFunctionClass(guest.word(fn + OBJECT.flags) >>> 16)) return { name: this.#text(name) ?? '', at: null };
    const bytecode = guest.word(fn + OBJECT.payload);
    const code = this.#bytecodes.get(bytecode) ?? this.#know(bytecode);
    if (code.kind === 'hidden') return HIDDEN;
    const offset = guest.word(frame + FRAME.resumesAt) - guest.word(bytecode + BYTECODE.code) - 1;
    const isUsual = name !== 0 && guest.tag(name) === TAG.string && guest.word(name) === code.namePointer;
    const at = code.kind === 'made' ? this.#place(code, offset) : { code, offset };
    return { name: isUsual ? code.name : (this.#text(name) ?? ''), at };
  }

  /** Code of the program is kept alive, since its lines are asked for later. */
  #know(address: number): KnownBytecode {
    const { guest, kindOf } = this.#powers;
    const hasLines = (guest.u8[address + BYTECODE.flags] as number) & HAS_LINES;
    const file = hasLines ? guest.atomText(guest.word(address + BYTECODE.fileName)) : '';
    const atom = guest.word(address + BYTECODE.name);
    const known = {
      address,
      file,
      kind: kindOf(file),
      name: guest.atomText(atom),
      namePointer: guest.atomPointer(atom),
      places: new Map<number, string>(),
    };
    if (known.kind === 'made') return known;
    guest.keepCode(address);
    this.#bytecodes.set(address, known);
    return known;
  }

  /** What node puts above the frames: name and message at that moment. */
  #headline(object: number): string {
    const name = this.#inherited(object, ATOM.name) ?? 'Error';
    const message = this.#inherited(object, ATOM.message) ?? '';
    return name === '' || message === '' ? name + message : `${name}: ${message}`;
  }

  /** The text of a data property, of the object's own or inherited. */
  #inherited(object: number, atom: number): string | undefined {
    const { guest } = this.#powers;
    for (let at = object; at !== 0; at = guest.word(guest.word(at + OBJECT.shape) + SHAPE.proto)) {
      const text = this.#text(ownData(guest, at, atom));
      if (text !== undefined) return text;
    }
    return undefined;
  }

  #text(value: number): string | undefined {
    const { guest } = this.#powers;
    if (value === 0) return undefined;
    const tag = guest.tag(value);
    return tag === TAG.string || tag === TAG.rope ? guest.string(value) : undefined;
  }

  /** `Error.stackTraceLimit`; what is no number keeps no frames. */
  #limit(): number {
    const { guest, errorConstructor } = this.#powers;
    this.#limitAtom ||= this.#findLimitAtom();
    const value = ownData(guest, errorConstructor, this.#limitAtom);
    const limit = value !== 0 && isNumber(guest.tag(value)) ? guest.number(value) : 0;
    return limit > 0 ? Math.floor(limit) : 0;
  }

  #findLimitAtom(): number {
    const { guest, errorConstructor } = this.#powers;
    const shape = guest.word(errorConstructor + OBJECT.shape);
    for (let slot = 0; slot < guest.word(shape + SHAPE.count); slot++) {
      const atom = guest.word(shape + SHAPE.entries + 4 + 8 * slot);
      if (guest.atomText(atom) === 'stackTraceLimit') return atom;
    }
    return 0;
  }

  // ---------- what is read

  /** The program reads a stack: from now on it is a value like any other. */
  read(object: number): string {
    const noted = this.#noted.get(object);
    const { text, made } = this.unread(object);
    this.#noted.delete(object);
    this.#powers.onRead({ made, files: noted && isTraceable(noted) ? filesOf(noted) : null });
    return text;
  }

  /** The frames from one on, as a stack shows them. */
  from(frame: number): string {
    const frames = this.#frames(frame);
    return frames.map((noted) => this.#describe(noted)).join('\n');
  }

  /** What a stack says that the program has not read. */
  unread(object: number): UnreadStack {
    const noted = this.#noted.get(object);
    if (!noted) return { text: '', made: 0 };
    noted.text ??= this.#textOf(noted);
    return { text: noted.text, made: noted.made };
  }

  #textOf({ headline, source, frames }: Noted): string {
    const parsed = source ? [`    at ${this.#written(source.file, source)}`] : [];
    return [headline, ...parsed, ...frames.map((frame) => `    at ${this.#describe(frame)}`)].join('\n');
  }

  #describe({ name, at }: NotedFrame): string {
    if (at === null) return `${name || '<anonymous>'} (<anonymous>)`;
    const place = typeof at === 'string' ? at : this.#knownPlace(at.code, at.offset);
    return name === '' ? place : `${name} (${place})`;
  }

  #knownPlace(code: KnownBytecode, offset: number): string {
    let place = code.places.get(offset);
    if (place === undefined) {
      place = this.#place(code, offset);
      code.places.set(offset, place);
    }
    return place;
  }

  #place({ address, file }: KnownBytecode, offset: number): string {
    const { guest } = this.#powers;
    this.#column ||= guest.allocate(4);
    const line = guest.exports.lineOf(address, offset, this.#column);
    return line === 0 ? file : this.#written(file, { line, column: guest.word(this.#column) });
  }

  #written(file: string, place: Place): string {
    const { line, column } = this.#powers.original(file, place);
    return `${file}:${line}:${column}`;
  }
}

/** Whether all lines are in modules of the program. */
function isTraceable({ source, frames }: Noted): boolean {
  return source === null && frames.every(({ at }) => typeof at !== 'string');
}

function filesOf({ frames }: Noted): string[] {
  return [...new Set(frames.flatMap(({ at }) => (at !== null && typeof at !== 'string' ? [at.code.file] : [])))];
}

function isNumber(tag: number): boolean {
  return tag === TAG.int || tag > TAG.shortBigInt || tag < TAG.bigInt;
}
