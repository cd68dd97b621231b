/**
 * The data that the engine decides by and the store keeps: traces, their dependencies, outcomes and effects.
 * Plain data only (it travels as JSON in the journal); nothing here has behaviour.
 */
import type { Difference } from './audit.ts';

/** Where a function stands: root-relative module path, path of names inside it, 1-based position in the original source. */
export interface FunctionSite {
  readonly module: string;
  readonly path: string;
  readonly line: number;
  readonly column: number;
}

/**
 * What a dependency is about. The first five are in the guest's heap or code (`binding`: which variable an imported name
 * means; `entry`: what a table variable holds under one key, or under all others); the others are host answers.
 * `file`: content · `stat`: size, times, mode · `kind`: file, directory or nothing · `listing`: names in a directory ·
 * `link`: link target · `env` · `argv` · `cwd` · `stdin` · `tty` · `resolve`: where a module specifier leads ·
 * `grant`: whether a power was granted · `clock`: the instant that a policy decides · `random`: seed and position of a
 * function's stream · `console`: indentation, counters · `process`: its exit code or title as the script set them ·
 * `module`: source and place of a module file · `callers`: who called, and where, as a stack shows it · `lines`: text of a
 * function (or, without a name, of a module) that the unread stack of a stored error shows · `net`: the recorded answer to a
 * request.
 */
export type DependencyKind =
  | 'code'
  | 'variable'
  | 'entry'
  | 'binding'
  | 'builtins'
  | 'file'
  | 'stat'
  | 'kind'
  | 'listing'
  | 'link'
  | 'env'
  | 'argv'
  | 'cwd'
  | 'stdin'
  | 'tty'
  | 'resolve'
  | 'grant'
  | 'clock'
  | 'random'
  | 'console'
  | 'process'
  | 'module'
  | 'callers'
  | 'lines'
  | 'net';

/**
 * A request and the fingerprint of its answer, in the order observed.
 * `name` is the file's path (root-relative where it is below the project root), the variable, or the function's path;
 * `scope` is the module path for `code`, `variable` and `lines`.
 */
export interface Dependency {
  readonly kind: DependencyKind;
  readonly scope?: string;
  readonly name: string;
  readonly fingerprint: string;
  /** For `file`: the identity of the file when it was read, which may stand for the content while it is unchanged. */
  readonly stat?: FileIdentity;
}

/** What tells one state of a file from another without reading it; times are nanoseconds as decimal strings. */
export interface FileIdentity {
  readonly dev: string;
  readonly ino: string;
  readonly size: string;
  readonly mtimeNs: string;
  readonly ctimeNs: string;
  /** When the identity was taken, same clock and unit as the times: an mtime too close to it is racily clean. */
  readonly takenNs: string;
}

/** A run of bytes kept by the store: small ones inline (base64), others as a content-addressed blob. */
export type Payload = { readonly inline: string } | { readonly blob: string; readonly bytes: number };

/** What a call did to the world that a hit must do again. */
export type Effect = (
  | { readonly kind: 'output'; readonly fd: 1 | 2; readonly data: Payload; readonly lines?: boolean }
  | {
      /** Net state of a file after the call: replayed when the file is missing or differs. */
      readonly kind: 'file';
      readonly path: string;
      readonly fingerprint: string;
      readonly data: Payload;
      readonly mode: number;
    }
  | { readonly kind: 'directory'; readonly path: string }
  /** The position of a seeded random stream after the call. */
  | { readonly kind: 'draws'; readonly stream: string; readonly position: number }
  /** Standard input was read to its end. */
  | { readonly kind: 'input' }
) & {
  /** Hops of an asynchronous call that came before it; absent: none. */
  readonly after?: number;
};

/**
 * What a call changed in the heap that it was given: the final state of one thing, to be written back in place.
 * Things go by their numbers in the frame's numbering; `at` is where the values stand in the stored list, whose first
 * element is the returned value.
 */
export type HeapWrite =
  /** A module variable, rebound. */
  | { readonly kind: 'variable'; readonly scope: string; readonly name: string; readonly at: number }
  /** An entry of a table variable: its key and, unless it was deleted, its value. */
  | {
      readonly kind: 'entry';
      readonly scope: string;
      readonly name: string;
      readonly at: number;
      readonly count: 1 | 2;
    }
  /** All entries of a table variable: keys and values in turn. */
  | {
      readonly kind: 'table';
      readonly scope: string;
      readonly name: string;
      readonly at: number;
      readonly count: number;
    }
  /** A captured variable, rebound. */
  | { readonly kind: 'cell'; readonly number: number; readonly at: number }
  /** The values of an object's own properties, which are the same ones in the same order. */
  | { readonly kind: 'slots'; readonly number: number; readonly at: number; readonly count: number }
  /** Prototype, then keys and values in order; `flags` has a digit per property, `-` for one that stays as it is. */
  | { readonly kind: 'properties'; readonly number: number; readonly at: number; readonly flags: string }
  /** All elements of an array. */
  | { readonly kind: 'elements'; readonly number: number; readonly at: number; readonly count: number }
  /** Entries of a Map (key, value) or elements of a Set, in order. */
  | { readonly kind: 'records'; readonly number: number; readonly at: number; readonly count: number }
  | { readonly kind: 'date'; readonly number: number; readonly at: number }
  /** The bytes of a buffer, as a buffer of its own. */
  | { readonly kind: 'bytes'; readonly number: number; readonly at: number }
  /** Not extensible any more. */
  | { readonly kind: 'closed'; readonly number: number };

/**
 * A module variable that the call found absent and gave a value, at a place that only asks whether it has one. The call is
 * answered as well where the variable holds that value already. Fills are numbered in their order behind all that was
 * observed, and values stored later refer to those numbers.
 */
export interface Fill {
  readonly scope: string;
  readonly name: string;
  readonly value: Payload;
  /** Of the value, in the numbering in which it comes. */
  readonly fingerprint: string;
  /** Position of the fill in whose guarded place it was: where that one is passed by, this one does not come about. */
  readonly within?: number;
}

/** How a suspended async call came back: through an event of the virtual loop, or in the next microtask round. */
export type Hop =
  | { readonly kind: 'answer' }
  | { readonly kind: 'timer'; readonly delay: number }
  | { readonly kind: 'tick' };

/** One recorded execution under a key. */
export interface Trace {
  readonly key: string;
  readonly site: FunctionSite;
  readonly identity: string;
  readonly dependencies: readonly Dependency[];
  /** The returned value as a tape (see engine/value); with `writes`, a list that begins with it. */
  readonly value: Payload;
  /** The call threw the value. */
  readonly threw?: true;
  /** Changes to the heap that a hit makes again; absent: none. */
  readonly writes?: readonly HeapWrite[];
  /** The variables that it filled; then it has neither writes nor effects. Absent: none. */
  readonly fills?: readonly Fill[];
  /** A call below it was answered where its fills were there already: it hangs on more than an execution would show. */
  readonly surplus?: true;
  readonly effects: readonly Effect[];
  /** Absent for a call that settled without suspending. */
  readonly hops?: readonly Hop[];
  /** The call waited while nobody else could run, and may be answered only where that is so again. */
  readonly exclusive?: true;
  /** What the call cost when it ran, in milliseconds of guest time. */
  readonly costMs: number;
  /** Digest over everything that tells this trace from another; identical traces merge. */
  readonly id: string;
  readonly createdMs: number;
}

/** A verdict on one call, counted per function for the report. */
export type VerdictKind = 'hit' | 'miss' | 'bypass';

/** Why a call was not answered (miss) or not memoized (bypass): a stable code and words for a person. */
export interface Reason {
  readonly verdict: 'miss' | 'bypass';
  readonly code: string;
  readonly text: string;
  readonly count: number;
}

/** One function's line in the run report. Times are milliseconds; `totalMs` is inclusive, outermost activations only. */
export interface FunctionReport {
  readonly name: string;
  readonly file: string;
  readonly line: number;
  readonly calls: number;
  readonly hits: number;
  readonly stored: number;
  readonly totalMs: number;
  readonly savedMs: number;
  readonly reasons: readonly Reason[];
}

/** What a grant covers: everything, or these. */
type Covered = true | readonly string[];

/**
 * What it takes to run a script again as it was run, beside its name. Paths are root-relative where they lie below the
 * project root. Variables of the environment are not kept: a run again has those of its time.
 */
export interface Invocation {
  /** The project root, as the store finds it: relative to the store's folder where that lies below it, else absolute. */
  readonly root: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly grants: { readonly read: Covered; readonly write: Covered; readonly env: Covered; readonly net: Covered };
  /** Null: the break-even of storing against recomputing. */
  readonly minDurationMs: number | null;
  readonly memoryLimitMB: number;
  readonly seed: string | null;
  readonly time: { readonly startMs: number; readonly frozen: boolean } | null;
  /** Whether standard input gave the script anything: that cannot be given again. */
  readonly input: boolean;
  /** Whether it asked the network: that would be done once more. Absent: it did not. */
  readonly network?: true;
  /** The folder of recorded answers; root-relative where it lies below the project root. Absent: none. */
  readonly netSnapshot?: string;
}

/** The run report: what `--report` writes and the store records of each run. */
export interface RunReport {
  readonly version: 1;
  readonly runId: string;
  readonly script: string;
  readonly startedAt: string;
  readonly exitCode: number;
  /** Set when the exit code is ours and not the script's own. */
  readonly fault: { readonly code: string; readonly message: string } | null;
  /** Absent of a run without a store, and of one that was stopped. */
  readonly invocation?: Invocation;
  readonly wallMs: number;
  /** Time the guest ran: the host's reading of sources and its own memoization are not in it. */
  readonly guestMs: number;
  /** What memoization took outside every recorded call. */
  readonly overheadMs: number;
  readonly savedMs: number;
  /** Set by an audit: how many calls were executed beside their entries, and what differed. */
  readonly audit?: { readonly calls: number; readonly differences: readonly Difference[] };
  readonly calls: { readonly hit: number; readonly miss: number; readonly bypass: number; readonly stored: number };
  readonly functions: readonly FunctionReport[];
  readonly dependencies: readonly {
    readonly kind: DependencyKind;
    readonly name: string;
    readonly fingerprint: string;
  }[];
  /** Calls that contained calls: site of the caller, site of the callee, how often. */
  readonly edges: readonly { readonly from: string; readonly to: string; readonly count: number }[];
}
