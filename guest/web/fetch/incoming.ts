/** What is still to come of a response from the network, piece by piece, for one reader or for several. */
import { OP } from '../../abi.ts';
import { ask } from '../../prelude/door.ts';
import { awaitOutside, forgetOutside } from '../../prelude/loop.ts';
import { NativePromise, NativeUint8Array } from '../../prelude/primordials.ts';

/** A piece; undefined at the end. */
type Part = Uint8Array | undefined;

/** What the host gives once, kept as long as there are several readers. */
class Origin {
  readonly id: number;
  /** Never settles: a value that holds a pending promise is not memoized, and nobody can say what is to come here. */
  readonly open: Promise<never> = new NativePromise(() => undefined);
  readonly #parts: Part[] = [];
  #ended: { readonly error: unknown } | null = null;
  #waiting: (() => void)[] = [];
  readonly #onEnd: () => void;
  isShared = false;

  constructor(id: number, onEnd: () => void) {
    this.id = id;
    this.#onEnd = onEnd;
  }

  /** The n-th piece; null when it has not come yet. */
  part(at: number): Part | null {
    if (at < this.#parts.length) return this.#parts[at];
    if (this.#ended) throw this.#ended.error;
    let given: ArrayBuffer | null | undefined;
    try {
      given = ask(OP.fetchRead, this.id) as ArrayBuffer | null | undefined;
    } catch (error) {
      this.#ended = { error };
      this.#onEnd();
      throw error;
    }
    if (given === null) return null;
    if (given === undefined) this.#onEnd();
    const part = given === undefined ? undefined : new NativeUint8Array(given);
    this.#parts[at] = this.isShared || part === undefined ? part : EMPTY;
    return part;
  }

  /** Calls back when there is news. */
  wait(callback: () => void): void {
    this.#waiting[this.#waiting.length] = callback;
    if (this.#waiting.length === 1) awaitOutside(this.id, () => this.#wake());
  }

  #wake(): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    for (let i = 0; i < waiting.length; i += 1) waiting[i]?.();
  }

  cancel(error: unknown): void {
    if (this.#ended) return;
    this.#ended = { error };
    forgetOutside(this.id);
    ask(OP.fetchCancel, this.id);
    this.#wake();
  }
}

/** Stands for a piece that was taken and is nobody else's. */
const EMPTY = new NativeUint8Array(0);

export class Incoming {
  readonly #origin: Origin;
  #at = 0;

  /** The answer to a request; `onEnd` is called when all of it has come, or no more will. */
  constructor(from: Incoming | number, onEnd: () => void = () => undefined) {
    this.#origin = typeof from === 'number' ? new Origin(from, onEnd) : from.#origin;
    if (typeof from !== 'number') this.#at = from.#at;
  }

  /** Another reader of what is to come. */
  fork(): Incoming {
    this.#origin.isShared = true;
    return new Incoming(this);
  }

  /** All that is still to come. */
  rest(): Promise<Uint8Array> {
    const parts: Uint8Array[] = [];
    return this.#each((part) => {
      if (part === undefined) return { value: joined(parts) };
      parts[parts.length] = part;
      return undefined;
    });
  }

  /** The next piece. */
  next(): Promise<Part> {
    return this.#each((part) => ({ value: part }));
  }

  /** Takes pieces as they come until `take` has an answer. */
  #each<T>(take: (part: Part) => { value: T } | undefined): Promise<T> {
    return new NativePromise<T>((resolve, reject) => {
      const more = (): void => {
        try {
          for (let part = this.#origin.part(this.#at); part !== null; part = this.#origin.part(this.#at)) {
            if (part !== undefined) this.#at += 1;
            const answer = take(part);
            if (answer) return resolve(answer.value);
          }
          this.#origin.wait(more);
        } catch (error) {
          reject(error);
        }
      };
      more();
    });
  }

  /** Nothing more is wanted; whoever reads on gets the error. */
  cancel(error: unknown): void {
    this.#origin.cancel(error);
  }
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  if (parts.length === 1) return parts[0] as Uint8Array;
  let size = 0;
  for (let i = 0; i < parts.length; i += 1) size += (parts[i] as Uint8Array).length;
  const whole = new NativeUint8Array(size);
  let at = 0;
  for (let i = 0; i < parts.length; i += 1) {
    whole.set(parts[i] as Uint8Array, at);
    at += (parts[i] as Uint8Array).length;
  }
  return whole;
}
