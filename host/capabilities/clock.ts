/** The island of time and chance: both are volatile. `Date` has its own way into the engine and does not come here. */
import { OP } from '../../guest/abi.ts';
import { number } from './arguments.ts';
import type { Capability } from './capability.ts';

export interface ClockPower {
  /** Milliseconds since the epoch. */
  now(): number;
  /** Nanoseconds of a clock that never goes back. */
  monotonicNs(): bigint;
}

export interface RandomPower {
  /** A number in [0, 1). */
  random(): number;
  bytes(length: number): Uint8Array;
}

const largestDraw = 1 << 26;

export function clockCapability(clock: ClockPower): Capability {
  return {
    ops: {
      [OP.monotonic]: (_, recorder) => {
        recorder.volatile('reads the clock');
        return String(clock.monotonicNs());
      },
      [OP.wallClock]: (_, recorder) => {
        recorder.volatile('reads the clock');
        return clock.now();
      },
    },
  };
}

export function randomCapability(power: RandomPower): Capability {
  return {
    ops: {
      [OP.random]: (_, recorder) => {
        recorder.volatile('draws a random number');
        return power.random();
      },
      [OP.randomBytes]: ([length], recorder) => {
        recorder.volatile('draws random bytes');
        return power.bytes(Math.min(Math.max(0, Math.trunc(number(length))), largestDraw));
      },
    },
  };
}
