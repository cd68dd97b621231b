/**
 * Whether an asynchronous call that begins now has the guest to itself until it settles: everyone on the stack awaits the
 * next one directly, with no code of the program in between, and nothing else is pending. Read off the heap, runs nothing.
 */
import type { Solitude } from '../../engine/activation.ts';
import type { Guest } from './guest.ts';
import { BYTECODE, CLASS, FRAME, INSTRUCTION, OBJECT, RT, TAG } from './layout.ts';
import type { EventLoop } from './loop.ts';
import type { Program } from './program.ts';
import type { Rejections } from './rejections.ts';

/** The prelude's lists of what waits to run. */
const LISTS = ['timers', 'answers', 'awaited', 'immediates', 'immediatesNow', 'ticks'] as const;

export class GuestSolitude implements Solitude {
  readonly #guest: Guest;
  readonly #program: Program;
  readonly #loop: EventLoop;
  readonly #rejections: Rejections;
  readonly #state: number;
  /** The file whose evaluation comes last: those of other modules may interleave. */
  entryFile: string | null = null;

  /** `state` is the handle of the prelude's state. */
  constructor(guest: Guest, program: Program, loop: EventLoop, rejections: Rejections, state: number) {
    this.#guest = guest;
    this.#program = program;
    this.#rejections = rejections;
    this.#loop = loop;
    this.#state = state;
  }

  /** A rejection that nobody has handled yet may end the run while the call waits. */
  holds(): boolean {
    if (!this.#isAwaitedAllTheWay() || this.#rejections.count > 0 || this.#loop.pendingJobs() > 0) return false;
    return LISTS.every((name) => this.#length(name) === 0);
  }

  virtualMs(): number {
    return this.#read('now', (value) => this.#guest.number(value));
  }

  #length(list: string): number {
    const guest = this.#guest;
    return this.#read(list, (value) => (guest.tag(value) === TAG.object ? guest.word(guest.word(value) + 40) : -1));
  }

  #read(name: string, take: (value: number) => number): number {
    const value = this.#guest.getProperty(this.#state, name);
    const answer = take(value);
    this.#guest.free(value);
    return answer;
  }

  /** From the caller of the function that runs down to the one that the loop resumed, or the entry's own code. */
  #isAwaitedAllTheWay(): boolean {
    const guest = this.#guest;
    const callee = guest.word(guest.rt + RT.stackFrame);
    let frame = guest.word(callee + FRAME.previous);
    if (frame === 0) return false;
    for (; frame !== 0; frame = guest.word(frame + FRAME.previous)) {
      const object = guest.word(frame + FRAME.currentFunction);
      const classId = guest.word(object + OBJECT.flags) >>> 16;
      const isAwaiting =
        classId === CLASS.asyncFunction ? this.#awaits(frame, object) : this.#isEntry(frame, object, classId);
      if (!isAwaiting) return false;
    }
    return true;
  }

  /**
   * The call that the frame waits for is the operand of an await, as such or handed to the hook of a suspension, which
   * instrumented awaits call: in other code, a call in between would be one of the program's.
   */
  #awaits(frame: number, object: number): boolean {
    const { u8 } = this.#guest;
    const at = this.#guest.word(frame + FRAME.resumesAt);
    const isHooked = this.#program.code(this.#guest.word(object + OBJECT.payload))?.info.wrap === 'async';
    if (!isHooked) return u8[at] === INSTRUCTION.await;
    return u8[at] === INSTRUCTION.call2 && u8[at + 1] === INSTRUCTION.await;
  }

  #isEntry(frame: number, object: number, classId: number): boolean {
    if (classId !== CLASS.function || this.#guest.word(frame + FRAME.previous) !== 0) return false;
    const bytecode = this.#guest.word(object + OBJECT.payload);
    const { u8 } = this.#guest;
    return (
      u8[this.#guest.word(frame + FRAME.resumesAt)] === INSTRUCTION.await &&
      this.#guest.atomText(this.#guest.word(bytecode + BYTECODE.name)) === '<eval>' &&
      this.#guest.atomText(this.#guest.word(bytecode + BYTECODE.fileName)) === this.entryFile
    );
  }
}
