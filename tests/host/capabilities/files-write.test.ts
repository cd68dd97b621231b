import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { OP } from '../../../guest/abi.ts';
import { island } from './island.ts';

const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString();

describe('writing a file', () => {
  it('is an effect with the whole content, and depends on its folder being there', () => {
    const at = island();
    at.ask(OP.writeFile, join(at.folder, 'a.txt'), 'one', 0o600, 'w');
    expect(at.told.dependencies).toEqual([{ kind: 'kind', name: '.', fingerprint: 'directory' }]);
    expect(at.told.effects).toMatchObject([{ kind: 'file', path: 'a.txt', mode: 0o600 }]);
    expect(at.told.bypasses).toEqual([]);
  });

  it('is done again where the file is missing or differs, with its mode', () => {
    const at = island();
    at.ask(OP.writeFile, join(at.folder, 'a.txt'), 'one', 0o640, 'w');
    const effect = at.told.effects[0]!;
    rmSync(join(at.folder, 'a.txt'));
    at.replay(effect);
    expect(readFileSync(join(at.folder, 'a.txt'), 'utf8')).toBe('one');
    expect(statSync(join(at.folder, 'a.txt')).mode & 0o777).toBe(0o640);
    writeFileSync(join(at.folder, 'a.txt'), 'other');
    at.replay(effect);
    expect(readFileSync(join(at.folder, 'a.txt'), 'utf8')).toBe('one');
  });

  it('leaves a file alone that is already as it should be', () => {
    const at = island();
    at.ask(OP.writeFile, join(at.folder, 'a.txt'), 'one', 0o666, 'w');
    const before = statSync(join(at.folder, 'a.txt'), { bigint: true }).mtimeNs;
    at.replay(at.told.effects[0]!);
    expect(statSync(join(at.folder, 'a.txt'), { bigint: true }).mtimeNs).toBe(before);
  });

  it('is not done again where present grants refuse it', () => {
    const at = island({ grants: { write: [] } });
    const effect = { kind: 'file', path: 'a.txt', bytes: new Uint8Array(1), mode: 0o644 } as const;
    expect(() => at.replay(effect)).toThrow('needs --allow-write');
    expect(existsSync(join(at.folder, 'a.txt'))).toBe(false);
  });

  it('that fails is a bypass and words the error for the path given', () => {
    const at = island();
    expect(at.failure(OP.writeFile, 'no/a.txt', '', 0o666, 'w')).toMatchObject({ code: 'ENOENT', path: 'no/a.txt' });
    expect(at.told.bypasses).toEqual(['failed-file-operation']);
  });
});

describe('appending', () => {
  it('to a file of the same frame is part of its effect', () => {
    const at = island();
    at.ask(OP.writeFile, join(at.folder, 'a.txt'), 'one', 0o666, 'w');
    at.ask(OP.appendFile, join(at.folder, 'a.txt'), ' two', 0o666);
    expect(at.told.effects).toMatchObject([{ kind: 'file' }, { kind: 'append', path: 'a.txt' }]);
    expect(at.told.effects.map((e) => ('bytes' in e ? text(e.bytes) : ''))).toEqual(['one', ' two']);
    expect(at.told.bypasses).toEqual([]);
  });

  it('to a file from outside is a bypass', () => {
    const at = island();
    writeFileSync(join(at.folder, 'log'), 'x');
    at.ask(OP.appendFile, join(at.folder, 'log'), 'y', 0o666);
    expect(at.told.bypasses).toEqual(['appends-to-file']);
    expect(readFileSync(join(at.folder, 'log'), 'utf8')).toBe('xy');
  });
});

describe('folders, copies and renames', () => {
  it('a recursive mkdir ensures each folder and answers nothing, whether it was there or not', () => {
    const at = island();
    expect(at.ask(OP.mkdir, join(at.folder, 'a/b'), true, 0o777)).toBeUndefined();
    expect(at.ask(OP.mkdir, join(at.folder, 'a/b'), true, 0o777)).toBeUndefined();
    expect(at.told.dependencies).toEqual([]);
    expect(at.told.effects.map((e) => 'path' in e && e.path)).toEqual(['a', 'a/b', 'a/b']);
    rmSync(join(at.folder, 'a'), { recursive: true });
    at.replay(at.told.effects[1]!);
    expect(statSync(join(at.folder, 'a/b')).isDirectory()).toBe(true);
  });

  it('a plain mkdir depends on the folder not being there', () => {
    const at = island();
    at.ask(OP.mkdir, join(at.folder, 'a'), false, 0o777);
    expect(at.told.dependencies).toContainEqual({ kind: 'kind', name: 'a', fingerprint: 'absent' });
    expect(at.failure(OP.mkdir, 'a', false, 0o777)).toMatchObject({ code: 'EEXIST', syscall: 'mkdir', path: 'a' });
  });

  it('a copy reads its source and writes its target', () => {
    const at = island();
    writeFileSync(join(at.folder, 'a'), 'text', { mode: 0o640 });
    at.ask(OP.copyFile, join(at.folder, 'a'), join(at.folder, 'b'), 0);
    expect(at.told.dependencies.map(({ kind, name }) => `${kind} ${name}`)).toEqual(['kind .', 'file a']);
    expect(at.told.effects).toMatchObject([{ kind: 'file', path: 'b', mode: 0o640 }]);
    expect(at.failure(OP.copyFile, 'a', 'b', 1)).toMatchObject({
      code: 'EEXIST',
      syscall: 'copyfile',
      path: 'a',
      dest: 'b',
    });
  });

  it('a file written to a temporary name and renamed is a file under its final name', () => {
    const at = island();
    at.ask(OP.writeFile, join(at.folder, 'a.tmp'), 'text', 0o644, 'w');
    at.ask(OP.rename, join(at.folder, 'a.tmp'), join(at.folder, 'a'));
    expect(at.told.effects[1]).toMatchObject({ kind: 'file', path: 'a', movedFrom: 'a.tmp' });
    expect(at.told.bypasses).toEqual([]);
  });

  it('renaming a file from outside is a bypass', () => {
    const at = island();
    writeFileSync(join(at.folder, 'a'), '');
    at.ask(OP.rename, join(at.folder, 'a'), join(at.folder, 'b'));
    expect(at.told.bypasses).toEqual(['renames-file']);
  });
});

describe('what cannot be done again', () => {
  it('is a bypass: deleting, truncating, changing modes and times, links, temporary folders, handles', () => {
    const at = island();
    for (const name of ['a', 'b', 'c']) writeFileSync(join(at.folder, name), name);
    mkdirSync(join(at.folder, 'd'));
    at.ask(OP.unlink, join(at.folder, 'a'));
    at.ask(OP.rm, join(at.folder, 'b'), false, false);
    at.ask(OP.rmdir, join(at.folder, 'd'));
    at.ask(OP.truncate, join(at.folder, 'c'), 0);
    at.ask(OP.chmod, join(at.folder, 'c'), 0o600);
    at.ask(OP.utimes, join(at.folder, 'c'), 1, 1);
    at.ask(OP.symlink, 'c', join(at.folder, 'l'));
    at.ask(OP.mkdtemp, join(at.folder, 'tmp-'));
    at.ask(OP.close, at.ask(OP.open, join(at.folder, 'c'), 'r', 0o666)!);
    expect(at.told.bypasses).toEqual([
      'deletes-file',
      'deletes-file',
      'deletes-folder',
      'truncates-file',
      'changes-mode',
      'changes-times',
      'makes-link',
      'makes-temporary-folder',
      'file-handle',
      'file-handle',
    ]);
  });

  it('removing what is not there, by force, only depends on its absence', () => {
    const at = island();
    at.ask(OP.rm, join(at.folder, 'none'), true, true);
    expect(at.told.bypasses).toEqual([]);
    expect(at.told.dependencies).toEqual([{ kind: 'kind', scope: 'link', name: 'none', fingerprint: 'absent' }]);
  });

  it('removing a folder without saying so fails as in node', () => {
    const at = island();
    mkdirSync(join(at.folder, 'd'));
    expect(at.failure(OP.rm, 'd', false, false)).toMatchObject({ name: 'SystemError', code: 'ERR_FS_EISDIR' });
    expect(at.failure(OP.rm, 'none', false, false)).toMatchObject({ code: 'ENOENT', syscall: 'lstat' });
  });

  it('handles read, write and tell their size', () => {
    const at = island();
    const fd = at.ask(OP.open, 'h', 'w', 0o666)!;
    expect(at.ask(OP.write, fd, 'hello', null)).toBe(5);
    at.ask(OP.close, fd);
    const reading = at.ask(OP.open, 'h', 'r', 0o666)!;
    expect(text(at.ask(OP.read, reading, 2, null) as Uint8Array)).toBe('he');
    expect(text(at.ask(OP.read, reading, 9, null) as Uint8Array)).toBe('llo');
    expect(text(at.ask(OP.read, reading, 2, 1) as Uint8Array)).toBe('el');
    at.ask(OP.close, reading);
    expect(at.failure(OP.read, reading, 1, null)).toMatchObject({ code: 'EBADF', syscall: 'read' });
  });
});
