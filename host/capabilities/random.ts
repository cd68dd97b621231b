/** The island of chance: volatile, or under a seed a stream of numbers per function that draws. */
import { OP } from '../../guest/abi.ts';
import { number } from './arguments.ts';
import type { Capability, Recorder } from './capability.ts';
import type { SeededStreams } from './streams.ts';

export interface RandomPower {
  /** A number in [0, 1). */
  random(): number;
  bytes(length: number): Uint8Array;
  /** Where the draws come from instead, when there is a seed. */
  readonly streams?: SeededStreams | undefined;
}

const largestDraw = 1 << 26;

export function randomCapability(power: RandomPower): Capability {
  const { streams } = power;
  /** What is drawn, from a stream whose position is a fact before and an effect after. */
  const drawn = <T>(recorder: Recorder, what: string, volatile: () => T, seeded: (stream: string) => T): T => {
    if (!streams) {
      recorder.volatile(`draws ${what}`);
      return volatile();
    }
    const stream = recorder.drawer();
    if (!recorder.active) return seeded(stream);
    recorder.dependency({ kind: 'random', name: stream, fingerprint: streams.state(stream) });
    const value = seeded(stream);
    recorder.effect({ kind: 'draws', stream, position: streams.position(stream) });
    return value;
  };
  return {
    ops: {
      [OP.random]: (_, recorder) =>
        drawn(recorder, 'a random number', power.random, (stream) => (streams as SeededStreams).number(stream)),
      [OP.randomBytes]: ([length], recorder) => {
        const count = Math.min(Math.max(0, Math.trunc(number(length))), largestDraw);
        const seeded = (stream: string) => (streams as SeededStreams).bytes(stream, count);
        return drawn(recorder, 'random bytes', () => power.bytes(count), seeded);
      },
    },
    observe: (d) => (d.kind === 'random' ? (streams?.state(d.name) ?? 'unseeded') : undefined),
    replay: (effect) => {
      if (effect.kind !== 'draws') return false;
      streams?.moveTo(effect.stream, effect.position);
      return true;
    },
  };
}
