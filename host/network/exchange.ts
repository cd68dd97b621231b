/** One exchange over HTTP: a request to one address, and the head of its answer with a body that is read as it is wanted. */
import { type IncomingMessage, type RequestOptions, request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import type { LookupFunction } from 'node:net';
import { pipeline, type Readable } from 'node:stream';
import { constants, createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import { HostFailure } from '../capabilities/capability.ts';
import { TIMEOUTS } from '../capabilities/net/failures.ts';
import type { NetRequest } from '../capabilities/net/power.ts';
import type { Agents } from './connections.ts';

/** How an exchange is made. */
export interface ExchangePowers {
  readonly agents: Agents;
  readonly lookup: LookupFunction;
  readonly signal: AbortSignal;
  readonly waits: Waits;
}

/** How long is waited, in milliseconds: those of node's fetch. */
export interface Waits {
  readonly connectMs: number;
  readonly headersMs: number;
  readonly bodyMs: number;
}

export const WAITS: Waits = { connectMs: 10_000, headersMs: 300_000, bodyMs: 300_000 };

const CODINGS = ['gzip', 'x-gzip', 'deflate', 'br'];
const WITHOUT_BODY = [101, 204, 205, 304];

/** Sends a request; answers when the head of the answer is there. */
export function exchange(request: NetRequest, powers: ExchangePowers): Promise<IncomingMessage> {
  const url = new URL(request.url);
  const send = url.protocol === 'https:' ? requestHttps : requestHttp;
  const { agents, lookup, signal, waits } = powers;
  return new Promise((resolve, reject) => {
    const options: RequestOptions = {
      agent: agents[url.protocol as keyof Agents],
      protocol: url.protocol,
      hostname: url.hostname.startsWith('[') ? url.hostname.slice(1, -1) : url.hostname,
      port: url.port,
      path: `${url.pathname}${url.search}`,
      method: request.method,
      headers: headersOf(request, url),
      lookup,
      signal,
    };
    const sent = send(options);
    const fail = (failure: HostFailure['answer']): void => void sent.destroy(new HostFailure(failure));
    let timer = setTimeout(fail, waits.connectMs, TIMEOUTS.connect);
    sent.once('socket', (socket) => {
      const connected = (): void => {
        clearTimeout(timer);
        timer = setTimeout(fail, waits.headersMs, TIMEOUTS.headers);
      };
      if (socket.connecting) socket.once(url.protocol === 'https:' ? 'secureConnect' : 'connect', connected);
      else connected();
    });
    sent.once('close', () => clearTimeout(timer));
    sent.once('error', reject);
    sent.once('response', (answer) => {
      clearTimeout(timer);
      resolve(answer);
    });
    sent.end(request.body ?? undefined);
  });
}

/** What node's fetch sends, in its order. The script's own come before, but for those that are the sender's to say. */
function headersOf({ headers, method, body }: NetRequest, url: URL): string[] {
  const given = headers.filter(([name]) => !['host', 'connection', 'content-length'].includes(name.toLowerCase()));
  const has = (name: string): boolean => given.some(([other]) => other.toLowerCase() === name);
  const defaults: [string, string][] = [
    ['accept', '*/*'],
    ['accept-language', '*'],
    ['sec-fetch-mode', 'cors'],
    ['user-agent', 'node'],
    ['accept-encoding', url.protocol === 'https:' ? 'br, gzip, deflate' : 'gzip, deflate'],
  ];
  const needsLength = body !== null || ['POST', 'PUT', 'PATCH'].includes(method);
  return [
    ['host', url.host],
    ['connection', method === 'HEAD' ? 'close' : 'keep-alive'],
    ...given,
    ...defaults.filter(([name]) => !has(name)),
    ...(needsLength ? [['content-length', String(body?.length ?? 0)]] : []),
  ].flat();
}

/** The body as it was before it was encoded for the way, read no faster than it is wanted. */
export function bodyOf(answer: IncomingMessage, method: string, waits: Waits): Readable {
  answer.setTimeout(waits.bodyMs, () => answer.destroy(new HostFailure(TIMEOUTS.body)));
  const codings = codingsOf(answer);
  const hasNone = method === 'HEAD' || WITHOUT_BODY.includes(answer.statusCode ?? 0);
  if (hasNone || codings.length === 0) return answer;
  const steps = codings.reverse().map(decoderOf);
  return pipeline([answer, ...steps], () => undefined) as unknown as Readable;
}

/** None where one is not known: then all of it is left as it came. */
function codingsOf({ headers }: IncomingMessage): string[] {
  const given = headers['content-encoding']?.toLowerCase().split(',') ?? [];
  const codings = given.map((coding) => coding.trim());
  return codings.every((coding) => CODINGS.includes(coding)) ? codings : [];
}

/** Servers end compressed bodies early, and browsers bear with it. */
function decoderOf(coding: string): NodeJS.ReadWriteStream {
  const lenient = { flush: constants.Z_SYNC_FLUSH, finishFlush: constants.Z_SYNC_FLUSH };
  if (coding === 'br')
    return createBrotliDecompress({
      flush: constants.BROTLI_OPERATION_FLUSH,
      finishFlush: constants.BROTLI_OPERATION_FLUSH,
    });
  return coding === 'deflate' ? createInflate(lenient) : createGunzip(lenient);
}
