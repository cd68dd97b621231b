/** What travels between the main thread and the worker that holds the guest. */
import type { Answerable, AuditChoice } from '../../engine/audit-choice.ts';
import type { RunReport } from '../../engine/trace.ts';
import type { TimePolicy } from '../capabilities/clock.ts';
import type { Grants } from '../capabilities/grants.ts';
import type { Quotas } from '../quotas.ts';
import type { Pending } from '../store/journals.ts';

export interface WorkerTask {
  readonly script: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cacheDir: string | null;
  readonly refresh: boolean;
  /** Executes what could be answered, and compares it with its entry: so much of it; null: nothing. */
  readonly audit?: AuditChoice | null;
  /** A folder that takes in what the script writes. Its output is dropped then, nothing comes in, and nothing is stored. */
  readonly scratch?: string;
  readonly minDurationMs: number | undefined;
  readonly grants: Grants;
  readonly memoryLimitMB: number;
  /** What the run may leave outside its memory. */
  readonly quotas?: Quotas;
  /** Files that the script may have open at once; undefined: 1024. */
  readonly handleLimit?: number | undefined;
  /** Makes randomness deterministic; undefined: drawn from the system. */
  readonly seed?: string | undefined;
  /** Makes time deterministic; undefined: the real clock. */
  readonly time?: TimePolicy | undefined;
  /** The folder of recorded answers of the network; undefined: all are live. */
  readonly netSnapshot?: string | undefined;
  readonly startedAt: string;
  /** Runs the code as it is written, without any memoization: for the benchmarks to compare with. */
  readonly uninstrumented?: boolean;
}

/** An error as the command line prints it. */
export interface PrintableError {
  /** A code of engine/errors.ts. */
  readonly code: string;
  readonly headline: string;
  readonly where?: { readonly file: string; readonly line: number; readonly column: number; readonly source?: string };
  readonly frames?: readonly string[];
  /** Errors behind it: its causes, and the errors that it stands for. */
  readonly related?: readonly RelatedError[];
  readonly hint?: string;
}

/** An error behind another one. */
export interface RelatedError {
  /** How it is related, in words. */
  readonly label: string;
  readonly headline: string;
  /** Without those that the other error has too. */
  readonly frames: readonly string[];
  readonly related: readonly RelatedError[];
}

export interface WorkerAnswer {
  readonly exitCode: number;
  readonly report: RunReport;
  readonly error: PrintableError | null;
  /** Entries that answered calls, or would have: those that an audit is about. */
  readonly answerable?: readonly Answerable[] | undefined;
  /** What the store has to merge, as far as the run has seen it. */
  readonly pending?: Pending | undefined;
}

/** What the worker says. */
export type WorkerMessage =
  | { readonly warning: string }
  /** It opens a FIFO, and may wait for its other end; null: it has it. */
  | { readonly awaits: string | null }
  | { readonly answer: WorkerAnswer };
