/** A store that is damaged, closed, full or not a store at all: the script's result is right all the same. */
import { existsSync, readdirSync, readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type Disk, smallDisk } from './disk.ts';
import { scratch } from './scratch.ts';

const here = scratch({
  'main.js': `
function wide(n) { const row = []; for (let i = 0; i < 3000; i++) row.push(i * n + 0.5); console.log('wide', n); return row; }
function narrow(n) { let s = 0; for (let i = 0; i < 3000; i++) s += i % n; console.log('narrow', n); return { n, s }; }
for (let n = 1; n <= 6; n++) console.log(wide(n).length, wide(n)[n], JSON.stringify(narrow(n)));
`,
  'a-file': 'not a folder',
});
const node = await here.node(['main.js']);

/** All files below a folder, relative to it. */
function filesBelow(folder: string): string[] {
  const found = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  return found.filter((name) => statSync(join(folder, name)).isFile()).sort();
}

const damages: Readonly<Record<string, (path: string) => void>> = {
  emptied: (path) => truncateSync(path, 0),
  'cut in half': (path) => truncateSync(path, Math.floor(statSync(path).size / 2)),
  'with bits turned over': (path) => {
    const bytes = readFileSync(path);
    for (let at = 3; at < bytes.length; at += 97) bytes[at] = (bytes[at] ?? 0) ^ 0x41;
    writeFileSync(path, bytes);
  },
  'of another program': (path) => writeFileSync(path, '{"version":9,"hello":"world"}\n'),
};

/** The kinds of files in a store: a journal, merged segments and catalogue, blobs, instrumented code. */
const kinds = ['journal', 'memo', 'blobs', 'code', 'catalogue.duckdb'];

describe.each(Object.entries(damages))('a store with every file %s', (how, damage) => {
  it('is at most warned of, never served', async () => {
    const store = join(here.folder, `store-${how.replaceAll(' ', '-')}`);
    const words = ['--cache-dir', store, 'main.js'];
    await here.run(words);
    await here.rote(['status', '--cache-dir', store]);
    here.write({
      'more.js':
        'function more() { let s = 0; for (let i = 0; i < 999; i++) s += i; return s; }\nconsole.log(more());\n',
    });
    // The second run's journal is not merged, so that every kind of file is there.
    await here.run(['--cache-dir', store, 'more.js']);
    const files = filesBelow(join(store, 'v1'));
    for (const kind of kinds)
      expect(
        files.some((name) => name.startsWith(kind)),
        kind,
      ).toBe(true);
    for (const name of files) damage(join(store, 'v1', name));

    const { exitCode, stdout, stderr } = await here.run(words);
    expect({ exitCode, stdout }).toEqual({ exitCode: 0, stdout: node.stdout });
    expect(stderr).toMatch(/^(warning: [^\n]*\n)?$/);
    // A command that reads the catalogue repairs what can be, and says what it did.
    const status = await here.rote(['status', '--cache-dir', store]);
    expect(status.exitCode).toBe(0);
    expect(status.stderr).toMatch(/^(warning: [^\n]*\n)?$/);
    const warm = await here.run(words);
    expect(warm).toMatchObject({ stdout: node.stdout, stderr: '' });
    expect(warm.report.calls).toMatchObject({ hit: 18, stored: 0 });
  });
});

describe('a store that cannot be used', () => {
  it.each([
    ['a file', 'a-file'],
    ['below a file', 'a-file/store'],
    ['a device', '/dev/null'],
    ['below /proc, where nothing can be made', '/proc/store'],
  ])('%s: one warning with a way out, and the script runs', async (_, dir) => {
    const { exitCode, stdout, stderr } = await here.rote(['run', '--cache-dir', dir, 'main.js']);
    expect({ exitCode, stdout }).toEqual({ exitCode: 0, stdout: node.stdout });
    expect(stderr).toMatch(/^warning: [^\n]*cannot be used[^\n]*\n$/);
  });

  it.each(['status', 'ls', 'clear'])('%s says so and ends with 5', async (command) => {
    const { exitCode, stdout, stderr } = await here.rote([command, '--cache-dir', 'a-file']);
    expect({ exitCode, stdout }).toEqual({ exitCode: 5, stdout: '' });
    expect(stderr).toMatch(/code: store-unusable\n$/);
    expect(readFileSync(join(here.folder, 'a-file'), 'utf8')).toBe('not a folder');
  });
});

/** Which disks this machine lets us have is asked once; where it has none, the injected faults of tests/host/store stand. */
const mountable = smallDisk(4);
mountable?.remove();

describe.skipIf(!mountable)('a read-only disk', () => {
  it('is used for what it holds and warned of once', async () => {
    const disk = smallDisk(4096) as Disk;
    try {
      const words = ['--cache-dir', join(disk.folder, 'store'), 'main.js'];
      await here.run(words);
      disk.makeReadOnly();
      const { exitCode, stdout, stderr, report } = await here.run(words);
      expect({ exitCode, stdout }).toEqual({ exitCode: 0, stdout: node.stdout });
      expect(stderr).toMatch(/^warning: [^\n]*read-only \(EROFS\)[^\n]*\n$/);
      expect(report.calls.hit).toBe(18);
      const fresh = await here.run(['--cache-dir', join(disk.folder, 'other'), 'main.js']);
      expect(fresh).toMatchObject({ exitCode: 0, stdout: node.stdout });
      expect(fresh.stderr).toMatch(/^warning: [^\n]*cannot be used \(EROFS\)[^\n]*\n$/);
    } finally {
      disk.remove();
    }
  });
});

describe('a disk that is full', () => {
  it.skipIf(!mountable)('is warned of once; what was kept before is served', async () => {
    const disk = smallDisk(96) as Disk;
    const store = join(disk.folder, 'store');
    const hits: number[] = [];
    try {
      for (let round = 0; round < 2; round++) {
        const { exitCode, stdout, stderr, report } = await here.run(['--cache-dir', store, 'main.js']);
        expect({ exitCode, stdout }).toEqual({ exitCode: 0, stdout: node.stdout });
        expect(stderr).toMatch(/^warning: [^\n]*is full \(ENOSPC\)[^\n]*--cache-dir[^\n]*\n$/);
        hits.push(report.calls.hit);
      }
      expect(hits[1]).toBeGreaterThan(hits[0] ?? 0);
      expect((await here.rote(['clear', '--cache-dir', store])).exitCode).toBe(0);
    } finally {
      disk.remove();
    }
  });

  it.skipIf(!existsSync('/dev/full'))('under the report is told after the run, which has happened', async () => {
    const { exitCode, stdout, stderr } = await here.rote(['run', '--report', '/dev/full', 'main.js']);
    expect({ exitCode, stdout }).toEqual({ exitCode: 5, stdout: node.stdout });
    expect(stderr).toContain('code: report-unwritable');
  });
});
