/** The island of standard input: read to its end it is a fact like a file's content; read in parts it is not memoized. */
import { OP } from '../../guest/abi.ts';
import { number } from './arguments.ts';
import type { Capability } from './capability.ts';
import { reworded } from './failure.ts';
import { fingerprint } from './fingerprint.ts';

/** Where input comes from. */
export interface InputPower {
  /** Up to so many bytes, waiting for the first; none at the end. */
  read(length: number): Uint8Array;
  /** Whether a person types it: there is no asking again. */
  interactive(): boolean;
}

/** For scripts that are given none. */
export const noInput: InputPower = { read: () => new Uint8Array(0), interactive: () => false };

const CHUNK_BYTES = 65_536;

/** What has come so far and was not given to the script yet. */
class Waiting {
  readonly #power: InputPower;
  #bytes: Uint8Array = new Uint8Array(0);

  constructor(power: InputPower) {
    this.#power = power;
  }

  /** All there is, which stays where it is. */
  rest(): Uint8Array {
    const parts = [this.#bytes];
    for (let part = this.#read(CHUNK_BYTES); part.length > 0; part = this.#read(CHUNK_BYTES)) parts.push(part);
    if (parts.length > 1) this.#bytes = Buffer.concat(parts);
    return this.#bytes;
  }

  take(length: number): Uint8Array {
    if (this.#bytes.length === 0) return this.#read(length);
    const taken = this.#bytes.subarray(0, length);
    this.#bytes = this.#bytes.subarray(length);
    return taken;
  }

  #read(length: number): Uint8Array {
    try {
      return this.#power.read(length);
    } catch (error) {
      throw reworded(error, 'read');
    }
  }
}

export function inputCapability(power: InputPower): Capability {
  const waiting = new Waiting(power);
  const observed = (): string => fingerprint(waiting.rest());
  const drain = (): Uint8Array => waiting.take(waiting.rest().length);
  return {
    ops: {
      [OP.readStdin]: (_, recorder) => {
        if (power.interactive()) recorder.volatile('reads what somebody types');
        else if (recorder.active) recorder.dependency({ kind: 'stdin', name: 'rest', fingerprint: observed() });
        const bytes = drain();
        recorder.effect({ kind: 'input' });
        return bytes;
      },
      [OP.readStdinPart]: ([length], recorder) => {
        recorder.volatile('reads standard input in parts');
        return waiting.take(number(length));
      },
    },
    observe: (d) => (d.kind === 'stdin' ? observed() : undefined),
    replay(e) {
      if (e.kind !== 'input') return false;
      drain();
      return true;
    },
  };
}
