/** What a frame leaves: its result as data, if nothing speaks against that, and the trace that is stored. */
import { sha256 } from './fingerprint/digest.ts';
import type { Frame } from './frame.ts';
import type { Ending } from './offer.ts';
import type { Encoded, ProgramPort, StaticCode, TracePort, WorldPort } from './ports.ts';
import type { Segmented } from './stored-effects.ts';
import type { Effect, Trace } from './trace.ts';
import { ABSENT } from './verify.ts';

/** The program and the world as they are when the call ends. */
interface Present {
  readonly program: ProgramPort;
  readonly world: WorldPort;
}

/** What the call cost, and when that was known. */
type Cost = Pick<Trace, 'costMs' | 'createdMs'>;

/** A call's result as data. */
export type Kept = Exclude<Encoded, { refused: string }>;

/** The call's result as data; null when it cannot be, and the frame says why. */
export function recorded(frame: Frame, { value, threw }: Ending, { program, world }: Present): Kept | null {
  const refuse = (code: string, text: string): null => {
    frame.refuse(code, text);
    return null;
  };
  const patched = program.patchedBuiltin();
  if (patched !== null) return refuse('changes-state', `changes ${patched}`);
  if (changedArguments(frame, world)) return refuse('changes-state', 'changes process.argv');
  const changed = frame.view.changed();
  if (changed !== null && frame.hops !== null && !frame.exclusive)
    return refuse('changes-state', `waits, and changes ${changed}`);
  const mayFill = !threw && frame.hops === null && frame.effects().length === 0;
  const encoded = frame.view.encode(value, mayFill, frame.epoch);
  if ('refused' in encoded) return refuse(...unstorable(changed, encoded.refused, threw));
  if (!encoded.statics.every((code) => wasMade(code, frame)))
    return refuse(...unstorable(changed, 'a function that was there before the call', threw));
  for (const { module, path, identity } of encoded.statics)
    frame.depend({ kind: 'code', scope: module, name: path, fingerprint: identity });
  for (const { module, path } of encoded.shown)
    frame.depend({ kind: 'lines', scope: module, name: path, fingerprint: program.text(module, path) ?? ABSENT });
  return encoded;
}

/** A function that came about in the call was made by one that ran in it. */
function wasMade({ module, maker }: StaticCode, frame: Frame): boolean {
  return maker === undefined || frame.knows('code', module, maker);
}

/** The script's arguments are an array that it may change; nothing tells when it does. */
export function changedArguments(frame: Frame, world: WorldPort): boolean {
  return frame.dependencies.some((d) => d.kind === 'argv' && !d.scope && world.observe(d) !== d.fingerprint);
}

/** The trace that a frame becomes. */
export function traceOf(frame: Frame, kept: Kept, threw: boolean, cost: Cost, traces: TracePort): Trace {
  const { tape, writes, fills } = kept;
  const filled = fills?.map(({ tape: bytes, ...fill }) => ({ ...fill, value: traces.payload(bytes) }));
  const effects = frame.effects().map((done) => storedEffect(done, traces));
  const body = {
    key: frame.key,
    site: frame.fn.site,
    identity: frame.fn.identity,
    dependencies: frame.dependencies,
    value: traces.payload(tape),
    ...(threw ? { threw: true as const } : {}),
    effects,
    ...(writes ? { writes } : {}),
    ...(filled ? { fills: filled } : {}),
    ...(frame.surplus ? { surplus: true as const } : {}),
    ...(frame.hops ? { hops: frame.hops } : {}),
    ...(frame.hops && frame.exclusive ? { exclusive: true as const } : {}),
  };
  const id = sha256(JSON.stringify(body, withoutFileIdentity));
  return { ...body, id, ...cost };
}

function storedEffect({ effect, after }: Segmented, traces: TracePort): Effect {
  const segment = after > 0 ? { after } : {};
  if (effect.kind === 'directory' || effect.kind === 'draws' || effect.kind === 'input')
    return { ...effect, ...segment };
  if (effect.kind === 'kept') return { ...effect, kind: 'file', ...segment };
  const data = traces.payload(effect.bytes);
  if (effect.kind === 'output')
    return { kind: 'output', fd: effect.fd, data, ...(effect.lines ? { lines: true } : {}), ...segment };
  if (effect.kind === 'append') throw new TypeError('appends are folded into files');
  const fingerprint = sha256(effect.bytes);
  return { kind: 'file', path: effect.path, mode: effect.mode, fingerprint, data, ...segment };
}

/** The same observation at another time is the same trace. */
function withoutFileIdentity(key: string, value: unknown): unknown {
  return key === 'stat' ? undefined : value;
}

function unstorable(changed: string | null, refused: string, threw: boolean): [code: string, text: string] {
  if (changed === null) return ['opaque-result', `${threw ? 'throws' : 'returns'} ${refused}`];
  return ['changes-state', `changes ${changed}, which cannot be made again: ${refused}`];
}
