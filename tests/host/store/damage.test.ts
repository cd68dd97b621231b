import fs from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { layoutOf, segmentPath } from '../../../host/store/layout.ts';
import { merge } from '../../../host/store/merge.ts';
import { latestRun, totals } from '../../../host/store/queries.ts';
import { openRunStore } from '../../../host/store/run-store.ts';
import { filesBelow, power, readTraces, report, scratchDir, trace, writeTraces } from './fixtures.ts';

const originals = Array.from({ length: 12 }, (_, at) => trace(`t${at}`, { createdMs: at }));
const keys = originals.map(({ key }) => key);
const payload = Buffer.from('twelve months of sales\n'.repeat(40));

/** Ways in which a file goes bad, by a number that makes them repeatable. */
const damages: Readonly<Record<string, (bytes: Buffer, seed: number) => Buffer>> = {
  truncated: (bytes, seed) => bytes.subarray(0, (bytes.length * (seed % 10)) / 10),
  flipped: (bytes, seed) => {
    const copy = Buffer.from(bytes);
    for (let n = 1; n <= 3; n++) {
      const at = (seed * 7919 * n + n * 104_729) % copy.length;
      copy[at] = (copy[at] as number) ^ (1 << ((seed + n) % 8));
    }
    return copy;
  },
  foreign: (_, seed) => Buffer.from(`not ours ${seed}\n`.repeat(50)),
  empty: () => Buffer.alloc(0),
};

/** A store with traces in journal and segment, a run, and a blob. */
async function filledStore(): Promise<{ dir: string; digest: string }> {
  const dir = scratchDir();
  const store = openRunStore(dir, power());
  const digest = store.putBlob(payload);
  for (const one of originals.slice(0, 6)) store.putTrace(one);
  store.putRun(report('r1'));
  store.close();
  await merge(dir, power());
  writeTraces(dir, originals.slice(6));
  return { dir, digest };
}

function spoil(path: string, how: string, seed: number): void {
  fs.writeFileSync(path, damages[how]?.(fs.readFileSync(path), seed) ?? Buffer.alloc(0));
}

describe.each(Object.keys(damages))('a %s file', (how) => {
  test('serves nothing but what was stored, and the next merge repairs what can be', { timeout: 20_000 }, async () => {
    const { dir, digest } = await filledStore();
    const pristine = `${dir}-pristine`;
    fs.cpSync(dir, pristine, { recursive: true });
    const victims = filesBelow(layoutOf(dir).root).filter((path) => !path.endsWith('.duckdb'));
    expect(victims.map((path) => path.split('.').at(-1)).sort()).toEqual(['done', 'seg', 'zst']);
    for (const victim of victims) {
      for (let seed = 1; seed <= 8; seed++) {
        spoil(victim, how, seed);
        const found = readTraces(dir, keys);
        for (const one of found) expect(originals).toContainEqual(one);
        const store = openRunStore(dir, power());
        expect([undefined, payload.toString()]).toContain(store.getBlob(digest)?.toString());
        store.putBlob(payload);
        expect(Buffer.from(store.getBlob(digest) ?? '').equals(payload)).toBe(true);
        fs.cpSync(join(pristine, victim.slice(dir.length)), victim);
      }
    }
  });

  test('catalogue is moved aside and rebuilt from segments and journals', { timeout: 20_000 }, async () => {
    const { dir } = await filledStore();
    spoil(layoutOf(dir).catalogue, how, 3);
    const watched = power();
    expect(await merge(dir, watched)).toMatchObject({ kind: 'merged', traces: 12 });
    expect(watched.warnings.map(({ code }) => code)).toEqual(['store-damaged']);
    expect(fs.readdirSync(layoutOf(dir).root).some((name) => name.startsWith('catalogue.damaged-'))).toBe(true);
    expect(readTraces(dir, keys)).toEqual(originals);
    expect(await totals(dir, power())).toMatchObject({ traces: 12, entries: 12 });
  });
});

test('a lost or damaged segment is written again by the next merge, whatever that merge is about', async () => {
  const { dir } = await filledStore();
  const other = trace('other', { site: { module: 'other.ts', path: 'g', line: 1, column: 1 } });
  await merge(dir, power());
  for (const spoilt of ['missing', 'flipped', 'truncated']) {
    const path = segmentPath(layoutOf(dir), 'main.ts');
    if (spoilt === 'missing') fs.rmSync(path);
    else spoil(path, spoilt, 5);
    expect(readTraces(dir, keys).length, spoilt).toBeLessThan(12);
    writeTraces(dir, [other]);
    await merge(dir, power());
    expect(readTraces(dir, keys), spoilt).toEqual(originals);
  }
});

test('a record with a sound checksum and another shape is a miss', () => {
  const dir = scratchDir();
  const wrong = [
    { ...trace('t0'), dependencies: [{ kind: 'moon', name: 'a', fingerprint: 'f' }] },
    { ...trace('t1'), effects: [{ kind: 'output', fd: 3, data: { inline: '' } }] },
    { ...trace('t2'), value: {} },
    { ...trace('t3'), site: null },
    { ...trace('t4'), costMs: '1' },
  ] as unknown as ReturnType<typeof trace>[];
  writeTraces(dir, [...wrong.filter(({ site }) => site !== null), trace('t9')]);
  expect(readTraces(dir, keys)).toEqual([trace('t9')]);
});

test('a digest that is no digest reads no file', () => {
  const dir = scratchDir();
  const store = openRunStore(dir, power());
  fs.writeFileSync(join(dir, 'secret.zst'), 'x');
  expect(store.getBlob('../../secret')).toBeUndefined();
  expect(store.getBlob('')).toBeUndefined();
});

test('a catalogue of another program is not written to', async () => {
  const { dir } = await filledStore();
  const { DuckDBInstance } = await import('@duckdb/node-api');
  fs.rmSync(layoutOf(dir).catalogue);
  const instance = await DuckDBInstance.create(layoutOf(dir).catalogue);
  const connection = await instance.connect();
  await connection.run('CREATE TABLE traces (mine INTEGER)');
  connection.closeSync();
  instance.closeSync();
  const watched = power();
  expect((await latestRun(dir, watched))?.runId).toBeUndefined();
  expect(watched.warnings.map(({ code }) => code)).toEqual(['store-damaged']);
  expect(basename(layoutOf(dir).catalogue)).toBe('catalogue.duckdb');
});
