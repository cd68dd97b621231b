/** Reasons are words that a person understands, with the place. */
import { describe, expect, it } from 'vitest';
import { differenceCause, unknownKeyCause } from '../../engine/reasons.ts';
import type { DependencyKind, Trace } from '../../engine/trace.ts';
import { EngineBench } from './bench.ts';

const program = {
  code: (_module: string, path: string) => (path === 'f' ? { identity: 'F', line: 12 } : undefined),
  binding: () => undefined,
  variableLine: (_scope: string, name: string) => (name === 'v' ? 4 : undefined),
  source: () => undefined,
  text: () => undefined,
  patchedBuiltin: () => null,
  patchingPlace: () => null,
};
const words = (kind: DependencyKind, name: string, scope?: string): string =>
  differenceCause({ kind, name, fingerprint: '', ...(scope === undefined ? {} : { scope }) }, program).text;

describe('a difference', () => {
  it.each<[DependencyKind, string, string | undefined, string]>([
    ['code', 'f', 'lib/a.ts', 'function f changed (lib/a.ts:12)'],
    ['code', 'g', 'lib/a.ts', 'function g is gone from lib/a.ts'],
    ['variable', 'v', 'lib/a.ts', 'variable v changed (lib/a.ts:4)'],
    ['variable', 'w', 'lib/a.ts', 'variable w changed (lib/a.ts)'],
    ['variable', 'w', '', 'variable w changed (global)'],
    ['file', 'data/a.csv', undefined, 'file data/a.csv changed'],
    ['stat', 'data/a.csv', undefined, 'size or times of data/a.csv changed'],
    ['kind', 'data', undefined, 'presence of data changed'],
    ['listing', 'data', undefined, 'listing of data changed'],
    ['env', 'HOME', undefined, 'environment variable HOME changed'],
    ['stdin', 'stdin', undefined, 'standard input changed'],
  ])('%s %s', (kind, name, scope, text) => expect(words(kind, name, scope)).toBe(text));
});

describe('an unknown key', () => {
  const f = new EngineBench().fn('f', 'now');
  it('of a function never stored', () => expect(unknownKeyCause(f, undefined).code).toBe('new'));
  it('of a function whose code changed', () =>
    expect(unknownKeyCause(f, { identity: 'before' } as Trace)).toEqual({
      code: 'code-changed',
      text: 'its own code changed (m:1)',
    }));
  it('of a function called otherwise', () =>
    expect(unknownKeyCause(f, { identity: 'now' } as Trace).code).toBe('arguments-changed'));
});
