/**
 * What instrumented code and the prelude call: prologues, marks, suspensions, the frames of callbacks.
 * Each hook turns addresses in guest memory into the conductor's terms, and its decisions into values of the guest.
 */
import type { Activation, Activations } from '../../engine/activation.ts';
import type { Frame } from '../../engine/frame.ts';
import type { Memo, Offer } from '../../engine/memo.ts';
import type { VariableAddress } from '../../engine/ports.ts';
import type { Segmented } from '../../engine/stored-effects.ts';
import type { Hop, Trace } from '../../engine/trace.ts';
import type { Builder } from './builder.ts';
import { elementAddresses } from './elements.ts';
import { FrameView } from './frame-view.ts';
import { type Guest, GuestThrew } from './guest.ts';
import type { HeapWalker } from './heap-walker.ts';
import { HOOK } from './hook-names.ts';
import { BYTECODE, CELL, CLASS, FRAME, OBJECT, RT, TAG } from './layout.ts';
import type { EventLoop } from './loop.ts';
import { Overtaken } from './overtaken.ts';
import type { LiveFunction, LoadedModule, Program } from './program.ts';
import { hasThen } from './thenable.ts';

/** What the hooks work on. */
export interface HookPowers {
  readonly guest: Guest;
  readonly program: Program;
  readonly memo: Memo;
  readonly activations: Activations;
  readonly walker: HeapWalker;
  readonly builder: Builder;
  /** Handle of the prelude's patch function. */
  readonly patch: number;
  /** A call is answered by what it saw, and it saw the stack of an error that was made at a moment. */
  readonly onStack: (made: number) => void;
  readonly loop: EventLoop;
  readonly noneObject: number;
}

/** A hit of an asynchronous call on its way back. */
interface Playback {
  readonly activation: Activation;
  readonly value: number;
  readonly trace: Trace;
  readonly hops: readonly Hop[];
  readonly effects: readonly Segmented[];
  done: number;
}

/** Addresses of what a call is given; 0 for a `this` that its code does not mention. */
interface Given {
  readonly self: number;
  readonly args: readonly number[];
}

type Hook = (argc: number, argv: number) => number;

export class Hooks {
  readonly table: ReadonlyMap<number, Hook>;
  readonly #powers: HookPowers;
  readonly #activations = new Map<number, Activation>();
  readonly #playbacks = new Map<number, Playback>();
  readonly #modules = new Map<number, LoadedModule>();
  #nextToken = 2;

  constructor(powers: HookPowers) {
    this.#powers = powers;
    this.table = new Map<number, Hook>([
      [HOOK.enter, (argc, argv) => this.#enter(argc, argv)],
      [HOOK.mark, (_argc, argv) => this.#mark(argv)],
      [HOOK.afterYield, (_argc, argv) => this.#afterYield(argv)],
      [HOOK.asyncEnter, (argc, argv) => this.#asyncEnter(argc, argv)],
      [HOOK.hops, (_argc, argv) => this.#hops(argv)],
      [HOOK.hop, (_argc, argv) => this.#hop(argv)],
      [HOOK.take, (_argc, argv) => this.#take(argv)],
      [HOOK.returned, (_argc, argv) => this.#returned(argv)],
      [HOOK.threw, (_argc, argv) => this.#threw(argv)],
      [HOOK.exit, (_argc, argv) => this.#exit(argv)],
      [HOOK.suspend, (_argc, argv) => this.#suspend(argv)],
      [HOOK.resume, (argc, argv) => this.#resume(argc, argv)],
      [HOOK.taint, (_argc, argv) => this.#taint(argv)],
      [HOOK.scope, (_argc, argv) => this.#scope(argv)],
      [HOOK.promiseState, (_argc, argv) => this.#promiseState(argv)],
      [HOOK.promiseResult, (_argc, argv) => this.#powers.guest.duplicate(this.#promise(argv) + 24)],
      [HOOK.fill, (argc, argv) => this.#fill(argc, argv)],
      [HOOK.filled, (_argc, argv) => this.#filled(argv)],
      [HOOK.originalText, (_argc, argv) => this.#originalText(argv)],
    ]);
  }

  // ---------- synchronous calls

  #enter(argc: number, argv: number): number {
    const { memo } = this.#powers;
    const object = this.#caller();
    const fn = this.#functionOf(object, argv);
    if (fn.passing) {
      fn.passing = false;
      return this.#none();
    }
    this.#markIn(fn, object);
    if (memo.isDemoted(fn)) {
      this.#rememberMark(fn, object);
      return this.#none();
    }
    const given = this.#given(fn, object, argc, argv);
    const offer = memo.offer(fn, () => this.#view(fn, given));
    if (offer.kind === 'run') return this.#none();
    if (offer.kind === 'hit') return offer.value;
    return this.#runFramed(fn, object, given, offer.frame);
  }

  /** `this`, where the function mentions it, and the arguments. */
  #given(fn: LiveFunction, object: number, argc: number, argv: number): Given {
    const gathered = fn.info.gathers ? argv + 8 * (argc - 1) : 0;
    const self = argv + 8 < (gathered || argv + 8 * argc) ? argv + 8 : 0;
    return { self, args: this.#argumentAddresses(fn, object, gathered) };
  }

  /** Runs the body of a framed call: the same function again, whose prologue lets it pass this time. */
  #runFramed(fn: LiveFunction, object: number, given: Given, frame: Frame): number {
    const { guest, memo } = this.#powers;
    const { self } = given;
    const args = given.args.map((address) => guest.duplicate(address));
    const callee = guest.objectHandle(object);
    const receiver = self === 0 ? guest.newUndefined() : guest.duplicate(self);
    this.#markIn(fn, object);
    fn.passing = true;
    try {
      const value = this.#asTheSameCall(() => guest.call(callee, receiver, args));
      memo.enter(frame.parent);
      memo.close(frame, { threw: false, value });
      return value;
    } catch (error) {
      memo.enter(frame.parent);
      if (!(error instanceof GuestThrew)) throw error;
      memo.close(frame, { threw: true, value: 0 });
      return this.#rethrow(error);
    } finally {
      fn.passing = false;
      for (const handle of [...args, callee, receiver]) guest.free(handle);
    }
  }

  /**
   * Whoever looks at the stack sees one call, not two: while the second runs, the first is taken off the engine's chain of
   * frames. Its callers stand below it there, so nothing else is missing.
   */
  #asTheSameCall<T>(run: () => T): T {
    const { guest } = this.#powers;
    const top = (guest.rt + RT.stackFrame) >>> 2;
    const frame = guest.u32[top] as number;
    guest.u32[top] = guest.word(frame + FRAME.previous);
    try {
      return run();
    } finally {
      guest.u32[top] = frame;
    }
  }

  #rethrow(error: GuestThrew): number {
    const result = this.#powers.guest.throwValue(error.handle);
    this.#powers.guest.free(error.handle);
    return result;
  }

  /** The call's roots: the callee unless its code says all, `this`, the arguments. */
  #view(fn: LiveFunction, { self, args }: Given): FrameView {
    const { guest } = this.#powers;
    const roots = [...args];
    if (self !== 0) roots.unshift(self);
    // `arguments.callee`, however it is spelled.
    const knowsItself = fn.knowsItself || fn.info.gathers === 'arguments';
    if (!fn.isStatic || fn.info.mentions.superKeyword || knowsItself)
      roots.unshift(guest.word(guest.rt + RT.stackFrame) + FRAME.currentFunction);
    return new FrameView(this.#powers, roots, fn.info.destructures);
  }

  /**
   * Addresses of the arguments: those that the function declares, where the engine has filled in the missing ones, and what
   * it gathers. As `arguments` they are all there, and no more than were given.
   */
  #argumentAddresses(fn: LiveFunction, object: number, gathered: number): number[] {
    const { guest } = this.#powers;
    if (fn.info.gathers === 'arguments') return elementAddresses(guest, gathered);
    const declared = this.#declaredAddresses(object);
    return gathered === 0 ? declared : [...declared.slice(0, -1), ...elementAddresses(guest, gathered)];
  }

  #declaredAddresses(object: number): number[] {
    const { guest } = this.#powers;
    const frame = guest.word(guest.rt + RT.stackFrame);
    const declared = guest.u16[(guest.word(object + OBJECT.payload) + 40) >>> 1] as number;
    const first = guest.word(frame + FRAME.args);
    return Array.from({ length: declared }, (_, i) => first + 8 * i);
  }

  // ---------- marks

  #mark(argv: number): number {
    const object = this.#caller();
    const fn = this.#functionOf(object, argv);
    this.#tellBypass(fn);
    this.#markIn(fn, object);
    this.#rememberMark(fn, object);
    return 0;
  }

  /** A function that can never be a candidate is named in the report with its reason; parts of classes are not. */
  #tellBypass(fn: LiveFunction): void {
    if (fn.told) return;
    fn.told = true;
    const { kind, bypass } = fn.info;
    if (bypass === null || !fn.owner.own || kind === 'class' || kind === 'field' || kind === 'static-block') return;
    this.#powers.memo.statistics.reason(fn, 'bypass', { code: 'not-a-candidate', text: bypass });
  }

  #afterYield(argv: number): number {
    const object = this.#caller();
    this.#markIn(this.#functionOf(object, argv + 8), object);
    return this.#powers.guest.duplicate(argv);
  }

  #markIn(fn: LiveFunction, object: number): void {
    const { memo, program } = this.#powers;
    if (memo.current === null) return;
    memo.mark(fn, () => program.reach(fn, object));
    const refusal = fn.refusal;
    if (refusal !== null) memo.refuse(refusal[0], refusal[1]);
  }

  /** Writes the epoch into the function's own cell: until the frame changes, it runs without asking. */
  #rememberMark(fn: LiveFunction, object: number): void {
    const { guest, program, memo } = this.#powers;
    if (fn.markCell === 0) fn.markCell = program.markCell(fn, object);
    if (fn.markCell !== 0) guest.writeInt(guest.word(fn.markCell + CELL.value), memo.epoch);
  }

  // ---------- fills

  #fill(argc: number, argv: number): number {
    const { memo, guest } = this.#powers;
    const variable = this.#fillVariable(argv);
    memo.fillBegins(variable, argc > 1 ? guest.word(argv + 8) : 0);
    return 0;
  }

  #filled(argv: number): number {
    this.#powers.memo.fillEnds(this.#fillVariable(argv), argv + 8);
    return this.#powers.guest.duplicate(argv + 8);
  }

  #fillVariable(idAddress: number): VariableAddress {
    const { module, program } = this.#moduleOf(this.#caller());
    return { scope: module, name: program.fills.sites[this.#powers.guest.i32[idAddress >>> 2] as number] as string };
  }

  // ---------- asynchronous calls

  #asyncEnter(argc: number, argv: number): number {
    const { memo, activations, guest } = this.#powers;
    const object = this.#caller();
    const fn = this.#functionOf(object, argv);
    this.#tellBypass(fn);
    this.#markIn(fn, object);
    const view = () => this.#view(fn, this.#given(fn, object, argc, argv));
    const entered = activations.enter(fn, !memo.isDemoted(fn), view);
    const token = this.#nextToken++;
    if ('kind' in entered) {
      this.#playBack(token, fn, entered);
      return guest.newInt(-token);
    }
    if (entered.own) this.#markIn(fn, object);
    this.#activations.set(token, entered);
    return guest.newInt(token);
  }

  #playBack(token: number, fn: LiveFunction, offer: Offer & { kind: 'hit' }): void {
    const view = () => this.#view(fn, { self: 0, args: [] });
    const activation = this.#powers.activations.enter(fn, false, view) as Activation;
    const { value, trace, effects } = offer;
    this.#activations.set(token, activation);
    this.#playbacks.set(token, { activation, value, trace, hops: trace.hops ?? [], effects, done: 0 });
  }

  #playback(argv: number): [number, Playback] {
    const token = -(this.#powers.guest.i32[argv >>> 2] as number);
    return [token, this.#playbacks.get(token) as Playback];
  }

  #hops(argv: number): number {
    return this.#powers.guest.newInt(this.#playback(argv)[1].hops.length);
  }

  /** The next wait of a playback: 0 a tick, -1 an answer, else the delay of a timer. */
  #hop(argv: number): number {
    const [, playback] = this.#playback(argv);
    this.#advance(playback);
    const hop = playback.hops[playback.done] as Hop;
    playback.done += 1;
    return this.#powers.guest.newInt(hop.kind === 'tick' ? 0 : hop.kind === 'answer' ? -1 : hop.delay);
  }

  /** Resumes a playback that waited, and does what the call did at this point. */
  #advance({ activation, trace, done, effects }: Playback): void {
    if (done === 0) return;
    const { memo, activations } = this.#powers;
    const changed = memo.overtaken(trace);
    if (changed !== null) throw new Overtaken(changed);
    activations.resume(activation);
    for (const { effect, after } of effects) if (after === done) memo.perform(effect);
  }

  #take(argv: number): number {
    const [token, playback] = this.#playback(argv);
    this.#advance(playback);
    this.#powers.activations.exit(playback.activation, { threw: false, value: 0 });
    this.#playbacks.delete(token);
    this.#activations.delete(token);
    return playback.value;
  }

  #activation(argv: number): Activation | undefined {
    return this.#activations.get(Math.abs(this.#powers.guest.i32[argv >>> 2] as number));
  }

  #returned(argv: number): number {
    const { guest } = this.#powers;
    const activation = this.#activation(argv);
    this.#refuseThenable(argv + 8);
    if (activation?.own) {
      if (activation.ending) guest.free(activation.ending.value);
      activation.ending = { threw: false, value: guest.duplicate(argv + 8) };
    }
    return guest.duplicate(argv + 8);
  }

  #threw(argv: number): number {
    const activation = this.#activation(argv);
    if (activation?.ending) this.#powers.guest.free(activation.ending.value);
    if (activation) activation.ending = { threw: true, value: this.#powers.guest.newUndefined() };
    return 0;
  }

  #exit(argv: number): number {
    const { guest, activations } = this.#powers;
    const activation = this.#activation(argv);
    if (!activation) return 0;
    const ending = activation.ending ?? { threw: false, value: guest.newUndefined() };
    activations.exit(activation, ending);
    guest.free(ending.value);
    this.#activations.delete(guest.i32[argv >>> 2] as number);
    return 0;
  }

  #suspend(argv: number): number {
    const activation = this.#activation(argv);
    this.#refuseThenable(argv + 8);
    if (activation) this.#powers.activations.suspend(activation);
    return this.#powers.guest.duplicate(argv + 8);
  }

  /** The `then` of an object that is no promise runs in a job of its own, outside every frame. */
  #refuseThenable(value: number): void {
    const { guest, memo } = this.#powers;
    if (memo.current === null || guest.tag(value) !== TAG.object) return;
    if (hasThen(guest, guest.word(value))) memo.refuseWaiting('thenable', 'waits for an object with a then method');
  }

  #resume(argc: number, argv: number): number {
    const activation = this.#activation(argv);
    if (activation) this.#powers.activations.resume(activation);
    return argc > 1 ? this.#powers.guest.duplicate(argv + 8) : 0;
  }

  #taint(argv: number): number {
    this.#powers.memo.refuseWaiting('untraceable', this.#powers.guest.string(argv));
    return 0;
  }

  // ---------- scopes and sources

  #scope(argv: number): number {
    const { guest, program } = this.#powers;
    const module = this.#moduleOf(this.#caller());
    const id = guest.i32[(argv + 8) >>> 2] as number;
    // The arrow holds the cells: it must live as long as the program.
    guest.retain(guest.word(argv), TAG.object);
    program.addScope(module, id, guest.word(argv));
    return 0;
  }

  /** The text that `toString` shows: the function's own, without instrumentation; undefined for what is not ours. */
  #originalText(argv: number): number {
    const { guest, program, memo } = this.#powers;
    if (guest.tag(argv) !== TAG.object) return 0;
    const object = guest.word(argv);
    const classId = guest.word(object + OBJECT.flags) >>> 16;
    if (classId !== 13 && classId !== 16 && classId !== 54 && classId !== 58) return 0;
    const fn = program.code(guest.word(object + OBJECT.payload));
    if (!fn) return 0;
    memo.refuse('source-text', `reads the source text of ${fn.path}`);
    return guest.newString(fn.owner.program.originalText(fn.info.id));
  }

  // ---------- promises, for the console

  /** 0 pending, 1 fulfilled, 2 rejected. */
  #promiseState(argv: number): number {
    const { guest } = this.#powers;
    return guest.newInt(guest.word(this.#promise(argv)));
  }

  /** The engine's record of the promise given. */
  #promise(argv: number): number {
    const { guest } = this.#powers;
    const object = guest.tag(argv) === TAG.object ? guest.word(argv) : 0;
    if (object === 0 || guest.word(object + OBJECT.flags) >>> 16 !== CLASS.promise) throw new TypeError('no promise');
    return guest.word(object + OBJECT.payload);
  }

  // ---------- who calls

  /** The function object whose code is running. */
  #caller(): number {
    const { guest } = this.#powers;
    return guest.word(guest.word(guest.rt + RT.stackFrame) + FRAME.currentFunction);
  }

  #functionOf(object: number, idAddress: number): LiveFunction {
    const module = this.#moduleOf(object);
    return module.functions[this.#powers.guest.i32[idAddress >>> 2] as number] as LiveFunction;
  }

  #moduleOf(object: number): LoadedModule {
    const { guest, program } = this.#powers;
    const bytecode = guest.word(object + OBJECT.payload);
    let module = this.#modules.get(bytecode);
    if (!module) {
      module = program.byFile(guest.atomText(guest.word(bytecode + BYTECODE.fileName)));
      if (!module) throw new Error('a hook was called by code that is not the program’s');
      guest.keepCode(bytecode);
      this.#modules.set(bytecode, module);
    }
    return module;
  }

  #none(): number {
    return this.#powers.guest.objectHandle(this.#powers.noneObject);
  }
}
