/** Generated programs and what is done to them: the store changes nothing, and what can be a hit is one. */
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { beforeAll, expect, test } from 'vitest';
import { type FuzzResult, fuzz } from './fuzz.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const PROGRAMS = 300;
const SEED = 20_260;
/** Least share of hits where a version of a program runs again. */
const SHARE = 0.9;

let result: FuzzResult;

beforeAll(async () => {
  if (!existsSync(`${root}/dist/rote.js`)) throw new Error('dist/rote.js is missing: run `npm run build` first');
  result = await fuzz({ root, runs: PROGRAMS, seed: SEED, jobs: 2, tries: 300 });
}, 900_000);

test(`${PROGRAMS} programs do at every step what they do without a store`, () => {
  expect(result.stale.join('\n\n')).toBe('');
  expect(result.programs).toBe(PROGRAMS);
});

test('the guest does what node does', () => {
  expect(result.engine.join('\n\n')).toBe('');
});

test('where nothing changed, calls are hits', () => {
  const { hits, misses } = result.tally.repeated;
  expect(hits / (hits + misses)).toBeGreaterThan(SHARE);
  expect(result.tally.hits / result.tally.steps).toBeGreaterThan(5);
});
