/** Verdicts add up: per function, for the run, and in the edges between functions. */
import { expect, it } from 'vitest';
import { Statistics } from '../../engine/statistics.ts';
import { doing, EngineBench } from './bench.ts';

const because = (text: string) => ({ code: 'c', text });

it('counts calls, hits and time per function', () => {
  const b = new EngineBench();
  const f = b.fn('f');
  const slow = doing(() => {
    b.now += 12.3456;
  });
  b.call(f, 'x', slow);
  b.call(f, 'x', slow);
  expect(b.memo.statistics.functions()).toMatchObject([
    { name: 'f', file: 'm', line: 1, calls: 2, hits: 1, stored: 1, totalMs: 12.346, savedMs: 12.346 },
  ]);
});

it('counts time of the outermost activation alone', () => {
  const b = new EngineBench();
  const f = b.fn('f');
  const step = doing(() => {
    b.now += 1;
  });
  b.call(f, 'a', () => step() + b.call(f, 'b', () => step() + b.call(f, 'c', step).value).value);
  expect(b.memo.statistics.functions()[0]?.totalMs).toBe(3);
});

it('a miss that turns out unstorable is a bypass', () => {
  const b = new EngineBench();
  const f = b.fn('f');
  b.call(
    f,
    'x',
    doing(() => b.memo.refuse('volatile', 'reads the clock')),
  );
  expect(b.memo.statistics.verdicts).toEqual({ hit: 0, miss: 0, bypass: 1 });
  expect(b.reasons('f')).toContain('bypass volatile: reads the clock');
});

it('equal reasons are one with a count; ever new ones have an end', () => {
  const s = new Statistics();
  const f = new EngineBench().fn('f');
  for (let i = 0; i < 3; i++) s.count(f, 'miss', because('same'));
  expect(s.functions()[0]?.reasons).toEqual([{ verdict: 'miss', code: 'c', text: 'same', count: 3 }]);
  for (let i = 0; i < 100; i++) s.count(f, 'miss', because(`new ${i}`));
  expect(s.functions()[0]?.reasons.length).toBe(20);
  expect(s.functions()[0]?.calls).toBe(103);
});

it('edges join callers and callees', () => {
  const b = new EngineBench();
  const [outer, inner] = [b.fn('outer'), b.fn('inner')];
  b.call(
    outer,
    'x',
    doing(
      () => b.call(inner, '1'),
      () => b.call(inner, '2'),
    ),
  );
  expect(b.memo.statistics.edges()).toEqual([{ from: 'm#outer', to: 'm#inner', count: 2 }]);
});

it('a function nobody called is not in the report', () => {
  const s = new Statistics();
  s.account(new EngineBench().fn('f'));
  expect(s.functions()).toEqual([]);
});
