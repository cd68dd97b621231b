/** Fills of traces: variables that a call found absent and gave a value, which may be there already when it is answered. */
import type { HeapView, PresumedFill, TracePort, VariableAddress } from './ports.ts';
import type { Dependency, Fill, Trace } from './trace.ts';

/** Whether a dependency is on a variable that the trace fills. */
export function isOnFill({ kind, scope = '', name }: Dependency, { fills }: Trace): boolean {
  return kind === 'variable' && fills !== undefined && fills.some((fill) => fill.scope === scope && fill.name === name);
}

/** What the call would fill has its value already: that is compared when all else is numbered. */
export function isFilled(dependency: Dependency, trace: Trace, view: HeapView): boolean {
  return isOnFill(dependency, trace) && view.fills.has(addressOf(dependency));
}

/** Numbers a trace's fills, once all it depends on is; the first that is not as stored, or null. */
export function followFills({ fills = [] }: Trace, view: HeapView, traces: TracePort): Dependency | null {
  for (const fill of fills) {
    const { scope, name, fingerprint } = fill;
    if (isPassedBy(fill, fills, view) || !view.fills.follow(fill, () => traces.bytes(fill.value)))
      return { kind: 'variable', scope, name, fingerprint };
  }
  return null;
}

/** Not there, and in a place where nobody would come: the one around it is filled. */
function isPassedBy(fill: Fill, fills: readonly Fill[], { fills: now }: HeapView): boolean {
  const around = fill.within === undefined ? undefined : fills[fill.within];
  return around !== undefined && now.has(around) && !now.has(fill);
}

/** The fills that a hit has to make, each with the one around it. */
export function missingFills({ fills = [] }: Trace, { fills: now }: HeapView): (readonly [Fill, Fill | null])[] {
  return fills
    .filter((fill) => !now.has(fill))
    .map((fill) => [fill, fill.within === undefined ? null : (fills[fill.within] ?? null)]);
}

/** A trace's fills with what was observed of each variable before. */
export function presumedFills(trace: Trace): PresumedFill[] {
  return trace.dependencies
    .filter((dependency) => isOnFill(dependency, trace))
    .map((dependency) => ({ ...addressOf(dependency), absent: dependency.fingerprint }))
    .sort((a, b) => position(a, trace) - position(b, trace));
}

function position({ scope, name }: VariableAddress, { fills = [] }: Trace): number {
  return fills.findIndex((fill) => fill.scope === scope && fill.name === name);
}

export function addressOf({ scope = '', name }: Dependency): VariableAddress {
  return { scope, name };
}
