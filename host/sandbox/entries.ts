/** The prelude's entry points, called by name. */
import type { Guest } from './guest.ts';

export class Entries {
  readonly #guest: Guest;
  readonly #handles: Readonly<Record<string, number>>;

  /** `handles` are those that the boot image keeps. */
  constructor(guest: Guest, handles: Readonly<Record<string, number>>) {
    this.#guest = guest;
    this.#handles = handles;
  }

  handle(name: string): number {
    const handle = this.#handles[name];
    if (handle === undefined) throw new Error(`the prelude has no entry ${name}`);
    return handle;
  }

  /** Calls one; the answer is a handle, the caller's to free. */
  call(name: string, args: readonly number[] = []): number {
    return this.#guest.call(this.handle(name), undefined, args);
  }

  bool(name: string, args: readonly number[] = []): boolean {
    return this.#take(this.call(name, args), (answer) => this.#guest.word(answer) !== 0);
  }

  number(name: string, args: readonly number[] = []): number {
    return this.#take(this.call(name, args), (answer) => this.#guest.number(answer));
  }

  text(name: string, args: readonly number[] = []): string {
    return this.#take(this.call(name, args), (answer) => this.#guest.string(answer));
  }

  #take<T>(answer: number, read: (answer: number) => T): T {
    const value = read(answer);
    this.#guest.free(answer);
    return value;
  }
}
