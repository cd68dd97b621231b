/** What frames come to depend on, in their own numbering of the heap. */
import { addressOf } from './fills.ts';
import type { Frame } from './frame.ts';
import type { VariableAddress } from './ports.ts';
import type { Dependency } from './trace.ts';
import { ABSENT } from './verify.ts';

/** A frame comes to depend on what a stored call depended on. */
export function take(frame: Frame, dependency: Dependency): void {
  if (dependency.kind === 'variable') observeVariable(frame, addressOf(dependency));
  else frame.depend(dependency);
}

/** A frame's first observation of a variable stands. */
export function observeVariable(frame: Frame, { scope, name }: VariableAddress): void {
  if (frame.cause !== null || frame.knows('variable', scope, name)) return;
  const seen = frame.view.observe(scope, name);
  if (!seen) return frame.depend({ kind: 'variable', scope, name, fingerprint: ABSENT });
  if (seen.refused !== null) frame.refuse('opaque-variable', `uses ${name}, which holds ${seen.refused}`);
  frame.depend({ kind: 'variable', scope, name, fingerprint: seen.fingerprint });
}
