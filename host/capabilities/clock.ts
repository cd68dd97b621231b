/** The island of time: volatile, unless a policy decides it. `Date` has its own way into the engine and does not come here. */
import { OP } from '../../guest/abi.ts';
import type { Capability, Recorder } from './capability.ts';

export interface ClockPower {
  /** Milliseconds since the epoch. */
  now(): number;
  /** Nanoseconds of a clock that never goes back. */
  monotonicNs(): bigint;
  /** The policy and the instant, where a policy decides the time: reading it is a fact then. */
  readonly instant?: string | undefined;
}

/** Time by decision: it begins at an instant and moves with the virtual loop alone, or stands still. */
export interface TimePolicy {
  /** Milliseconds since the epoch. */
  readonly startMs: number;
  readonly frozen: boolean;
}

/** The clock of one run: the real one and the idle time that the loop skipped, or what a policy says. */
export class RunClock implements ClockPower {
  readonly #real: ClockPower;
  readonly #policy: TimePolicy | undefined;
  #skippedMs = 0;

  constructor(real: ClockPower, policy: TimePolicy | undefined) {
    this.#real = real;
    this.#policy = policy;
  }

  /** The virtual loop stands at this many milliseconds. */
  skip(toMs: number): void {
    this.#skippedMs = toMs;
  }

  now(): number {
    if (!this.#policy) return this.#real.now() + this.#skippedMs;
    return this.#policy.startMs + (this.#policy.frozen ? 0 : this.#skippedMs);
  }

  /** Computing takes no time under a policy; the prelude adds what the loop skipped. */
  monotonicNs(): bigint {
    return this.#policy ? 0n : this.#real.monotonicNs();
  }

  get instant(): string | undefined {
    if (!this.#policy) return undefined;
    return `${this.#policy.frozen ? 'frozen' : 'from'} ${this.#policy.startMs} + ${this.#skippedMs}`;
  }
}

/** The fact or the impurity that reading the clock is. */
export function readsClock(clock: ClockPower, recorder: Recorder): void {
  const { instant } = clock;
  if (instant === undefined) recorder.volatile('reads the clock');
  else recorder.dependency({ kind: 'clock', name: 'instant', fingerprint: instant });
}

export function clockCapability(clock: ClockPower): Capability {
  return {
    ops: {
      [OP.monotonic]: (_, recorder) => {
        readsClock(clock, recorder);
        return String(clock.monotonicNs());
      },
      [OP.wallClock]: (_, recorder) => {
        readsClock(clock, recorder);
        return clock.now();
      },
    },
    observe: (d) => (d.kind === 'clock' ? (clock.instant ?? 'real') : undefined),
  };
}
