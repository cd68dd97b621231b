import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import { describe, expect, test } from 'vitest';
import { StoreFault } from '../../../host/store/fault.ts';
import { layoutOf } from '../../../host/store/layout.ts';
import { merge } from '../../../host/store/merge.ts';
import { entries } from '../../../host/store/queries.ts';
import { openRunStore } from '../../../host/store/run-store.ts';
import { filesBelow, power, readTraces, report, scratchDir, systemError, trace, writeTraces } from './fixtures.ts';

/** Writes that fail once `room` bytes are on the disk, the last one half done, as a full disk does. */
function diskOf(room: number): Partial<typeof fs> {
  let left = room;
  const writeSync = ((fd: number, bytes: Uint8Array, at: number, length: number) => {
    if (left === 0) throw systemError('ENOSPC');
    const taken = Math.min(left, length);
    left -= taken;
    return fs.writeSync(fd, bytes, at, taken);
  }) as unknown as typeof fs.writeSync;
  return { writeSync };
}

describe('a disk that fills up', () => {
  test('keeps what was acknowledged, says so once, and never throws', () => {
    const dir = scratchDir();
    writeTraces(dir, [trace('before')]);
    const full = power(diskOf(1200));
    const store = openRunStore(dir, full);
    store.loadModules(['main.ts']);
    for (let at = 0; at < 20; at++) store.putTrace(trace(`t${at}`));
    store.putRun(report('r1'));
    expect(store.putBlob(Buffer.from('x'))).toMatch(/^[0-9a-f]{64}$/);
    expect(store.lookup('key-before')).toEqual([trace('before')]);
    const acknowledged = Array.from({ length: 20 }, (_, at) => `key-t${at}`).filter((key) => store.lookup(key)[0]);
    store.close();

    expect(full.warnings.map(({ code }) => code)).toEqual(['store-full']);
    expect(full.warnings[0]?.message).toContain('ENOSPC');
    expect(full.warnings[0]?.hint).toContain('--cache-dir');
    expect(acknowledged.length).toBe(2);
    expect(readTraces(dir, acknowledged).map(({ key }) => key)).toEqual(acknowledged);
  });

  test('leaves no half blob, and no trace that names one', () => {
    const dir = scratchDir();
    const full = power(diskOf(1200));
    const store = openRunStore(dir, full);
    const blob = store.putBlob(randomBytes(5000));
    store.putTrace(trace('t', { value: { blob, bytes: 5000 } }));
    store.close();
    expect(full.warnings.map(({ code }) => code)).toEqual(['store-full']);
    expect(filesBelow(layoutOf(dir).root)).toEqual([]);
    expect(openRunStore(dir, power()).getBlob(blob)).toBeUndefined();
  });

  test('fails a merge without losing the journals', async () => {
    const dir = scratchDir();
    writeTraces(dir, [trace('a')]);
    const result = await merge(dir, power(diskOf(40)));
    expect(result).toMatchObject({ kind: 'failed', fault: { code: 'store-full' } });
    expect(readTraces(dir, ['key-a'])).toEqual([trace('a')]);
    expect(await merge(dir, power())).toMatchObject({ kind: 'merged', journals: 1 });
    expect(readTraces(dir, ['key-a'])).toEqual([trace('a')]);
  });
});

describe('a read-only file system', () => {
  const refuse = () => {
    throw systemError('EROFS');
  };
  const readOnly = {
    mkdirSync: refuse as unknown as typeof fs.mkdirSync,
    openSync: refuse as unknown as typeof fs.openSync,
    unlinkSync: refuse as unknown as typeof fs.unlinkSync,
  };

  test('still serves a store that is there, says so once, and writes nothing', () => {
    const dir = scratchDir();
    writeTraces(dir, [trace('a')]);
    const watched = power(readOnly);
    const store = openRunStore(dir, watched);
    store.loadModules(['main.ts']);
    expect(store.lookup('key-a')).toEqual([trace('a')]);
    store.putTrace(trace('b'));
    store.putBlob(Buffer.from('b'));
    store.close();
    expect(watched.warnings.map(({ code }) => code)).toEqual(['store-read-only']);
    expect(store.lookup('key-b')).toEqual([]);
  });

  test('cannot be made into a store', () => {
    const dir = scratchDir();
    expect(() => openRunStore(dir, power(readOnly))).toThrow(StoreFault);
    expect(() => openRunStore(dir, power(readOnly))).toThrow(/cannot be used \(EROFS\)/);
  });

  test('makes merging and asking fail with words, not with a crash', async () => {
    const dir = scratchDir();
    writeTraces(dir, [trace('a')]);
    expect(await merge(dir, power(readOnly))).toMatchObject({ kind: 'failed', fault: { code: 'store-read-only' } });
    await expect(entries(dir, power(readOnly), { limit: 1 })).rejects.toMatchObject({ code: 'store-read-only' });
  });
});

test('a file where the directory should be is an unusable store', () => {
  const dir = scratchDir();
  fs.writeFileSync(dir, 'a file');
  expect(() => openRunStore(dir, power())).toThrow(expect.objectContaining({ code: 'store-unusable' }) as Error);
});

test('a store that vanishes under a run costs the run nothing', () => {
  const dir = scratchDir();
  const watched = power();
  const store = openRunStore(dir, watched);
  store.putTrace(trace('a'));
  fs.rmSync(dir, { recursive: true });
  const digest = store.putBlob(Buffer.from('b'));
  store.putTrace(trace('b'));
  expect(Buffer.from(store.getBlob(digest) ?? '').toString()).toBe('b');
  expect(store.lookup('key-b')).toEqual([trace('b')]);
  store.close();
  expect(watched.warnings).toEqual([]);
});

test('a store that is cleared before the first record is made anew by it', () => {
  const dir = scratchDir();
  const store = openRunStore(dir, power());
  fs.rmSync(dir, { recursive: true });
  store.putTrace(trace('a'));
  store.close();
  expect(readTraces(dir, ['key-a'])).toEqual([trace('a')]);
});
