/** The frames that stacks show: functions and places, noted without text, so that an error nobody looks at costs little. */
import type { KeptLine } from '../../engine/value/kept-stack.ts';
import type { CodePlaces, Place } from './code-places.ts';
import type { Guest } from './guest.ts';
import { isFunctionClass } from './heap-walker.ts';
import { ATOM, BARRIER, BYTECODE, FRAME, HAS_LINES, OBJECT, RT, TAG } from './layout.ts';
import { ownData } from './shapes.ts';

/** What frames are read with. */
export interface FramePowers {
  readonly guest: Guest;
  /** The sandbox's own code is not shown; that of the program stays, other code is made at run time and may go. */
  kindOf(file: string): 'hidden' | 'program' | 'made';
  readonly places: CodePlaces;
}

/** One line of a stack. */
export interface NotedFrame {
  readonly name: string;
  /** Where in the code it was; of code that may go, in words; nothing for functions of the engine. */
  readonly at: CodeOffset | StoredPlace | string | null;
  /** The engine's frame, which lies where it is while its call runs; 0 for a line that was stored. */
  readonly frame: number;
}

/** A place in the code of the program. */
export interface CodeOffset {
  readonly code: KnownBytecode;
  readonly offset: number;
}

/** A place as it is stored, and where that is now: the file is one of the program's, or empty. */
export interface StoredPlace {
  readonly kept: KeptLine;
  readonly file: string;
  readonly place: string;
}

export interface KnownBytecode {
  readonly address: number;
  readonly file: string;
  readonly kind: ReturnType<FramePowers['kindOf']>;
  /** The name in the source, and where its text lies: most functions bear it. */
  readonly name: string;
  readonly namePointer: number;
  /** Places that were asked for, by offset. */
  readonly places: Map<number, string>;
}

const HIDDEN = 'hidden';

export class StackFrames {
  readonly #powers: FramePowers;
  readonly #bytecodes = new Map<number, KnownBytecode>();
  #column = 0;

  constructor(powers: FramePowers) {
    this.#powers = powers;
  }

  /** The engine's frame of what is running. */
  top(): number {
    const { guest } = this.#powers;
    return guest.word(guest.rt + RT.stackFrame);
  }

  below(frame: number): number {
    return this.#powers.guest.word(frame + FRAME.previous);
  }

  functionOf(frame: number): number {
    return this.#powers.guest.word(frame + FRAME.currentFunction);
  }

  /** The first frames of the program. A function of the engine is shown only where the program called it. */
  from(top: number, limit: number): NotedFrame[] {
    const { guest } = this.#powers;
    const frames: NotedFrame[] = [];
    let native: NotedFrame[] = [];
    for (let frame = top; frame !== 0 && frames.length < limit; frame = this.below(frame)) {
      if ((guest.u8[frame + FRAME.mode] as number) & BARRIER) break;
      const noted = this.#note(frame);
      if (noted !== HIDDEN && noted.at === null) native.push(noted);
      else {
        if (noted !== HIDDEN) frames.push(...native, noted);
        native = [];
      }
    }
    return frames.slice(0, limit);
  }

  #note(frame: number): NotedFrame | typeof HIDDEN {
    const { guest } = this.#powers;
    const fn = this.functionOf(frame);
    const name = ownData(guest, fn, ATOM.name);
    if (!isFunctionClass(guest.word(fn + OBJECT.flags) >>> 16))
      return { name: textOf(guest, name) ?? '', at: null, frame };
    const bytecode = guest.word(fn + OBJECT.payload);
    const code = this.#bytecodes.get(bytecode) ?? this.#know(bytecode);
    if (code.kind === 'hidden') return HIDDEN;
    const offset = guest.word(frame + FRAME.resumesAt) - guest.word(bytecode + BYTECODE.code) - 1;
    if (this.#powers.places.isAdded(code.file, () => this.placeInCode({ code, offset }))) return HIDDEN;
    const isUsual = name !== 0 && guest.tag(name) === TAG.string && guest.word(name) === code.namePointer;
    const at = code.kind === 'made' ? this.#place(code, offset) : { code, offset };
    return { name: isUsual ? code.name : (textOf(guest, name) ?? ''), at, frame };
  }

  /** Code of the program is kept alive, since its lines are asked for later. */
  #know(address: number): KnownBytecode {
    const { guest, kindOf } = this.#powers;
    const hasLines = (guest.u8[address + BYTECODE.flags] as number) & HAS_LINES;
    const file = hasLines ? guest.atomText(guest.word(address + BYTECODE.fileName)) : '';
    const atom = guest.word(address + BYTECODE.name);
    const known: KnownBytecode = {
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

  // ---------- as text

  /** A frame as a stack shows it. */
  describe({ name, at }: NotedFrame): string {
    if (at === null) return `${name || '<anonymous>'} (<anonymous>)`;
    const place = this.#placeOf(at);
    return name === '' ? place : `${name} (${place})`;
  }

  #placeOf(at: NonNullable<NotedFrame['at']>): string {
    if (typeof at === 'string') return at;
    return 'code' in at ? this.#knownPlace(at.code, at.offset) : at.place;
  }

  #knownPlace(code: KnownBytecode, offset: number): string {
    let place = code.places.get(offset);
    if (place === undefined) {
      place = this.#place(code, offset);
      code.places.set(offset, place);
    }
    return place;
  }

  #place(code: KnownBytecode, offset: number): string {
    const place = this.placeInCode({ code, offset });
    return place === null ? code.file : this.written(code.file, place);
  }

  /** The place in the code as it runs; null where that has no lines. */
  placeInCode({ code, offset }: CodeOffset): Place | null {
    const { guest } = this.#powers;
    this.#column ||= guest.allocate(4);
    const line = guest.exports.lineOf(code.address, offset, this.#column);
    return line === 0 ? null : { line, column: guest.word(this.#column) };
  }

  /** A place in a file, for one in its code as it runs. */
  written(file: string, place: Place): string {
    const { line, column } = this.#powers.places.original(file, place);
    return `${file}:${line}:${column}`;
  }
}

/** The file of the program that a frame is in; empty for none. */
export function fileOf({ at }: NotedFrame): string {
  if (at === null || typeof at === 'string') return '';
  return 'code' in at ? at.code.file : at.file;
}

/** The text of a string of the guest at an address, or nothing. */
export function textOf(guest: Guest, value: number): string | undefined {
  if (value === 0) return undefined;
  const tag = guest.tag(value);
  return tag === TAG.string || tag === TAG.rope ? guest.string(value) : undefined;
}
