import fs from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { clear } from '../../../host/store/clear.ts';
import { layoutOf } from '../../../host/store/layout.ts';
import { entries, invocations, latestRun, run, runs, totals } from '../../../host/store/queries.ts';
import { openRunStore } from '../../../host/store/run-store.ts';
import { power, readTraces, report, scratchDir, trace, writeTraces } from './fixtures.ts';

/** Three runs of two scripts, two entries. */
function filledStore(): string {
  const dir = scratchDir();
  const store = openRunStore(dir, power());
  store.putTrace(trace('a', { createdMs: 1, costMs: 10 }));
  store.putTrace(trace('a2', { key: 'key-a', createdMs: 2, costMs: 30 }));
  const blob = store.putBlob(Buffer.alloc(1000));
  const site = { module: 'lib/model.ts', path: 'Model.fit', line: 9, column: 3 };
  store.putTrace(trace('b', { site, value: { blob, bytes: 1000 }, effects: [], costMs: 20 }));
  store.putRun(report('r1', { startedAt: '2026-01-01T00:00:00.000Z' }));
  store.putRun(report('r2', { startedAt: '2026-01-03T00:00:00.000Z', script: 'other.ts' }));
  store.putRun(report('r3', { startedAt: '2026-01-02T00:00:00.000Z', fault: { code: 'time-limit', message: 'late' } }));
  store.close();
  return dir;
}

test('runs are found by script, by id, and latest first', async () => {
  const dir = filledStore();
  expect((await latestRun(dir, power()))?.runId).toBe('r2');
  expect((await latestRun(dir, power(), 'main.ts'))?.runId).toBe('r3');
  expect(await latestRun(dir, power(), 'none.ts')).toBeUndefined();
  expect(await run(dir, power(), 'r1')).toEqual(report('r1'));
  expect((await runs(dir, power(), 2)).map(({ runId }) => runId)).toEqual(['r2', 'r3']);
});

test('entries come with what their traces amount to', async () => {
  const dir = filledStore();
  const listed = await entries(dir, power(), { limit: 10 });
  expect(listed).toEqual([
    {
      key: 'key-a',
      module: 'main.ts',
      path: 'parse',
      line: 3,
      traces: 2,
      bytes: 7,
      costMs: 30,
      createdMs: 2,
      lastHitAt: '2026-01-03T00:00:00.000Z',
    },
    {
      key: 'key-b',
      module: 'lib/model.ts',
      path: 'Model.fit',
      line: 9,
      traces: 1,
      bytes: 1000,
      costMs: 20,
      createdMs: 1_700_000_000_000,
      lastHitAt: null,
    },
  ]);
  expect((await entries(dir, power(), { module: 'lib/model.ts', limit: 10 })).length).toBe(1);
  expect((await entries(dir, power(), { limit: 1 })).length).toBe(1);
});

test('totals count entries, runs and what lies on disk', async () => {
  const dir = filledStore();
  const sums = await totals(dir, power());
  expect(sums).toMatchObject({
    entries: 2,
    traces: 3,
    runs: 3,
    hits: 3,
    misses: 6,
    bypasses: 9,
    savedMs: 120,
    blobs: 1,
  });
  expect(sums.bytesOnDisk).toBeGreaterThan(1000);
});

test('asking a store that is not there finds nothing and makes none', async () => {
  const dir = scratchDir();
  expect(await latestRun(dir, power())).toBeUndefined();
  expect(await entries(dir, power(), { limit: 5 })).toEqual([]);
  expect(await totals(dir, power())).toMatchObject({ entries: 0, runs: 0, blobs: 0, bytesOnDisk: 0 });
  expect(fs.existsSync(dir)).toBe(false);
});

test('clearing removes the store and leaves what is not its own', async () => {
  const dir = filledStore();
  await totals(dir, power());
  fs.writeFileSync(join(dir, 'notes.txt'), 'mine');
  fs.writeFileSync(join(dir, '.gitignore'), 'mine too');
  fs.mkdirSync(join(layoutOf(dir).root, 'strange'));
  const cleared = await clear(dir, power());
  expect(cleared.blobs).toBe(1);
  expect(cleared.bytes).toBeGreaterThan(1000);
  expect(fs.readdirSync(dir).sort()).toEqual(['.gitignore', 'CACHEDIR.TAG', 'notes.txt', 'v1']);
  expect(fs.readdirSync(layoutOf(dir).root)).toEqual(['strange']);
  fs.rmdirSync(join(layoutOf(dir).root, 'strange'));
  await clear(dir, power());
  expect(fs.readdirSync(dir).sort()).toEqual(['.gitignore', 'notes.txt']);
  writeTraces(dir, [trace('a')]);
  expect(readTraces(dir, ['key-a'])).toEqual([trace('a')]);
});

test('clearing what is not there is nothing', async () => {
  const dir = scratchDir();
  expect(await clear(dir, power())).toEqual({ blobs: 0, bytes: 0 });
  expect(fs.existsSync(dir)).toBe(false);
});

test('of equal runs the latest is found, and none of another way to run', async () => {
  const dir = scratchDir();
  const store = openRunStore(dir, power());
  const invocation = (args: readonly string[]) => ({
    ...{ root: '..', cwd: '.', args, grants: { read: ['.'], write: true as const, env: [], net: [] } },
    ...{ minDurationMs: null, memoryLimitMB: 64, seed: null, time: null, input: false },
  });
  for (const [id, day, args] of [
    ['r1', 1, []],
    ['r2', 2, ['x']],
    ['r3', 3, []],
  ] as const)
    store.putRun(report(id, { startedAt: `2026-01-0${day}T00:00:00.000Z`, invocation: invocation(args) }));
  store.putRun(report('r4', { startedAt: '2026-01-04T00:00:00.000Z', script: 'other.ts' }));
  store.putRun(report('r5', { startedAt: '2026-01-05T00:00:00.000Z', invocation: { root: 1 } as never }));
  store.close();
  const ids = async (where: { id?: string; script?: string }) =>
    (await invocations(dir, power(), where)).map(({ runId }) => runId);
  expect(await ids({})).toEqual(['r2', 'r3', 'r4']);
  expect(await ids({ script: 'main.ts' })).toEqual(['r2', 'r3']);
  expect(await ids({ id: 'r1' })).toEqual(['r1']);
});
