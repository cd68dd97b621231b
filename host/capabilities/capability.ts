/** What a capability island is: its operations, how its facts are asked again, how its effects are done again. */
import type { Dependency } from '../../engine/trace.ts';
import type { FailureAnswer } from '../../guest/abi.ts';

/** What crosses the door, in both directions. */
export type GuestValue = undefined | null | boolean | number | string | Uint8Array;

/** One thing done to the world, with its raw bytes, before it becomes the payload of a stored effect. */
export type RecordedEffect =
  | { readonly kind: 'output'; readonly fd: 1 | 2; readonly bytes: Uint8Array; readonly lines?: boolean }
  | {
      /** The whole content of a file after the operation. */
      readonly kind: 'file';
      readonly path: string;
      readonly bytes: Uint8Array;
      readonly mode: number;
      /** Set when the file came by rename from a path that the same frame wrote: that one is gone. */
      readonly movedFrom?: string;
    }
  | {
      /** Bytes added at the end of a file that the innermost frame (hence every open one) wrote before. */
      readonly kind: 'append';
      readonly path: string;
      readonly bytes: Uint8Array;
    }
  | { readonly kind: 'directory'; readonly path: string }
  /** The position of a seeded random stream after the draws. */
  | { readonly kind: 'draws'; readonly stream: string; readonly position: number }
  /** Standard input was read to its end. */
  | { readonly kind: 'input' };

/** Takes the facts, as they are delivered, for every open frame. */
export interface Recorder {
  dependency(d: Dependency): void;
  effect(e: RecordedEffect): void;
  /** The open frames read something that has no fingerprint (a clock, randomness): they are not stored. */
  volatile(what: string): void;
  /** The open frames did something that cannot be replayed: they are not stored. */
  bypass(code: string, text: string): void;
  /** Something is done to the world that doing it again would show, though a hit need not do it. */
  acts(): void;
  /** The run ends here, inside the calls that are open. */
  leave(): void;
  /** The function of the program that is running: its module and path. */
  drawer(): string;
  /** Whether any frame is open. */
  readonly active: boolean;
  /** Whether the innermost open frame itself wrote this file or made this directory. */
  wroteBefore(path: string): boolean;
}

/** One operation: arguments as they crossed the door, the answer as it goes back. A refusal or failure throws HostFailure. */
export type Operation = (args: readonly GuestValue[], recorder: Recorder) => GuestValue;

/** One mediated power. */
export interface Capability {
  readonly ops: Readonly<Record<number, Operation>>;
  /** Asks again, only to check: the fingerprint the dependency would have now; undefined when another island owns it. */
  observe?(d: Dependency): string | undefined;
  /** Does a recorded effect again. Returns whether this island owns it; throws HostFailure when present grants refuse. */
  replay?(e: RecordedEffect): boolean;
  /** Whether present grants let a file or directory be written. */
  mayWrite?(path: string): boolean;
  /** Whether a file has this content and mode already. */
  holds?(path: string, fingerprint: string, mode: number): boolean;
}

/** What becomes an error of the guest. Holds only what the guest may see. */
export class HostFailure extends Error {
  readonly answer: FailureAnswer;

  constructor(answer: FailureAnswer) {
    super(answer.message);
    this.answer = answer;
  }

  /** The JSON that the guest's door reads after the failure marker. */
  describe(): string {
    return JSON.stringify(this.answer);
  }
}

/** Thrown by the operation `exit`: the guest asked to end and must not run on. */
export class GuestExit extends Error {
  readonly exitCode: number;

  constructor(exitCode: number) {
    super(`the script exited with code ${exitCode}`);
    this.exitCode = exitCode;
  }
}
