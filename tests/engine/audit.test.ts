/** An audit executes what could be answered, and tells every difference; the store is left as it is. */
import { describe, expect, it } from 'vitest';
import { doing, EngineBench, variables } from './bench.ts';

/** Stores a call of `f`, then audits it with another body. */
function audited(first: (b: EngineBench) => () => number, second: (b: EngineBench) => () => number) {
  const stored = new EngineBench();
  stored.world.set('file a', 'A');
  stored.call(stored.fn('f'), 'x', first(stored));
  const b = new EngineBench({ audit: {} });
  b.world.set('file a', 'A');
  b.world.set('file b', 'B');
  b.traces.push(...stored.traces);
  const { verdict } = b.call(b.fn('f'), 'x', second(b));
  expect([verdict, b.traces.length]).toEqual(['frame', 1]);
  return b.memo.findings;
}

describe('a call that could be answered', () => {
  it('runs, and is equal', () => {
    const body = (b: EngineBench) =>
      doing(
        () => b.read('file', 'a'),
        () => b.print('text'),
      );
    expect(audited(body, body)).toEqual({ calls: 1, differences: [] });
  });

  it.each<[string, (b: EngineBench) => () => number, string, string, string]>([
    [
      'value',
      () => () => 2,
      'value',
      '<damaged: the tape ends inside a word>',
      '<damaged: the tape ends inside a word>',
    ],
    ['output', (b) => doing(() => b.print('other')), 'effects', '', 'stdout: other'],
    ['facts', (b) => doing(() => b.read('file', 'b')), 'dependencies', 'code m f f', 'code m f f\nfile b B'],
  ])('tells another %s', (_name, second, what, before, after) => {
    const { differences } = audited(() => () => 1, second);
    expect(differences.map((d) => [d.path, d.what])).toEqual([['f', what]]);
    expect(differences[0]?.stored.replace(/[0-9a-f]{64}/g, '…')).toBe(before);
    expect(differences[0]?.executed.replace(/[0-9a-f]{64}/g, '…')).toBe(after);
  });

  it('tells why it would not be stored now', () => {
    const second = (b: EngineBench) => doing(() => b.memo.refuse('volatile', 'reads the clock'));
    expect(audited(() => () => 1, second).differences).toMatchObject([
      { what: 'storable', executed: 'reads the clock' },
    ]);
  });

  it('takes a directory that is there for one that was made', () => {
    const made = (b: EngineBench) => doing(() => b.effect({ kind: 'directory', path: 'out' }));
    expect(audited(made, () => () => 1).differences).toEqual([]);
    expect(audited(() => () => 1, made).differences).toMatchObject([{ what: 'effects', executed: 'directory out' }]);
  });

  it('is observed anew, its variables too', () => {
    const b = new EngineBench({ audit: {} });
    const stored = new EngineBench();
    for (const one of [stored, b]) one.variables.set('v', 'V');
    stored.call(stored.fn('f'), 'x', () => 1, variables('v'));
    b.traces.push(...stored.traces);
    b.codes.set('m#f', stored.traces[0]?.identity ?? '');
    b.call(b.fn('f'), 'x', () => 1, variables('v'));
    expect(b.memo.findings).toEqual({ calls: 1, differences: [] });
    expect(b.open).toBe(0);
  });
});
