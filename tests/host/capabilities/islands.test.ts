import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { OP } from '../../../guest/abi.ts';
import { GuestExit } from '../../../host/capabilities/capability.ts';
import { island } from './island.ts';

describe('environment variables', () => {
  it('that are granted are read with their presence told from absence', () => {
    const at = island({ grants: { env: ['A', 'B'] }, env: { A: 'x', SECRET: 's' } });
    expect(at.ask(OP.envGet, 'A')).toBe('x');
    expect(at.ask(OP.envGet, 'B')).toBeUndefined();
    expect(at.told.dependencies.map(({ kind, name }) => `${kind} ${name}`)).toEqual(['env A', 'env B']);
    expect(at.told.dependencies[1]?.fingerprint).toBe('absent');
    for (const d of at.told.dependencies) expect(at.observe(d)).toBe(d.fingerprint);
  });

  it('that are not granted read as undefined, are not listed, and depend on the grant', () => {
    const at = island({ env: { SECRET: 's' } });
    expect(at.ask(OP.envGet, 'SECRET')).toBeUndefined();
    expect(at.ask(OP.envKeys)).toBe('[]');
    expect(at.told.dependencies[0]).toEqual({ kind: 'grant', scope: 'env', name: 'SECRET', fingerprint: 'refused' });
    const granted = island({ env: { SECRET: 's' }, grants: { env: true } });
    expect(granted.observe(at.told.dependencies[0]!)).toBe('granted');
  });

  it('that the script sets stay in the run, and setting one is a bypass', () => {
    const at = island({ env: { A: 'x' }, grants: { env: true } });
    at.ask(OP.envSet, 'A', 'y');
    at.ask(OP.envSet, 'NEW', 'z');
    expect(at.ask(OP.envGet, 'A')).toBe('y');
    expect(JSON.parse(at.ask(OP.envKeys) as string)).toEqual(['A', 'NEW']);
    at.ask(OP.envDelete, 'A');
    expect(at.ask(OP.envGet, 'A')).toBeUndefined();
    expect(at.told.bypasses).toEqual(['sets-environment', 'sets-environment', 'sets-environment']);
    expect(process.env['NEW']).toBeUndefined();
  });
});

describe('output', () => {
  it('goes out in order as bytes and is an effect', () => {
    const at = island();
    at.ask(OP.print, 1, 'a\n');
    at.ask(OP.output, 2, new Uint8Array([98]));
    expect(at.written).toEqual([
      { fd: 1, text: 'a\n' },
      { fd: 2, text: 'b' },
    ]);
    expect(at.told.effects.map((e) => e.kind)).toEqual(['output', 'output']);
    at.replay(at.told.effects[0]!);
    expect(at.written[2]).toEqual({ fd: 1, text: 'a\n' });
  });

  it('of the console depends on its indentation, also when there is none', () => {
    const at = island();
    at.ask(OP.print, 1, 'a\n');
    const [before] = at.told.dependencies;
    expect(before).toEqual({ kind: 'console', name: 'indentation', fingerprint: '' });
    at.ask(OP.consoleIndent, '  ');
    expect(at.told.bypasses).toEqual(['changes-console']);
    expect(at.observe(before!)).toBe('  ');
  });
});

describe('the process', () => {
  it('answers arguments and directories and records them', () => {
    const at = island({ argv: ['node', '/s.js', '--n', '3'] });
    mkdirSync(join(at.folder, 'sub'));
    expect(JSON.parse(at.ask(OP.argv) as string)).toEqual(['node', '/s.js', '--n', '3']);
    expect(at.ask(OP.cwd)).toBe(at.folder);
    for (const d of at.told.dependencies) expect(at.observe(d)).toBe(d.fingerprint);
    const relative = { kind: 'cwd', name: 'relative', fingerprint: '' } as const;
    const before = at.observe(relative);
    at.ask(OP.chdir, 'sub');
    expect(at.told.bypasses).toEqual(['changes-directory']);
    expect(at.ask(OP.cwd)).toBe(join(at.folder, 'sub'));
    expect(at.observe(relative)).not.toBe(before);
    expect(at.failure(OP.chdir, 'none')).toMatchObject({ code: 'ENOENT', syscall: 'chdir', dest: 'none' });
  });

  it('ends by an exception that is no failure of the guest', () => {
    expect(() => island().ask(OP.exit, 3)).toThrow(GuestExit);
  });

  it('refuses a power by name and says which flag would allow it', () => {
    const failure = island().failure(OP.denied, 'network access', '--allow-net');
    expect(failure).toMatchObject({ code: 'ERR_ROTE_DENIED' });
    expect(failure['message']).toContain('--allow-net');
  });
});

describe('time and chance', () => {
  it('are volatile', () => {
    const at = island();
    expect(at.ask(OP.monotonic)).toBe('5');
    expect(at.ask(OP.random)).toBe(0.5);
    expect(at.ask(OP.randomBytes, 3)).toEqual(new Uint8Array(3));
    expect(at.told.volatiles).toHaveLength(3);
  });
});

describe('numbers, dates and words', () => {
  it('depend on the tables of the host alone, and speak en-US and UTC unless told otherwise', () => {
    const at = island();
    const ask = (name: string, locales: string, options: string, method: string, value: unknown): unknown =>
      JSON.parse(at.ask(OP.international, name, locales, options, method, JSON.stringify([value])) as string);
    expect(ask('NumberFormat', 'null', '{}', 'format', 1234.5)).toBe('1,234.5');
    expect(ask('NumberFormat', '["de"]', '{}', 'format', { bigint: '12345' })).toBe('12.345');
    expect(ask('DateTimeFormat', 'null', '{}', 'resolvedOptions', { date: 0 })).toMatchObject({ timeZone: 'UTC' });
    expect(at.ask(OP.compareText, 'a', 'ä')).toBe(-1);
    expect(new Set(at.told.dependencies.map((d) => JSON.stringify(d))).size).toBe(1);
    expect(at.observe(at.told.dependencies[0]!)).toBe(at.told.dependencies[0]!.fingerprint);
    expect(at.failure(OP.international, 'NumberFormat', '["x-"]', '{}', 'format', '[1]')).toMatchObject({
      name: 'RangeError',
    });
  });
});

describe('pure computations', () => {
  it('record nothing', () => {
    const at = island();
    expect(Buffer.from(at.ask(OP.encode, 'é', 'utf8') as Uint8Array).toString('hex')).toBe('c3a9');
    expect(at.ask(OP.decode, new Uint8Array([104, 105]), 'latin1')).toBe('hi');
    expect(JSON.parse(at.ask(OP.parseUrl, '../x?q#h', 'http://a/b/c') as string)).toMatchObject({
      href: 'http://a/x?q#h',
    });
    expect(JSON.parse(at.ask(OP.changeUrl, 'http://a/', 'port', '81') as string)).toMatchObject({ host: 'a:81' });
    expect(at.failure(OP.parseUrl, 'nope')).toMatchObject({
      name: 'TypeError',
      code: 'ERR_INVALID_URL',
      input: 'nope',
    });
    expect(Buffer.from(at.ask(OP.hash, 'abc', 'sha1') as Uint8Array).toString('hex')).toMatch(/^a9993e36/);
    expect(at.failure(OP.decodeText, new Uint8Array([255]), 'utf-8', true)).toMatchObject({ name: 'TypeError' });
    expect(at.told).toMatchObject({ dependencies: [], effects: [], volatiles: [], bypasses: [] });
  });
});
