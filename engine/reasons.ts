/** The reasons of misses in words a person understands, with file and line. */
import type { Cause } from './frame.ts';
import type { ProgramFunction, ProgramPort } from './ports.ts';
import { subject } from './subject.ts';
import type { Dependency, Trace } from './trace.ts';

/** Why a call whose key is known was not answered: the first dependency that differs. */
export function differenceCause(dependency: Dependency, program: ProgramPort): Cause {
  const scope = dependency.scope ?? '';
  const { kind, name } = dependency;
  if (kind === 'code') {
    const line = program.code(scope, name)?.line;
    if (line === undefined) return { code: 'code-changed', text: `function ${name} is gone from ${scope}` };
    return { code: 'code-changed', text: `function ${name} changed (${scope}:${line})` };
  }
  if (kind === 'variable') {
    const line = program.variableLine(scope, name);
    const where = scope === '' ? 'global' : line === undefined ? scope : `${scope}:${line}`;
    return { code: 'variable-changed', text: `variable ${name} changed (${where})` };
  }
  if (kind === 'binding' && name === 'import.meta') return { code: 'dependency-changed', text: `${scope} was moved` };
  if (kind === 'binding') return { code: 'code-changed', text: `import ${name} leads elsewhere (${scope})` };
  return { code: 'dependency-changed', text: `${subject(dependency)} changed` };
}

/** Why a call whose key is unknown was not answered, by comparison with the function's last trace. */
export function unknownKeyCause(fn: ProgramFunction, latest: Trace | undefined): Cause {
  if (!latest) return { code: 'new', text: 'not stored before' };
  if (latest.identity !== fn.identity)
    return { code: 'code-changed', text: `its own code changed (${fn.site.module}:${fn.site.line})` };
  return { code: 'arguments-changed', text: 'called with arguments (or this) not stored before' };
}

// ---------- causes of the conductor's own

export function opaqueArgument(what: string): Cause {
  return { code: 'opaque-argument', text: `is given ${what}` };
}

export const TOO_DEEP: Cause = { code: 'too-deep', text: 'nested in too many calls that are being recorded' };
export const AUDITED: Cause = { code: 'audit', text: 'executed beside its entry (--audit)' };
export const NOT_ALONE: Cause = {
  code: 'not-alone',
  text: 'others could run while it waits, which was not so when it was stored',
};
export const REFRESHED: Cause = { code: 'refresh', text: 'recomputed on request (--refresh)' };
export const DAMAGED: Cause = { code: 'damaged', text: 'the stored result is damaged or missing' };
export const SHORT: Cause = { code: 'short', text: 'its calls are shorter than it pays to store' };
