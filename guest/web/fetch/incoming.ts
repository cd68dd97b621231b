/** What is still to come of a response from the network, piece by piece. */
import { OP } from '../../abi.ts';
import { ask } from '../../prelude/door.ts';
import { awaitOutside, forgetOutside } from '../../prelude/loop.ts';
import { NativePromise, NativeUint8Array } from '../../prelude/primordials.ts';

export class Incoming {
  readonly id: number;
  /** Never settles: a value that holds a pending promise is not memoized, and nobody can say what is to come here. */
  readonly open: Promise<never> = new NativePromise(() => undefined);
  /** Ends the waiting of whoever waits. */
  #fail: (error: unknown) => void = () => undefined;
  /** Why nothing more is to come. */
  #ended: { readonly error: unknown } | null = null;

  constructor(id: number) {
    this.id = id;
  }

  /** All that is still to come. */
  rest(): Promise<Uint8Array> {
    const parts: Uint8Array[] = [];
    return this.#each((part) => {
      if (part === undefined) return { value: joined(parts) };
      parts.push(part);
      return undefined;
    });
  }

  /** The next piece; undefined at the end. */
  next(): Promise<Uint8Array | undefined> {
    return this.#each((part) => ({ value: part }));
  }

  /** Takes pieces as they come until `take` has an answer. */
  #each<T>(take: (part: Uint8Array | undefined) => { value: T } | undefined): Promise<T> {
    return new NativePromise<T>((resolve, reject) => {
      this.#fail = reject;
      const more = (): void => {
        try {
          for (let part = this.#take(); part !== null; part = this.#take()) {
            const answer = take(part);
            if (answer) return resolve(answer.value);
          }
          awaitOutside(this.id, more);
        } catch (error) {
          reject(error);
        }
      };
      more();
    });
  }

  /** A piece, undefined at the end, null when none has come yet. */
  #take(): Uint8Array | null | undefined {
    if (this.#ended) throw this.#ended.error;
    const part = ask(OP.fetchRead, this.id) as ArrayBuffer | null | undefined;
    return part === null || part === undefined ? part : new NativeUint8Array(part);
  }

  /** Nothing more is wanted; whoever reads on gets the error. */
  cancel(error: unknown): void {
    if (this.#ended) return;
    this.#ended = { error };
    forgetOutside(this.id);
    ask(OP.fetchCancel, this.id);
    this.#fail(error);
  }
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  if (parts.length === 1) return parts[0] as Uint8Array;
  const whole = new NativeUint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
