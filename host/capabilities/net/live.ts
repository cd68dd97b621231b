/** Requests under way: what has come of each and was not asked for yet, and which of them the guest waits for. */
import type { FetchNews } from '../../../guest/abi.ts';
import { HostFailure } from '../capability.ts';
import { plainFailure } from './failures.ts';
import type { NetHead, NetNews, NetPower, NetRequest } from './power.ts';

export class Live {
  readonly #power: NetPower;
  readonly #mostBytes: number;
  readonly #news = new Map<number, NetNews[]>();
  /** Awaited ids, and those of them that have news, in the order of arrival. */
  readonly #awaited = new Set<number>();
  readonly #ready = new Set<number>();

  constructor(power: NetPower, mostBytes: number) {
    this.#power = power;
    this.#mostBytes = mostBytes;
  }

  start(request: NetRequest): number {
    const id = this.#power.start(request);
    this.#news.set(id, []);
    return id;
  }

  /** The head that has come; throws if it failed. */
  head(id: number): NetHead {
    const first = this.#shift(id);
    if (first?.kind === 'failed') throw this.#over(id, new HostFailure(first.failure));
    if (first?.kind !== 'head') throw this.#over(id, plainFailure('other side closed'));
    return first.head;
  }

  /** A piece of the body; null when none has come yet, undefined at the end. */
  read(id: number): Uint8Array | null | undefined {
    if (!this.#news.has(id)) return undefined;
    const first = this.#shift(id);
    if (!first) return null;
    if (first.kind === 'failed') throw this.#over(id, new HostFailure(first.failure));
    if (first.kind !== 'data') {
      this.#news.delete(id);
      return undefined;
    }
    this.#power.taken(id, first.bytes.length);
    return first.bytes;
  }

  /** Waits for all of an answer. */
  whole(id: number): { readonly head: NetHead; readonly body: Uint8Array } {
    this.#expect(id);
    const head = this.head(id);
    const parts: Uint8Array[] = [];
    let size = 0;
    for (;;) {
      this.#expect(id);
      const part = this.read(id);
      if (!part) return { head, body: Buffer.concat(parts) };
      parts.push(part);
      size += part.length;
      if (size > this.#mostBytes)
        throw this.#over(id, plainFailure('the answer is larger than the memory of the script'));
    }
  }

  cancel(id: number): void {
    if (!this.#news.delete(id)) return;
    this.#awaited.delete(id);
    this.#ready.delete(id);
    this.#power.cancel(id);
  }

  /** The guest waits for news of this one. */
  await(id: number): void {
    this.#awaited.add(id);
    if ((this.#news.get(id)?.length ?? 0) > 0) this.#ready.add(id);
  }

  /** Which of the awaited have news; waits as long as it is told for the first. */
  arrived(waitMs: number): FetchNews {
    const began = performance.now();
    while (this.#hear(0));
    while (this.#ready.size === 0) {
      const left = waitMs - (performance.now() - began);
      if (!(left > 0) || !this.#hear(left)) break;
    }
    const ids = [...this.#ready];
    for (const id of ids) this.#awaited.delete(id);
    this.#ready.clear();
    return { ids, elapsedMs: performance.now() - began };
  }

  /** Takes in one piece of news. */
  #hear(waitMs: number): boolean {
    const said = this.#power.next(waitMs);
    if (!said) return false;
    const { id, news } = said;
    this.#news.get(id)?.push(news);
    if (this.#awaited.has(id)) this.#ready.add(id);
    return true;
  }

  #expect(id: number): void {
    while (this.#news.get(id)?.length === 0) this.#hear(Number.POSITIVE_INFINITY);
  }

  #shift(id: number): NetNews | undefined {
    return this.#news.get(id)?.shift();
  }

  #over(id: number, failure: HostFailure): HostFailure {
    this.cancel(id);
    return failure;
  }
}
