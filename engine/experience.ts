/** What the calls of each function have cost and saved in this run, and which functions lose their frames by it. */
import { type Experience, isShort, mayBeWorthStoring } from './policy.ts';
import type { ProgramFunction } from './ports.ts';
import { SHORT } from './reasons.ts';
import type { Statistics } from './statistics.ts';

export class Experiences {
  readonly #statistics: Statistics;
  readonly #minDurationMs: number | undefined;
  readonly #known = new Map<ProgramFunction, Experience>();
  readonly #demoted = new Set<ProgramFunction>();

  constructor(statistics: Statistics, minDurationMs: number | undefined) {
    this.#statistics = statistics;
    this.#minDurationMs = minDurationMs;
  }

  isDemoted(fn: ProgramFunction): boolean {
    return this.#demoted.has(fn);
  }

  /**
   * Comparing all builtins takes longer than many a call. A function whose calls were too short to store is not guarded;
   * should a call of it turn out long, that one is not stored and the next is guarded.
   */
  deservesGuard(fn: ProgramFunction): boolean {
    const experience = this.#known.get(fn);
    return !experience || experience.calls < 2 || mayBeWorthStoring(experience.longestMs, this.#minDurationMs);
  }

  learn(fn: ProgramFunction, lesson: Partial<Experience>): Experience {
    let experience = this.#known.get(fn);
    if (!experience) {
      experience = { calls: 0, spentMs: 0, longestMs: 0, overheadMs: 0, savedMs: 0 };
      this.#known.set(fn, experience);
    }
    experience.calls += lesson.calls ?? 0;
    experience.spentMs += lesson.spentMs ?? 0;
    experience.longestMs = Math.max(experience.longestMs, lesson.longestMs ?? 0);
    experience.overheadMs += lesson.overheadMs ?? 0;
    experience.savedMs += lesson.savedMs ?? 0;
    return experience;
  }

  /** Asked when a call has ended, so that its own time stands beside what its frame cost. */
  judge(fn: ProgramFunction, experience: Experience): void {
    if (this.#minDurationMs !== 0 && isShort(experience)) this.#demote(fn);
  }

  #demote(fn: ProgramFunction): void {
    if (this.#demoted.has(fn)) return;
    this.#demoted.add(fn);
    this.#statistics.reason(fn, 'bypass', SHORT);
  }
}
