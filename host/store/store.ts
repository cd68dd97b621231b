/** The store as the rest of the host sees it. Everything is synchronous during a run; DuckDB is never on that path. */
import type { RunReport, Trace } from '../../engine/trace.ts';
import type { Pending } from './journals.ts';

/** What a run needs of the store: lookups in memory, appends to a journal, blobs by digest. */
export interface RunStore {
  /** Makes the traces recorded for functions of these modules (root-relative paths) available to `lookup`. Idempotent. */
  loadModules(modules: readonly string[]): void;
  /** All traces under a key, newest first. Damaged records are absent, never wrong. */
  lookup(key: string): readonly Trace[];
  /** The last recorded trace of a function, whatever its key: what `why` compares a miss with. */
  latest(module: string, path: string): Trace | undefined;
  /** Stores bytes under their SHA-256; returns the digest (hex). Survives SIGKILL once it returns. */
  putBlob(bytes: Uint8Array): string;
  /** The raw bytes of a blob, checked against the digest; undefined if absent or damaged. */
  getBlob(digest: string): Uint8Array | undefined;
  /** Acknowledged when it returns: the record is completely written. */
  putTrace(trace: Trace): void;
  putRun(report: RunReport): void;
  /** Closes the journal. Answers how much waits to be merged as far as this run has seen it; undefined if it never looked. */
  close(): Pending | undefined;
}
