/** Brings stored calls back in one frame's numbering: their values, and the changes that they make to the heap. */
import type { Restored } from '../../engine/ports.ts';
import type { HeapWrite } from '../../engine/trace.ts';
import { BadTape } from '../../engine/value/tape-reader.ts';
import type { Builder } from './builder.ts';
import { GuestThrew } from './guest.ts';
import { HeapWriter, type HeapWriterPowers } from './heap-writer.ts';
import type { Numbering } from './numbering.ts';

/** What stored calls are brought back with. */
export interface RestorerPowers extends HeapWriterPowers {
  readonly builder: Builder;
}

export class Restorer {
  readonly #powers: RestorerPowers;
  readonly #numbering: Numbering;
  readonly #caller: number;

  /** `caller` is the engine's frame of who calls, with which stacks go on. */
  constructor(powers: RestorerPowers, numbering: Numbering, caller: number) {
    this.#powers = powers;
    this.#numbering = numbering;
    this.#caller = caller;
  }

  /** A handle on the value that a tape describes; null when the tape is damaged. */
  value(tape: Uint8Array): number | null {
    return this.#whole(() => this.#make(tape));
  }

  /** A call that comes back by this tape; nothing is written yet. Null when the tape is damaged. */
  call(tape: Uint8Array, writes?: readonly HeapWrite[]): Restored | null {
    return this.#whole(() => {
      const value = this.#make(tape);
      return writes ? this.#plan(value, writes) : { value, write: nothing };
    });
  }

  #make(tape: Uint8Array): number {
    return this.#powers.builder.build(tape, this.#numbering, this.#caller);
  }

  #whole<T>(make: () => T): T | null {
    try {
      return make();
    } catch (error) {
      if (error instanceof BadTape) return null;
      // A tape can be sound and still ask for what the guest refuses (a regular expression that is none).
      if (error instanceof GuestThrew) {
        this.#powers.guest.free(error.handle);
        return null;
      }
      throw error;
    }
  }

  /** All writes are checked before the first is made. */
  #plan(list: number, writes: readonly HeapWrite[]): Restored {
    const writer = new HeapWriter(this.#powers, this.#numbering, list);
    try {
      for (const write of writes) writer.plan(write);
      return { value: writer.result(), write: () => writer.write() };
    } catch (error) {
      writer.discard();
      throw error;
    }
  }
}

function nothing(): void {}
