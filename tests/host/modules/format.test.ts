import { execFileSync } from 'node:child_process';
import * as fs from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import * as syntax from '../../../engine/program/syntax-kind.ts';
import { looksLikeModule, looksLikeTypeScriptModule } from '../../../engine/program/syntax-kind.ts';
import { formatOf } from '../../../host/sandbox/modules/format.ts';
import { ModuleTree } from '../../../host/sandbox/modules/tree.ts';
import { type Entries, treeOnDisk } from './tree-on-disk.ts';

/** Programs of which node is asked what it takes them for. */
const PROGRAMS: readonly string[] = [
  '',
  '1 + 1;',
  'import fs from "node:fs";',
  'import "node:fs";',
  'import{readFileSync}from"node:fs";',
  '#!/usr/bin/env node\n// a comment\n/* export */ "use strict";\nimport "node:fs";',
  'export {};',
  'export default 1;',
  'let x = 1; export { x };',
  'const a = import.meta.url;',
  'const a = () => import.meta.url;',
  'await 1;',
  'for await (const x of []) {}',
  'const { a, ...require } = { a: 1 };',
  'const { a: [, exports = 1] } = { a: [] };',
  'async function f() { await 1; } f();',
  'import("node:fs");',
  'const p = import ("node:fs").then(() => 1);',
  'module.exports = { import: 1, export: 2, await: 3 };',
  'exports.export = 1;',
  '"import x from \'y\'";',
  '// import x from "y"\nmodule.exports = 1;',
  '/* export default 1 */ exports.a = 1;',
  'const t = `\nimport x from "y";\nexport default 1;\n`;',
  'var await = 1; globalThis.x = await;',
  'var await = 1; var import1 = await + 1;',
  'if (false) return; exports.a = 1;',
  'const module = 1;',
  'const require = 1;',
  'let exports = {};',
  'class module {}',
  'const __filename = "x", __dirname2 = "y";',
  'var module2 = 1; var require = 5;',
  'function exports() {}',
  '{ const module = 1; }',
  'const { module: renamed } = { module: 1 };',
  'const { require } = { require: 1 };',
  'const [exports] = [1];',
  'with ({}) {}',
  'const import_meta = "import.meta";',
  'const require = (await import("node:module")).createRequire(import.meta.url);',
  'new.target; function f() { return new.target; }',
  'var yield = 1;',
  'let x = /import/; exports.y = x;',
];

/** Node's own loading step, asked for the format only: the program is not run. */
const HOOKS = `export async function load(url, context, next) {
  const { format } = await next(url, context);
  return { format: 'module', source: 'export default ' + JSON.stringify(format), shortCircuit: true };
}`;
const ORACLE = `
import { register } from 'node:module';
const count = ${PROGRAMS.length};
register('./hooks.mjs', import.meta.url);
const formats = [];
for (let k = 0; k < count; k++) formats.push((await import('./p' + k + '.js')).default);
console.log(JSON.stringify(formats));
`;

const roots: string[] = [];
afterAll(() => {
  for (const root of roots) fs.rmSync(root, { recursive: true, force: true });
});

function tree(entries: Entries): (file: string, kind?: 'import' | 'require') => string {
  const root = treeOnDisk(entries);
  roots.push(root);
  return (file, kind = 'import') => formatOf(join(root, file), kind, new ModuleTree(fs, () => syntax));
}

describe('a JavaScript file that no package speaks for is what node takes it for', () => {
  const programs = Object.fromEntries(PROGRAMS.map((text, k) => [`p${k}.js`, text]));
  const root = treeOnDisk({ ...programs, 'hooks.mjs': HOOKS, 'oracle.mjs': ORACLE });
  roots.push(root);
  const stdout = execFileSync(process.execPath, ['--no-warnings', 'oracle.mjs'], { cwd: root, encoding: 'utf8' });
  const expected: string[] = JSON.parse(stdout);
  PROGRAMS.forEach((text, k) => {
    it(JSON.stringify(text), () => {
      expect(formatOf(join(root, `p${k}.js`), 'import', new ModuleTree(fs, () => syntax))).toBe(expected[k]);
    });
  });
});

describe('a TypeScript file that no package speaks for', () => {
  const cases: readonly (readonly [text: string, isModule: boolean])[] = [
    ['import type { A } from "./a.ts"; let a: A;', true],
    ['import { type A } from "./a.ts";', true],
    ['export interface A { b: number }', true],
    ['export type A = 1;', true],
    ['export const a: number = 1;', true],
    ['let a = <T,>(x: T) => x; await a(1);', true],
    ['import fs = require("fs"); fs.readFileSync;', false],
    ['export = { a: 1 };', false],
    ['const a: number = 1; module.exports = { a };', false],
    ['interface A { import: string }', false],
    ['type T = import("./a.ts").A;', false],
    ['enum E { A } console.log(E.A);', false],
    ['import { a } from "./a.ts"; const = ;', true],
    ['const = ; // import and export', false],
  ];
  for (const [text, isModule] of cases) {
    it(`${isModule ? 'a module' : 'no module'}: ${text}`, () => {
      expect(looksLikeTypeScriptModule('a.ts', text)).toBe(isModule);
    });
  }
});

describe('top-level await', () => {
  it('makes a module also inside brackets, where V8 complains of something else and node gives up', () => {
    expect(looksLikeModule('console.log(await 1);')).toBe(true);
  });
});

describe('of two readings that both fail, the one that gets further is meant', () => {
  it('so the error shown is the writer’s own', () => {
    expect(looksLikeModule('const a = 1;\nimport b from "b";\nconst = ;')).toBe(true);
    expect(looksLikeModule('await 1;\nconst = ;')).toBe(true);
    expect(looksLikeModule('const = ; // import')).toBe(false);
  });
});

describe('extension and package', () => {
  const format = tree({
    'a.mjs': '',
    'a.cjs': 'import "x"',
    'a.mts': '',
    'a.cts': 'export {}',
    'a.json': '{}',
    'a.wasm': '\0asm',
    'a.css': '',
    'a.node': '',
    'm/package.json': '{"type":"module"}',
    'm/a.js': 'module.exports = 1',
    'm/a.ts': '',
    'm/a.tsx': '',
    'm/bare': '',
    'm/binary': '\0asm\x01',
    'm/c/package.json': '{"type":"commonjs"}',
    'm/c/a.js': 'export {}',
    'm/c/bare': 'export {}',
    'm/none/package.json': '{"type":"other"}',
    'm/none/a.js': 'export {}',
    'm/none/b.js': '',
    'm/node_modules/p/a.js': '',
  });

  it('the extension decides', () => {
    expect(['a.mjs', 'a.cjs', 'a.mts', 'a.cts', 'a.json', 'a.wasm'].map((f) => format(f))).toEqual([
      'module',
      'commonjs',
      'module',
      'commonjs',
      'json',
      'wasm-refused',
    ]);
  });

  it('then the nearest package.json, which does not reach into node_modules', () => {
    const files = ['m/a.js', 'm/a.ts', 'm/a.tsx', 'm/bare', 'm/c/a.js', 'm/c/bare', 'm/none/a.js', 'm/none/b.js'];
    expect(files.map((f) => format(f))).toEqual([
      'module',
      'module',
      'module',
      'module',
      'commonjs',
      'commonjs',
      'module',
      'commonjs',
    ]);
    expect(format('m/node_modules/p/a.js')).toBe('commonjs');
  });

  it('a file without an extension may be WebAssembly', () => {
    expect(format('m/binary')).toBe('wasm-refused');
  });

  it('import refuses what it does not know, require takes it for JavaScript', () => {
    expect(() => format('a.css')).toThrow(/^Unknown file extension "\.css" for /);
    expect(() => format('a.node')).toThrow(/^Unknown file extension "\.node" for /);
    expect(format('a.css', 'require')).toBe('commonjs');
    expect(() => format('a.node', 'require')).toThrow('loading addons is disabled');
  });
});
