import { describe, expect, test } from 'vitest';
import type { FunctionReport, RunReport } from '../../engine/trace.ts';
import { checkExpectation } from './differences.ts';

const called = (name: string, calls: number, hits: number, bypassed?: string): FunctionReport => ({
  name,
  file: 'main.js',
  line: 1,
  calls,
  hits,
  stored: 0,
  totalMs: 0,
  savedMs: 0,
  reasons: bypassed === undefined ? [] : [{ verdict: 'bypass', code: 'x', text: bypassed, count: 1 }],
});

const report = (...functions: FunctionReport[]): RunReport => ({ functions }) as unknown as RunReport;

describe('the check of a story', () => {
  test('accepts stages that were hits, or were not called because a hit above covered them', () => {
    const seen = report(called('main', 1, 1));
    expect(checkExpectation(seen, ['main', 'parse'], { hits: ['main'], ran: [] })).toEqual([]);
  });

  test('rejects a stage that ran and was not expected to', () => {
    const seen = report(called('parse', 1, 0));
    expect(checkExpectation(seen, ['parse'], { ran: [] })).toEqual(['parse ran 1 times without need']);
  });

  test('rejects a function that should have run and was answered instead', () => {
    const seen = report(called('model', 2, 2));
    expect(checkExpectation(seen, ['model'], { ran: ['model'] })).toEqual(['model should have run: 2 calls, 2 hits']);
  });

  test('rejects a promised hit that was never called', () => {
    expect(checkExpectation(report(), [], { hits: ['parse'] })).toEqual(['parse should be answered from the store']);
  });

  test('takes the hit of a caller for the hit of what it calls', () => {
    expect(checkExpectation(report(called('main', 1, 1)), ['main', 'parse'], { hits: ['main|parse'] })).toEqual([]);
    const seen = report(called('main', 1, 0), called('parse', 1, 0));
    expect(checkExpectation(seen, ['parse'], { hits: ['main|parse'], ran: ['main'] })).toHaveLength(2);
  });

  test('wants the reason of a bypass', () => {
    const seen = report(called('draw', 3, 0, 'reads the clock'));
    expect(checkExpectation(seen, ['draw'], { bypass: { draw: 'clock' } })).toEqual([]);
    expect(checkExpectation(seen, ['draw'], { bypass: { draw: 'random' } })).toHaveLength(1);
  });

  test('tells functions of one name apart by their file', () => {
    const seen = report(called('run', 1, 0), { ...called('run', 1, 1), file: 'lib.js' });
    expect(checkExpectation(seen, [], { hits: ['lib.js#run'], ran: ['main.js#run'] })).toEqual([]);
  });
});
