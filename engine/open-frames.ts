/** The chain of open frames: what happens belongs, at that moment, to every one of them. */
import type { Frame } from './frame.ts';

/** The epoch outside every frame. */
export const ROOT_EPOCH = 1;

export class OpenFrames {
  readonly #onEpoch: (epoch: number) => void;
  #current: Frame | null = null;
  /** The exclusive frame that everything outside all other frames belongs to, while there is one. */
  #root: Frame | null = null;
  #epoch = ROOT_EPOCH;

  /** `onEpoch` hears that the innermost frame changed: the guest's marks must start afresh. */
  constructor(onEpoch: (epoch: number) => void) {
    this.#onEpoch = onEpoch;
  }

  /** The epoch of a frame that is about to be opened. */
  nextEpoch(): number {
    this.#epoch += 1;
    return this.#epoch;
  }

  get current(): Frame | null {
    return this.#current;
  }

  get epoch(): number {
    return this.#current?.epoch ?? ROOT_EPOCH;
  }

  /** The epoch of the frame that was opened last: a moment that later frames can be told from. */
  get lastEpoch(): number {
    return this.#epoch;
  }

  /** Makes a frame (or none) the one that what happens next belongs to. */
  enter(to: Frame | null): void {
    const frame = to ?? this.#root;
    if (frame === this.#current) return;
    this.#current = frame;
    this.#onEpoch(this.epoch);
  }

  /** Does something to every frame on the chain, innermost first. */
  each(action: (frame: Frame) => void): void {
    for (let frame = this.#current; frame; frame = frame.parent) action(frame);
  }

  refuse(code: string, text: string): void {
    this.each((frame) => frame.refuse(code, text));
  }

  /** Refuses the frames that were open at a moment, as told by the epoch that was the last one then. */
  refuseSince(epoch: number, code: string, text: string): void {
    this.each((frame) => {
      if (frame.epoch <= epoch) frame.refuse(code, text);
    });
  }

  /** Refuses what cannot be followed through the virtual loop. Exclusive frames need not: whatever runs then is theirs. */
  refuseWaiting(code: string, text: string): void {
    this.each((frame) => frame.exclusive || frame.refuse(code, text));
  }

  /** An exclusive frame opens or, with null or the one around it, ends. */
  setRoot(frame: Frame | null): Frame | null {
    const before = this.#root;
    this.#root = frame;
    return before;
  }
}
