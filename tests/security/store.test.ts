/** The store as a way in or out: revoked grants, exchanged and forged files, links, a script that may write beside it. */
import {
  cpSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { forgeEntry } from '../cli/forge.ts';
import { scratch } from '../robustness/scratch.ts';
import { SECRET } from './attack.ts';

const here = scratch({
  'outside/secret.txt': SECRET,
  'project/package.json': '{}',
  'project/reads.mjs': `import fs from 'node:fs';
function secret(path) { return fs.readFileSync(path, 'utf8') }
try { console.log(secret('../outside/secret.txt').length) } catch (e) { console.log(e.code) }`,
  'project/env.mjs': `function secret(name) { return (process.env[name] ?? 'none').length }
console.log(secret('SECRET_TOKEN'));`,
  'project/writes.mjs': `import fs from 'node:fs';
function leave(path) { fs.writeFileSync(path, 'left'); return 1 }
try { console.log(leave('out.txt')) } catch (e) { console.log(e.code) }`,
  'project/two.mjs': `function one(n) { let s = 0; for (let i = 0; i < 2000; i++) s += i * n; return 'one' + s }
function two(n) { let s = 1; for (let i = 0; i < 2000; i++) s += i * n; return 'two' + s }
console.log(one(3), two(3), one(4), two(4));`,
});
const project = join(here.folder, 'project');
const run = (words: readonly string[], env: Readonly<Record<string, string>> = {}) =>
  here.run(words, { cwd: project, env });
const fresh = (name: string): string => {
  rmSync(join(project, name), { recursive: true, force: true });
  return name;
};

describe('a grant that is gone', () => {
  it('takes its hits along: files', async () => {
    const dir = fresh('.rote');
    const granted = ['--cache-dir', dir, '--allow-read=../outside,.', 'reads.mjs'];
    await run(granted);
    const warm = await run(granted);
    expect([warm.stdout, warm.report.calls.hit]).toEqual([`${SECRET.length}\n`, 1]);
    const revoked = await run(['--cache-dir', dir, 'reads.mjs']);
    expect([revoked.stdout, revoked.report.calls.hit]).toEqual(['EACCES\n', 0]);
    expect((await run(granted)).stdout).toBe(`${SECRET.length}\n`);
  });

  it('takes its hits along: variables of the environment', async () => {
    const dir = fresh('.rote');
    const env = { SECRET_TOKEN: SECRET };
    const granted = ['--cache-dir', dir, '--allow-env=SECRET_TOKEN', 'env.mjs'];
    await run(granted, env);
    expect((await run(granted, env)).report.calls.hit).toBe(1);
    expect((await run(['--cache-dir', dir, 'env.mjs'], env)).stdout).toBe('4\n');
  });

  it('takes its hits along: writes', async () => {
    const dir = fresh('.rote');
    const granted = ['--cache-dir', dir, '--allow-write=.', 'writes.mjs'];
    await run(granted);
    expect((await run(granted)).report.calls.hit).toBe(1);
    fresh('out.txt');
    expect((await run(['--cache-dir', dir, 'writes.mjs'])).stdout).toBe('EACCES\n');
    expect(readdirSync(project)).not.toContain('out.txt');
  });
});

describe('files of the store', () => {
  const files = (dir: string): string[] =>
    readdirSync(join(project, dir), { recursive: true, encoding: 'utf8' }).filter((name) =>
      statSync(join(project, dir, name)).isFile(),
    );

  it('that were exchanged with each other answer nothing', async () => {
    const dir = fresh('.rote');
    const words = ['--cache-dir', dir, 'two.mjs'];
    const { stdout } = await run(words);
    await here.rote(['status', '--cache-dir', dir], { cwd: project });
    await run(['--cache-dir', dir, '--refresh', 'two.mjs']);
    const all = files(dir);
    for (let i = 0; i + 1 < all.length; i += 2) {
      const [a, b] = [join(project, dir, all[i] as string), join(project, dir, all[i + 1] as string)];
      renameSync(a, `${a}.swap`);
      renameSync(b, a);
      renameSync(`${a}.swap`, b);
    }
    expect(await run(words)).toMatchObject({ exitCode: 0, stdout });
  });

  it('with every text in them exchanged for another of its length are misses', async () => {
    const dir = fresh('.rote');
    const words = ['--cache-dir', dir, 'two.mjs'];
    const { stdout } = await run(words);
    for (const name of files(dir).filter((file) => !file.includes('code'))) {
      const path = join(project, dir, name);
      writeFileSync(path, Buffer.from(readFileSync(path).toString('latin1').replaceAll('one', 'two'), 'latin1'));
    }
    expect(await run(words)).toMatchObject({ exitCode: 0, stdout });
  });

  it('are the owner’s to forge: an entry made whole again is believed, and the audit tells', async () => {
    const dir = fresh('.rote');
    await run(['--cache-dir', dir, 'two.mjs']);
    forgeEntry(project, 'two.mjs', 'one', 7);
    expect((await run(['--cache-dir', dir, '--audit', 'two.mjs'])).exitCode).toBe(1);
  });

  it('are made nowhere else when the folder is a link', async () => {
    const dir = fresh('linked');
    mkdirSync(join(here.folder, 'elsewhere'), { recursive: true });
    symlinkSync(join(here.folder, 'elsewhere'), join(project, dir));
    const words = ['--cache-dir', dir, '--allow-read=.,../elsewhere', '--allow-write=.,../elsewhere', 'spy.mjs'];
    here.write({
      'project/spy.mjs': `import fs from 'node:fs';
const tried = ['linked', '../elsewhere', '../elsewhere/v1', 'linked/v1'].map((path) => { try { return fs.readdirSync(path).length } catch (e) { return e.code } });
try { fs.writeFileSync('../elsewhere/forged', 'x'); tried.push('wrote') } catch (e) { tried.push(e.code) }
console.log(tried.join());`,
    });
    const { stdout } = await run(words);
    expect(stdout).toBe('ENOENT,ENOENT,ENOENT,ENOENT,ENOENT\n');
  });

  it('answer another project of the same text only with what that would compute', async () => {
    const dir = fresh('.rote');
    const words = ['--cache-dir', join(project, dir), 'two.mjs'];
    const { stdout } = await run(words);
    cpSync(project, join(here.folder, 'copy'), { recursive: true });
    const copy = await here.run(words, { cwd: join(here.folder, 'copy') });
    expect([copy.stdout, copy.report.calls.hit]).toEqual([stdout, 4]);
  });
});
