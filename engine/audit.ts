/**
 * The audit: a call that could have been answered was executed beside its entry. Both are traces; what differs between them
 * is a fault of memoization, or something that the script hangs on and nobody saw. Pure: texts are made from given bytes.
 */
import type { Dependency, Effect, Payload, Trace } from './trace.ts';
import { printValue } from './value/print.ts';

/** One difference between an entry and its execution, as texts to be laid side by side. */
export interface Difference {
  readonly module: string;
  readonly line: number;
  readonly path: string;
  /** `value`, `changes`, `effects`, `waits`, `dependencies`, or `storable`: it would not be stored now. */
  readonly what: string;
  readonly stored: string;
  readonly executed: string;
}

/** What the executed call became: a trace, or why it would not be stored. */
export type Executed = Trace | { readonly refused: string };

/** The differences between an entry and what its call did now. */
export function differences(
  stored: Trace,
  executed: Executed,
  bytes: (payload: Payload) => Uint8Array | undefined,
): Difference[] {
  const { module, path, line } = stored.site;
  const told = (what: string, a: string, b: string): Difference => ({
    module,
    path,
    line,
    what,
    stored: a,
    executed: b,
  });
  if ('refused' in executed) return [told('storable', 'stored', executed.refused)];
  const text = (payload: Payload): string => payloadText(payload, bytes);
  const sides = [stored, executed] as const;
  const isAlike = stored.exclusive === executed.exclusive;
  const parts: readonly (readonly [what: string, texts: (trace: Trace) => string])[] = [
    ['value', (trace) => `${trace.threw ? 'threw ' : ''}${valueText(trace.value, bytes)}`],
    ['changes', changesText],
    ['effects', (trace) => effectTexts(lasting(trace, executed), text, isAlike).join('\n')],
    ['waits', (trace) => (isAlike ? (trace.hops ?? []).map((hop) => JSON.stringify(hop)).join('\n') : '')],
    ['dependencies', (trace) => dependencyTexts(trace.dependencies).join('\n')],
  ];
  const found = parts.map(([what, texts]) => told(what, ...(sides.map(texts) as [string, string])));
  const exact = samePayload(stored.value, executed.value) ? [] : ['value'];
  return found.filter(({ what, stored: a, executed: b }) => a !== b || exact.includes(what));
}

/** A fill is told by its fingerprint: its bytes need not be stored again. */
function changesText({ writes = [], fills = [] }: Trace): string {
  const filled = fills.map(({ scope, name, fingerprint }) => `fills ${scope} ${name} ${fingerprint}`);
  return [...writes.map((write) => JSON.stringify(write)), ...filled].join('\n');
}

/** A directory that is there already is not made again: what was stored of it says no more than that it is there. */
function lasting({ effects }: Trace, executed: Trace): readonly Effect[] {
  const made = new Set(executed.effects.map((effect) => (effect.kind === 'directory' ? effect.path : '')));
  return effects.filter((effect) => effect.kind !== 'directory' || made.has(effect.path));
}

function samePayload(a: Payload, b: Payload): boolean {
  return 'inline' in a ? 'inline' in b && a.inline === b.inline : 'blob' in b && a.blob === b.blob;
}

function valueText(payload: Payload, bytes: (payload: Payload) => Uint8Array | undefined): string {
  const tape = bytes(payload);
  return tape ? printValue(tape) : '<missing>';
}

function payloadText(payload: Payload, bytes: (payload: Payload) => Uint8Array | undefined): string {
  const found = bytes(payload);
  return found ? Buffer.from(found).toString('utf8') : '<missing>';
}

/** Of a call that was alone only one side's waits are known: what it printed is compared, not behind which of them. */
function effectTexts(effects: readonly Effect[], text: (payload: Payload) => string, isAlike: boolean): string[] {
  if (isAlike) return effects.map((effect) => effectText(effect, text));
  const told: string[] = [];
  let fd = 0;
  for (const { after: _, ...effect } of effects) {
    if (effect.kind === 'output' && effect.fd === fd) told.push(told.pop() + text(effect.data));
    else told.push(effectText(effect as Effect, text));
    fd = effect.kind === 'output' ? effect.fd : 0;
  }
  return told;
}

function effectText(effect: Effect, text: (payload: Payload) => string): string {
  const after = effect.after ? ` after ${effect.after} waits` : '';
  switch (effect.kind) {
    case 'output':
      return `${effect.fd === 1 ? 'stdout' : 'stderr'}${after}: ${text(effect.data)}`;
    case 'file':
      return `file ${effect.path}${after}: mode ${effect.mode.toString(8)}, sha256 ${effect.fingerprint}`;
    case 'directory':
      return `directory ${effect.path}${after}`;
    case 'input':
      return 'standard input read to its end';
    default:
      return `random stream ${effect.stream} at ${effect.position}`;
  }
}

/** In one order: what is observed first is no part of what a call hangs on. */
function dependencyTexts(dependencies: readonly Dependency[]): string[] {
  return dependencies
    .map(({ kind, scope, name, fingerprint }) => `${kind} ${scope ? `${scope} ` : ''}${name} ${fingerprint}`)
    .sort();
}
