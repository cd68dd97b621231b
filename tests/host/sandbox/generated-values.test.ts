/**
 * Generated values go from one guest to another, alone and together with what a call was given and has changed. What
 * arrives is what left, and what node makes of the same recipe, in all that reflection tells; or it is refused.
 */
import { isDeepStrictEqual, types } from 'node:util';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Encoded } from '../../../engine/ports.ts';
import { assemble } from './assemble.ts';
import { type Bench, createBench, inside } from './bench.ts';
import { anything, calls, closures, type Recipe, results } from './value-recipes.ts';

/** The parts of inside/kit.mjs that node calls by name. */
interface Kit {
  readonly known: ReadonlyMap<string, unknown>;
  readonly crossing: (isError: (value: unknown) => boolean, result: unknown) => string;
}
const kit = (await import(new URL('./inside/kit.mjs', import.meta.url).href)) as Kit & Record<string, unknown>;

const options = {
  files: { 'crossing.mjs': inside('crossing.mjs'), 'kit.mjs': inside('kit.mjs') },
  source: `import * as kit from './kit.mjs'; Object.assign(globalThis, kit);`,
};
const [from, to] = [createBench(options), createBench(options)];

const script = (steps: readonly string[]): string => steps.map((text) => `step(() => (${text}));\n`).join('');
const before = (recipe: Recipe): string => `begin();\n${script(recipe.given)}`;

/** The call in the first guest, and its record. */
function recorded(recipe: Recipe): { encoded: Encoded; text: () => string } {
  from.run(`${before(recipe)}; 0`);
  const given = from.value('give()');
  const view = from.view(given);
  from.run(`${script(recipe.made)}; globalThis.result = made(); 0`);
  const result = from.value('result');
  view.changed();
  const encoded = view.entry.refused === null ? view.encode(result) : { refused: view.entry.refused };
  view.release();
  for (const handle of [result, given]) from.guest.free(handle);
  return { encoded, text: () => crossing(from) };
}

/** The same call answered in the second guest. */
function answered(recipe: Recipe, { tape, writes }: Extract<Encoded, { tape: Uint8Array }>): string {
  to.run(`${before(recipe)}; 0`);
  const given = to.value('give()');
  const view = to.view(given);
  const restored = view.decode(tape, writes);
  if (restored === null) throw new Error('the tape was refused');
  restored.write();
  to.keep('result', restored.value);
  view.release();
  for (const handle of [restored.value, given]) to.guest.free(handle);
  return crossing(to);
}

function crossing(bench: Bench): string {
  return bench.text('crossing(Error.isError, result)');
}

/** The same in node. */
function own(recipe: Recipe): { text: string; value: unknown } {
  const body = `${before(recipe)}const given = give(); ${script(recipe.made)}; return [given, made()];`;
  const value = new Function(...Object.keys(kit), body)(...Object.values(kit)) as [unknown, unknown];
  return { text: kit.crossing(types.isNativeError, value[1]), value };
}

interface Count {
  all: number;
  accepted: number;
  compared: number;
  readonly refusals: Map<string, number>;
}

function check(recipe: Recipe, count: Count): void {
  const { encoded, text } = recorded(recipe);
  count.all += 1;
  if ('refused' in encoded) {
    count.refusals.set(encoded.refused, (count.refusals.get(encoded.refused) ?? 0) + 1);
    return;
  }
  count.accepted += 1;
  const left = text();
  const arrived = answered(recipe, encoded);
  expect(arrived).toBe(left);
  const { text: here, value } = own(recipe);
  expect(arrived).toBe(here);
  // A comparison by value cannot be asked about invalid dates (node 20) and prototypes that the recipe made.
  if (!isDeepStrictEqual(assemble(here, kit.known), value)) return;
  count.compared += 1;
  expect(isDeepStrictEqual(assemble(arrived, kit.known), value)).toBe(true);
}

/** Another seed, or more runs, look further: the shares below are those of many runs. */
const SEED = Number(process.env['VALUES_SEED'] ?? 11);
const RUNS = Number(process.env['VALUES_RUNS'] ?? 250);

describe.each([
  { name: 'results', recipes: results, share: 0.95, comparable: 0.6 },
  { name: 'results and changes of what was given', recipes: calls, share: 0.5, comparable: 0.6 },
  { name: 'results among things that cannot come back', recipes: anything, share: 0.4, comparable: 0.6 },
  // Functions are equal to themselves alone.
  { name: 'functions as results and in changes', recipes: closures, share: 0.5, comparable: 0 },
])('$name', ({ recipes, share, comparable }) => {
  const count: Count = { all: 0, accepted: 0, compared: 0, refusals: new Map() };

  it('arrive as they were, or are refused', () => {
    fc.assert(
      fc.property(recipes, (recipe) => check(recipe, count)),
      { numRuns: RUNS, seed: SEED },
    );
  });

  it('mostly arrive, and can mostly be compared by value', () => {
    expect(count.accepted / count.all).toBeGreaterThan(share);
    expect(count.compared / count.accepted).toBeGreaterThanOrEqual(comparable);
  });
});
