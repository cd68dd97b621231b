/**
 * fetch. The host connects, and checks where to; what comes back settles on the loop: an answer of the network when it
 * comes, a recorded one in the order asked. Written for this guest: the classes of other implementations read bodies in
 * jobs of their own, of which no call would know that they are its own.
 */
import { type FetchHead, type FetchStarted, OP } from '../../abi.ts';
import { askBytes, askJson } from '../../prelude/door.ts';
import { addAnswer, awaitOutside } from '../../prelude/loop.ts';
import { jsonStringify, NativePromise, NativeUint8Array, promiseThen } from '../../prelude/primordials.ts';
import type { SignalLike } from '../abort.ts';
import { type Content, contentOfBytes, readWhole } from './content.ts';
import { heldBy } from './data-url.ts';
import { pairsIn } from './headers.ts';
import { Incoming } from './incoming.ts';
import { contentOf, Request, signalGiven } from './request.ts';
import { type Response, responseFrom } from './response.ts';

/** What becomes of a request. */
interface Outcome {
  resolve(response: Response): void;
  reject(error: unknown): void;
}

export function fetch(input: unknown, init: unknown = undefined): Promise<Response> {
  return new NativePromise((resolve, reject) => {
    const request = new Request(input, init);
    const outcome = { resolve, reject };
    const signal = signalGiven(request) as SignalLike | null;
    if (signal?.aborted) return reject(signal.reason);
    if (request.url.startsWith('data:')) return addAnswer(() => answerData(request.url, outcome));
    const content = contentOf(request);
    const send = (body: Uint8Array | undefined): void => begin(request, body, signal, outcome);
    const isThere = content.stream === null;
    const body = content.source instanceof NativeUint8Array ? (content.source as Uint8Array) : undefined;
    content.used = isThere && body !== undefined;
    if (isThere) send(body);
    // What the script itself sends piece by piece is sent when it is whole.
    else promiseThen(promiseThen(readWhole(content), send), undefined, reject);
  });
}

function begin(request: Request, body: Uint8Array | undefined, signal: SignalLike | null, outcome: Outcome): void {
  const { method, url, redirect } = request;
  const asked = jsonStringify({ method, url, headers: pairsIn(request.headers), redirect });
  const { id, recorded } = askJson<FetchStarted>(OP.fetchStart, asked, body) as FetchStarted;
  if (recorded) settleRecorded(id, signal, outcome);
  else settleLive(id, signal, outcome);
}

function answerOf(id: number, content: () => Content): Response {
  return responseFrom(askJson<FetchHead>(OP.fetchAnswer, id) as FetchHead, content());
}

function settleRecorded(id: number, signal: SignalLike | null, { resolve, reject }: Outcome): void {
  let aborted = false;
  const abort = (): void => {
    aborted = true;
    reject(signal?.reason);
  };
  signal?.addEventListener('abort', abort);
  addAnswer(() => {
    signal?.removeEventListener('abort', abort);
    if (aborted) return;
    try {
      resolve(answerOf(id, () => contentOfBytes(askBytes(OP.fetchRead, id))));
    } catch (error) {
      reject(error);
    }
  });
}

function settleLive(id: number, signal: SignalLike | null, { resolve, reject }: Outcome): void {
  const incoming = new Incoming(id, () => signal?.removeEventListener('abort', abort));
  // Also while the body comes: an abort ends all of it.
  function abort(): void {
    reject(signal?.reason);
    incoming.cancel(signal?.reason);
  }
  signal?.addEventListener('abort', abort);
  awaitOutside(id, () => {
    try {
      resolve(answerOf(id, () => ({ source: incoming, stream: null, used: false })));
    } catch (error) {
      reject(error);
    }
  });
}

function answerData(url: string, { resolve, reject }: Outcome): void {
  const held = heldBy(url);
  if (held === null) return reject(new TypeError('fetch failed', { cause: new Error('failed to fetch the data URL') }));
  const head = {
    status: 200,
    statusText: 'OK',
    headers: [['content-type', held.type]] as const,
    url,
    redirected: false,
  };
  resolve(responseFrom(head, contentOfBytes(held.bytes)));
}
