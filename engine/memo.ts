/**
 * The conductor. A call is offered: lookup → verify → hit, or miss → run in a frame → check → record → store.
 * It decides over data; heap, world, store and clock are powers given to it.
 */
import type { Activation } from './activation.ts';
import { type Difference, differences } from './audit.ts';
import { type Answerable, type AuditChoice, Auditor, type AuditPlan } from './audit-choice.ts';
import { addressOf, followFills, isOnFill, missingFills, presumedFills } from './fills.ts';
import { sha256 } from './fingerprint/digest.ts';
import { type Cause, Frame, type Tally } from './frame.ts';
import { type Experience, isShort, isWorthStoring, mayBeWorthStoring } from './policy.ts';
import type {
  Encoded,
  FillView,
  HeapView,
  ProgramFunction,
  ProgramPort,
  Reach,
  RecordedEffect,
  TracePort,
  VariableAddress,
  WorldPort,
} from './ports.ts';
import { differenceCause, unknownKeyCause } from './reasons.ts';
import { Statistics } from './statistics.ts';
import type { Dependency, Effect, Trace } from './trace.ts';
import { ABSENT, verify } from './verify.ts';

/** The powers and choices of one run. */
export interface MemoOptions {
  readonly program: ProgramPort;
  readonly world: WorldPort & { replay(effect: DoneAgain): void };
  readonly traces: TracePort;
  readonly nowMs: () => number;
  readonly wallMs: () => number;
  /** What every key depends on: format, engine build, guest image, policy. */
  readonly build: string;
  readonly minDurationMs: number | undefined;
  /** Recompute everything and store it anew. */
  readonly refresh: boolean;
  /** Execute what could be answered, and compare it with its entry: so much of it; null: nothing. */
  readonly audit: AuditChoice | null;
  /** False: never look up nor store (no store, or memoization switched off). */
  readonly enabled: boolean;
  /** What the program is known to change builtins by; null: what its text says. */
  readonly patching: string | null;
  /** The innermost frame changed: the guest's marks must start afresh. */
  readonly onEpoch: (epoch: number) => void;
  readonly tally: () => Tally;
}

/** An effect that has to be done again: a kept file needs nothing. */
export type DoneAgain = Exclude<RecordedEffect, { readonly kind: 'kept' }>;

/** What to do with an offered call. */
export type Offer =
  | { readonly kind: 'run' }
  | { readonly kind: 'frame'; readonly frame: Frame }
  | { readonly kind: 'hit'; readonly value: number; readonly trace: Trace; readonly effects: readonly Segmented[] };

/** An effect and the hops of its call that came before it. */
export interface Segmented {
  readonly effect: RecordedEffect;
  readonly after: number;
}

/** How a framed call ended. */
export interface Ending {
  readonly threw: boolean;
  /** Handle of the returned value. */
  readonly value: number;
}

/** What the audit found. */
export interface Audit {
  /** Calls that were executed beside their entries. */
  calls: number;
  readonly differences: Difference[];
}

/** The trace that answers a call and what is to become of it, or why there is none. */
interface Found {
  readonly trace?: Trace;
  readonly plan?: AuditPlan;
  readonly cause?: Cause;
}

/** A call's result as data. */
type Kept = Exclude<Encoded, { refused: string }>;

const RUN: Offer = { kind: 'run' };
/** Frames within frames: each mark visits them all, and each one re-enters the guest. */
const MAX_DEPTH = 48;
/** The epoch outside every frame. */
export const ROOT_EPOCH = 1;

export class Memo {
  readonly statistics = new Statistics();
  readonly findings: Audit = { calls: 0, differences: [] };
  readonly #options: MemoOptions;
  readonly #experience = new Map<ProgramFunction, Experience>();
  /** Where the trace stands that comes after the last hit of its key: calls that differ by state alone come in that order. */
  readonly #following = new Map<string, number>();
  readonly #auditor: Auditor | null;
  readonly #audited = new WeakMap<Frame, Trace>();
  readonly #demoted = new Set<ProgramFunction>();
  readonly #earlier = new Map<ProgramFunction, Trace | undefined>();
  #current: Frame | null = null;
  /** The exclusive frame that everything outside all other frames belongs to, while there is one. */
  #root: Frame | null = null;
  #epoch = ROOT_EPOCH;
  /** The asynchronous activation under way, if any (see activation.ts). */
  activation: Activation | null = null;

  constructor(options: MemoOptions) {
    this.#options = options;
    this.#auditor = options.audit && new Auditor(options.audit);
  }

  /** Entries that answered, or would have, as far as the audit is about them. */
  get answerable(): Answerable[] {
    return this.#auditor?.answerable ?? [];
  }

  get current(): Frame | null {
    return this.#current;
  }

  get epoch(): number {
    return this.#current?.epoch ?? ROOT_EPOCH;
  }

  /** The epoch of the frame that was opened last: a moment that later frames can be told from. */
  get lastEpoch(): number {
    return this.#epoch;
  }

  /** Makes a frame (or none) the one that what happens next belongs to. */
  enter(to: Frame | null): void {
    const frame = to ?? this.#root;
    if (frame === this.#current) return;
    this.#current = frame;
    this.#options.onEpoch(this.epoch);
  }

  isDemoted(fn: ProgramFunction): boolean {
    return !this.#options.enabled || fn.bypass !== null || this.#demoted.has(fn);
  }

  // ---------- what happens inside frames

  /** Code of a function ran: every open frame depends on it and on the variables it can reach. */
  mark(fn: ProgramFunction, reach: () => Reach): void {
    for (let frame = this.#current; frame && !frame.marked.has(fn); frame = frame.parent) {
      frame.marked.add(fn);
      const { module, path } = fn.site;
      frame.depend({ kind: 'code', scope: module, name: path, fingerprint: fn.identity });
      const { variables, bindings, tells } = reach();
      for (const { scope, name, target } of bindings)
        frame.depend({ kind: 'binding', scope, name, fingerprint: target });
      for (const address of variables) observeVariable(frame, address);
      for (const told of tells) frame.view.fills.tell(told, told.writes);
    }
  }

  /** A guarded place of the program is about to fill a variable. */
  fillBegins(variable: VariableAddress, reach: number): void {
    this.#eachFill((fills) => fills.begin(variable, reach));
  }

  /** It has filled it, or is about to, with the value at this handle (0: with what it holds). */
  fillEnds(variable: VariableAddress, value: number): void {
    this.#eachFill((fills) => fills.end(variable, value));
  }

  #eachFill(action: (fills: FillView) => void): void {
    if (this.#current === null) return;
    const patched = this.#options.program.patchedBuiltin() !== null;
    this.each((frame) => {
      if (patched || this.#changedArguments(frame)) frame.view.fills.giveUp();
      else if (frame.cause === null) action(frame.view.fills);
    });
  }

  /** Does something to every frame on the chain, innermost first. */
  each(action: (frame: Frame) => void): void {
    for (let frame = this.#current; frame; frame = frame.parent) action(frame);
  }

  refuse(code: string, text: string): void {
    this.each((frame) => frame.refuse(code, text));
  }

  /** Refuses the frames that were open at a moment, as told by the epoch that was the last one then. */
  refuseSince(epoch: number, code: string, text: string): void {
    this.each((frame) => {
      if (frame.epoch <= epoch) frame.refuse(code, text);
    });
  }

  /** Refuses what cannot be followed through the virtual loop. Exclusive frames need not: whatever runs then is theirs. */
  refuseWaiting(code: string, text: string): void {
    this.each((frame) => frame.exclusive || frame.refuse(code, text));
  }

  /** An exclusive frame opens or, with null or the one around it, ends. */
  setRoot(frame: Frame | null): Frame | null {
    const before = this.#root;
    this.#root = frame;
    return before;
  }

  /** Others may change builtins while a call waits: a hit, verified when it was called, would not come to see that. */
  guard(frame: Frame): void {
    const patched = this.#patched();
    const patching = patched ?? this.#patching();
    for (let f: Frame | null = frame; f && patching; f = f.parent)
      if (patched || !f.exclusive) f.refuse(patching.code, patching.text);
  }

  /** A builtin that was changed, if any: a hit that waits, verified when it was called, does not hold any more. */
  overtaken(trace: Trace): string | null {
    return trace.exclusive ? null : this.#options.program.patchedBuiltin();
  }

  #patched(): Cause | null {
    const what = this.#options.program.patchedBuiltin();
    return what === null ? null : { code: 'patched-builtins', text: `builtins were changed: ${what}` };
  }

  #patching(): Cause | null {
    const where = this.#options.patching ?? this.#options.program.patchingPlace();
    return where === null
      ? null
      : { code: 'patched-builtins', text: `waits while others could change builtins: ${where}` };
  }

  // ---------- the life of one call

  /** Decides about a call. `openView` begins a numbering with its `this` and arguments. */
  offer(fn: ProgramFunction, openView: () => HeapView, exclusive: () => boolean = never): Offer {
    if ((this.#current?.depth ?? 0) >= MAX_DEPTH) return this.#bypass(fn, TOO_DEEP, null);
    const began = this.#options.nowMs();
    const view = openView();
    if (view.entry.refused !== null) return this.#bypass(fn, opaqueArgument(view.entry.refused), view, began);
    const key = this.#key(fn, view);
    const known = this.#options.traces.lookup(key).length > 0;
    const guarded = known || this.#deservesGuard(fn);
    const patched = guarded ? this.#patched() : null;
    if (patched !== null) return this.#bypass(fn, patched, view, began);
    if (this.#current) this.statistics.edge(this.#current.fn, fn);
    const mark = view.mark();
    const { trace, plan, cause } = this.#find(fn, key, view, exclusive);
    if (trace && plan === 'compare') return this.#openAudited(fn, key, view, began, trace);
    if (plan === 'execute') {
      view.release();
      return RUN;
    }
    if (trace) {
      const hit = this.#serve(fn, trace, view, began);
      if (hit) return hit;
      view.reset(mark);
    }
    this.statistics.count(fn, 'miss', cause ?? DAMAGED);
    return this.#open(fn, key, view, began, guarded);
  }

  /**
   * Comparing all builtins takes longer than many a call. A function whose calls were too short to store is not guarded;
   * should a call of it turn out long, that one is not stored and the next is guarded.
   */
  #deservesGuard(fn: ProgramFunction): boolean {
    const experience = this.#experience.get(fn);
    return !experience || experience.calls < 2 || mayBeWorthStoring(experience.longestMs, this.#options.minDurationMs);
  }

  #bypass(fn: ProgramFunction, cause: Cause, view: HeapView | null, began?: number): Offer {
    this.statistics.count(fn, 'bypass', cause);
    view?.release();
    if (began !== undefined) this.#judge(fn, this.#learn(fn, { calls: 1, overheadMs: this.#options.nowMs() - began }));
    return RUN;
  }

  /** The path as well: functions of one text in two scopes mean variables of their own by the same names. */
  #key(fn: ProgramFunction, view: HeapView): string {
    const { module, path } = fn.site;
    return sha256(`${this.#options.build}\n${module}\n${path}\n${fn.identity}\n${view.entry.fingerprint}`);
  }

  /** The call runs as if it were not stored, beside the entry that would answer it. */
  #openAudited(fn: ProgramFunction, key: string, view: HeapView, began: number, trace: Trace): Offer {
    this.statistics.count(fn, 'miss', AUDITED);
    const offer = this.#open(fn, key, view, began, true);
    if (offer.kind === 'frame') {
      this.#audited.set(offer.frame, trace);
      const presumed = presumedFills(trace);
      view.fills.presume(presumed);
      // What is filled already is not filled again: what that hung on comes from the entry, which was verified.
      if (trace.surplus || presumed.some((fill) => view.fills.has(fill)))
        for (const dependency of trace.dependencies) take(offer.frame, dependency);
    }
    return offer;
  }

  /** The first valid trace under the key, or why there is none. */
  #find(fn: ProgramFunction, key: string, view: HeapView, exclusive: () => boolean): Found {
    const { traces, program, world, refresh } = this.#options;
    if (refresh) return { cause: REFRESHED };
    let difference: Dependency | null = null;
    const mark = view.mark();
    const known = traces.lookup(key);
    const patching = known.some((trace) => trace.hops) ? this.#patching() : null;
    const first = this.#following.get(key) ?? 0;
    for (let i = 0; i < known.length; i++) {
      const at = (first + i) % known.length;
      const trace = known[at] as Trace;
      if ((trace.exclusive || (trace.hops && patching)) && !exclusive()) continue;
      const differs = verify(trace, view, program, world) ?? followFills(trace, view, traces);
      if (!differs) {
        if (known.length > 1) this.#following.set(key, at + 1);
        const plan = this.#auditor?.plan(trace) ?? 'answer';
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
    if (!this.#earlier.has(fn)) this.#earlier.set(fn, this.#options.traces.latest(fn.site.module, fn.site.path));
    return this.#earlier.get(fn);
  }

  /** Brings a stored call back: bytes first, so that nothing is done before everything is known to be there. */
  #serve(fn: ProgramFunction, trace: Trace, view: HeapView, began: number): Offer | null {
    const { traces, nowMs } = this.#options;
    const tape = traces.bytes(trace.value);
    const effects = trace.effects.map((effect) => this.#load(effect));
    if (!tape || effects.includes(null)) return null;
    const restored = view.decode(tape, trace.writes);
    if (restored === null) return null;
    for (const dependency of trace.dependencies) this.#handOn(dependency, trace);
    // All it did is done at once: who is not alone would do it between what others do.
    if (trace.exclusive) this.refuseWaiting('concurrent', 'waits for a call that was recorded while it was alone');
    const missing = missingFills(trace, view);
    const surplus = trace.surplus || missing.length < (trace.fills?.length ?? 0);
    this.each((frame) => {
      frame.surplus ||= surplus;
    });
    for (const [fill, within] of missing) this.#eachFill((fills) => fills.expect(fill, within));
    restored.write();
    for (const [fill] of missing) this.fillEnds(fill, 0);
    view.release();
    const loaded = effects as Segmented[];
    for (const { effect, after } of loaded) if (after === 0) this.perform(effect);
    const spent = nowMs() - began;
    this.#account(spent);
    this.statistics.hit(fn, Math.max(0, trace.costMs - spent));
    this.#judge(fn, this.#learn(fn, { calls: 1, overheadMs: spent, savedMs: trace.costMs }));
    return { kind: 'hit', value: restored.value, trace, effects: loaded };
  }

  #load(effect: Effect): Segmented | null {
    const { traces, world } = this.#options;
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

  /** Does a stored effect again, on behalf of every open frame. */
  perform(effect: RecordedEffect): void {
    if (effect.kind !== 'kept') this.#options.world.replay(effect);
    this.each((frame) => frame.effect(effect));
  }

  /** Whether the call can tell a variable that it does not fill from an absent one is not stored: as if it could. */
  #handOn(dependency: Dependency, trace: Trace): void {
    const tells = dependency.kind === 'variable' && !isOnFill(dependency, trace);
    this.each((frame) => {
      take(frame, dependency);
      if (tells) frame.view.fills.tell(addressOf(dependency), false);
    });
  }

  #open(fn: ProgramFunction, key: string, view: HeapView, began: number, guarded: boolean): Offer {
    const now = this.#options.nowMs();
    this.#epoch += 1;
    const frame = new Frame(fn, key, view, this.#current, this.#epoch, now, guarded, this.#options.tally());
    this.statistics.account(fn).open += 1;
    this.#learn(fn, { overheadMs: now - began });
    this.#account(now - began);
    this.enter(frame);
    return { kind: 'frame', frame };
  }

  /** Ends a framed call: stores it if nothing speaks against that. */
  close(frame: Frame, ending: Ending): void {
    const now = this.#options.nowMs();
    const costMs = now - frame.startedMs - frame.suspendedMs;
    frame.closed = true;
    const account = this.statistics.account(frame.fn);
    account.open -= 1;
    if (account.open === 0) account.totalMs += costMs;
    const tally = this.#options.tally();
    if (tally.limits > frame.tallyAtStart.limits) frame.refuse('limit', 'a limit of the sandbox was reached meanwhile');
    if (ending.threw) frame.refuse('threw', 'ended by throwing');
    if (frame.pending > 0 || leavesWork(frame, tally))
      frame.refuse('left-running', 'left timers or asynchronous calls running');
    const entry = this.#audited.get(frame);
    if (entry) return this.#audit(frame, entry, ending.value, costMs);
    const stored = frame.cause === null && frame.guarded && mayBeWorthStoring(costMs, this.#options.minDurationMs);
    if (stored) this.#keep(frame, ending.value, costMs);
    if (frame.cause) this.statistics.demote(frame.fn, frame.cause);
    frame.view.release();
    const savedMs = stored && !frame.cause ? costMs : 0;
    const overheadMs = this.#options.nowMs() - now;
    this.#account(overheadMs);
    this.#judge(frame.fn, this.#learn(frame.fn, { calls: 1, spentMs: costMs, overheadMs, savedMs }));
  }

  #audit(frame: Frame, entry: Trace, value: number, costMs: number): void {
    const kept = frame.cause === null ? this.#recorded(frame, value) : null;
    const executed = kept ? this.#trace(frame, kept, costMs) : { refused: frame.cause?.text ?? '' };
    frame.view.release();
    this.findings.calls += 1;
    this.findings.differences.push(...differences(entry, executed, (payload) => this.#options.traces.bytes(payload)));
  }

  /** Abandons a frame without a verdict: the guest is being torn down. */
  abandon(frame: Frame): void {
    frame.closed = true;
    frame.view.release();
  }

  #keep(frame: Frame, value: number, costMs: number): void {
    const encoded = this.#recorded(frame, value);
    if (!encoded || !isWorthStoring(costMs, encoded.tape.length, this.#options.minDurationMs)) return;
    this.#options.traces.put(this.#trace(frame, encoded, costMs));
    this.statistics.store(frame.fn);
  }

  /** The call's result as data; null when it cannot be, and the frame says why. */
  #recorded(frame: Frame, value: number): Kept | null {
    const refuse = (code: string, text: string): null => {
      frame.refuse(code, text);
      return null;
    };
    const patched = this.#options.program.patchedBuiltin();
    if (patched !== null) return refuse('changes-state', `changes ${patched}`);
    if (this.#changedArguments(frame)) return refuse('changes-state', 'changes process.argv');
    const changed = frame.view.changed();
    if (changed !== null && frame.hops !== null && !frame.exclusive)
      return refuse('changes-state', `waits, and changes ${changed}`);
    const encoded = frame.view.encode(value, frame.hops === null && frame.effects().length === 0);
    if ('refused' in encoded) return refuse(...unstorable(changed, encoded.refused));
    for (const { module, path, identity } of encoded.statics)
      frame.depend({ kind: 'code', scope: module, name: path, fingerprint: identity });
    return encoded;
  }

  /** The script's arguments are an array that it may change; nothing tells when it does. */
  #changedArguments(frame: Frame): boolean {
    const { world } = this.#options;
    return frame.dependencies.some((d) => d.kind === 'argv' && !d.scope && world.observe(d) !== d.fingerprint);
  }

  #trace(frame: Frame, { tape, writes, fills }: Kept, costMs: number): Trace {
    const { traces } = this.#options;
    const filled = fills?.map(({ tape: bytes, ...fill }) => ({ ...fill, value: traces.payload(bytes) }));
    const effects = frame.effects().map(({ effect, after }): Effect => {
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
    });
    const body = {
      key: frame.key,
      site: frame.fn.site,
      identity: frame.fn.identity,
      dependencies: frame.dependencies,
      value: traces.payload(tape),
      effects,
      ...(writes ? { writes } : {}),
      ...(filled ? { fills: filled } : {}),
      ...(frame.surplus ? { surplus: true as const } : {}),
      ...(frame.hops ? { hops: frame.hops } : {}),
      ...(frame.hops && frame.exclusive ? { exclusive: true as const } : {}),
    };
    const id = sha256(JSON.stringify(body, withoutFileIdentity));
    return { ...body, costMs, id, createdMs: this.#options.wallMs() };
  }

  // ---------- experience

  /** Overhead below a call that may still be stored is part of that call's cost. */
  #account(ms: number): void {
    for (let frame = this.#current; frame; frame = frame.parent) if (frame.cause === null) return;
    this.statistics.overheadMs += ms;
  }

  #learn(fn: ProgramFunction, lesson: Partial<Experience>): Experience {
    let experience = this.#experience.get(fn);
    if (!experience) {
      experience = { calls: 0, spentMs: 0, longestMs: 0, overheadMs: 0, savedMs: 0 };
      this.#experience.set(fn, experience);
    }
    experience.calls += lesson.calls ?? 0;
    experience.spentMs += lesson.spentMs ?? 0;
    experience.longestMs = Math.max(experience.longestMs, lesson.spentMs ?? 0);
    experience.overheadMs += lesson.overheadMs ?? 0;
    experience.savedMs += lesson.savedMs ?? 0;
    return experience;
  }

  /** Asked when a call has ended, so that its own time stands beside what its frame cost. */
  #judge(fn: ProgramFunction, experience: Experience): void {
    if (this.#options.minDurationMs !== 0 && isShort(experience)) this.#demote(fn);
  }

  #demote(fn: ProgramFunction): void {
    if (this.#demoted.has(fn)) return;
    this.#demoted.add(fn);
    this.statistics.reason(fn, 'bypass', SHORT);
  }
}

/** A frame comes to depend on what a stored call depended on. */
function take(frame: Frame, dependency: Dependency): void {
  if (dependency.kind === 'variable') observeVariable(frame, addressOf(dependency));
  else frame.depend(dependency);
}

/** A frame's first observation of a variable stands. */
function observeVariable(frame: Frame, { scope, name }: VariableAddress): void {
  if (frame.cause !== null || frame.knows('variable', scope, name)) return;
  const seen = frame.view.observe(scope, name);
  if (!seen) return frame.depend({ kind: 'variable', scope, name, fingerprint: ABSENT });
  if (seen.refused !== null) frame.refuse('opaque-variable', `uses ${name}, which holds ${seen.refused}`);
  frame.depend({ kind: 'variable', scope, name, fingerprint: seen.fingerprint });
}

/** The same observation at another time is the same trace. */
function withoutFileIdentity(key: string, value: unknown): unknown {
  return key === 'stat' ? undefined : value;
}

function unstorable(changed: string | null, refused: string): [code: string, text: string] {
  if (changed === null) return ['opaque-result', `returns ${refused}`];
  return ['changes-state', `changes ${changed}, which cannot be made again: ${refused}`];
}

function never(): boolean {
  return false;
}

function opaqueArgument(what: string): Cause {
  return { code: 'opaque-argument', text: `is given ${what}` };
}

const TOO_DEEP: Cause = { code: 'too-deep', text: 'nested in too many calls that are being recorded' };
const AUDITED: Cause = { code: 'audit', text: 'executed beside its entry (--audit)' };
const NOT_ALONE: Cause = {
  code: 'not-alone',
  text: 'others could run while it waits, which was not so when it was stored',
};
const REFRESHED: Cause = { code: 'refresh', text: 'recomputed on request (--refresh)' };
const DAMAGED: Cause = { code: 'damaged', text: 'the stored result is damaged or missing' };
const SHORT: Cause = { code: 'short', text: 'its calls are shorter than it pays to store' };

/** Jobs of its own would run after a call that returned at once; of one that waited, only rejections can be told. */
function leavesWork({ hops, exclusive, tallyAtStart }: Frame, { jobs, rejections }: Tally): boolean {
  const alone = hops === null || exclusive;
  return rejections > tallyAtStart.rejections || (alone && jobs > tallyAtStart.jobs);
}
