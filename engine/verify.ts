/**
 * Verification: a trace is valid when every dependency, asked again in the order observed, has the answer recorded.
 * The first difference ends it and is the reason of the miss.
 */
import { isFilled } from './fills.ts';
import type { HeapView, ProgramPort, WorldPort } from './ports.ts';
import type { Dependency, Trace } from './trace.ts';

/** What is observed of a name that nothing declares. */
export const ABSENT = 'absent';

/** Null when the trace holds; else the first dependency that differs. */
export function verify(trace: Trace, view: HeapView, program: ProgramPort, world: WorldPort): Dependency | null {
  for (const dependency of trace.dependencies)
    if (!isFilled(dependency, trace, view) && answerNow(dependency, view, program, world) !== dependency.fingerprint)
      return dependency;
  return null;
}

function answerNow(
  dependency: Dependency,
  view: HeapView,
  program: ProgramPort,
  world: WorldPort,
): string | null | undefined {
  const scope = dependency.scope ?? '';
  switch (dependency.kind) {
    case 'code':
      return program.code(scope, dependency.name)?.identity;
    case 'binding':
      return program.binding(scope, dependency.name);
    case 'variable': {
      const seen = view.observe(scope, dependency.name);
      if (!seen) return ABSENT;
      return seen.refused === null ? seen.fingerprint : null;
    }
    case 'entry': {
      const seen = view.observeEntry(scope, dependency.name);
      return seen?.refused === null ? seen.fingerprint : null;
    }
    case 'callers':
      return view.callers();
    case 'module':
      return program.source(dependency.name);
    case 'lines':
      return program.text(scope, dependency.name);
    default:
      return world.observe(dependency);
  }
}
