/** The effects of a stored call on their way back: everything is there before anything is done. */
import type { RecordedEffect, TracePort, WorldPort } from './ports.ts';
import type { Effect, Trace } from './trace.ts';

/** An effect and the hops of its call that came before it. */
export interface Segmented {
  readonly effect: RecordedEffect;
  readonly after: number;
}

interface EffectPowers {
  readonly traces: TracePort;
  readonly world: WorldPort;
}

/** All effects with their bytes; null when one is gone or the present grants refuse it. */
export function effectsOf({ effects }: Trace, powers: EffectPowers): readonly Segmented[] | null {
  const loaded = effects.map((effect) => load(effect, powers));
  return loaded.includes(null) ? null : (loaded as Segmented[]);
}

function load(effect: Effect, { traces, world }: EffectPowers): Segmented | null {
  const after = effect.after ?? 0;
  if (effect.kind === 'draws')
    return { effect: { kind: 'draws', stream: effect.stream, position: effect.position }, after };
  if (effect.kind === 'input') return { effect: { kind: 'input' }, after };
  if (effect.kind !== 'output' && !world.mayWrite(effect.path)) return null;
  if (effect.kind === 'directory') return { effect: { kind: 'directory', path: effect.path }, after };
  if (effect.kind === 'file' && after === 0 && world.holds(effect.path, effect.fingerprint, effect.mode)) {
    const { path, mode, fingerprint, data } = effect;
    return { effect: { kind: 'kept', path, mode, fingerprint, data }, after };
  }
  const bytes = traces.bytes(effect.data);
  if (!bytes) return null;
  if (effect.kind === 'output') {
    const { kind, fd, lines } = effect;
    return { effect: { kind, fd, bytes, ...(lines ? { lines } : {}) }, after };
  }
  return { effect: { kind: 'file', path: effect.path, bytes, mode: effect.mode }, after };
}
