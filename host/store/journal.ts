/**
 * The journal of one process: an append-only file that nobody else writes. A record is acknowledged when the write
 * returned in full; it then survives SIGKILL. The file is made at the first record, and renamed from `.log` to `.done`
 * when it is closed, which tells a merge that it may be deleted.
 */
import { join } from 'node:path';
import { openNew, removeQuietly, writeFully } from './files.ts';
import type { Layout } from './layout.ts';
import type { StorePower } from './power.ts';

/** Appends records to this process's journal. Throws what the file system throws. */
export class Journal {
  readonly #power: StorePower;
  readonly #path: string;
  #fd: number | undefined;
  #length = 0;

  constructor(power: StorePower, layout: Layout) {
    this.#power = power;
    this.#path = join(layout.journal, `${power.host}-${power.pid}-${power.nowMs()}-${power.random()}.log`);
  }

  /** Writes one record in full, or throws and leaves the records before it intact. */
  append(line: string): void {
    this.#fd ??= openNew(this.#power.fs, this.#path, 'ax');
    const bytes = Buffer.from(line, 'utf8');
    try {
      writeFully(this.#power.fs, this.#fd, bytes);
      this.#length += bytes.length;
    } catch (cause) {
      this.#cutTornTail(this.#fd);
      throw cause;
    }
  }

  /** Bytes written so far. */
  get length(): number {
    return this.#length;
  }

  /** Closes the file and marks it as finished. Quiet: what was acknowledged is already safe. */
  close(): void {
    if (this.#fd === undefined) return;
    const { fs } = this.#power;
    try {
      fs.closeSync(this.#fd);
      fs.renameSync(this.#path, this.#path.replace(/log$/, 'done'));
    } catch {
      // Still `.log`: it counts as finished when this process is gone.
    }
    if (this.#length === 0) removeQuietly(fs, this.#path);
    this.#fd = undefined;
  }

  /** A full disk may take half a record. A reader would skip it; cutting it keeps the file clean. */
  #cutTornTail(fd: number): void {
    try {
      this.#power.fs.ftruncateSync(fd, this.#length);
    } catch {
      // Readers skip torn records.
    }
  }
}
