/** Answers that are being recorded: of equal requests one is sent, and all get what came of it. */
import { HostFailure } from '../capability.ts';
import type { Live } from './live.ts';
import type { NetRequest } from './power.ts';
import type { Entry, Snapshot } from './snapshot.ts';

/** A request that was sent, and how it failed if it did. */
export interface Sent {
  readonly id: number;
  failure: HostFailure | null;
}

export class Recordings {
  readonly #live: Live;
  readonly #snapshot: Snapshot;
  readonly #sent = new Map<string, Sent>();

  constructor(live: Live, snapshot: Snapshot) {
    this.#live = live;
    this.#snapshot = snapshot;
  }

  /** Sends a request unless an equal one is on its way. */
  begin(request: NetRequest): Sent {
    const name = this.#snapshot.nameOf(request);
    const known = this.#sent.get(name);
    if (known) return known;
    const sent = { id: this.#live.start(request), failure: null };
    this.#sent.set(name, sent);
    return sent;
  }

  /** The recorded answer, waited for; throws as the request failed. The next one after a failure is sent anew. */
  entry(request: NetRequest, sent: Sent): Entry {
    if (sent.failure) throw sent.failure;
    const known = this.#snapshot.find(request);
    if (known) return known;
    try {
      const { head, body } = this.#live.whole(sent.id);
      return this.#snapshot.record(request, head, body);
    } catch (error) {
      if (error instanceof HostFailure) sent.failure = error;
      throw error;
    } finally {
      this.#sent.delete(this.#snapshot.nameOf(request));
    }
  }
}
