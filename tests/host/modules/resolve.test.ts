import * as fs from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import * as syntax from '../../../engine/program/syntax-kind.ts';
import { ModuleError } from '../../../host/sandbox/modules/errors.ts';
import { createResolver, type ImportKind, packageFolder } from '../../../host/sandbox/modules/resolve.ts';
import { type Entries, treeOnDisk } from './tree-on-disk.ts';

const roots: string[] = [];
afterEach(() => {
  for (const root of roots.splice(0)) fs.rmSync(root, { recursive: true, force: true });
});

function resolverOf(entries: Entries) {
  const root = treeOnDisk(entries);
  roots.push(root);
  const resolver = createResolver(fs, new Set(['fs', 'rote']), () => syntax);
  const found = (specifier: string, parent: string, kind: ImportKind) =>
    resolver.resolve(specifier, join(root, parent), kind);
  const name = (specifier: string, parent: string, kind: ImportKind = 'import'): string => {
    try {
      const result = found(specifier, parent, kind);
      return result.kind === 'file' ? result.file.slice(root.length + 1) : `node:${result.name}`;
    } catch (error) {
      if (!(error instanceof ModuleError)) throw error;
      return error.code;
    }
  };
  return { root, found, name };
}

describe('TypeScript as people write it', () => {
  const tree = { 'a.ts': '', 'b.tsx': '', 'c.mts': '', 'd.cts': '', 'e.js': '', 'e.ts': '', 'f.d.ts': '' };

  it('a TypeScript module may name the JavaScript that its neighbour would become', () => {
    const { name } = resolverOf(tree);
    expect(['./a.js', './b.js', './b.jsx', './c.mjs', './d.cjs'].map((s) => name(s, 'main.ts'))).toEqual([
      'a.ts',
      'b.tsx',
      'b.tsx',
      'c.mts',
      'd.cts',
    ]);
  });

  it('a TypeScript module may leave the extension out', () => {
    const { name } = resolverOf(tree);
    expect(['./a', './b', './f'].map((s) => name(s, 'main.mts'))).toEqual(['a.ts', 'b.tsx', 'ERR_MODULE_NOT_FOUND']);
  });

  it('the file that is there wins over the one that it may stand for', () => {
    const { name } = resolverOf(tree);
    expect(name('./e.js', 'main.ts')).toBe('e.js');
    expect(name('./e.js', 'main.ts', 'require')).toBe('e.js');
    expect(name('./e', 'main.ts', 'require')).toBe('e.js');
  });

  it('a JavaScript module imports TypeScript by its whole name only', () => {
    const { name } = resolverOf(tree);
    expect(['./a.ts', './a.js', './a'].map((s) => name(s, 'main.js'))).toEqual([
      'a.ts',
      'ERR_MODULE_NOT_FOUND',
      'ERR_MODULE_NOT_FOUND',
    ]);
  });

  it('an internal name may lead to a TypeScript source', () => {
    const { name } = resolverOf({ ...tree, 'package.json': '{"imports":{"#lib/*":"./*.js"}}' });
    expect(name('#lib/a', 'main.ts')).toBe('a.ts');
  });
});

describe('require tries more extensions than node, after node has failed', () => {
  it('finds .cjs and .ts', () => {
    const { name } = resolverOf({ 'a.cjs': '', 'b.ts': '', 'c/index.ts': '', 'd.cjs': '', 'd/index.js': '' });
    expect(['./a', './b', './c', './d'].map((s) => name(s, 'main.js', 'require'))).toEqual([
      'a.cjs',
      'b.ts',
      'c/index.ts',
      'd/index.js',
    ]);
  });

  it('a folder main may be TypeScript', () => {
    const { name } = resolverOf({ 'lib/package.json': '{"main":"start"}', 'lib/start.ts': '' });
    expect(name('./lib', 'main.js', 'require')).toBe('lib/start.ts');
  });
});

describe('what a resolution says', () => {
  it('builtins are named without their scheme', () => {
    const { found } = resolverOf({});
    for (const specifier of ['fs', 'node:fs'])
      expect(found(specifier, 'main.js', 'import')).toEqual({ kind: 'builtin', name: 'fs' });
  });

  it('an internal name may lead to a builtin', () => {
    const { name } = resolverOf({ 'package.json': '{"imports":{"#builtin":"fs"}}' });
    expect([name('#builtin', 'main.js'), name('#builtin', 'main.js', 'require')]).toEqual(['node:fs', 'node:fs']);
  });

  it('a file URL is a path', () => {
    const { root, name } = resolverOf({ 'two words.mjs': '' });
    expect(name(`file://${root}/two%20words.mjs`, 'main.js')).toBe('two words.mjs');
    expect(name('data:text/javascript,1', 'main.js')).toBe('ERR_UNSUPPORTED_ESM_URL_SCHEME');
    expect(name('https://example.com/x.js', 'main.js')).toBe('ERR_UNSUPPORTED_ESM_URL_SCHEME');
  });

  it('the query of an import is kept apart from the file', () => {
    const { root, found } = resolverOf({ 'a.mjs': '' });
    expect(found('./a.mjs?v=1#x', 'main.js', 'import')).toEqual({
      kind: 'file',
      file: join(root, 'a.mjs'),
      query: '?v=1#x',
      format: 'module',
      package: null,
    });
  });

  it('a link is followed, and the package is that of the real file', () => {
    const { root, found } = resolverOf({
      'node_modules/.store/p@1/node_modules/p/index.js': '',
      'node_modules/p': { link: '.store/p@1/node_modules/p' },
      'node_modules/own': { link: '../workspace/own' },
      'workspace/own/index.js': '',
    });
    expect(found('p', 'main.js', 'import')).toMatchObject({
      package: join(root, 'node_modules/.store/p@1/node_modules/p'),
    });
    expect(found('own', 'main.js', 'import')).toMatchObject({ package: null });
  });

  it('the package folder is told by the path', () => {
    expect(packageFolder('/r/node_modules/@s/p/lib/x.js')).toBe('/r/node_modules/@s/p');
    expect(packageFolder('/r/node_modules/a/node_modules/b/x.js')).toBe('/r/node_modules/a/node_modules/b');
    expect(packageFolder('/r/my_node_modules/a/x.js')).toBe(null);
  });

  it('a damaged package.json is an error that names it', () => {
    const { root, found } = resolverOf({ 'node_modules/p/package.json': '{', 'node_modules/p/index.js': '' });
    expect(() => found('p', 'main.js', 'import')).toThrow(
      `Invalid package config ${join(root, 'node_modules/p/package.json')}.`,
    );
  });

  it('a module that was missed is found once it is written', () => {
    const { root, name } = resolverOf({});
    expect(name('./late.js', 'main.js')).toBe('ERR_MODULE_NOT_FOUND');
    fs.writeFileSync(join(root, 'late.js'), '');
    expect(name('./late.js', 'main.js')).toBe('late.js');
  });

  it('a module that was found is not looked for again', () => {
    const root = treeOnDisk({ 'a.js': '' });
    roots.push(root);
    const asked: string[] = [];
    const statSync: typeof fs.statSync = ((path: string) => {
      asked.push(path);
      return fs.statSync(path, { throwIfNoEntry: false });
    }) as typeof fs.statSync;
    const resolver = createResolver({ ...fs, statSync }, new Set(), () => syntax);
    for (let k = 0; k < 3; k++) resolver.resolve('./a.js', join(root, 'main.js'), 'import');
    expect(asked).toEqual([join(root, 'a.js')]);
  });
});
