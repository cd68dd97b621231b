/** Asynchronous calls: whose code runs when, how a recorded call came back, and what is left unrecorded. */
import { describe, expect, it } from 'vitest';
import { type Activation, Activations, type LoopEvent } from '../../engine/activation.ts';
import type { ProgramFunction } from '../../engine/ports.ts';
import { EngineBench } from './bench.ts';

/** A loop that the test moves by hand. */
class LoopBench extends EngineBench {
  at = { macrotask: 1, round: 0 };
  alone = false;
  virtualMs = 0;
  event: LoopEvent = { hop: null, frame: null, at: this.at };
  readonly activations = new Activations(
    this.memo,
    () => this.at,
    () => this.event,
    () => this.now,
    { holds: () => this.alone, virtualMs: () => this.virtualMs },
  );

  enter(fn: ProgramFunction, args = 'x', candidate = true): Activation {
    const entered = this.activations.enter(fn, candidate, () => this.view(args));
    if ('kind' in entered) throw new Error('a hit');
    return entered;
  }
  exit(activation: Activation, value = 1): void {
    this.activations.exit(activation, { threw: false, value });
  }
  /** The next microtask round. */
  tick(rounds = 1): void {
    this.at = { macrotask: this.at.macrotask, round: this.at.round + rounds };
  }
  /** The next macrotask, begun by what a frame registered just now. */
  fire(hop: NonNullable<LoopEvent['hop']>, activation: Activation | null, registered = this.at): void {
    this.event = { hop, frame: activation?.frame ?? null, at: registered };
    this.at = { macrotask: this.at.macrotask + 1, round: 1 };
  }
  wait(activation: Activation): void {
    this.activations.suspend(activation);
  }
  resume(activation: Activation): void {
    this.activations.resume(activation);
  }
}

describe('a call that waits', () => {
  it('is stored with its way back', () => {
    const b = new LoopBench();
    const a = b.enter(b.fn('f'));
    b.wait(a);
    b.tick();
    b.resume(a);
    b.wait(a);
    b.fire({ kind: 'timer', delay: 5 }, a);
    b.resume(a);
    b.wait(a);
    b.fire({ kind: 'answer' }, a);
    b.resume(a);
    b.exit(a);
    expect(b.traces[0]?.hops).toEqual([{ kind: 'tick' }, { kind: 'timer', delay: 5 }, { kind: 'answer' }]);
  });
  it('and one that did not wait has none', () => {
    const b = new LoopBench();
    b.exit(b.enter(b.fn('f')));
    expect(b.traces[0]?.hops).toBe(undefined);
  });
  it('several rounds are several ticks', () => {
    const b = new LoopBench();
    const a = b.enter(b.fn('f'));
    b.wait(a);
    b.tick(3);
    b.resume(a);
    b.exit(a);
    expect(b.traces[0]?.hops).toEqual([{ kind: 'tick' }, { kind: 'tick' }, { kind: 'tick' }]);
  });
  it('the time of waiting is not its own', () => {
    const b = new LoopBench();
    const a = b.enter(b.fn('f'));
    b.now += 2;
    b.wait(a);
    b.now += 1000;
    b.tick();
    b.resume(a);
    b.now += 3;
    b.exit(a);
    expect(b.traces[0]?.costMs).toBe(5);
  });
  it('once stored, is a hit', () => {
    const b = new LoopBench();
    const f = b.fn('f');
    b.exit(b.enter(f), 9);
    expect(b.activations.enter(f, true, () => b.view('x'))).toMatchObject({ kind: 'hit', value: 9 });
  });
});

describe('whose code runs', () => {
  it('while a call waits, first its caller, then nobody', () => {
    const b = new LoopBench();
    const outer = b.enter(b.fn('outer'));
    const inner = b.enter(b.fn('inner'));
    expect(b.memo.current).toBe(inner.frame);
    b.wait(inner);
    expect([b.memo.current, b.memo.activation]).toEqual([outer.frame, outer]);
    b.wait(outer);
    expect([b.memo.current, b.memo.activation]).toEqual([null, null]);
    b.tick();
    b.resume(inner);
    expect(b.memo.current).toBe(inner.frame);
    b.wait(inner);
    expect([b.memo.current, b.memo.activation]).toEqual([null, null]);
  });
  it('a call without a frame belongs to the frame it was called in, also afterwards', () => {
    const b = new LoopBench();
    const outer = b.enter(b.fn('outer'));
    const inner = b.enter(b.fn('inner'), 'x', false);
    b.wait(inner);
    b.wait(outer);
    b.tick();
    b.resume(inner);
    expect(b.memo.current).toBe(outer.frame);
  });
  it('a frame that is closed gets nothing more', () => {
    const b = new LoopBench();
    const outer = b.enter(b.fn('outer'));
    const inner = b.enter(b.fn('inner'), 'x', false);
    b.wait(inner);
    b.exit(outer);
    b.tick();
    b.resume(inner);
    expect(b.memo.current).toBe(null);
  });
});

describe('what is not stored, and why', () => {
  const reasonOf = (b: LoopBench, path = 'f'): string | undefined =>
    b.reasons(path).find((r) => r.startsWith('bypass'));

  it('others could change what it was given', () => {
    const b = new LoopBench();
    b.mutable = 'what it was given';
    const a = b.enter(b.fn('f'));
    b.wait(a);
    b.tick();
    b.resume(a);
    b.exit(a);
    expect(reasonOf(b)).toBe('bypass mutable-input: waits while others could change what it was given');
  });
  it('it was woken from outside', () => {
    const b = new LoopBench();
    const a = b.enter(b.fn('f'));
    b.wait(a);
    b.fire({ kind: 'timer', delay: 1 }, null);
    b.resume(a);
    b.exit(a);
    expect(reasonOf(b)).toContain('bypass woken');
  });
  it('what woke it was begun before it waited', () => {
    const b = new LoopBench();
    const a = b.enter(b.fn('f'));
    const registered = b.at;
    b.wait(a);
    b.tick();
    b.resume(a);
    b.wait(a);
    b.fire({ kind: 'timer', delay: 1 }, a, registered);
    b.resume(a);
    b.exit(a);
    expect(reasonOf(b)).toContain('bypass concurrent');
  });
  it('it waits for two calls at once', () => {
    const b = new LoopBench();
    const outer = b.enter(b.fn('f'));
    const [one, two] = ['one', 'two'].map((name) => {
      const inner = b.enter(b.fn(name));
      b.wait(inner);
      return inner;
    }) as [Activation, Activation];
    b.wait(outer);
    b.tick();
    for (const inner of [one, two]) {
      b.resume(inner);
      b.exit(inner);
    }
    b.tick();
    b.resume(outer);
    b.exit(outer);
    expect(reasonOf(b)).toContain('bypass concurrent');
  });
  it('it ended before a call that it began', () => {
    const b = new LoopBench();
    const outer = b.enter(b.fn('f'));
    const inner = b.enter(b.fn('inner'));
    b.wait(inner);
    b.exit(outer);
    expect(reasonOf(b)).toContain('bypass left-running');
  });
  it('builtins were other ones while it waited', () => {
    const b = new LoopBench();
    const a = b.enter(b.fn('f'));
    b.wait(a);
    b.patched = 'Math';
    b.tick();
    b.resume(a);
    b.patched = null;
    b.exit(a);
    expect(reasonOf(b)).toContain('bypass patched-builtins');
  });
});

it('one that threw after waiting is stored', () => {
  const b = new LoopBench();
  const a = b.enter(b.fn('f'));
  b.wait(a);
  b.tick();
  b.resume(a);
  b.activations.exit(a, { threw: true, value: 5 });
  expect([b.traces[0]?.threw, b.traces[0]?.hops, b.open]).toEqual([true, [{ kind: 'tick' }], 0]);
});

// The rounds between the end of an awaited call and the caller's own resumption are not counted.
it('one call after the other is stored, each and both together', () => {
  const b = new LoopBench();
  const outer = b.enter(b.fn('outer'));
  for (const name of ['one', 'two']) {
    const inner = b.enter(b.fn(name));
    b.wait(inner);
    b.wait(outer);
    b.tick();
    b.resume(inner);
    b.exit(inner);
    b.tick();
    b.resume(outer);
  }
  b.exit(outer);
  expect(b.traces.map((t) => t.site.path)).toEqual(['one', 'two', 'outer']);
  expect(b.traces.at(-1)?.hops?.length).toBe(4);
  expect(b.open).toBe(0);
});
