/** The thread of the network: requests of a guest that waits for their answers while it holds its own thread. */
import { lookup } from 'node:dns/promises';
import { type MessagePort, workerData } from 'node:worker_threads';
import type { Grant } from '../capabilities/grants.ts';
import type { NetNews, NetRequest } from '../capabilities/net/power.ts';
import { Client } from './client.ts';

/** What the thread is told. */
export type NetWord =
  | { readonly start: number; readonly request: NetRequest }
  | { readonly taken: number; readonly bytes: number }
  | { readonly cancel: number };

/** What the thread is made with. `told` counts what it has said. */
export interface NetThreadData {
  readonly grant: Grant;
  readonly port: MessagePort;
  readonly told: Int32Array;
}

const { grant, port, told } = workerData as NetThreadData;

const client = new Client({
  grant,
  resolve: (host) => lookup(host, { all: true }),
  tell(id: number, news: NetNews) {
    port.postMessage({ id, news });
    Atomics.add(told, 0, 1);
    Atomics.notify(told, 0);
  },
});

port.on('message', (word: NetWord) => {
  if ('start' in word) client.start(word.start, word.request);
  else if ('taken' in word) client.taken(word.taken, word.bytes);
  else client.cancel(word.cancel);
});

// Nobody hears of an error here, and the guest would wait for ever.
process.on('uncaughtException', (error) => client.failAll(error));
