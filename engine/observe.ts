/** What frames come to depend on, in their own numbering of the heap. */
import { addressOf } from './fills.ts';
import type { Frame } from './frame.ts';
import type { ProgramFunction, Reach, VariableAddress } from './ports.ts';
import type { Dependency } from './trace.ts';
import { ABSENT } from './verify.ts';

/** A frame comes to depend on what a stored call depended on. */
export function take(frame: Frame, dependency: Dependency): void {
  if (dependency.kind === 'variable') observeVariable(frame, addressOf(dependency));
  else if (dependency.kind === 'entry') observeEntry(frame, addressOf(dependency));
  else if (dependency.kind === 'callers') observeCallers(frame);
  else frame.depend(dependency);
}

/** Code of a function ran: the frame depends on it and on all that it can reach. */
export function markIn(frame: Frame, fn: ProgramFunction, { variables, bindings, tells }: Reach): void {
  const { module, path } = fn.site;
  frame.marked.add(fn);
  frame.depend({ kind: 'code', scope: module, name: path, fingerprint: fn.identity });
  for (const { scope, name, target } of bindings) frame.depend({ kind: 'binding', scope, name, fingerprint: target });
  for (const address of variables) observeVariable(frame, address);
  for (const told of tells) frame.view.fills.tell(told, told.writes);
}

/** Who called the frame's own call: those between it and the one that looked are told by the code that ran. */
export function observeCallers(frame: Frame): void {
  const fingerprint = frame.view.callers();
  if (fingerprint === null) frame.refuse('stack', 'looks at the stack of an error that it made');
  else frame.depend({ kind: 'callers', name: '', fingerprint });
}

/** A frame's first observation of a variable stands. */
function observeVariable(frame: Frame, { scope, name }: VariableAddress): void {
  if (frame.cause !== null || frame.knows('variable', scope, name)) return;
  const seen = frame.view.observe(scope, name);
  if (!seen) return frame.depend({ kind: 'variable', scope, name, fingerprint: ABSENT });
  if (seen.refused !== null) frame.refuse('opaque-variable', `uses ${name}, which holds ${seen.refused}`);
  frame.depend({ kind: 'variable', scope, name, fingerprint: seen.fingerprint });
}

/** Looking at one more entry costs more than a look at all the others, from then on. */
const MOST_ENTRIES = 1000;

/**
 * Code names an entry of a table by its key (null: one that has no words), to read or to change it. The frame's first
 * observation of the entry stands. True when the frame need hear of that table no more.
 */
export function touchIn(frame: Frame, { scope, name }: VariableAddress, key: string | null): boolean {
  if (frame.cause !== null || frame.knows('entry', scope, `${name}[*]`)) return true;
  const isWhole = key === null || frame.touches(scope, name) > MOST_ENTRIES;
  observeEntry(frame, { scope, name: isWhole ? `${name}[*]` : `${name}[${key}]` });
  return isWhole;
}

function observeEntry(frame: Frame, { scope, name }: VariableAddress): void {
  const table = name.slice(0, name.indexOf('['));
  if (frame.cause !== null || frame.knows('entry', scope, `${table}[*]`) || frame.knows('entry', scope, name)) return;
  const seen = frame.view.observeEntry(scope, name);
  if (!seen) return frame.refuse('opaque-variable', `uses ${table}, which cannot be looked into`);
  if (seen.refused !== null) frame.refuse('opaque-variable', `uses ${name}, which holds ${seen.refused}`);
  frame.depend({ kind: 'entry', scope, name, fingerprint: seen.fingerprint });
}
