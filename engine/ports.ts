/** The powers that the engine is given: the guest's heap, the world's answers, the store, a clock. Names only. */
import type { Dependency, Fill, FunctionSite, HeapWrite, Payload, Trace } from './trace.ts';

/** A function of the program as the engine sees it; one object per function and run. */
export interface ProgramFunction {
  readonly site: FunctionSite;
  readonly name: string;
  readonly identity: string;
  /** Why it can never be memoized, in words; null for a candidate. */
  readonly bypass: string | null;
}

/** What a walk of the heap found: a fingerprint in the frame's numbering, or why it cannot be trusted. */
export interface Observation {
  readonly fingerprint: string;
  readonly refused: string | null;
  /** Static functions among the values: the frame depends on their code. */
  readonly statics: readonly StaticCode[];
}

/** A function known by name, or made while the call ran, and its code. */
export interface StaticCode {
  readonly module: string;
  readonly path: string;
  readonly identity: string;
  /** Path of the function that made it while the call ran. */
  readonly maker?: string;
}

/** A result as words that come back whole, or what in it cannot. */
export type Encoded =
  | {
      readonly tape: Uint8Array;
      readonly statics: readonly StaticCode[];
      /** Functions, and modules outside functions, whose lines the unread stacks of errors in it show. */
      readonly shown: readonly { readonly module: string; readonly path: string }[];
      readonly writes?: readonly HeapWrite[];
      readonly fills?: readonly EncodedFill[];
    }
  | { readonly refused: string };

/** A fill before its bytes become a payload. */
export type EncodedFill = Omit<Fill, 'value'> & { readonly tape: Uint8Array };

/** A stored call on its way back: its value's handle, and its changes to the heap, which are made when asked for. */
export interface Restored {
  readonly value: number;
  write(): void;
}

/** One frame's view of the heap: its numbering, begun with the call's `this` and arguments. */
export interface HeapView {
  readonly entry: Observation;
  /** Walks a variable in this numbering; null when the program has no such variable. */
  observe(scope: string, name: string): Observation | null;
  /** Walks an entry of a table variable, by its name; null when there is no such table. */
  observeEntry(scope: string, name: string): Observation | null;
  /** What is no longer as it was observed, in words; null when all is. */
  changed(): string | null;
  /** Who called, and where, as a stack shows it; null when that is not known: in asynchronous calls. */
  callers(): string | null;
  /** What of the observed could change, in words; null when nothing can: primitives, frozen values, functions by name. */
  readonly mutable: string | null;
  /**
   * The value, and the changes that `changed` found, as data; as fills where they may be and nothing else changed. Errors
   * that are part of it were made since the epoch given, or are refused.
   */
  encode(value: number, mayFill?: boolean, since?: number): Encoded;
  readonly fills: FillView;
  /** Makes a stored value again; null when the tape is damaged or needs what is not there. */
  decode(tape: Uint8Array, writes?: readonly HeapWrite[]): Restored | null;
  /** A point to come back to: verification numbers things that the next candidate must not see. */
  mark(): number;
  reset(mark: number): void;
  release(): void;
}

/** One frame's view of the variables that are filled while it is open, and of those that its trace would fill. */
export interface FillView {
  /** A guarded place is about to fill a variable; its code can reach the variables that `reach` captured (0: none). */
  begin(variable: VariableAddress, reach: number): void;
  /** A hit is about to fill a variable, in the guarded place of another one that it fills too, if that is named. */
  expect(variable: VariableAddress, within: VariableAddress | null): void;
  /** It has; `value` is the handle of what it is filled with, 0 for what it holds. */
  end(variable: VariableAddress, value: number): void;
  /** Code runs that tells a filled variable from an absent one, or writes it otherwise. */
  tell(variable: VariableAddress, writes: boolean): void;
  /** Builtins changed: whoever passes a guarded place by sees others. */
  giveUp(): void;
  /** Whether a fill variable has a value. */
  has(variable: VariableAddress): boolean;
  /** Numbers a stored fill: what the variable holds, or what it is to hold. False when that is not what was stored. */
  follow(fill: Fill, tape: () => Uint8Array | undefined): boolean;
  /** From now on the call is recorded as an entry was: with these fills, where filled already as if they were not. */
  presume(fills: readonly PresumedFill[]): void;
}

/** A fill of an entry, and the fingerprint that stands for the absent variable. */
export interface PresumedFill extends VariableAddress {
  readonly absent: string;
}

/** A variable that a function can read or write, by address. */
export interface VariableAddress {
  readonly scope: string;
  readonly name: string;
}

/** What a function can reach outside itself: variables by address, and where the names it imports lead. */
export interface Reach {
  readonly variables: readonly VariableAddress[];
  readonly bindings: readonly ImportBinding[];
  /** Fill variables of which it can tell whether they are filled, or that it writes otherwise. */
  readonly tells: readonly ToldVariable[];
}

/** What a function does with a fill variable outside the guarded places. */
export interface ToldVariable extends VariableAddress {
  readonly writes: boolean;
}

/** An imported name, spelled `imported from specifier`, and the variable it means. */
export interface ImportBinding extends VariableAddress {
  readonly target: string;
}

/** The present program: what code and variables stand where. */
export interface ProgramPort {
  /** Identity of the function at a path, and whether its name can be read yet; undefined when there is none. */
  code(module: string, path: string): { readonly identity: string; readonly line: number } | undefined;
  /** Digest of a module's source and place; undefined when there is none. */
  source(module: string): string | undefined;
  /** Digest of the text of a function, or of a module (no path) with its place; undefined when there is none. */
  text(module: string, path: string): string | undefined;
  /** The variable that an imported name of a module means; undefined when the module imports no such name. */
  binding(module: string, name: string): string | undefined;
  /** Where a variable is declared, for messages. */
  variableLine(scope: string, name: string): number | undefined;
  /** Null while every builtin is as in the boot image; else what differs. */
  patchedBuiltin(): string | null;
  /** Where the text of the program changes builtins; null when it does not, as far as names tell. */
  patchingPlace(): string | null;
}

/** The world's answers, asked again only to check. */
export interface WorldPort {
  /** The fingerprint a dependency would have now; undefined when nobody can say. */
  observe(dependency: Dependency): string | undefined;
  /** Whether present grants let a stored write be done again. */
  mayWrite(path: string): boolean;
  /** Whether a file has this content and mode already. */
  holds(path: string, fingerprint: string, mode: number): boolean;
}

/** Lookups and appends of the store, as the conductor needs them. */
export interface TracePort {
  lookup(key: string): readonly Trace[];
  latest(module: string, path: string): Trace | undefined;
  put(trace: Trace): void;
  payload(bytes: Uint8Array): Payload;
  /** The bytes of a payload; undefined when absent or damaged. */
  bytes(payload: Payload): Uint8Array | undefined;
}

/** An effect as it happened, before its bytes become a payload. */
export type RecordedEffect =
  /** `lines`: whole lines of the console, printed outside every group. */
  | { readonly kind: 'output'; readonly fd: 1 | 2; readonly bytes: Uint8Array; readonly lines?: boolean }
  | {
      /** The whole content of a file after the operation; `movedFrom` when it came by rename from the frame's own file. */
      readonly kind: 'file';
      readonly path: string;
      readonly bytes: Uint8Array;
      readonly mode: number;
      readonly movedFrom?: string;
    }
  /** Bytes added at the end of a file that the frame wrote before. */
  | { readonly kind: 'append'; readonly path: string; readonly bytes: Uint8Array }
  /** A stored write that left the file as it already was: its bytes are known by their fingerprint. */
  | {
      readonly kind: 'kept';
      readonly path: string;
      readonly mode: number;
      readonly fingerprint: string;
      readonly data: Payload;
    }
  | { readonly kind: 'directory'; readonly path: string }
  /** The position of a seeded random stream after the draws. */
  | { readonly kind: 'draws'; readonly stream: string; readonly position: number }
  /** Standard input was read to its end: nobody after gets anything. */
  | { readonly kind: 'input' };
