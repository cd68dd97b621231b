/** Instrumentation is invisible: programs of every shape end alike as they are written and with every call recorded. */

import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { NeutralityBench } from './neutrality.ts';
import { programs } from './program.ts';
import { shapes } from './shapes.ts';

const bench = new NeutralityBench(fileURLToPath(new URL('../../dist', import.meta.url)));
afterAll(() => bench.close());

/** Every third: the whole table runs beside the suite (`npm run test262`). */
const SHARE = 3;

describe('shapes of functions', () => {
  const chosen = shapes().filter((_, i) => i % SHARE === 0);
  for (const family of new Set(chosen.map(familyOf)))
    it(family, () => {
      for (const program of chosen.filter((one) => familyOf(one) === family)) {
        const { plain, recorded } = bench.both(program);
        expect([program.name, recorded.outcome]).toEqual([program.name, plain.outcome]);
        expect([program.name, plain.outcome.exitCode]).toEqual([program.name, 0]);
      }
    });
});

function familyOf({ name }: { readonly name: string }): string {
  return name.split(',')[0] as string;
}

describe('tests of the suite', () => {
  const text = (flags: string, body: string) => `/*---\ndescription: d\nflags: [${flags}]\n---*/\n${body}`;
  const harness = (file: string): string =>
    file === 'doneprintHandle.js'
      ? 'function $DONE(e) { print(e ? "Test262:AsyncTestFailure" : "Test262:AsyncTestComplete"); }'
      : '';

  it('run strict and sloppy, or as their flags say', () => {
    const names = (flags: string) =>
      programs('t', text(flags, ''), harness).map(({ name, extension }) => `${name}.${extension}`);
    expect(names('')).toEqual(['t.cjs', 't (strict).cjs']);
    expect(names('onlyStrict')).toEqual(['t (strict).cjs']);
    expect(names('noStrict')).toEqual(['t.cjs']);
    expect(names('module')).toEqual(['t.mjs']);
    expect(programs('t', text('', '$262.createRealm()'), harness)).toEqual([]);
  });

  it('pass by their ends: quietly, by the error they ask for, by saying that they are done', () => {
    const passed = (source: string) =>
      programs('t', source, harness).map((program) => bench.both(program).plain.passed);
    expect(passed(text('', 'var x = 1;'))).toEqual([true, true]);
    expect(passed(text('', 'throw new TypeError();'))).toEqual([false, false]);
    expect(passed('/*---\nnegative:\n  phase: runtime\n  type: TypeError\n---*/\nthrow new TypeError();')).toEqual([
      true,
      true,
    ]);
    expect(passed(text('async, noStrict', 'Promise.resolve().then(() => $DONE());'))).toEqual([true]);
    expect(passed(text('async, noStrict', ''))).toEqual([false]);
  });
});
