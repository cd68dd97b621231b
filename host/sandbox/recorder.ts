/** Hands every fact and effect of a capability to all open frames, and keeps the run's own list of what it read. */
import type { Memo } from '../../engine/memo.ts';
import type { RecordedEffect } from '../../engine/ports.ts';
import type { Dependency } from '../../engine/trace.ts';
import type { Recorder } from '../capabilities/capability.ts';

/** The report lists so many facts that a run read, the first ones. */
const MOST_LISTED = 100_000;

export class FrameRecorder implements Recorder {
  readonly #memo: Memo;
  readonly drawer: () => string;
  /** Whether the run did anything to the world but print. */
  acted = false;
  readonly #seen = new Map<string, Dependency>();

  /** `drawer` names the function of the program that is running. */
  constructor(memo: Memo, drawer: () => string) {
    this.#memo = memo;
    this.drawer = drawer;
  }

  get active(): boolean {
    return this.#memo.current !== null;
  }

  dependency(d: Dependency): void {
    const name = `${d.kind}\0${d.name}`;
    if (this.#seen.size < MOST_LISTED && !this.#seen.has(name)) this.#seen.set(name, d);
    this.#memo.each((frame) => frame.depend(d));
  }

  effect(e: RecordedEffect): void {
    if (e.kind !== 'output' && e.kind !== 'draws') this.acted = true;
    this.#memo.each((frame) => frame.effect(e));
  }

  volatile(what: string): void {
    this.#memo.refuse('volatile', what);
  }

  bypass(code: string, text: string): void {
    this.acted = true;
    this.#memo.refuse(code, text);
  }

  acts(): void {
    this.acted = true;
  }

  leave(): void {
    this.#memo.leave();
  }

  wroteBefore(path: string): boolean {
    return this.#memo.current?.wrote(path) ?? false;
  }

  /** What the run read from outside, first observations, in order. */
  dependencies(): readonly Dependency[] {
    return [...this.#seen.values()];
  }
}
