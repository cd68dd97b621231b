/** The globals of the web platform that node has too. */
import { crypto } from '../node/crypto.ts';
import { defineGlobal, named } from '../prelude/exposed.ts';
import { AbortController, AbortSignal } from './abort.ts';
import { Blob, File } from './blob.ts';
import { DOMException } from './dom-exception.ts';
import { atob, btoa, TextDecoder, TextEncoder } from './encoding.ts';
import { CustomEvent, Event, EventTarget } from './events.ts';
import { fetch } from './fetch/fetch.ts';
import { FormData } from './fetch/form-data.ts';
import { Headers } from './fetch/headers.ts';
import { Request } from './fetch/request.ts';
import { Response } from './fetch/response.ts';
import { installIntl } from './intl.ts';
import { Performance, performance } from './performance.ts';
import { CompressionStream, DecompressionStream, TextDecoderStream, TextEncoderStream } from './stream-transforms.ts';
import { streamClasses } from './streams.ts';
import { structuredClone } from './structured-clone.ts';
import { URL } from './url.ts';
import { URLSearchParams } from './url-search-params.ts';

const hidden = {
  ...streamClasses,
  AbortController,
  AbortSignal,
  Blob,
  CompressionStream,
  DecompressionStream,
  File,
  TextDecoderStream,
  TextEncoderStream,
  CustomEvent,
  DOMException,
  Event,
  EventTarget,
  FormData,
  Headers,
  Performance,
  Request,
  Response,
  TextDecoder,
  TextEncoder,
  URL,
  URLSearchParams,
};
const tagged = { AbortController, AbortSignal, CustomEvent, Event, EventTarget, Performance };

export function installWeb(): void {
  installIntl();
  for (const [name, Class] of Object.entries(hidden)) defineGlobal(name, Class);
  for (const [name, Class] of Object.entries(tagged)) {
    Object.defineProperty(Class.prototype, Symbol.toStringTag, { value: name, configurable: true });
  }
  const web = Object.create({}) as object;
  const { getRandomValues, randomUUID } = crypto;
  Object.defineProperties(web, {
    getRandomValues: { value: getRandomValues, enumerable: true, writable: true, configurable: true },
    randomUUID: { value: randomUUID, enumerable: true, writable: true, configurable: true },
    [Symbol.toStringTag]: { value: 'Crypto', configurable: true },
  });
  const visible = {
    structuredClone: named(structuredClone, 'structuredClone', 0),
    atob,
    btoa,
    fetch: named(fetch, 'fetch', 1),
    performance,
    crypto: web,
  };
  for (const [name, value] of Object.entries(visible)) defineGlobal(name, value, true);
}
