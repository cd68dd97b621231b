/** A trace holds when every fact, asked again in order, has the answer recorded. */
import { expect, it } from 'vitest';
import type { Dependency, Trace } from '../../engine/trace.ts';
import { verify } from '../../engine/verify.ts';
import { EngineBench } from './bench.ts';

const program = {
  code: (_module: string, path: string) => (path === 'f' ? { identity: 'F', line: 1 } : undefined),
  binding: (_module: string, name: string) => (name === 'a from b' ? 'there' : undefined),
  variableLine: () => undefined,
  source: () => undefined,
  text: () => undefined,
  patchedBuiltin: () => null,
  patchingPlace: () => null,
};

function check(
  dependencies: readonly Dependency[],
  prepare: (b: EngineBench) => void = () => undefined,
): Dependency | null {
  const b = new EngineBench();
  b.variables.set('v', 'V');
  b.world.set('file a', 'A');
  prepare(b);
  const world = {
    observe: (d: Dependency) => b.world.get(`${d.kind} ${d.name}`),
    mayWrite: () => true,
    holds: () => false,
  };
  return verify({ dependencies } as Trace, b.view('x'), program, world);
}

const code: Dependency = { kind: 'code', scope: 'm', name: 'f', fingerprint: 'F' };
const binding: Dependency = { kind: 'binding', scope: 'm', name: 'a from b', fingerprint: 'there' };
const variable: Dependency = { kind: 'variable', scope: 'm', name: 'v', fingerprint: 'V' };
const file: Dependency = { kind: 'file', name: 'a', fingerprint: 'A' };

it('all as recorded', () => expect(check([code, binding, variable, file])).toBe(null));
it('nothing recorded', () => expect(check([])).toBe(null));
it.each([
  ['code that is another', { ...code, fingerprint: 'G' }],
  ['code that is gone', { ...code, name: 'g' }],
  ['an import that leads elsewhere', { ...binding, fingerprint: 'elsewhere' }],
  ['an import that is gone', { ...binding, name: 'c from b' }],
  ['a variable with another value', { ...variable, fingerprint: 'W' }],
  ['a variable that is gone', { ...variable, name: 'w' }],
  ['a file with other bytes', { ...file, fingerprint: 'B' }],
  ['a fact that nobody can tell', { ...file, name: 'b' }],
] as const)('%s differs', (_name, changed) => expect(check([code, changed, file])).toBe(changed));
it('a variable that can no longer be read differs', () =>
  expect(
    check([variable], (b) => {
      b.refusedVariable = 'a Proxy';
    }),
  ).toBe(variable));
it('the first of two differences is told', () => {
  const first = { ...variable, fingerprint: 'W' };
  expect(check([code, first, { ...file, fingerprint: 'B' }])).toBe(first);
});
