/** Output that is kept as it is told, so that a run which has to begin anew does not tell it twice. */
import type { OutputPower } from '../capabilities/output.ts';

/** What more is told than this is not kept: such a run cannot begin anew. */
const KEPT_BYTES = 1024 * 1024;

export class ToldOutput implements OutputPower {
  readonly #output: OutputPower;
  readonly #told: Readonly<Record<1 | 2, Uint8Array[]>> = { 1: [], 2: [] };
  #bytes = 0;

  constructor(output: OutputPower) {
    this.#output = output;
  }

  /** Whether all that was told is kept. */
  get isWhole(): boolean {
    return this.#bytes <= KEPT_BYTES;
  }

  write(fd: 1 | 2, bytes: Uint8Array): void {
    this.#bytes += bytes.length;
    if (this.isWhole) this.#told[fd].push(bytes);
    this.#output.write(fd, bytes);
  }

  /** For the run that begins anew: says nothing until it has said the same. */
  again(): RepeatedOutput {
    return new RepeatedOutput(this.#output, { 1: Buffer.concat(this.#told[1]), 2: Buffer.concat(this.#told[2]) });
  }
}

/** The run that began anew says something else than before. */
export class NotRepeated extends Error {}

export class RepeatedOutput implements OutputPower {
  readonly #output: OutputPower;
  readonly #due: Record<1 | 2, Uint8Array>;

  constructor(output: OutputPower, due: Record<1 | 2, Uint8Array>) {
    this.#output = output;
    this.#due = due;
  }

  write(fd: 1 | 2, bytes: Uint8Array): void {
    const due = this.#due[fd];
    const same = Math.min(due.length, bytes.length);
    if (Buffer.compare(due.subarray(0, same), bytes.subarray(0, same)) !== 0) throw new NotRepeated();
    this.#due[fd] = due.subarray(same);
    if (bytes.length > same) this.#output.write(fd, bytes.subarray(same));
  }

  /** At the end: all that was told before must have been said again. */
  end(): void {
    if (this.#due[1].length + this.#due[2].length > 0) throw new NotRepeated();
  }
}
