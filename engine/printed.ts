/** What a frame prints: neighbouring writes to one descriptor are one, and are kept as one. */
import type { RecordedEffect } from './ports.ts';

type Output = RecordedEffect & { readonly kind: 'output' };

/** Neighbouring writes alike; `bytes` has room behind its first `length`. */
interface Run {
  readonly fd: 1 | 2;
  readonly lines: boolean;
  readonly after: number;
  bytes: Uint8Array;
  length: number;
}

export class Printed {
  #runs: Run[] = [];

  /** `after`: the hops that came before. */
  add({ fd, bytes, lines = false }: Output, after: number): void {
    const last = this.#runs.at(-1);
    if (last?.fd === fd && last.after === after && last.lines === lines) append(last, bytes);
    else this.#runs.push({ fd, lines, after, bytes, length: bytes.length });
  }

  forget(): void {
    this.#runs = [];
  }

  effects(): { effect: Output; after: number }[] {
    return this.#runs.map(({ fd, lines, after, bytes, length }) => ({
      effect: { kind: 'output', fd, bytes: bytes.subarray(0, length), ...(lines ? { lines } : {}) },
      after,
    }));
  }
}

function append(run: Run, bytes: Uint8Array): void {
  const needed = run.length + bytes.length;
  if (needed > run.bytes.length) {
    const larger = new Uint8Array(Math.max(needed, 2 * run.bytes.length));
    larger.set(run.bytes.subarray(0, run.length));
    run.bytes = larger;
  }
  run.bytes.set(bytes, run.length);
  run.length = needed;
}
