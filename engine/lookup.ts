/** Finding the trace that answers a call: every trace under its key, each verified in the order in which it observed. */
import type { Auditor, AuditPlan } from './audit-choice.ts';
import { followFills } from './fills.ts';
import type { Cause } from './frame.ts';
import type { HeapView, ProgramFunction, ProgramPort, TracePort, WorldPort } from './ports.ts';
import { differenceCause, NOT_ALONE, REFRESHED, unknownKeyCause } from './reasons.ts';
import type { Dependency, Trace } from './trace.ts';
import { verify } from './verify.ts';

/** The trace that answers a call and what is to become of it, or why there is none. */
interface Found {
  readonly trace?: Trace;
  readonly plan?: AuditPlan;
  readonly cause?: Cause;
}

/** What is looked through, and asked. */
export interface LookupPowers {
  readonly traces: TracePort;
  readonly program: ProgramPort;
  readonly world: WorldPort;
  readonly refresh: boolean;
  readonly auditor: Auditor | null;
  /** What could change builtins while a call waits. */
  readonly patching: () => Cause | null;
}

export class Lookup {
  readonly #powers: LookupPowers;
  /** Where the trace stands that comes after the last hit of its key: calls that differ by state alone come in that order. */
  readonly #following = new Map<string, number>();
  readonly #earlier = new Map<ProgramFunction, Trace | undefined>();

  constructor(powers: LookupPowers) {
    this.#powers = powers;
  }

  /** The first valid trace under the key, or why there is none. */
  find(fn: ProgramFunction, key: string, view: HeapView, exclusive: () => boolean): Found {
    const { traces, program, world, refresh, auditor } = this.#powers;
    if (refresh) return { cause: REFRESHED };
    let difference: Dependency | null = null;
    const mark = view.mark();
    const known = traces.lookup(key);
    const patching = known.some((trace) => trace.hops) ? this.#powers.patching() : null;
    const first = this.#following.get(key) ?? 0;
    for (let i = 0; i < known.length; i++) {
      const at = (first + i) % known.length;
      const trace = known[at] as Trace;
      if ((trace.exclusive || (trace.hops && patching)) && !exclusive()) continue;
      const differs = verify(trace, view, program, world) ?? followFills(trace, view, traces);
      if (!differs) {
        if (known.length > 1) this.#following.set(key, at + 1);
        const plan = auditor?.plan(trace) ?? 'answer';
        if (plan === 'compare') view.reset(mark);
        return { trace, plan };
      }
      if (at === 0) difference = differs;
      view.reset(mark);
    }
    if (difference) return { cause: differenceCause(difference, program) };
    if (known.length > 0) return { cause: patching ?? NOT_ALONE };
    return { cause: unknownKeyCause(fn, this.#before(fn)) };
  }

  /** The last trace of a function from an earlier run: this run's own would hide that its code is new. */
  #before(fn: ProgramFunction): Trace | undefined {
    if (!this.#earlier.has(fn)) this.#earlier.set(fn, this.#powers.traces.latest(fn.site.module, fn.site.path));
    return this.#earlier.get(fn);
  }
}
