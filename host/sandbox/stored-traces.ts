/** The store as the conductor sees it: traces by key, payloads inline where they are small. */
import type { TracePort } from '../../engine/ports.ts';
import type { RunStore } from '../store/store.ts';

/** What is longer becomes a blob: a file of its own costs more than a line of the journal. */
const INLINE_BYTES = 2048;

/** The port; without a store nothing is found and nothing kept. */
export function storedTraces(store: RunStore | null): TracePort {
  return {
    lookup: (key) => store?.lookup(key) ?? [],
    latest: (module, path) => store?.latest(module, path),
    put: (trace) => store?.putTrace(trace),
    payload(bytes) {
      if (bytes.length <= INLINE_BYTES) return { inline: Buffer.from(bytes).toString('base64') };
      return { blob: store?.putBlob(bytes) ?? '', bytes: bytes.length };
    },
    bytes: (payload) => ('inline' in payload ? Buffer.from(payload.inline, 'base64') : store?.getBlob(payload.blob)),
  };
}
