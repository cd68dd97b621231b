/** What instrumented asynchronous functions call: at their beginning, around each wait, on the way back of a hit, at their end. */
import type { Activation, Activations } from '../../engine/activation.ts';
import type { Memo } from '../../engine/memo.ts';
import type { Offer } from '../../engine/offer.ts';
import type { Segmented } from '../../engine/stored-effects.ts';
import type { Hop, Trace } from '../../engine/trace.ts';
import type { Callers } from './callers.ts';
import type { Guest } from './guest.ts';
import { HOOK } from './hook-names.ts';
import { TAG } from './layout.ts';
import type { LiveFunction } from './live-function.ts';
import type { Marks } from './marks.ts';
import { Misuse } from './misuse.ts';
import { Overtaken } from './overtaken.ts';
import { hasThen } from './thenable.ts';

/** A hit of an asynchronous call on its way back. */
interface Playback {
  readonly activation: Activation;
  readonly value: number;
  readonly trace: Trace;
  readonly hops: readonly Hop[];
  readonly effects: readonly Segmented[];
  done: number;
}

/** An activation, and the function object whose code alone may speak of it. */
interface Own {
  readonly activation: Activation;
  readonly object: number;
}

/** What the hooks work on. */
export interface AsyncHookPowers {
  readonly guest: Guest;
  readonly memo: Memo;
  readonly activations: Activations;
  readonly callers: Callers;
  readonly marks: Marks;
}

/** A host function by the number of its arguments and where they lie. */
export type Hook = (argc: number, argv: number) => number;

export class AsyncHooks {
  readonly table: readonly (readonly [id: number, hook: Hook])[] = [
    [HOOK.asyncEnter, (argc, argv) => this.#asyncEnter(argc, argv)],
    [HOOK.hops, (_argc, argv) => this.#hops(argv)],
    [HOOK.take, (_argc, argv) => this.#take(argv)],
    [HOOK.returned, (_argc, argv) => this.#returned(argv)],
    [HOOK.threw, (_argc, argv) => this.#threw(argv)],
    [HOOK.exit, (_argc, argv) => this.#exit(argv)],
    [HOOK.suspend, (_argc, argv) => this.#suspend(argv)],
    [HOOK.resume, (argc, argv) => this.#resume(argc, argv)],
  ];
  readonly #powers: AsyncHookPowers;
  readonly #activations = new Map<number, Own>();
  readonly #playbacks = new Map<number, Playback>();
  #nextToken = 2;

  constructor(powers: AsyncHookPowers) {
    this.#powers = powers;
  }

  #asyncEnter(argc: number, argv: number): number {
    const { memo, activations, guest, callers, marks } = this.#powers;
    const object = callers.caller();
    const fn = callers.beginning(object, argv);
    marks.tellBypass(fn);
    marks.markIn(fn, object);
    const view = () => callers.view(fn, callers.given(fn, object, argc, argv));
    const entered = activations.enter(fn, !memo.isDemoted(fn), view);
    const token = this.#nextToken++;
    if ('kind' in entered) {
      this.#playBack(token, fn, object, entered);
      return guest.newInt(-token);
    }
    if (entered.own) marks.markIn(fn, object);
    this.#activations.set(token, { activation: entered, object });
    return guest.newInt(token);
  }

  #playBack(token: number, fn: LiveFunction, object: number, offer: Offer & { kind: 'hit' }): void {
    const view = () => this.#powers.callers.view(fn, { self: 0, args: [] });
    const activation = this.#powers.activations.enter(fn, false, view) as Activation;
    const { value, trace, effects } = offer;
    this.#activations.set(token, { activation, object });
    this.#playbacks.set(token, { activation, value, trace, hops: trace.hops ?? [], effects, done: 0 });
  }

  #playback(argv: number): [number, Playback] {
    const token = -(this.#powers.guest.i32[argv >>> 2] as number);
    const playback = this.#playbacks.get(token);
    if (!playback) throw new Misuse();
    return [token, playback];
  }

  #hops(argv: number): number {
    return this.#powers.guest.newInt(this.#playback(argv)[1].hops.length);
  }

  /** The next wait of a playback: 0 a tick, -1 an answer, else the delay of a timer. */
  hop(argv: number): number {
    const [, playback] = this.#playback(argv);
    this.#advance(playback);
    const hop = playback.hops[playback.done];
    if (!hop) throw new Misuse();
    playback.done += 1;
    return this.#powers.guest.newInt(hop.kind === 'tick' ? 0 : hop.kind === 'answer' ? -1 : hop.delay);
  }

  /** A playback is about to wait. */
  wait(argv: number): number {
    this.#powers.activations.suspend(this.#playback(argv)[1].activation);
    return 0;
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
    const { trace, value } = playback;
    this.#advance(playback);
    this.#powers.activations.exit(playback.activation, { threw: false, value: 0 });
    this.#playbacks.delete(token);
    this.#activations.delete(token);
    return trace.threw ? this.#throw(value) : value;
  }

  #throw(handle: number): number {
    const result = this.#powers.guest.throwValue(handle);
    this.#powers.guest.free(handle);
    return result;
  }

  #activation(argv: number): Activation | undefined {
    const own = this.#activations.get(Math.abs(this.#powers.guest.i32[argv >>> 2] as number));
    if (own && own.object !== this.#powers.callers.caller()) throw new Misuse();
    return own?.activation;
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
    const { guest, activations } = this.#powers;
    const activation = this.#activation(argv);
    if (!activation) return 0;
    // What it waited for may have been rejected: nothing else tells that it goes on.
    if (activation.suspended) activations.resume(activation);
    if (!activation.own) return 0;
    if (activation.ending) guest.free(activation.ending.value);
    activation.ending = { threw: true, value: guest.duplicate(argv + 8) };
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
}
