/**
 * Drives the guest's virtual loop: microtasks in rounds, nextTick callbacks, then one macrotask at a time.
 * Positions (macrotask, round) are what recorded asynchronous calls are timed by.
 */
import type { LoopEvent, LoopPosition } from '../../engine/activation.ts';
import type { Frame } from '../../engine/frame.ts';
import type { Memo } from '../../engine/memo.ts';
import type { Hop } from '../../engine/trace.ts';
import { type Guest, GuestThrew } from './guest.ts';
import { RT } from './layout.ts';

/** A callback registered while a frame was open. */
interface Registration {
  readonly frame: Frame;
  readonly hop: Hop | null;
  /** Where the loop stood when it was registered. */
  readonly at: LoopPosition;
}

/** Rounds until node hears that an entry module failed: its loader awaits the evaluation through promises of its own. */
export const ROUNDS_AFTER = { throwing: 3, rejecting: 2 } as const;
const NOTHING: LoopEvent = { hop: null, frame: null, at: { macrotask: -1, round: 0 } };

export class EventLoop {
  readonly #guest: Guest;
  readonly #registrations = new Map<number, Registration>();
  readonly #outer: (Frame | null)[] = [];
  #memo!: Memo;
  #macrotask = 0;
  #round = 0;
  #event: LoopEvent = NOTHING;
  #nextToken = 1;
  #surfacing = false;

  constructor(guest: Guest) {
    this.#guest = guest;
  }

  /** The conductor needs the loop's positions, and the loop its frames: the latter come last. */
  attach(memo: Memo): void {
    this.#memo = memo;
  }

  position(): LoopPosition {
    return { macrotask: this.#macrotask, round: this.#round };
  }

  event(): LoopEvent {
    return this.#event;
  }

  // ---------- callbacks of frames

  /** Registers a callback of the open frame; `kind` as in the prelude (0 answer, 1 timer, others cannot be replayed). */
  capture(kind: number, delay: number): number {
    const frame = this.#memo.current;
    if (!frame) return 0;
    const hop: Hop | null = kind === 0 ? { kind: 'answer' } : kind === 1 ? { kind: 'timer', delay } : null;
    const activation = this.#memo.activation;
    if (activation && activation.outstanding > 0)
      this.#memo.refuseWaiting('concurrent', 'waits for several things at once');
    this.#memo.each((f) => {
      f.pending += 1;
    });
    const token = this.#nextToken++;
    this.#registrations.set(token, { frame, hop, at: this.position() });
    return token;
  }

  /** A registered callback begins to run. */
  enter(token: number): void {
    const registration = this.release(token);
    this.#outer.push(this.#memo.current);
    this.#event = registration ?? NOTHING;
    const frame = registration?.frame ?? null;
    this.#memo.enter(frame && !frame.closed ? frame : null);
    this.#memo.activation = null;
  }

  leave(): void {
    this.#memo.enter(this.#outer.pop() ?? null);
  }

  release(token: number): Registration | undefined {
    const registration = this.#registrations.get(token);
    this.#registrations.delete(token);
    for (let f = registration?.frame ?? null; f; f = f.parent) f.pending -= 1;
    return registration;
  }

  // ---------- driving

  /**
   * Runs microtasks until none is left; jobs queued during a round belong to the next. Once the entry module has failed,
   * only so many rounds follow.
   */
  runMicrotasks(hasFailed: () => boolean, after: number): void {
    let left = after;
    this.#surfacing = false;
    while (this.#guest.exports.QTS_IsJobPending(this.#guest.rt)) {
      if (hasFailed() && left-- === 0) return;
      this.#round += 1;
      for (let jobs = this.pendingJobs(); jobs > 0; jobs--) {
        this.#runJob();
        if (this.#surfacing) return;
      }
    }
  }

  /** An error of a microtask is uncaught: the others wait until somebody took it. */
  surface(): void {
    this.#surfacing = true;
  }

  /** Microtasks waiting to run. */
  pendingJobs(): number {
    const guest = this.#guest;
    const head = guest.rt + RT.jobs;
    let count = 0;
    for (let link = guest.word(head + 4); link !== head; link = guest.word(link + 4)) count += 1;
    return count;
  }

  #runJob(): void {
    const guest = this.#guest;
    this.#memo.enter(null);
    this.#memo.activation = null;
    const context = guest.allocate(4);
    const result = guest.exports.QTS_ExecutePendingJob(guest.rt, 1, context);
    guest.refresh();
    guest.exports.free(context);
    const error = guest.exports.QTS_ResolveException(guest.ctx, result);
    guest.exports.QTS_FreeValuePointerRuntime(guest.rt, result);
    this.#memo.enter(null);
    this.#memo.activation = null;
    if (error !== 0) throw new GuestThrew(error);
  }

  /** A macrotask begins: what the guest's loop runs next. */
  beginMacrotask(): void {
    this.#macrotask += 1;
    this.#round = 0;
    this.#event = NOTHING;
    this.#memo.enter(null);
    this.#memo.activation = null;
  }
}
