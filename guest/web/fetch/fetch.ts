/**
 * fetch. The host connects, and checks where to; what comes back settles on the loop: an answer of the network when it
 * comes, a recorded one in the order asked. Written for this guest: the classes of other implementations read bodies in
 * jobs of their own, of which no call would know that they are its own.
 */
import { type FetchHead, type FetchStarted, OP } from '../../abi.ts';
import { askBytes, askJson } from '../../prelude/door.ts';
import { addAnswer, awaitOutside } from '../../prelude/loop.ts';
import { jsonStringify, NativePromise } from '../../prelude/primordials.ts';
import type { SignalLike } from '../abort.ts';
import type { Content } from './body.ts';
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
    begin(request, { resolve, reject });
  });
}

function begin(request: Request, outcome: Outcome): void {
  const signal = signalGiven(request) as SignalLike | null;
  if (signal?.aborted) return outcome.reject(signal.reason);
  const { method, url, redirect } = request;
  const asked = jsonStringify({ method, url, headers: pairsIn(request.headers), redirect });
  const { source } = contentOf(request);
  const body = source instanceof Uint8Array ? source : undefined;
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
      resolve(answerOf(id, () => ({ source: askBytes(OP.fetchRead, id), used: false })));
    } catch (error) {
      reject(error);
    }
  });
}

function settleLive(id: number, signal: SignalLike | null, { resolve, reject }: Outcome): void {
  const incoming = new Incoming(id);
  // Also while the body comes: an abort ends all of it.
  const abort = (): void => {
    reject(signal?.reason);
    incoming.cancel(signal?.reason);
  };
  signal?.addEventListener('abort', abort);
  awaitOutside(id, () => {
    try {
      resolve(answerOf(id, () => ({ source: incoming, used: false })));
    } catch (error) {
      reject(error);
    }
  });
}
