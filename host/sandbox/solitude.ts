/**
 * Whether an asynchronous call that begins now has the guest to itself until it settles: everyone on the stack awaits the
 * next one directly, with no code of the program in between, and nothing else is pending. Read off the heap, runs nothing.
 */
import type { Solitude } from '../../engine/activation.ts';
import type { Guest } from './guest.ts';
import { BYTECODE, CLASS, FRAME, INSTRUCTION, OBJECT, RT, TAG } from './layout.ts';
import type { EventLoop } from './loop.ts';

/** The prelude's lists of what waits to run. */
const LISTS = ['timers', 'answers', 'immediates', 'immediatesNow', 'ticks'] as const;

export class GuestSolitude implements Solitude {
  readonly #guest: Guest;
  readonly #loop: EventLoop;
  readonly #state: number;
  /** The file whose evaluation comes last: those of other modules may interleave. */
  entryFile: string | null = null;

  /** `state` is the handle of the prelude's state. */
  constructor(guest: Guest, loop: EventLoop, state: number) {
    this.#guest = guest;
    this.#loop = loop;
    this.#state = state;
  }

  holds(): boolean {
    return (
      this.#isAwaitedAllTheWay() && this.#loop.pendingJobs() === 0 && LISTS.every((name) => this.#length(name) === 0)
    );
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
      if (classId === CLASS.asyncFunction ? !this.#awaits(frame) : !this.#isEntry(frame, object, classId)) return false;
    }
    return true;
  }

  /** The call that the frame waits for is the operand of an await, wrapped by no more than the hook of a suspension. */
  #awaits(frame: number): boolean {
    const { u8 } = this.#guest;
    const at = this.#guest.word(frame + FRAME.resumesAt);
    return u8[at] === INSTRUCTION.await || (u8[at] === INSTRUCTION.call2 && u8[at + 1] === INSTRUCTION.await);
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
