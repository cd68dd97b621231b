/** Requests as the guest asks for them, checked again: what crosses the door is trusted in nothing. */
import type { FetchAsked } from '../../../guest/abi.ts';
import { bytes, text } from '../arguments.ts';
import { type GuestValue, HostFailure } from '../capability.ts';
import { plainFailure } from './failures.ts';
import type { NetRequest } from './power.ts';

const TOKEN = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;
const NOT_IN_VALUE = /[\0\r\n\u0100-\uffff]/;
const METHODS_REFUSED = ['CONNECT', 'TRACE', 'TRACK'];
/** How a message is delimited and a connection used is not for the script to say. */
const HEADERS_REFUSED = ['transfer-encoding', 'keep-alive', 'upgrade'];

/** The request that the guest asks for; throws what node's fetch fails with. */
export function requestOf(json: GuestValue, body: GuestValue): NetRequest {
  const asked: unknown = JSON.parse(text(json));
  if (!isAsked(asked)) throw plainFailure('invalid request');
  const { method, url: given, headers, redirect } = asked;
  const url = addressOf(given);
  if (!TOKEN.test(method) || METHODS_REFUSED.includes(method.toUpperCase())) throw plainFailure('invalid method');
  for (const header of headers) checkHeader(header);
  return { method, url, headers, redirect, body: body === undefined || body === null ? null : bytes(body) };
}

/** A script that changes how builtins are written as JSON changes what comes here. */
function isAsked(asked: unknown): asked is FetchAsked {
  if (typeof asked !== 'object' || asked === null) return false;
  const { method, url, headers, redirect } = asked as Partial<FetchAsked>;
  const isPair = (pair: unknown): boolean =>
    Array.isArray(pair) && pair.length === 2 && pair.every((word) => typeof word === 'string');
  return (
    typeof method === 'string' &&
    typeof url === 'string' &&
    Array.isArray(headers) &&
    headers.every(isPair) &&
    (redirect === 'follow' || redirect === 'manual' || redirect === 'error')
  );
}

function addressOf(given: string): string {
  const url = URL.canParse(given) ? new URL(given) : null;
  if (url?.protocol === 'file:') throw plainFailure('not implemented... yet...');
  if (url?.protocol !== 'http:' && url?.protocol !== 'https:') throw plainFailure('unknown scheme');
  // The prelude refuses them in words of its own.
  url.username = '';
  url.password = '';
  return url.href;
}

function checkHeader([name, value]: readonly [string, string]): void {
  const lower = name.toLowerCase();
  if (lower === 'expect') throw named('NotSupportedError', 'UND_ERR_NOT_SUPPORTED', 'expect header not supported');
  if (HEADERS_REFUSED.includes(lower)) throw invalid(`invalid ${lower} header`);
  if (!TOKEN.test(name)) throw invalid('invalid header key');
  if (NOT_IN_VALUE.test(value)) throw invalid(`invalid ${name} header`);
}

function invalid(message: string): HostFailure {
  return named('InvalidArgumentError', 'UND_ERR_INVALID_ARG', message);
}

function named(name: string, code: string, message: string): HostFailure {
  return new HostFailure({ name, message, properties: [['code', code]] });
}
