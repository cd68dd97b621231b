/**
 * The `stack` of errors. When the engine makes an error it asks here, and the frames are noted: functions and places, no
 * text. The property looks like any other, but its value is made when it is first read: in original positions, without
 * what belongs to the sandbox. So an error that is thrown and caught costs little, and it is known who looks at a stack.
 * A stack that nobody read can be stored without its callers, and made again with those of the time.
 */
import type { KeptStack } from '../../engine/value/kept-stack.ts';
import type { MadeError, UnreadStack } from './engine-imports.ts';
import { isStackOverflow } from './engine-limits.ts';
import { ATOM, CLASS, LAZY, OBJECT, PROP, SHAPE, TAG } from './layout.ts';
import { ownData } from './shapes.ts';
import { type FramePowers, fileOf, type NotedFrame, StackFrames, textOf } from './stack-frames.ts';
import { framesOf, linesOf } from './stored-stacks.ts';

/** A stack that was read: when its error was made, and the files that it names; null where not all of them are known. */
export interface ReadStack {
  readonly made: number;
  readonly files: readonly string[] | null;
}

/** What stacks are made with. */
export interface StackPowers extends FramePowers {
  /** Address of the constructor of errors, which says how many frames are kept. */
  readonly errorConstructor: number;
  /** A moment that later ones can be compared with. */
  moment(): number;
  /** Changes whenever an asynchronous call goes on after waiting. */
  turn(): number;
  /** The program reads the stack of an error that was made at a moment. */
  onRead(read: ReadStack): void;
  /** The engine ran out of stack. */
  onLimit(): void;
}

/** Where a call stands on the engine's stack. */
export interface StackPlace {
  /** The frame of who calls. */
  readonly caller: number;
  /** Its own frame, of an asynchronous call: that one lies where it is until the call has settled. */
  readonly own?: number;
  /** When it was called (see `turn`). */
  readonly turn: number;
}

interface Stack {
  readonly headline: string;
  readonly frames: readonly NotedFrame[];
  /** So many frames there may be. */
  readonly limit: number;
  /** It begins where the object was made. */
  readonly isWhole: boolean;
}

interface Noted extends Stack {
  readonly made: number;
  readonly turn: number;
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
  readonly #frames: StackFrames;
  /** By address of the object: an address that comes to mean another error gets a new note. */
  readonly #noted = new Map<number, Noted>();
  #sweepAt = SWEEP_FIRST;
  #limitAtom = 0;
  /** The stacks of a value that is being made again. */
  #restoring: readonly Stack[] | null = null;

  constructor(powers: StackPowers) {
    this.#powers = powers;
    this.#frames = new StackFrames(powers);
  }

  /** Notes where an error was made, and gives it its stack. */
  made({ object, source, constructed }: MadeError): void {
    if (!constructed && isStackOverflow(this.#powers.guest, object)) this.#powers.onLimit();
    const frame = this.#frames.top();
    this.#noteFrom(object, source, true, constructed && frame !== 0 ? this.#frames.below(frame) : frame);
  }

  /** `Error.captureStackTrace`: the present stack, from below the call of `above` if that is given. */
  capture(object: number, above: number): void {
    let frame = this.#frames.top();
    if (above !== 0) {
      while (frame !== 0 && this.#frames.functionOf(frame) !== above) frame = this.#frames.below(frame);
      if (frame !== 0) frame = this.#frames.below(frame);
    }
    this.#noteFrom(object, null, above === 0, frame);
  }

  /** Where a parser stopped stands above the frames, as one more. */
  #noteFrom(object: number, source: MadeError['source'], isWhole: boolean, frame: number): void {
    const limit = this.#limit();
    const parsed = source ? [this.#parsed(source)] : [];
    const frames = [...parsed, ...this.#frames.from(frame, limit)];
    this.#note(object, { headline: this.#headline(object), frames, limit: limit + parsed.length, isWhole });
  }

  #parsed({ file, line, column }: NonNullable<MadeError['source']>): NotedFrame {
    const place = this.#frames.written(file, { line, column });
    if (file === JSON_TEXT)
      return { name: '', at: { kept: { name: '', module: '', path: '', at: place }, file: '', place }, frame: 0 };
    const kept = this.#powers.places.keep(file, 0, { line, column });
    return { name: '', at: kept ? { kept: { ...kept, name: '' }, file, place } : place, frame: 0 };
  }

  #note(object: number, stack: Stack): void {
    const { guest, moment, turn } = this.#powers;
    const { has, lazy } = this.#stackProperty(object);
    const classId = guest.word(object + OBJECT.flags) >>> 16;
    if ((has && !lazy) || classId === CLASS.proxy) return;
    this.#noted.set(object, { ...stack, made: moment(), turn: turn(), classId, text: null });
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
      const text = textOf(guest, ownData(guest, at, atom));
      if (text !== undefined) return text;
    }
    return undefined;
  }

  /** `Error.stackTraceLimit`; what is no number keeps no frames. */
  #limit(): number {
    const { guest, errorConstructor } = this.#powers;
    this.#limitAtom ||= this.#findLimitAtom();
    const value = ownData(guest, errorConstructor, this.#limitAtom);
    const limit = value !== 0 && isNumber(guest.tag(value)) ? guest.number(value) : 0;
    return limit > 0 ? Math.min(Math.floor(limit), MOST_FRAMES) : 0;
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
    this.#powers.onRead({ made, files: noted ? filesOf(noted.frames) : null });
    return text;
  }

  /** The frames from one on, as a stack shows them. */
  from(frame: number): string {
    const frames = this.#frames.from(frame, this.#limit());
    return frames.map((noted) => this.#frames.describe(noted)).join('\n');
  }

  /** What a stack says that the program has not read. */
  unread(object: number): UnreadStack {
    const noted = this.#noted.get(object);
    if (!noted) return { text: '', made: 0 };
    noted.text ??= [noted.headline, ...noted.frames.map((frame) => `    at ${this.#frames.describe(frame)}`)].join(
      '\n',
    );
    return { text: noted.text, made: noted.made };
  }

  // ---------- what is stored

  /**
   * What nobody read of a stack, cut where the callers of a call begin. The call began at the moment `since`. A text says
   * why it cannot be stored.
   */
  keep(object: number, since: number, place: StackPlace): KeptStack | string {
    const noted = this.#noted.get(object);
    if (!noted || noted.made < since) return 'an Error made before the call';
    const cut = this.#cut(noted, place);
    if (cut === null) return 'an Error, whose stack names the callers of an asynchronous call';
    const lines = linesOf(noted.frames.slice(0, cut.own), this.#frames, this.#powers.places);
    if (typeof lines === 'string') return lines;
    return { headline: noted.headline, room: cut.goesOn ? noted.limit - cut.own : 0, lines };
  }

  /** How many frames are those of a call, and whether its callers follow; null where they cannot be told apart. */
  #cut({ frames, turn, isWhole }: Noted, place: StackPlace): { own: number; goesOn: boolean } | null {
    if (place.own === undefined) return { own: countBefore(frames, this.#chain(place.caller)), goesOn: true };
    const isSameTurn = turn === place.turn;
    const at = frames.findIndex(({ frame }) => frame === place.own);
    if (at >= 0) return { own: at + 1, goesOn: isSameTurn };
    return isSameTurn && !isWhole ? null : { own: frames.length, goesOn: false };
  }

  /** The engine's frames from one on: those who called stand where they stood when the error was made. */
  #chain(from: number): Set<number> {
    const frames = new Set<number>();
    for (let frame = from; frame !== 0; frame = this.#frames.below(frame)) frames.add(frame);
    return frames;
  }

  /** Changes whenever an asynchronous call goes on after waiting. */
  turn(): number {
    return this.#powers.turn();
  }

  /** Makes a value again whose stacks are these: each goes to the object that the guest says. */
  restoring<T>(stacks: readonly KeptStack[], caller: number, make: () => T): T {
    this.#restoring = stacks.map(({ headline, room, lines }) => {
      const frames = [...framesOf(lines, this.#powers.places), ...this.#frames.from(caller, room)];
      return { headline, frames, limit: lines.length + room, isWhole: true };
    });
    try {
      return make();
    } finally {
      this.#restoring = null;
    }
  }

  /** Gives an object one of the stacks that are being made again, if any are. */
  restored(object: number, index: number): boolean {
    if (!this.#restoring) return false;
    this.#note(object, this.#restoring[index] as Stack);
    return true;
  }
}

/** What the engine calls the text that JSON.parse is given: no part of any module. */
const JSON_TEXT = '<input>';
const MOST_FRAMES = 2 ** 30;

/** The files that frames name; null where one is in code that nobody knows. */
function filesOf(frames: readonly NotedFrame[]): string[] | null {
  if (frames.some(({ at }) => typeof at === 'string')) return null;
  return [...new Set(frames.map(fileOf))].filter((file) => file !== '');
}

function countBefore(frames: readonly NotedFrame[], callers: ReadonlySet<number>): number {
  const at = frames.findIndex(({ frame }) => callers.has(frame));
  return at < 0 ? frames.length : at;
}

function isNumber(tag: number): boolean {
  return tag === TAG.int || tag > TAG.shortBigInt || tag < TAG.bigInt;
}
