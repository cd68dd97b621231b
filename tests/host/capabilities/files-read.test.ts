import { createHash } from 'node:crypto';
import * as fs from 'node:fs';
import { mkdirSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { OP } from '../../../guest/abi.ts';
import { isRacilyClean } from '../../../host/capabilities/files/identity.ts';
import { island } from './island.ts';

const sha = (text: string): string => createHash('sha256').update(text).digest('hex');
const longAgo = new Date(Date.now() - 60_000);

function put(folder: string, name: string, text: string): void {
  writeFileSync(join(folder, name), text);
  utimesSync(join(folder, name), longAgo, longAgo);
}

describe('reading a file', () => {
  it('delivers the bytes and records their fingerprint under the root-relative name', () => {
    const at = island();
    put(at.folder, 'a.txt', 'héllo');
    expect(at.ask(OP.readText, 'a.txt', 'utf8')).toBe('héllo');
    expect(Buffer.from(at.ask(OP.readFile, join(at.folder, 'a.txt')) as Uint8Array).toString()).toBe('héllo');
    const files = at.told.dependencies.filter(({ kind }) => kind === 'file');
    expect(files).toMatchObject([
      { name: 'a.txt', fingerprint: sha('héllo') },
      { name: 'a.txt', fingerprint: sha('héllo') },
    ]);
  });

  it('depends on the current directory only when the path is relative', () => {
    const at = island();
    put(at.folder, 'a.txt', '');
    at.ask(OP.readFile, join(at.folder, 'a.txt'));
    expect(at.told.dependencies.map(({ kind }) => kind)).toEqual(['file']);
    at.ask(OP.readFile, 'a.txt');
    expect(at.told.dependencies[1]).toMatchObject({ kind: 'cwd', name: 'relative' });
    expect(at.observe(at.told.dependencies[1]!)).toBe(at.told.dependencies[1]!.fingerprint);
  });

  it('of a missing file fails as in node and depends on its absence', () => {
    const at = island();
    const path = join(at.folder, 'none');
    expect(at.failure(OP.readFile, path)).toEqual({
      name: 'Error',
      message: `ENOENT: no such file or directory, open '${path}'`,
      errno: -2,
      code: 'ENOENT',
      syscall: 'open',
      path,
    });
    expect(at.told.dependencies).toEqual([{ kind: 'kind', name: 'none', fingerprint: 'absent' }]);
    put(at.folder, 'none', '');
    expect(at.observe(at.told.dependencies[0]!)).toBe('file');
  });

  it('of a folder fails without a path, as in node', () => {
    const at = island();
    expect(at.failure(OP.readFile, at.folder)).toEqual({
      name: 'Error',
      message: 'EISDIR: illegal operation on a directory, read',
      errno: -21,
      code: 'EISDIR',
      syscall: 'read',
    });
  });

  it('keeps no identity when the file changes while it is read, and the fingerprint is of the bytes delivered', () => {
    const folderOf = { folder: '' };
    const at = island({
      files: {
        readFileSync: ((path: string) => {
          const bytes = fs.readFileSync(path);
          if (path === join(folderOf.folder, 'a.txt')) writeFileSync(path, 'edited meanwhile');
          return bytes;
        }) as typeof fs.readFileSync,
      },
    });
    folderOf.folder = at.folder;
    put(at.folder, 'a.txt', 'first');
    at.ask(OP.readFile, join(at.folder, 'a.txt'));
    expect(at.told.dependencies).toEqual([{ kind: 'file', name: 'a.txt', fingerprint: sha('first') }]);
    expect(at.observe(at.told.dependencies[0]!)).toBe(sha('edited meanwhile'));
  });
});

describe('reading what is no plain file', () => {
  it('is volatile: a device has no content to fingerprint', () => {
    const at = island({ grants: { read: true } });
    expect(at.ask(OP.readText, '/dev/null', 'utf8')).toBe('');
    expect(at.told.dependencies).toEqual([]);
    expect(at.told.volatiles).toHaveLength(1);
  });
});

describe('checking a file', () => {
  it('lets an unchanged identity stand for the content, unless it is racily clean', () => {
    const reads = { count: 0 };
    // Change times cannot be set: the clock of the run stands a minute ahead of the file system's instead.
    const at = island({
      now: () => Date.now() + 60_000,
      files: {
        openSync: ((...args: Parameters<typeof fs.openSync>) => {
          reads.count += 1;
          return fs.openSync(...args);
        }) as typeof fs.openSync,
      },
    });
    put(at.folder, 'a.txt', 'text');
    at.ask(OP.readFile, 'a.txt');
    const recorded = at.told.dependencies.find(({ kind }) => kind === 'file')!;
    expect(at.observe(recorded)).toBe(recorded.fingerprint);
    expect(reads.count).toBe(0);
    const racy = { ...recorded, stat: { ...recorded.stat!, takenNs: recorded.stat!.mtimeNs }, fingerprint: 'stale' };
    expect(at.observe(racy)).toBe(sha('text'));
  });

  it('takes whole seconds for a coarse clock', () => {
    const identity = {
      dev: '1',
      ino: '1',
      size: '1',
      ctimeNs: '5000000000',
      mtimeNs: '5000000000',
      takenNs: '6500000000',
    };
    expect(isRacilyClean(identity)).toBe(true);
    expect(isRacilyClean({ ...identity, ctimeNs: '5000000001', mtimeNs: '5000000001' })).toBe(false);
  });

  it('hashes again when the identity differs, so a touched file still verifies', () => {
    const at = island();
    put(at.folder, 'a.txt', 'text');
    at.ask(OP.readFile, 'a.txt');
    utimesSync(join(at.folder, 'a.txt'), new Date(), new Date());
    const recorded = at.told.dependencies.find(({ kind }) => kind === 'file')!;
    expect(at.observe(recorded)).toBe(recorded.fingerprint);
    rmSync(join(at.folder, 'a.txt'));
    expect(at.observe(recorded)).toBe('absent');
  });
});

describe('a path through links', () => {
  it('depends on where they lead', () => {
    const at = island();
    for (const folder of ['one', 'two']) {
      mkdirSync(join(at.folder, folder));
      put(at.folder, `${folder}/a.txt`, 'same');
    }
    symlinkSync('one', join(at.folder, 'link'));
    at.ask(OP.readFile, join(at.folder, 'link/a.txt'));
    const [links, file] = at.told.dependencies;
    expect([links?.kind, links?.name, file?.name]).toEqual(['link', 'link/a.txt', 'one/a.txt']);
    expect(at.observe(links!)).toBe(links!.fingerprint);
    rmSync(join(at.folder, 'link'));
    symlinkSync('two', join(at.folder, 'link'));
    expect(at.observe(links!)).not.toBe(links!.fingerprint);
    expect(at.failure(OP.readFile, join(at.folder, 'link/none'))).toMatchObject({ code: 'ENOENT' });
    for (const d of at.told.dependencies.slice(2)) expect(at.observe(d)).toBe(d.fingerprint);
  });
});

describe('listing a folder', () => {
  it('lists as node does, and depends on the names, and on the types when they were delivered', () => {
    const at = island();
    mkdirSync(join(at.folder, 'sub/deep'), { recursive: true });
    for (const name of ['b.txt', 'a.txt', 'sub/c.txt', 'sub/deep/d.txt']) put(at.folder, name, '');
    const names = JSON.parse(at.ask(OP.readdir, at.folder, false, false) as string) as [string][];
    expect(names.map(([name]) => name)).toEqual(fs.readdirSync(at.folder));
    const deep = JSON.parse(at.ask(OP.readdir, at.folder, false, true) as string) as [string, number, string][];
    expect(deep.map(([name, , below]) => join(below, name))).toEqual(fs.readdirSync(at.folder, { recursive: true }));
    const listings = at.told.dependencies.filter(({ kind }) => kind === 'listing');
    expect(listings.map(({ name, scope }) => [name, scope])).toEqual([
      ['.', undefined],
      ['.', 'types'],
      ['sub', 'types'],
      ['sub/deep', 'types'],
    ]);
    for (const d of listings) expect(at.observe(d)).toBe(d.fingerprint);
    put(at.folder, 'new.txt', '');
    expect(at.observe(listings[0]!)).not.toBe(listings[0]!.fingerprint);
  });
});

describe('stat, access and links', () => {
  it('record what was delivered and ask it again', () => {
    const at = island();
    put(at.folder, 'a.txt', 'text');
    symlinkSync('a.txt', join(at.folder, 'link'));
    for (const follow of [true, false]) at.ask(OP.stat, join(at.folder, 'link'), follow, false);
    at.ask(OP.access, join(at.folder, 'a.txt'), 4);
    at.ask(OP.realpath, join(at.folder, 'link'));
    at.ask(OP.readlink, join(at.folder, 'link'));
    expect(at.told.dependencies).toHaveLength(7);
    for (const d of at.told.dependencies) expect(at.observe(d)).toBe(d.fingerprint);
  });

  it('gives the access time as the modification time, since reading changes it', () => {
    const at = island();
    put(at.folder, 'a.txt', 'text');
    const answer = JSON.parse(at.ask(OP.stat, 'a.txt', true, false) as string) as Record<string, string>;
    expect(answer['atimeNs']).toBe(answer['mtimeNs']);
  });

  it('answers nothing for an absent file when asked quietly', () => {
    const at = island();
    expect(at.ask(OP.stat, join(at.folder, 'none'), true, true)).toBeUndefined();
    expect(at.told.dependencies).toEqual([{ kind: 'kind', name: 'none', fingerprint: 'absent' }]);
  });
});
