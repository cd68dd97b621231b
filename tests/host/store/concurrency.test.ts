import { once } from 'node:events';
import fs from 'node:fs';
import { describe, expect, test } from 'vitest';
import { layoutOf } from '../../../host/store/layout.ts';
import { merge } from '../../../host/store/merge.ts';
import { totals } from '../../../host/store/queries.ts';
import { openRunStore } from '../../../host/store/run-store.ts';
import { power, readTraces, scratchDir, trace, writeTraces } from './fixtures.ts';
import { childProcesses, type Ended } from './processes.ts';

/** How many of the acknowledged names a fresh run finds, each with its blob. */
function presentIn(dir: string, names: readonly string[]): number {
  const store = openRunStore(dir, power());
  store.loadModules([...new Set(names.map((name) => `${name.slice(0, name.lastIndexOf('-'))}.ts`))]);
  const whole = names.filter((name) => {
    const [found] = store.lookup(`key-${name}`);
    if (found === undefined || !('blob' in found.value)) return false;
    return Buffer.from(store.getBlob(found.value.blob) ?? '').toString() === name.repeat(500);
  });
  store.close();
  return whole.length;
}

describe('many processes on one store', () => {
  const child = childProcesses();

  test('sixteen writers with merges racing lose nothing', { timeout: 30_000 }, async () => {
    const dir = scratchDir();
    const writers = Array.from({ length: 16 }, (_, at) => child('write', dir, `w${at}`, '20'));
    const merges = [child('merge', dir), child('merge', dir)];
    const ended = await Promise.all(writers.map((writer) => writer.ended));
    const own = await merge(dir, power(), 10_000);
    const merged = await Promise.all(merges.map((one) => one.ended));

    expect([...ended, ...merged].map(({ code, errors }) => ({ code, errors }))).toEqual(
      Array.from({ length: 18 }, () => ({ code: 0, errors: '' })),
    );
    expect(own.kind).toBe('merged');
    const names = ended.flatMap(({ lines }) => lines);
    expect(names.length).toBe(320);
    expect(presentIn(dir, names)).toBe(320);
    expect(await totals(dir, power())).toMatchObject({ entries: 320, traces: 320, blobs: 320 });
  });

  test('what a killed writer acknowledged is there, before and after a merge', { timeout: 30_000 }, async () => {
    const dir = scratchDir();
    const kill = async (tag: string): Promise<Ended> => {
      const writer = child('write', dir, tag);
      await once(writer.process.stdout as NodeJS.ReadableStream, 'data');
      setTimeout(() => writer.process.kill('SIGKILL'), Math.random() * 60);
      return writer.ended;
    };
    const rounds: Ended[] = [];
    for (let round = 0; round < 4; round++) {
      rounds.push(...(await Promise.all([0, 1, 2].map((at) => kill(`k${round}${at}`)))));
    }
    const names = rounds.flatMap(({ lines }) => lines);
    expect(names.length).toBeGreaterThan(12);
    expect(presentIn(dir, names)).toBe(names.length);
    expect((await merge(dir, power())).kind).toBe('merged');
    expect(fs.readdirSync(layoutOf(dir).journal)).toEqual([]);
    expect(presentIn(dir, names)).toBe(names.length);
  });

  test('a killed merge loses nothing, and the next one finishes its work', { timeout: 30_000 }, async () => {
    const dir = scratchDir();
    const names: string[] = [];
    for (let round = 0; round < 6; round++) {
      const writer = await child('write', dir, `m${round}`, '30').ended;
      names.push(...writer.lines);
      const merging = child('merge', dir);
      setTimeout(() => merging.process.kill('SIGKILL'), 100 + Math.random() * 400);
      await merging.ended;
      expect(presentIn(dir, names)).toBe(names.length);
    }
    const watched = power();
    expect((await merge(dir, watched)).kind).toBe('merged');
    expect(watched.warnings).toEqual([]);
    expect(presentIn(dir, names)).toBe(180);
    expect(await totals(dir, power())).toMatchObject({ traces: 180 });
  });

  test('the journal of a living process is read by a merge and left in place', async () => {
    const dir = scratchDir();
    const living = openRunStore(dir, power());
    living.putTrace(trace('first'));
    expect(await merge(dir, power())).toMatchObject({ kind: 'merged', traces: 1, journals: 0 });
    living.putTrace(trace('second'));
    living.close();
    expect(await merge(dir, power())).toMatchObject({ kind: 'merged', traces: 1, journals: 1 });
    expect(readTraces(dir, ['key-first', 'key-second']).map(({ id }) => id)).toEqual(['id-first', 'id-second']);
  });

  test('a reader that listed the journals before a merge took them away misses nothing', async () => {
    const dir = scratchDir();
    writeTraces(dir, [trace('a'), trace('b')]);
    const names = fs.readdirSync(layoutOf(dir).journal);
    await merge(dir, power());
    const readdirSync = ((path: string) =>
      path.endsWith('journal') ? names : fs.readdirSync(path)) as typeof fs.readdirSync;
    const late = openRunStore(dir, power({ readdirSync }));
    late.loadModules(['main.ts']);
    expect([...late.lookup('key-a'), ...late.lookup('key-b')]).toEqual([trace('a'), trace('b')]);
  });

  test('two merges at once in one process both come to the same store', async () => {
    const dir = scratchDir();
    writeTraces(dir, [trace('a'), trace('b')]);
    const results = await Promise.all([merge(dir, power(), 10_000), merge(dir, power(), 10_000)]);
    expect(results.map(({ kind }) => kind)).toEqual(['merged', 'merged']);
    expect(await totals(dir, power())).toMatchObject({ traces: 2, entries: 2 });
  });

  test('a merge gives up when its time is spent and somebody else has the catalogue', async () => {
    const dir = scratchDir();
    writeTraces(dir, [trace('a')]);
    fs.writeFileSync(layoutOf(dir).lock, `${power().host} ${process.pid}\n`);
    expect(await merge(dir, power(), 20)).toEqual({ kind: 'busy' });
    expect(readTraces(dir, ['key-a'])).toEqual([trace('a')]);
  });

  test('a lock left by a dead process is taken over', async () => {
    const dir = scratchDir();
    writeTraces(dir, [trace('a')]);
    fs.writeFileSync(layoutOf(dir).lock, `${power().host} 999999999\n`);
    expect(await merge(dir, { ...power(), alive: () => false }, 20)).toMatchObject({ kind: 'merged', traces: 1 });
    expect(fs.existsSync(layoutOf(dir).lock)).toBe(false);
  });

  test('a lock whose maker was killed before it signed is taken over', async () => {
    const dir = scratchDir();
    writeTraces(dir, [trace('a')]);
    fs.writeFileSync(layoutOf(dir).lock, '');
    expect(await merge(dir, power(), 20)).toEqual({ kind: 'busy' });
    const before = new Date(Date.now() - 5000);
    fs.utimesSync(layoutOf(dir).lock, before, before);
    expect(await merge(dir, power(), 20)).toMatchObject({ kind: 'merged', traces: 1 });
  });
});
