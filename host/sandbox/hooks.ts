/**
 * What instrumented code and the prelude call: prologues, marks, suspensions, the frames of callbacks.
 * Each hook turns addresses in guest memory into the conductor's terms, and its decisions into values of the guest.
 */
import type { Activations } from '../../engine/activation.ts';
import type { Frame } from '../../engine/frame.ts';
import type { Memo } from '../../engine/memo.ts';
import type { VariableAddress } from '../../engine/ports.ts';
import { AsyncHooks, type Hook } from './async-hooks.ts';
import { Callers, type Given } from './callers.ts';
import type { ViewPowers } from './frame-view.ts';
import { GuestThrew } from './guest.ts';
import { isFunctionClass } from './heap-walker.ts';
import { HOOK } from './hook-names.ts';
import { CELL, CLASS, FRAME, OBJECT, RT, TAG } from './layout.ts';
import type { LiveFunction } from './live-function.ts';
import { Marks } from './marks.ts';
import { Misuse } from './misuse.ts';

/** What the hooks work on. */
export interface HookPowers extends ViewPowers {
  readonly memo: Memo;
  readonly activations: Activations;
  readonly noneObject: number;
}

export class Hooks {
  readonly table: ReadonlyMap<number, Hook>;
  readonly #powers: HookPowers;
  readonly #callers: Callers;
  readonly #marks: Marks;

  constructor(powers: HookPowers) {
    this.#powers = powers;
    // Nothing is spread: the walker and the builder are made when they are first asked for.
    const { guest, program, memo, activations } = powers;
    const callers = new Callers({ guest, program, viewing: powers });
    const marks = new Marks({ guest, program, memo });
    const async = new AsyncHooks({ guest, memo, activations, callers, marks });
    this.#callers = callers;
    this.#marks = marks;
    const byProgram: readonly (readonly [number, Hook])[] = [
      [HOOK.enter, (argc, argv) => this.#enter(argc, argv)],
      [HOOK.mark, (_argc, argv) => this.#mark(argv)],
      ...async.table,
      [HOOK.afterYield, (_argc, argv) => this.#afterYield(argv)],
      [HOOK.taint, (_argc, argv) => this.#taint(argv)],
      [HOOK.scope, (_argc, argv) => this.#scope(argv)],
      [HOOK.fill, (argc, argv) => this.#fill(argc, argv)],
      [HOOK.entry, (_argc, argv) => this.#entry(argv)],
      [HOOK.filled, (_argc, argv) => this.#filled(argv)],
    ];
    this.table = new Map<number, Hook>([
      ...byProgram.map(([id, hook]) => [id, this.#forProgram(hook)] as const),
      [HOOK.hop, (_argc, argv) => async.hop(argv)],
      [HOOK.wait, (_argc, argv) => async.wait(argv)],
      [HOOK.promiseState, (_argc, argv) => this.#promiseState(argv)],
      [HOOK.promiseResult, (_argc, argv) => this.#powers.guest.duplicate(this.#promise(argv) + 24)],
      [HOOK.originalText, (_argc, argv) => this.#originalText(argv)],
    ]);
  }

  /** Code that was made at run time knows the names of the hooks, too. */
  #forProgram(hook: Hook): Hook {
    return (argc, argv) => {
      this.#callers.moduleOf(this.#callers.caller());
      return hook(argc, argv);
    };
  }

  // ---------- synchronous calls

  #enter(argc: number, argv: number): number {
    const { memo } = this.#powers;
    const object = this.#callers.caller();
    const fn = this.#callers.beginning(object, argv);
    if (fn.passing) {
      fn.passing = false;
      return this.#none();
    }
    this.#marks.markIn(fn, object);
    if (memo.isDemoted(fn)) {
      this.#marks.tellBypass(fn);
      this.#marks.remember(fn, object);
      return this.#none();
    }
    const given = this.#callers.given(fn, object, argc, argv);
    const offer = memo.offer(fn, () => this.#callers.view(fn, given));
    if (offer.kind === 'run') return this.#none();
    if (offer.kind === 'hit') return offer.trace.threw ? this.#throw(offer.value) : offer.value;
    return this.#runFramed(fn, object, given, offer.frame);
  }

  /** Runs the body of a framed call: the same function again, whose prologue lets it pass this time. */
  #runFramed(fn: LiveFunction, object: number, given: Given, frame: Frame): number {
    const { guest, memo } = this.#powers;
    const { self } = given;
    const args = given.args.map((address) => guest.duplicate(address));
    const callee = guest.objectHandle(object);
    const receiver = self === 0 ? guest.newUndefined() : guest.duplicate(self);
    this.#marks.markIn(fn, object);
    fn.passing = true;
    try {
      const value = this.#asTheSameCall(() => guest.call(callee, receiver, args));
      memo.enter(frame.parent);
      memo.close(frame, { threw: false, value });
      return value;
    } catch (error) {
      memo.enter(frame.parent);
      if (!(error instanceof GuestThrew)) throw error;
      memo.close(frame, { threw: true, value: error.handle });
      return this.#throw(error.handle);
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

  /** Makes a value, whose handle it takes, the exception of the call. */
  #throw(handle: number): number {
    const result = this.#powers.guest.throwValue(handle);
    this.#powers.guest.free(handle);
    return result;
  }

  // ---------- marks

  #mark(argv: number): number {
    const object = this.#callers.caller();
    const fn = this.#callers.functionOf(object, argv);
    this.#marks.tellBypass(fn);
    this.#marks.markIn(fn, object);
    this.#marks.remember(fn, object);
    return 0;
  }

  #afterYield(argv: number): number {
    const object = this.#callers.caller();
    this.#marks.markIn(this.#callers.functionOf(object, argv + 8), object);
    return this.#powers.guest.duplicate(argv);
  }

  // ---------- fills

  #fill(argc: number, argv: number): number {
    const { memo } = this.#powers;
    memo.fillBegins(this.#fillVariable(argv), argc > 1 ? this.#functionAt(argv + 8) : 0);
    return 0;
  }

  #filled(argv: number): number {
    this.#powers.memo.fillEnds(this.#fillVariable(argv), argv + 8);
    return this.#powers.guest.duplicate(argv + 8);
  }

  #fillVariable(idAddress: number): VariableAddress {
    const { module, program } = this.#callers.moduleOf(this.#callers.caller());
    const name = program.fills.sites[this.#powers.guest.i32[idAddress >>> 2] as number];
    if (name === undefined) throw new Misuse();
    return { scope: module, name };
  }

  // ---------- tables

  /** The number of a table, the key of an entry, and the table itself. */
  #entry(argv: number): number {
    const { memo, guest, program, tables } = this.#powers;
    const module = this.#callers.moduleOf(this.#callers.caller());
    const id = guest.i32[argv >>> 2] as number;
    const known = module.program.tables[id];
    if (!known) throw new Misuse();
    const { name, kind } = known;
    const table = { scope: module.module, name };
    const place = tables.address(table);
    if (place === 0 || guest.word(place) !== guest.word(argv + 16))
      memo.refuse('opaque-variable', `uses ${name}, which has no place of its own`);
    if (!memo.touch(table, tables.words(kind, argv + 8))) return 0;
    const mark = program.tableMark(module, id);
    if (mark !== 0) guest.writeInt(guest.word(mark + CELL.value), memo.epoch);
    return 0;
  }

  #taint(argv: number): number {
    const { guest, memo } = this.#powers;
    if (guest.tag(argv) !== TAG.string && guest.tag(argv) !== TAG.rope) throw new Misuse();
    memo.refuseWaiting('untraceable', guest.string(argv));
    return 0;
  }

  /** Address of the function object that a hook is given. */
  #functionAt(address: number): number {
    const { guest } = this.#powers;
    const object = guest.tag(address) === TAG.object ? guest.word(address) : 0;
    if (object === 0 || !isFunctionClass(guest.word(object + OBJECT.flags) >>> 16)) throw new Misuse();
    return object;
  }

  // ---------- scopes and sources

  #scope(argv: number): number {
    const { guest, program } = this.#powers;
    const running = this.#callers.caller();
    const module = this.#callers.moduleOf(running);
    const id = guest.i32[(argv + 8) >>> 2] as number;
    const arrow = this.#functionAt(argv);
    if (!module.program.scopes.some(({ functionId }) => functionId === id)) throw new Misuse();
    // The arrow holds the cells: it must live as long as the program.
    guest.retain(arrow, TAG.object);
    program.addScope(module, id, arrow, running);
    return 0;
  }

  /** The text that `toString` shows: the function's own, without instrumentation; undefined for what is not ours. */
  #originalText(argv: number): number {
    const { guest, program, memo } = this.#powers;
    if (guest.tag(argv) !== TAG.object) return 0;
    const object = guest.word(argv);
    if (!isFunctionClass(guest.word(object + OBJECT.flags) >>> 16)) return 0;
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

  #none(): number {
    return this.#powers.guest.objectHandle(this.#powers.noneObject);
  }
}
