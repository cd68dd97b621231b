/** The world as the conductor sees it: every capability, asked again to check, or told to do a stored effect again. */
import type { DoneAgain } from '../../engine/memo.ts';
import type { WorldPort } from '../../engine/ports.ts';
import type { Dependency } from '../../engine/trace.ts';
import type { Capability } from '../capabilities/capability.ts';

/** What the world is made of. */
export interface WorldPowers {
  readonly capabilities: readonly Capability[];
  /** Whether the script changed the array that it got as process.argv. */
  readonly argumentsChanged: () => boolean;
  /** Something but printing is done to the world. */
  readonly onActed: () => void;
}

/** The port, and what does stored effects again. */
export function worldOf({ capabilities, argumentsChanged, onActed }: WorldPowers): WorldPort & {
  replay(effect: DoneAgain): void;
} {
  return {
    observe(d: Dependency): string | undefined {
      if (d.kind === 'argv' && d.name === 'argv' && argumentsChanged()) return 'changed';
      for (const capability of capabilities) {
        const answer = capability.observe?.(d);
        if (answer !== undefined) return answer;
      }
      return undefined;
    },
    mayWrite: (path) => capabilities.some((capability) => capability.mayWrite?.(path)),
    holds: (path, fingerprint, mode) => capabilities.some((c) => c.holds?.(path, fingerprint, mode)),
    replay(effect) {
      if (effect.kind !== 'output' && effect.kind !== 'draws') onActed();
      for (const capability of capabilities) if (capability.replay?.(effect)) return;
    },
  };
}
