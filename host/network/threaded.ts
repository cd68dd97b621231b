/** The network in a thread of its own, for a caller that holds its thread: it waits without its event loop. */
import { join } from 'node:path';
import type { MessagePort, Worker } from 'node:worker_threads';
import type { Grant } from '../capabilities/grants.ts';
import type { NetNews, NetPower } from '../capabilities/net/power.ts';
import type { NetThreadData, NetWord } from './thread.ts';

interface Said {
  readonly id: number;
  readonly news: NetNews;
}

/** A network that ends with `close`. */
export interface ThreadedNetwork extends NetPower {
  /** Whether anything was asked of it. */
  asked(): boolean;
  close(): void;
}

/** Starts the thread at the first request; `folder` holds the build. */
export function threadedNetwork(folder: string, grant: Grant): ThreadedNetwork {
  const { MessageChannel, receiveMessageOnPort, Worker: Thread } = process.getBuiltinModule('node:worker_threads');
  const told = new Int32Array(new SharedArrayBuffer(4));
  let last = 0;
  let started: { readonly worker: Worker; readonly port: MessagePort } | undefined;
  const start = () => {
    const { port1, port2 } = new MessageChannel();
    const workerData: NetThreadData = { grant, port: port2, told };
    const worker = new Thread(join(folder, 'network.cjs'), { workerData, transferList: [port2], stdin: false });
    worker.unref();
    port1.unref();
    return { worker, port: port1 };
  };
  const say = (word: NetWord): void => {
    started ??= start();
    started.port.postMessage(word);
  };
  const hear = (): Said | undefined => {
    const said: unknown = started && receiveMessageOnPort(started.port)?.message;
    return said as Said | undefined;
  };
  return {
    start(request) {
      last += 1;
      say({ start: last, request });
      return last;
    },
    taken: (id, bytes) => say({ taken: id, bytes }),
    cancel: (id) => say({ cancel: id }),
    next(waitMs) {
      const until = performance.now() + waitMs;
      for (;;) {
        const seen = Atomics.load(told, 0);
        const said = hear();
        if (said) return said;
        const left = until - performance.now();
        if (left <= 0) return null;
        Atomics.wait(told, 0, seen, left);
      }
    },
    asked: () => started !== undefined,
    close: () => void started?.worker.terminate(),
  };
}
