/**
 * Whether the guest may run on the main thread: its stack must hold what every shape of recursion takes, so that each ends
 * in a guest error. The bin's first line tells V8 how much it may use; that the system grants as much is asked here. A
 * process started otherwise uses a worker, whose stack is ours to choose.
 */
import { readSmall } from './read-small.ts';
import { STACK_KB } from './v8-flags.ts';

/** What a process knows of its own stack. */
export interface StackFacts {
  /** The flags that node was started with. */
  readonly flags: readonly string[];
  /** The text of `/proc/self/limits`; undefined where there is none, and the limit cannot be read. */
  readonly limits: string | undefined;
  /** What lies at the stack's beginning: the words and the environment that the process was started with, in bytes. */
  readonly startBytes: number;
}

/** For native code that V8 does not count, as much as node leaves in its workers and some more. */
const UNCOUNTED_KB = 320;

/** True if V8 uses that much of the stack and the system grants it; V8 alone would run into the stack's end. */
export function hasLargeStack({ flags, limits, startBytes }: StackFacts): boolean {
  if (!flags.includes(`--stack-size=${STACK_KB}`)) return false;
  const [, soft] = /^Max stack size +(\d+|unlimited) /m.exec(limits ?? '') ?? [];
  return soft === 'unlimited' || Number(soft ?? 0) >= 1024 * (STACK_KB + UNCOUNTED_KB) + startBytes;
}

/** Asks the running process. */
export function stackFacts(): StackFacts {
  const { env, argv, execArgv, platform } = process;
  const limits = platform === 'linux' ? readSmall('/proc/self/limits') : undefined;
  const words = [...argv, ...execArgv, ...Object.entries(env).flat()];
  return { flags: execArgv, limits, startBytes: words.reduce((sum, word = '') => sum + mostBytes(word), 0) };
}

/** Of a text with its end and the pointer to it; no character takes more than three bytes for each of its units. */
function mostBytes(text: string): number {
  return 3 * text.length + 16;
}
