/** Runs requests to their end, hop by hop: each is checked, connected to what was checked, and told of as it goes. */
import type { IncomingMessage } from 'node:http';
import type { Readable } from 'node:stream';
import type { Grant } from '../capabilities/grants.ts';
import { checkedPlace } from '../capabilities/net/checks.ts';
import { failureOf, plainFailure } from '../capabilities/net/failures.ts';
import type { NetHead, NetNews, NetRequest } from '../capabilities/net/power.ts';
import { checkedLookup, createAgents, MOST_AT_ONCE, type Resolve } from './connections.ts';
import { bodyOf, exchange, WAITS, type Waits } from './exchange.ts';
import { nextRequest } from './redirects.ts';

/** What a client works with. */
export interface ClientPowers {
  readonly grant: Grant;
  readonly resolve: Resolve;
  /** Called with all that there is to tell, in its order. */
  readonly tell: (id: number, news: NetNews) => void;
  readonly waits?: Waits;
}

/** Bytes of a body that wait for the script to take them: then the sender has to wait. */
const MOST_UNTAKEN = 256 * 1024;
/** Answers whose bodies nobody reads hold connections. */
const MOST_BODIES = 512;
const TOO_MANY_BODIES = `the bodies of ${MOST_BODIES} answers were not read: read or cancel them first`;

interface Running {
  readonly stop: AbortController;
  body: Readable | null;
  untaken: number;
}

/** The answer of the last hop. */
interface Arrived {
  readonly request: NetRequest;
  readonly answer: IncomingMessage;
  readonly hops: readonly string[];
}

export class Client {
  readonly #powers: ClientPowers;
  readonly #agents = createAgents();
  readonly #running = new Map<number, Running>();
  readonly #queued: (() => void)[] = [];
  /** Requests whose head has not come. */
  #active = 0;

  constructor(powers: ClientPowers) {
    this.#powers = powers;
  }

  start(id: number, request: NetRequest): void {
    if (this.#bodies >= MOST_BODIES)
      return this.#powers.tell(id, { kind: 'failed', failure: plainFailure(TOO_MANY_BODIES).answer });
    const running = { stop: new AbortController(), body: null, untaken: 0 };
    this.#running.set(id, running);
    const go = (): void => {
      this.#active += 1;
      void this.#run(id, request, running).finally(() => this.#running.delete(id));
    };
    if (this.#active < MOST_AT_ONCE) go();
    else this.#queued.push(go);
  }

  /** Answers that have come and were not read to their end. */
  get #bodies(): number {
    let count = 0;
    for (const { body } of this.#running.values()) if (body) count += 1;
    return count;
  }

  /** Another one may be sent. */
  #freed(): void {
    this.#active -= 1;
    this.#queued.shift()?.();
  }

  /** Something failed that nobody knows whose it was. */
  failAll(error: unknown): void {
    for (const id of this.#running.keys()) this.#powers.tell(id, { kind: 'failed', failure: failureOf(error) });
    for (const { stop } of this.#running.values()) stop.abort();
  }

  cancel(id: number): void {
    const running = this.#running.get(id);
    running?.stop.abort();
    running?.body?.destroy();
  }

  taken(id: number, bytes: number): void {
    const running = this.#running.get(id);
    if (!running) return;
    running.untaken -= bytes;
    if (running.untaken < MOST_UNTAKEN) running.body?.resume();
  }

  async #run(id: number, request: NetRequest, running: Running): Promise<void> {
    const { tell, waits = WAITS } = this.#powers;
    try {
      const arrived = await this.#follow(request, running.stop.signal).finally(() => this.#freed());
      tell(id, { kind: 'head', head: headOf(arrived) });
      running.body = bodyOf(arrived.answer, arrived.request.method, waits);
      await this.#pass(id, running.body, running);
      tell(id, { kind: 'end' });
    } catch (error) {
      if (!running.stop.signal.aborted) tell(id, { kind: 'failed', failure: failureOf(error) });
    }
  }

  async #follow(first: NetRequest, signal: AbortSignal): Promise<Arrived> {
    const { grant, resolve, waits = WAITS } = this.#powers;
    const hops: string[] = [];
    for (let request = first; ; ) {
      const place = checkedPlace(new URL(request.url), grant);
      hops.push(request.url);
      const lookup = checkedLookup(place, grant, resolve);
      const answer = await exchange(request, { agents: this.#agents, lookup, signal, waits });
      const { statusCode: status = 0, headers } = answer;
      const next = followed(() => nextRequest(request, { status, location: headers.location }, hops.length), answer);
      if (next === null) return { request, answer, hops };
      // Its body may be endless, and nobody reads it.
      answer.destroy();
      request = next;
    }
  }

  /** Piece by piece; stops when the script has too many to take. */
  #pass(id: number, body: Readable, running: Running): Promise<void> {
    return new Promise((resolve, reject) => {
      body.on('data', (bytes: Uint8Array) => {
        running.untaken += bytes.length;
        this.#powers.tell(id, { kind: 'data', bytes });
        if (running.untaken >= MOST_UNTAKEN) body.pause();
      });
      body.once('end', resolve);
      body.once('error', reject);
      body.once('close', () => reject(Object.assign(new Error('aborted'), { code: 'ECONNRESET' })));
    });
  }
}

/** Where a redirect is refused, nobody reads the answer. */
function followed<T>(next: () => T, answer: IncomingMessage): T {
  try {
    return next();
  } catch (error) {
    answer.destroy();
    throw error;
  }
}

function headOf({ request, answer, hops }: Arrived): NetHead {
  const { rawHeaders } = answer;
  const headers = Array.from({ length: rawHeaders.length / 2 }, (_, i): [string, string] => [
    (rawHeaders[2 * i] as string).toLowerCase(),
    rawHeaders[2 * i + 1] as string,
  ]);
  return {
    status: answer.statusCode ?? 0,
    statusText: answer.statusMessage ?? '',
    headers,
    url: request.url,
    redirected: hops.length > 1,
    hops,
  };
}
