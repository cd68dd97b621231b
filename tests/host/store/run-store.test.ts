import fs from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { layoutOf } from '../../../host/store/layout.ts';
import { merge, pendingIn } from '../../../host/store/merge.ts';
import { mergeIsWorthIt } from '../../../host/store/merge-decision.ts';
import { openRunStore } from '../../../host/store/run-store.ts';
import { power, readTraces, report, scratchDir, trace, writeTraces } from './fixtures.ts';

describe('a run', () => {
  test('finds the traces that it and earlier runs stored, newest first', async () => {
    const dir = scratchDir();
    const key = 'same';
    const versions = ['a', 'b', 'c', 'd'].map((name, at) => trace(name, { key, createdMs: at }));
    const [a, b, c, d] = versions as [(typeof versions)[0], ...typeof versions];
    writeTraces(dir, [b as typeof a]);
    await merge(dir, power());
    writeTraces(dir, [a, c as typeof a]);
    const store = openRunStore(dir, power());
    expect(store.lookup(key)).toEqual([]);
    store.loadModules(['main.ts']);
    store.loadModules(['main.ts']);
    expect(store.lookup(key)).toEqual([c, b, a]);
    store.putTrace(d as typeof a);
    expect(store.lookup(key)).toEqual([d, c, b, a]);
    expect(store.latest('main.ts', 'parse')).toEqual(d);
    expect(store.latest('main.ts', 'other')).toBeUndefined();
  });

  test('sees one trace where two runs stored the same', () => {
    const dir = scratchDir();
    writeTraces(dir, [trace('a')]);
    writeTraces(dir, [trace('a')]);
    expect(readTraces(dir, ['key-a'])).toEqual([trace('a')]);
  });

  test('reads segments of the modules it names only', async () => {
    const dir = scratchDir();
    writeTraces(dir, [trace('a'), trace('b', { site: { module: 'b.ts', path: 'f', line: 1, column: 1 } })]);
    await merge(dir, power());
    expect(readTraces(dir, ['key-a', 'key-b'], ['b.ts']).map(({ key }) => key)).toEqual(['key-b']);
  });

  test('that stores nothing leaves no journal', () => {
    const dir = scratchDir();
    writeTraces(dir, []);
    expect(fs.readdirSync(layoutOf(dir).journal)).toEqual([]);
  });

  test('stores bytes once, under their digest', () => {
    const dir = scratchDir();
    const store = openRunStore(dir, power());
    const digest = store.putBlob(Buffer.from('abc'));
    expect(digest).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
    expect(store.putBlob(Buffer.from('abc'))).toBe(digest);
    expect(Buffer.from(store.getBlob(digest) ?? '').toString()).toBe('abc');
    expect(fs.readdirSync(join(layoutOf(dir).blobs, 'ba'))).toEqual([`${digest}.zst`]);
    expect(fs.readdirSync(layoutOf(dir).scratch)).toEqual([]);
  });
});

describe('the directory', () => {
  test('tells git and backup tools to pass it by', () => {
    const dir = scratchDir();
    openRunStore(dir, power());
    expect(fs.readFileSync(join(dir, '.gitignore'), 'utf8')).toBe('*\n');
    expect(fs.readFileSync(join(dir, 'CACHEDIR.TAG'), 'utf8')).toMatch(
      /^Signature: 8a477f597d28d172789f06886806bc55\n/,
    );
  });

  test('that holds other things is not marked', () => {
    const dir = scratchDir();
    fs.mkdirSync(dir);
    fs.writeFileSync(join(dir, 'mine.txt'), '');
    openRunStore(dir, power());
    expect(fs.readdirSync(dir).sort()).toEqual(['mine.txt', 'v1']);
  });

  test('may be a link', () => {
    const dir = scratchDir();
    fs.mkdirSync(`${dir}-real`);
    fs.symlinkSync(`${dir}-real`, dir);
    writeTraces(dir, [trace('a')]);
    expect(readTraces(`${dir}-real`, ['key-a'])).toEqual([trace('a')]);
  });
});

describe('merging', () => {
  test('changes nothing when it is repeated', async () => {
    const dir = scratchDir();
    writeTraces(dir, [trace('a'), trace('b')]);
    const [journal = ''] = fs.readdirSync(layoutOf(dir).journal);
    const copy = fs.readFileSync(join(layoutOf(dir).journal, journal));
    expect(await merge(dir, power())).toEqual({ kind: 'merged', traces: 2, runs: 0, journals: 1 });
    fs.writeFileSync(join(layoutOf(dir).journal, journal), copy);
    expect(await merge(dir, power())).toEqual({ kind: 'merged', traces: 0, runs: 0, journals: 1 });
    expect(await merge(dir, power())).toEqual({ kind: 'merged', traces: 0, runs: 0, journals: 0 });
    expect(readTraces(dir, ['key-a', 'key-b'])).toEqual([trace('a'), trace('b')]);
  });

  test('keeps the newest 64 traces of a key at hand', async () => {
    const dir = scratchDir();
    const many = Array.from({ length: 80 }, (_, at) => trace(`t${at}`, { key: 'same', createdMs: at }));
    writeTraces(dir, many);
    await merge(dir, power());
    expect(readTraces(dir, ['same'])).toEqual(many.slice(16).reverse());
  });

  test('removes scratch files that nobody has touched for an hour', async () => {
    const dir = scratchDir();
    writeTraces(dir, []);
    const [old, young] = ['old', 'young'].map((name) => join(layoutOf(dir).scratch, name)) as [string, string];
    for (const path of [old, young]) fs.writeFileSync(path, '');
    fs.utimesSync(old, 1, 1);
    await merge(dir, power());
    expect(fs.readdirSync(layoutOf(dir).scratch)).toEqual(['young']);
  });

  test('is worth it when it is cheap beside the run, or when journals pile up', () => {
    const kib = 1024;
    expect(mergeIsWorthIt({ files: 0, bytes: 0 }, 60_000)).toBe(false);
    expect(mergeIsWorthIt({ files: 1, bytes: kib }, 500)).toBe(false);
    expect(mergeIsWorthIt({ files: 1, bytes: kib }, 6000)).toBe(true);
    expect(mergeIsWorthIt({ files: 1, bytes: 4 * kib * kib }, 6000)).toBe(false);
    expect(mergeIsWorthIt({ files: 65, bytes: kib }, 100)).toBe(true);
    expect(mergeIsWorthIt({ files: 2, bytes: 9 * kib * kib }, 100)).toBe(true);
  });

  test('knows what waits', () => {
    const dir = scratchDir();
    expect(pendingIn(dir, power())).toEqual({ files: 0, bytes: 0 });
    const store = openRunStore(dir, power());
    store.putRun(report('r1'));
    const { files, bytes } = pendingIn(dir, power());
    expect(files).toBe(1);
    expect(bytes).toBeGreaterThan(200);
  });
});
