/**
 * The guest's side of memoization: which frame a callback belongs to.
 * The hooks are host functions bound to lexical globals before the prelude runs; instrumented code calls them too.
 */
/** The epoch of the innermost open frame; 1 when none is open. The host writes it in place. */
declare const $rote_epoch: number;
declare const __rote_frames: {
  capture(kind: number, delay: number): number;
  enter(token: number): void;
  leave(): void;
  release(token: number): void;
  then(): void;
  surface(): void;
  hop(token: number): number;
  wait(token: number): void;
};

const NO_FRAME = 1;
const apply = Reflect.apply;
const { capture, enter, leave, release, then, surface, hop, wait } = __rote_frames;
/** What the recorded call that a token names waits for next. */
export const hopOf = hop;
/** That call is about to wait for it. */
export const waitHop = wait;
delete (globalThis as { __rote_frames?: unknown }).__rote_frames;

/** Why a callback was registered. */
export type RegistrationKind = 'answer' | 'timer' | 'immediate' | 'tick' | 'microtask';

const KINDS: Readonly<Record<RegistrationKind, number>> = { answer: 0, timer: 1, immediate: 2, tick: 3, microtask: 4 };

export const frame = {
  /** A token for the open frame, or 0 when none is open. */
  capture(kind: RegistrationKind, delay = 0): number {
    return $rote_epoch === NO_FRAME ? 0 : capture(KINDS[kind], delay);
  },
  /** Runs a callback in the frame of its registration. */
  run(token: number, fn: (...args: never[]) => unknown, self: unknown, args: readonly unknown[]): unknown {
    if (token === 0) return apply(fn, self, args);
    enter(token);
    try {
      return apply(fn, self, args);
    } finally {
      leave();
    }
  },
  /** Forgets a registration that was cancelled. */
  release(token: number): void {
    if (token !== 0) release(token);
  },
  /** Whether a frame is open. */
  active(): boolean {
    return $rote_epoch !== NO_FRAME;
  },
  /** A promise callback was registered while a frame is open. */
  // biome-ignore lint/suspicious/noThenProperty: the name of the hook
  then(): void {
    then();
  },
  /** No microtask runs before the next drain of the nextTick callbacks. */
  surface(): void {
    surface();
  },
};
