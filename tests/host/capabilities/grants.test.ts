import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { OP } from '../../../guest/abi.ts';
import { coversName, coversPath, isBelow } from '../../../host/capabilities/grants.ts';
import { island } from './island.ts';

describe('a grant of paths', () => {
  it('covers a folder and what is below it, but not its namesakes', () => {
    expect(isBelow('/data', '/data')).toBe(true);
    expect(isBelow('/data/a', '/data')).toBe(true);
    expect(isBelow('/data2', '/data')).toBe(false);
    expect(isBelow('/anything', '/')).toBe(true);
    expect(coversPath(true, '/x')).toBe(true);
    expect(coversPath([], '/x')).toBe(false);
    expect(coversName(['HOME'], 'HOME')).toBe(true);
  });

  it('refuses a read outside with an error that names the flag, and depends on the grant', () => {
    const at = island();
    expect(at.failure(OP.readFile, '/etc/hostname')).toMatchObject({
      code: 'EACCES',
      errno: -13,
      syscall: 'open',
      path: '/etc/hostname',
      message: "EACCES: permission denied, open '/etc/hostname' (rote: reading this needs --allow-read=/etc/hostname)",
    });
    expect(at.told.dependencies).toEqual([
      { kind: 'grant', scope: 'read', name: '/etc/hostname', fingerprint: 'refused' },
    ]);
    expect(at.observe(at.told.dependencies[0]!)).toBe('refused');
  });

  it('is not escaped by `..`, by a link to a file, or by a link to a folder', () => {
    const at = island({ grants: { write: [] } });
    symlinkSync('/etc/hostname', join(at.folder, 'file'));
    symlinkSync('/etc', join(at.folder, 'folder'));
    for (const path of ['../../../../etc/hostname', 'file', 'folder/hostname']) {
      expect(at.failure(OP.readFile, path)).toMatchObject({ code: 'EACCES', path });
    }
  });

  it('is not escaped by writing through a link that leads nowhere yet', () => {
    const outside = island();
    const at = island();
    symlinkSync(join(outside.folder, 'new.txt'), join(at.folder, 'link'));
    expect(at.failure(OP.writeFile, 'link', 'x', 0o666, 'w')).toMatchObject({ code: 'EACCES', path: 'link' });
  });

  it('lets the link itself be read where the link lies inside', () => {
    const at = island();
    symlinkSync('/etc/hostname', join(at.folder, 'link'));
    expect(at.ask(OP.readlink, 'link')).toBe('/etc/hostname');
  });

  it('refuses a recorded dependency that present grants would refuse', () => {
    const at = island({ grants: { read: [] } });
    expect(at.observe({ kind: 'file', name: 'a.txt', fingerprint: 'x' })).toBe('refused');
  });
});

describe('the store', () => {
  it('is invisible: absent for reads and writes, left out of listings, safe from removal', () => {
    const at = island({ storeDir: 'deep/.rote' });
    mkdirSync(join(at.folder, 'deep/.rote'), { recursive: true });
    writeFileSync(join(at.folder, 'deep/.rote/journal'), 'kept');
    writeFileSync(join(at.folder, 'deep/a.txt'), '');
    expect(at.failure(OP.readFile, 'deep/.rote/journal')).toMatchObject({ code: 'ENOENT' });
    expect(at.failure(OP.writeFile, 'deep/.rote/x', '', 0o666, 'w')).toMatchObject({ code: 'ENOENT' });
    expect(at.ask(OP.exists, 'deep/.rote')).toBe(false);
    expect(JSON.parse(at.ask(OP.readdir, 'deep', false, false) as string)).toEqual([['a.txt', 1, '']]);
    expect(at.failure(OP.rm, 'deep', true, true)).toMatchObject({ code: 'EACCES' });
    expect(readFileSync(join(at.folder, 'deep/.rote/journal'), 'utf8')).toBe('kept');
  });
});
