import { describe, expect, it } from 'vitest';
import { type AuditChoice, Auditor, sampleOf } from '../../engine/audit-choice.ts';
import type { Trace } from '../../engine/trace.ts';

/** A trace of a function below which others ran. */
function trace(id: string, path: string, below: readonly string[] = []): Trace {
  const code = [path, ...below].map((name) => ({ kind: 'code', scope: 'm', name, fingerprint: 'f' }) as const);
  return {
    ...{ key: id, id, identity: 'i', costMs: 1, createdMs: 1, effects: [], value: { inline: '' } },
    site: { module: 'm', path, line: 1, column: 1 },
    dependencies: [...code, { kind: 'file', name: 'inner', fingerprint: 'f' }],
  };
}

const plans = (choice: AuditChoice, traces: readonly Trace[]) => {
  const auditor = new Auditor(choice);
  return { plans: traces.map((each) => auditor.plan(each)), answerable: auditor.answerable.map(({ id }) => id) };
};
const calls = [
  trace('1', 'outer', ['Model.inner']),
  trace('2', 'Model.inner'),
  trace('3', 'other'),
  trace('2', 'Model.inner'),
];

describe('calls that could be answered', () => {
  it('are all compared unless something is chosen', () => {
    expect(plans({}, calls)).toEqual({
      plans: ['compare', 'compare', 'compare', 'compare'],
      answerable: ['1', '2', '3'],
    });
  });

  it.each(['inner', 'Model.inner'])('are those of one function, and what has to run to reach them: %s', (name) => {
    expect(plans({ name }, calls)).toEqual({
      plans: ['execute', 'compare', 'answer', 'compare'],
      answerable: ['2'],
    });
  });

  it('are those of chosen entries, each once', () => {
    expect(plans({ entries: ['2'] }, calls).plans).toEqual(['answer', 'compare', 'answer', 'answer']);
    expect(plans({ name: 'inner', entries: [] }, calls)).toEqual({
      plans: ['execute', 'answer', 'answer', 'answer'],
      answerable: ['2'],
    });
  });
});

it('contains others, and is executed to reach them where that is asked for', () => {
  const auditor = new Auditor({ entries: ['2'], within: ['1', '2'] });
  expect(calls.map((each) => auditor.plan(each))).toEqual(['execute', 'compare', 'answer', 'execute']);
  expect(auditor.answerable.map(({ contains }) => contains)).toEqual([true, false, false]);
});

describe('a sample', () => {
  const items = Array.from({ length: 50 }, (_, i) => `entry ${i}`);
  const sample = (size: number, seed: string, of = items) => sampleOf(of, size, seed, (item) => item).sort();

  it('is the same for one seed whatever the order, and another for another', () => {
    expect(sample(5, 'a', [...items].reverse())).toEqual(sample(5, 'a'));
    expect(sample(5, 'b')).not.toEqual(sample(5, 'a'));
    expect(sample(5, 'a')).toHaveLength(5);
  });

  it('is everything when there is no more', () => {
    expect(sample(100, 'a')).toEqual([...items].sort());
  });
});
