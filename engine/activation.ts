/**
 * Asynchronous calls: which frame code belongs to after each suspension, and how a recorded call came back.
 * A recorded call may wait for one thing at a time, so that its way back is a plain list of hops; whatever waits for
 * several things at once is left unrecorded, with that reason.
 */
import type { Frame } from './frame.ts';
import type { Memo } from './memo.ts';
import type { Ending, Offer } from './offer.ts';
import type { HeapView, ProgramFunction } from './ports.ts';
import type { Hop } from './trace.ts';

/** A position on the virtual loop: the macrotask under way and the microtask round in it. */
export interface LoopPosition {
  readonly macrotask: number;
  readonly round: number;
}

/** The macrotask under way: what kind of event, and the frames whose extent registered it. */
export interface LoopEvent {
  readonly hop: Hop | null;
  readonly frame: Frame | null;
  /** Where the loop stood when it was registered. */
  readonly at: LoopPosition;
}

/** What tells whether others can run, and how long the virtual loop has run. */
export interface Solitude {
  /** Nothing is pending but the function that is being called, which its callers await directly. */
  holds(): boolean;
  virtualMs(): number;
}

/** One running asynchronous function. */
export interface Activation {
  /** The frame its code belongs to: its own, or the one it was called in. */
  readonly frame: Frame | null;
  readonly own: boolean;
  readonly parent: Activation | null;
  suspended: boolean;
  /** Called asynchronous functions that suspended and have not ended. */
  outstanding: number;
  /** Hops of a hit being played back, and the effects they carry. */
  ending: Ending | null;
}

/** Where each open frame stands while it waits. */
interface Waiting {
  at: LoopPosition;
  sinceMs: number;
}

const WAITS_FOR_MANY = 'waits for several things at once';

export class Activations {
  readonly #memo: Memo;
  readonly #position: () => LoopPosition;
  readonly #event: () => LoopEvent;
  readonly #nowMs: () => number;
  readonly #waiting = new Map<Frame, Waiting>();
  readonly #solitude: Solitude;
  /** Exclusive frames, with the root frame around each and where the loop stood. */
  readonly #exclusive = new Map<Frame, { readonly outer: Frame | null; readonly at: LoopPosition }>();

  constructor(
    memo: Memo,
    position: () => LoopPosition,
    event: () => LoopEvent,
    nowMs: () => number,
    solitude: Solitude,
  ) {
    this.#solitude = solitude;
    this.#memo = memo;
    this.#position = position;
    this.#event = event;
    this.#nowMs = nowMs;
  }

  /** An asynchronous function was called. A hit answers the offer and opens nothing. */
  enter(fn: ProgramFunction, candidate: boolean, openView: () => HeapView): Activation | (Offer & { kind: 'hit' }) {
    const parent = this.#memo.activation;
    if (parent && parent.outstanding > 0) this.#memo.refuseWaiting('concurrent', WAITS_FOR_MANY);
    const exclusive = candidate ? once(() => this.#solitude.holds()) : null;
    const offer = exclusive ? this.#memo.offer(fn, openView, exclusive) : null;
    if (offer?.kind === 'hit') return offer;
    const own = offer?.kind === 'frame';
    const frame = own ? offer.frame : this.#memo.current;
    if (own && exclusive?.()) this.#seclude(offer.frame);
    const activation = { frame, own, parent, suspended: false, outstanding: 0, ending: null };
    this.#memo.activation = activation;
    return activation;
  }

  #seclude(frame: Frame): void {
    frame.exclusiveSinceMs = this.#solitude.virtualMs();
    this.#exclusive.set(frame, { outer: this.#memo.setRoot(frame), at: this.#position() });
  }

  /** It is about to wait: what runs next is its caller's (the first time) or nobody's. */
  suspend(activation: Activation): void {
    const { frame, own, parent } = activation;
    this.#waitAll(frame);
    if (activation.suspended) {
      this.#memo.enter(null);
      this.#memo.activation = null;
      return;
    }
    activation.suspended = true;
    if (parent) parent.outstanding += 1;
    for (let f = own && frame ? frame.parent : frame; f; f = f.parent) f.pending += 1;
    if (own && frame) this.#memo.enter(frame.parent);
    this.#memo.activation = parent;
  }

  /** How often any asynchronous function went on after waiting. */
  resumptions = 0;

  /** It goes on after waiting. */
  resume(activation: Activation): void {
    this.resumptions += 1;
    if (activation.outstanding > 0) refuseAll(activation.frame, 'concurrent', WAITS_FOR_MANY);
    this.#cameBack(activation.frame);
    this.#memo.enter(activation.frame && !activation.frame.closed ? activation.frame : null);
    this.#memo.activation = activation;
  }

  /** It ended, by returning or throwing. */
  exit(activation: Activation, ending: Ending): void {
    const { frame, own, parent, suspended } = activation;
    if (own && frame) this.#endSolitude(frame, suspended);
    if (suspended) {
      if (parent) parent.outstanding -= 1;
      for (let f = own && frame ? frame.parent : frame; f; f = f.parent) f.pending -= 1;
    }
    this.#memo.enter(suspended ? null : own && frame ? frame.parent : this.#memo.current);
    this.#memo.activation = suspended ? null : parent;
    // Those above wait on: the way from here to their own resumption is theirs.
    if (suspended) this.#waitAll(own && frame ? frame.parent : frame);
    if (own && frame) {
      this.#waiting.delete(frame);
      this.#memo.close(frame, ending);
    }
  }

  /** How it came back: nobody was there to see the way, only how much time went by and in which phase the loop stands. */
  #endSolitude(frame: Frame, suspended: boolean): void {
    const began = this.#exclusive.get(frame);
    if (!began) return;
    this.#exclusive.delete(frame);
    this.#memo.setRoot(began.outer);
    if (!suspended) return;
    const elapsed = this.#solitude.virtualMs() - (frame.exclusiveSinceMs ?? 0);
    const at = this.#position();
    if (at.macrotask === began.at.macrotask) frame.hops = ticks(at.round - began.at.round);
    else frame.hops = this.#wayBack(frame, elapsed);
  }

  #wayBack(frame: Frame, elapsed: number): Hop[] {
    const last = this.#event().hop;
    if (last === null) frame.refuse('woken', 'is woken by an immediate');
    const timer: Hop[] = elapsed > 0 ? [{ kind: 'timer', delay: elapsed }] : [];
    return last?.kind === 'answer' ? [...timer, last] : timer;
  }

  /** Every recorded frame on the chain begins to wait, and is asked whether its inputs can change meanwhile. */
  #waitAll(frame: Frame | null): void {
    if (frame) this.#memo.guard(frame);
    const at = this.#position();
    const sinceMs = this.#nowMs();
    for (let f = frame; f; f = f.parent) {
      if (f.closed || f.exclusive || this.#waiting.has(f)) continue;
      this.#waiting.set(f, { at, sinceMs });
      f.waiting = true;
      if (f.hops === null) f.suspendFirst();
    }
  }

  #cameBack(frame: Frame | null): void {
    if (frame) this.#memo.guard(frame);
    const at = this.#position();
    const now = this.#nowMs();
    for (let f = frame; f; f = f.parent) {
      const waiting = this.#waiting.get(f);
      if (!waiting) continue;
      this.#waiting.delete(f);
      f.waiting = false;
      f.suspendedMs += now - waiting.sinceMs;
      f.hops?.push(...this.#hops(f, waiting.at, at));
    }
  }

  /** How the frame got from one position to the other. */
  #hops(frame: Frame, from: LoopPosition, to: LoopPosition): Hop[] {
    if (from.macrotask === to.macrotask) return ticks(to.round - from.round);
    const event = this.#event();
    if (event.hop === null || !isWithin(event.frame, frame)) {
      frame.refuse('woken', 'waits for something that was begun outside the call');
      return [];
    }
    // Begun before this wait, it did not start from here: its delay would be counted twice.
    if (event.at.macrotask !== from.macrotask || event.at.round !== from.round) {
      frame.refuse('concurrent', WAITS_FOR_MANY);
      return [];
    }
    return [event.hop, ...ticks(to.round - 1)];
  }
}

function ticks(count: number): Hop[] {
  return Array.from({ length: Math.max(0, count) }, () => ({ kind: 'tick' }) as const);
}

/** Whether `frame` is `outer` or was opened below it. */
function isWithin(frame: Frame | null, outer: Frame): boolean {
  for (let f = frame; f; f = f.parent) if (f === outer) return true;
  return false;
}

function refuseAll(frame: Frame | null, code: string, text: string): void {
  for (let f = frame; f; f = f.parent) if (!f.exclusive) f.refuse(code, text);
}

/** Asks once, when first needed: the answer must be that of the call's beginning. */
function once(ask: () => boolean): () => boolean {
  let answer: boolean | undefined;
  return () => {
    answer ??= ask();
    return answer;
  };
}
