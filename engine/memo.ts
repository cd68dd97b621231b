/**
 * The conductor. A call is offered: lookup → verify → hit, or miss → run in a frame → check → record → store.
 * It decides over data; heap, world, store and clock are powers given to it.
 */
import type { Activation } from './activation.ts';
import { type Difference, differences } from './audit.ts';
import { type Answerable, type AuditChoice, Auditor } from './audit-choice.ts';
import { Experiences } from './experience.ts';
import { addressOf, isOnFill, missingFills, presumedFills } from './fills.ts';
import { sha256 } from './fingerprint/digest.ts';
import { type Cause, Frame, type Tally } from './frame.ts';
import { Lookup } from './lookup.ts';
import { markIn, observeCallers, take, touchIn } from './observe.ts';
import type { Ending, Offer } from './offer.ts';
import { OpenFrames } from './open-frames.ts';
import { type Experience, isWorthStoring, mayBeWorthStoring } from './policy.ts';
import type {
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
import { AUDITED, DAMAGED, opaqueArgument, TOO_DEEP } from './reasons.ts';
import { changedArguments, type Kept, recorded, traceOf } from './recording.ts';
import { Statistics } from './statistics.ts';
import { effectsOf } from './stored-effects.ts';
import type { Dependency, Trace } from './trace.ts';
import { ABSENT } from './verify.ts';

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
  /** Bytes that one call may print and write and still be kept. */
  readonly mostEffectBytes: number;
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

/** What the audit found. */
export interface Audit {
  /** Calls that were executed beside their entries. */
  calls: number;
  readonly differences: Difference[];
}

const RUN: Offer = { kind: 'run' };
/** Frames within frames: each mark visits them all, and each one re-enters the guest. */
const MAX_DEPTH = 48;
/** Frames of one function within each other: deeper calls of a recursion are seldom asked for by themselves. */
const MAX_OWN_DEPTH = 4;
export class Memo extends OpenFrames {
  readonly statistics = new Statistics();
  readonly findings: Audit = { calls: 0, differences: [] };
  readonly #options: MemoOptions;
  readonly #experiences: Experiences;
  readonly #auditor: Auditor | null;
  readonly #audited = new WeakMap<Frame, Trace>();
  readonly #lookup: Lookup;
  /** The asynchronous activation under way, if any (see activation.ts). */
  activation: Activation | null = null;

  constructor(options: MemoOptions) {
    super(options.onEpoch);
    this.#options = options;
    this.#experiences = new Experiences(this.statistics, options.minDurationMs);
    this.#auditor = options.audit && new Auditor(options.audit);
    this.#lookup = new Lookup({ ...options, auditor: this.#auditor, patching: () => this.#patching() });
  }

  /** Entries that answered, or would have, as far as the audit is about them. */
  get answerable(): Answerable[] {
    return this.#auditor?.answerable ?? [];
  }

  isDemoted(fn: ProgramFunction): boolean {
    return !this.#options.enabled || fn.bypass !== null || this.#experiences.isDemoted(fn);
  }

  // ---------- what happens inside frames

  /** Code of a function ran: every open frame depends on it and on the variables it can reach. */
  mark(fn: ProgramFunction, reach: () => Reach): void {
    if (this.current === null || this.current.marked.has(fn)) return;
    const { nowMs } = this.#options;
    const began = nowMs();
    let last = began;
    for (let frame: Frame | null = this.current; frame && !frame.marked.has(fn); frame = frame.parent) {
      markIn(frame, fn, reach());
      const now = nowMs();
      this.#experiences.learn(frame.fn, { overheadMs: now - last });
      last = now;
    }
    this.#account(last - began);
  }

  /**
   * The stack of an error was read that was made at a moment: it shows where the calls that were open then were called
   * from, and names lines of these modules.
   */
  stackRead(made: number, modules: readonly string[]): void {
    const { program } = this.#options;
    this.each((frame) => {
      if (frame.epoch > made) return;
      observeCallers(frame);
      for (const name of modules) frame.depend({ kind: 'module', name, fingerprint: program.source(name) ?? ABSENT });
    });
  }

  /** Code names an entry of a table by its key. True when no open frame need hear of that table any more. */
  touch(table: VariableAddress, key: string | null): boolean {
    const began = this.#options.nowMs();
    let settled = true;
    this.each((frame) => {
      settled = touchIn(frame, table, key) && settled;
    });
    this.#account(this.#options.nowMs() - began);
    return settled;
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
    if (this.current === null) return;
    const patched = this.#options.program.patchedBuiltin() !== null;
    this.each((frame) => {
      if (patched || changedArguments(frame, this.#options.world)) frame.view.fills.giveUp();
      else if (frame.cause === null) action(frame.view.fills);
    });
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
    if (this.#isTooDeep(fn)) return this.#bypass(fn, TOO_DEEP, null);
    const began = this.#options.nowMs();
    const view = openView();
    if (view.entry.refused !== null) return this.#bypass(fn, opaqueArgument(view.entry.refused), view, began);
    const key = this.#key(fn, view);
    const known = this.#options.traces.lookup(key).length > 0;
    const guarded = known || this.#experiences.deservesGuard(fn);
    const patched = guarded ? this.#patched() : null;
    if (patched !== null) return this.#bypass(fn, patched, view, began);
    if (this.current) this.statistics.edge(this.current.fn, fn);
    const mark = view.mark();
    const { trace, plan, cause } = this.#lookup.find(fn, key, view, exclusive);
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

  /** With a threshold of 0 every sound call is stored, however deep its own function stands in itself. */
  #isTooDeep(fn: ProgramFunction): boolean {
    const depth = this.current?.depth ?? 0;
    if (depth < MAX_OWN_DEPTH || this.#options.minDurationMs === 0) return depth >= MAX_DEPTH;
    let own = 0;
    this.each((frame) => {
      if (frame.fn === fn) own += 1;
    });
    return own >= MAX_OWN_DEPTH || depth >= MAX_DEPTH;
  }

  #bypass(fn: ProgramFunction, cause: Cause, view: HeapView | null, began?: number): Offer {
    this.statistics.count(fn, 'bypass', cause);
    view?.release();
    if (began !== undefined)
      this.#experiences.judge(fn, this.#experiences.learn(fn, { calls: 1, overheadMs: this.#options.nowMs() - began }));
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

  /** Brings a stored call back: bytes first, so that nothing is done before everything is known to be there. */
  #serve(fn: ProgramFunction, trace: Trace, view: HeapView, began: number): Offer | null {
    const { traces, nowMs } = this.#options;
    const tape = traces.bytes(trace.value);
    const effects = effectsOf(trace, this.#options);
    if (!tape || !effects) return null;
    const restored = view.decode(tape, trace.writes);
    if (restored === null) return null;
    // What a restored stack names counts for those who keep or read it.
    for (const dependency of trace.dependencies) if (dependency.kind !== 'lines') this.#handOn(dependency, trace);
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
    for (const { effect, after } of effects) if (after === 0) this.perform(effect);
    const spent = nowMs() - began;
    this.#account(spent);
    this.statistics.hit(fn, Math.max(0, trace.costMs - spent));
    this.#experiences.judge(fn, this.#experiences.learn(fn, { calls: 1, overheadMs: spent, savedMs: trace.costMs }));
    return { kind: 'hit', value: restored.value, trace, effects };
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
    const frame = new Frame(fn, key, view, this.current, this.nextEpoch(), now, guarded, this.#options.tally());
    frame.room = this.#options.mostEffectBytes;
    this.statistics.account(fn).open += 1;
    this.#experiences.learn(fn, { overheadMs: now - began });
    this.#account(now - began);
    this.enter(frame);
    return { kind: 'frame', frame };
  }

  /** Ends a framed call: stores it if nothing speaks against that. */
  close(frame: Frame, ending: Ending): void {
    const now = this.#options.nowMs();
    const costMs = Math.max(0, now - frame.startedMs - frame.suspendedMs - frame.overheadMs);
    frame.closed = true;
    const account = this.statistics.account(frame.fn);
    account.open -= 1;
    if (account.open === 0) account.totalMs += costMs;
    const tally = this.#options.tally();
    if (tally.limits > frame.tallyAtStart.limits) frame.refuse('limit', 'a limit of the sandbox was reached meanwhile');
    if (frame.pending > 0 || leavesWork(frame, tally))
      frame.refuse('left-running', 'left timers or asynchronous calls running');
    const entry = this.#audited.get(frame);
    if (entry) return this.#audit(frame, entry, ending, costMs);
    const stored = frame.cause === null && frame.guarded && mayBeWorthStoring(costMs, this.#options.minDurationMs);
    if (stored) this.#keep(frame, ending, costMs);
    if (frame.cause) this.statistics.demote(frame.fn, frame.cause);
    frame.view.release();
    const kept = stored && !frame.cause;
    const overheadMs = this.#options.nowMs() - now;
    this.#account(overheadMs);
    this.#experiences.judge(
      frame.fn,
      this.#experiences.learn(frame.fn, { ...lessonOf(frame, costMs, kept), overheadMs }),
    );
  }

  /** The run ends inside its open calls: what spoke against them is told, as it is of those that return. */
  leave(): void {
    this.each(({ fn, cause }) => {
      if (cause) this.statistics.demote(fn, cause);
    });
  }

  #audit(frame: Frame, entry: Trace, ending: Ending, costMs: number): void {
    const kept = frame.cause === null ? recorded(frame, ending, this.#options) : null;
    const executed = kept ? this.#trace(frame, kept, ending.threw, costMs) : { refused: frame.cause?.text ?? '' };
    frame.view.release();
    this.findings.calls += 1;
    this.findings.differences.push(...differences(entry, executed, (payload) => this.#options.traces.bytes(payload)));
  }

  #keep(frame: Frame, ending: Ending, costMs: number): void {
    const encoded = recorded(frame, ending, this.#options);
    if (!encoded || !isWorthStoring(costMs, encoded.tape.length, this.#options.minDurationMs)) return;
    this.#options.traces.put(this.#trace(frame, encoded, ending.threw, costMs));
    this.statistics.store(frame.fn);
  }

  #trace(frame: Frame, kept: Kept, threw: boolean, costMs: number): Trace {
    const { traces, wallMs } = this.#options;
    return traceOf(frame, kept, threw, { costMs, createdMs: wallMs() }, traces);
  }

  /**
   * Time of memoization's own is no part of any call's cost: else frames within frames would pay for each other, and a
   * function that only costs what its frames cost would never lose them.
   */
  #account(ms: number): void {
    this.each((frame) => {
      frame.overheadMs += ms;
    });
    this.statistics.overheadMs += ms;
  }
}

/** What is learned of a function by one call of it; the frame above hears what is no longer its own to prove. */
function lessonOf(frame: Frame, costMs: number, stored: boolean): Partial<Experience> {
  const { parent, framedBelowMs, storedBelowMs } = frame;
  if (parent) {
    parent.framedBelowMs += costMs;
    parent.storedBelowMs += stored ? costMs : storedBelowMs;
  }
  const spentMs = Math.max(0, costMs - framedBelowMs);
  const savedMs = stored ? Math.max(0, costMs - storedBelowMs) : 0;
  return { calls: 1, longestMs: costMs, spentMs, savedMs };
}

function never(): boolean {
  return false;
}

/** Jobs of its own would run after a call that returned at once; of one that waited, only rejections can be told. */
function leavesWork({ hops, exclusive, tallyAtStart }: Frame, { jobs, rejections }: Tally): boolean {
  const alone = hops === null || exclusive;
  return rejections > tallyAtStart.rejections || (alone && jobs > tallyAtStart.jobs);
}
