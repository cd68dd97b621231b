/** What an overlay must not let through: changes to real files, its own places, and what is felt by others. */
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { OP } from '../../../guest/abi.ts';
import { island } from '../capabilities/island.ts';
import { outcome } from './operations.ts';
import { below, type Trees, twoTrees } from './trees.ts';

let trees: Trees;
let before: string[];
beforeEach(() => {
  trees = twoTrees({ data: null, 'data/a.csv': '1,2\n', 'data/deep': null, 'data/deep/b.csv': '3\n', link: '-> data' });
  before = below(fs, trees.real, true);
});
afterEach(() => {
  expect(below(fs, trees.real, true)).toEqual(before);
  trees.remove();
});

const at = (path: string): string => join(trees.real, path);
const text = (path: string): string => trees.files.readFileSync(at(path)).toString();

describe('a folder that is renamed', () => {
  it('is read, changed and listed under its new name alone', () => {
    const { files } = trees;
    files.renameSync(at('data'), at('moved'));
    files.appendFileSync(at('moved/deep/b.csv'), '4\n');
    files.renameSync(at('moved/deep'), at('deep'));
    expect([text('moved/a.csv'), text('deep/b.csv')]).toEqual(['1,2\n', '3\n4\n']);
    expect(files.readdirSync(at('.')).sort()).toEqual(['deep', 'link', 'moved']);
    expect(outcome(() => files.statSync(at('link/a.csv')))).toBe('ENOENT');
    expect(files.realpathSync(at('moved/../deep/b.csv'))).toBe(at('deep/b.csv'));
  });

  it('leaves its place to another, which has none of its files', () => {
    const { files } = trees;
    files.renameSync(at('data'), at('old'));
    files.mkdirSync(at('data'));
    expect([files.readdirSync(at('data')), files.readdirSync(at('old')).length]).toEqual([[], 2]);
    files.rmSync(at('old'), { recursive: true });
    expect(outcome(() => files.readdirSync(at('old')))).toBe('ENOENT');
  });
});

describe('the scratch folder', () => {
  it('is not there', () => {
    const { files, scratch } = trees;
    files.writeFileSync(at('new.txt'), 'x');
    expect(files.readdirSync(dirname(scratch))).not.toContain(basename(scratch));
    for (const path of [scratch, join(scratch, '1'), `${at('')}/../${basename(scratch)}/1`])
      expect(outcome(() => files.readFileSync(path))).toBe('ENOENT');
  });

  it('is told by no error, no path and no link', () => {
    const { files, scratch } = trees;
    const fd = files.openSync(at('new.txt'), 'w', 0o600);
    const tries = [
      () => files.readlinkSync(`/proc/self/fd/${fd}`),
      () => files.realpathSync(`/proc/self/fd/${fd}`),
      () => files.readFileSync(`/proc/self/fd/${fd}`).toString(),
      () => files.mkdirSync(at('new.txt/x')),
      () => files.readdirSync(at('new.txt')),
      () => files.mkdtempSync(at('t-')),
      () => files.realpathSync(at('new.txt')),
      () => files.readlinkSync(at('new.txt')),
    ];
    const words = tries.map((run) => {
      try {
        return String(run());
      } catch (error) {
        return `${(error as Error).message} ${JSON.stringify(error)}`;
      }
    });
    files.closeSync(fd);
    for (const each of words) expect(each).not.toContain(scratch);
    expect(words.at(-2)).toBe(at('new.txt'));
  });

  it('is given back what is removed', () => {
    const { files, scratch } = trees;
    files.mkdirSync(at('made/deep'), { recursive: true });
    files.writeFileSync(at('made/deep/x'), 'x');
    files.symlinkSync('x', at('made/deep/y'));
    files.rmSync(at('made'), { recursive: true });
    // What is left is the attributes of the folder that it stood in.
    expect(fs.readdirSync(scratch)).toHaveLength(1);
  });
});

describe('what others would feel', () => {
  it('is not done: FIFOs and devices are empty, and take everything in', () => {
    const { files, copy } = trees;
    const fifo = join(copy, 'fifo');
    execFileSync('mkfifo', [fifo]);
    expect(files.readFileSync(fifo).length).toBe(0);
    files.writeFileSync(fifo, 'nobody reads this');
    files.appendFileSync('/dev/null', 'nor this');
    expect(outcome(() => files.chmodSync('/dev/null', 0o600))).toBe('EPERM');
    expect(fs.statSync('/dev/null').mode & 0o777).toBe(0o666);
    expect(outcome(() => files.writeFileSync('/dev/full', 'x'))).toBe('ENOSPC');
  });

  it('is not done through files that tell about the system', () => {
    const { files } = trees;
    const name = '/proc/self/comm';
    const real = fs.readFileSync(name, 'utf8');
    expect(files.readFileSync(name).toString()).toBe(real);
    files.appendFileSync(name, 'renamed');
    expect(files.readFileSync(name).toString()).toBe(`${real}renamed`);
    expect(fs.readFileSync(name, 'utf8')).toBe(real);
  });
});

it('a file with two names that is written under one is read under the other, wherever it went', () => {
  const { files, copy } = trees;
  fs.linkSync(join(copy, 'data/a.csv'), join(copy, 'twin.csv'));
  const twin = (path: string) => files.readFileSync(join(copy, path)).toString();
  files.renameSync(join(copy, 'twin.csv'), join(copy, 'data/deep/twin.csv'));
  files.appendFileSync(join(copy, 'data/a.csv'), 'more\n');
  expect(twin('data/deep/twin.csv')).toBe('1,2\nmore\n');
  files.unlinkSync(join(copy, 'data/a.csv'));
  files.appendFileSync(join(copy, 'data/deep/twin.csv'), 'still\n');
  expect(twin('data/deep/twin.csv')).toBe('1,2\nmore\nstill\n');
  expect(fs.readFileSync(join(copy, 'twin.csv'), 'utf8')).toBe('1,2\n');
});

describe('grants over an overlay', () => {
  const options = () => ({ grants: { read: [at('data')], write: [at('data')] }, files: trees.files });

  it('cover real paths: links that were made lead nowhere else', () => {
    const { ask, failure } = island(options());
    expect(failure(OP.symlink, trees.copy, at('data/out'))['code']).toBe('EACCES');
    trees.files.symlinkSync(trees.copy, at('data/out'));
    for (const path of ['data/out/x', 'data/../x', 'x'])
      expect(failure(OP.writeFile, at(path), 'x', 0o666, 'w')['code']).toBe('EACCES');
    expect(failure(OP.readFile, at('data/out/link'))['code']).toBe('EACCES');
    ask(OP.writeFile, at('link/x'), 'x', 0o666, 'w');
    expect(text('data/x')).toBe('x');
  });

  it('do not cover what is renamed out of them, and cover what is renamed into them', () => {
    const { ask, failure } = island(options());
    trees.files.writeFileSync(at('secret'), 's');
    expect(failure(OP.rename, at('data/a.csv'), at('out.csv'))['code']).toBe('EACCES');
    expect(failure(OP.rename, at('secret'), at('data/secret'))['code']).toBe('EACCES');
    ask(OP.rename, at('data/deep'), at('data/other'));
    expect(ask(OP.readText, at('data/other/b.csv'), 'utf8')).toBe('3\n');
    expect(ask(OP.realpath, at('link/other'))).toBe(at('data/other'));
  });
});
