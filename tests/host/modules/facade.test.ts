import { execFileSync } from 'node:child_process';
import * as fs from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as syntax from '../../../engine/program/syntax-kind.ts';
import { commonJsNames, reexportsThrough } from '../../../host/sandbox/modules/commonjs-names.ts';
import { builtinFacade, commonJsFacade, jsonFacade } from '../../../host/sandbox/modules/facade.ts';
import { checkedJson } from '../../../host/sandbox/modules/json-text.ts';
import { createResolver } from '../../../host/sandbox/modules/resolve.ts';
import { type Entries, treeOnDisk } from './tree-on-disk.ts';

const COMMONJS: Entries = {
  'plain.js':
    'exports.a = 1; exports.b = () => 2; exports["c-d"] = 3; exports.delete = 4; exports.m = 5; exports.own = 6;',
  'object.js': 'const a = 1; module.exports = { a, b: 2, "x y": 3 };',
  'interop.js':
    'Object.defineProperty(exports, "__esModule", { value: true }); exports.default = 1; exports.named = 2;',
  'getter.js':
    'exports.a = 1; Object.defineProperty(exports, "b", { enumerable: true, get: function () { return lib.x; } });',
  'dynamic.js': 'for (const k of ["a", "b"]) exports[k] = 1;',
  'inherited.js': 'exports.a = 1; exports.b = 2; module.exports = Object.create({ a: 1 }); module.exports.b = 3;',
  'function.js': 'module.exports = function f() {}; module.exports.a = 1;',
  'primitive.js': 'exports.a = 1; module.exports = 5;',
  'reexport.js': 'module.exports = require("./plain.js");',
  'deep/again.js': 'module.exports = require("./inner.js");',
  'deep/inner.js': 'module.exports = require("../object.js");',
  'spread.js': 'module.exports = { ...require("./plain.js"), z: 1 };',
  'star.js':
    'function __exportStar(m) { for (const k in m) exports[k] = m[k]; } __exportStar(require("./plain.js"), exports);',
  'cycle-a.js': 'exports.a = 1; module.exports = require("./cycle-b.js");',
  'cycle-b.js': 'exports.b = 1; if (0) module.exports = require("./cycle-a.js");',
  'conditional.js':
    'if (0) { module.exports = require("./nowhere.js"); } else { module.exports = require("./package.js"); }',
  'package.js': 'module.exports = require("pack");',
  'node_modules/pack/package.json': '{"exports":{"import":"./i.mjs","require":"./r.js"}}',
  'node_modules/pack/r.js': 'exports.fromPackage = 1;',
  'quotes "\u2028.js': 'exports.a = 1;',
};
const BUILTINS = ['path', 'fs', 'events', 'util'];
const JSONS: readonly string[] = [
  '{"a":1}',
  '\ufeff[1,2]',
  '{"__proto__":{"x":1},"b":2}',
  '"\u2028\u2029 \\" \\\\ \\u0000 `$x` </script>"',
  '"\\ud800"',
  '-0',
  '1e400',
  'null',
  '{"a":1,"a":2,"10":1,"9":2}',
];

/** Run by node: what each face shows beside what node shows, as text that tells everything apart. */
const ORACLE = `
import { createRequire } from 'node:module';
import { inspect } from 'node:util';
import { pathToFileURL } from 'node:url';
import { readFileSync } from 'node:fs';
globalThis.hook = createRequire(import.meta.url);
// Newer versions of node add this name to every face.
const show = (face) => inspect(Object.entries(face).filter(([name]) => name !== 'module.exports'), { depth: 4 });
const pairs = [];
for (const [face, real] of JSON.parse(readFileSync('pairs.json', 'utf8'))) {
  const shown = show(await import(face));
  const options = /json$/.test(real) ? { with: { type: 'json' } } : undefined;
  pairs.push([shown, show(await import(real.startsWith('/') ? pathToFileURL(real) : real, options))]);
}
console.log(JSON.stringify(pairs));
`;

const commonJs = Object.keys(COMMONJS).filter((name) => !name.startsWith('node_modules'));
let root = '';
let pairs: [string, string][] = [];

function faces(): [face: string, real: string, text: string][] {
  const reexports = reexportsThrough(
    createResolver(fs, new Set(BUILTINS), () => syntax),
    fs,
  );
  const ofCommonJs = commonJs.map((name): [string, string, string] => {
    const file = join(root, name);
    const names = commonJsNames({ file, text: fs.readFileSync(file, 'utf8') }, reexports);
    return [name, file, commonJsFacade(file, names, 'hook')];
  });
  const ofBuiltins = BUILTINS.map((name): [string, string, string] => {
    const names = Object.keys(process.getBuiltinModule(name) as object);
    return [name, `node:${name}`, builtinFacade(name, names, 'hook')];
  });
  const ofJson = JSONS.map((text, k): [string, string, string] => {
    fs.writeFileSync(join(root, `j${k}.json`), text);
    return [text, join(root, `j${k}.json`), jsonFacade(checkedJson(text, `j${k}.json`))];
  });
  return [...ofCommonJs, ...ofBuiltins, ...ofJson];
}

beforeAll(() => {
  root = treeOnDisk({ ...COMMONJS, 'oracle.mjs': ORACLE });
  const all = faces();
  all.forEach(([, , text], k) => {
    fs.writeFileSync(join(root, `face${k}.mjs`), text);
  });
  fs.writeFileSync(join(root, 'pairs.json'), JSON.stringify(all.map(([, real], k) => [`./face${k}.mjs`, real])));
  const stdout = execFileSync(process.execPath, ['--no-warnings', 'oracle.mjs'], { cwd: root, encoding: 'utf8' });
  pairs = JSON.parse(stdout);
});
afterAll(() => fs.rmSync(root, { recursive: true, force: true }));

describe('a face shows what node shows', () => {
  [...commonJs, ...BUILTINS, ...JSONS].forEach((name, k) => {
    it(name, () => {
      const [ours, nodes] = pairs[k] as [string, string];
      expect(ours).toBe(nodes);
    });
  });
});

describe('texts of faces', () => {
  it('take the object from the hook, once', () => {
    expect(builtinFacade('fs', ['readFile', 'default', 'a-b'], '$h')).toBe(
      'const m = $h("fs");\nconst $0 = m["readFile"];\nconst $1 = m["a-b"];\n' +
        'export { m as default, $0 as readFile, $1 as "a-b" };\n',
    );
  });

  it('names found by the lexer leave default out and follow no package face', () => {
    const module = { file: '/x.js', text: 'exports.default = 1; exports.a = 2; module.exports = require("y");' };
    const asked: string[] = [];
    commonJsNames(module, (specifier, parent) => {
      asked.push(`${specifier} from ${parent}`);
      return null;
    });
    expect(asked).toEqual(['y from /x.js']);
  });

  it('a text that is no CommonJS has no names', () => {
    expect(commonJsNames({ file: '/x.js', text: 'exports.a = "' }, () => null)).toEqual([]);
  });

  it('damaged JSON is a SyntaxError that names the file', () => {
    expect(() => checkedJson('{', '/r/a.json')).toThrow(/^\/r\/a\.json: Unexpected end of JSON input$/);
    expect(() => checkedJson('{\n "a": ,\n}', '/r/a.json')).toThrow(
      expect.objectContaining({
        name: 'ProgramSyntaxError',
        message: "/r/a.json: Unexpected token ',' in JSON",
        line: 2,
        column: 7,
      }),
    );
  });

  it('says where any text stops being JSON', () => {
    const marks = fc.constantFrom(
      '{',
      '}',
      '[',
      ']',
      ',',
      ':',
      '"a"',
      '1',
      '-',
      '01',
      'true',
      'nul',
      ' ',
      '\n',
      '"',
      '\\',
    );
    fc.assert(
      fc.property(fc.array(marks, { maxLength: 12 }), (parts) => {
        const text = parts.join('');
        const failure = failureOf(text);
        expect(failure === null).toBe(isJson(text));
        // What comes before is the beginning of some JSON.
        if (failure !== null) expect(failureOf(text.slice(0, failure))).toBeOneOf([null, failure]);
      }),
    );
  });
});

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** The offset at which a text of one or more lines stops being JSON; null where it does not. */
function failureOf(text: string): number | null {
  try {
    checkedJson(text, '');
    return null;
  } catch (error) {
    const { line, column } = error as { line: number; column: number };
    const before = text.split('\n').slice(0, line - 1);
    return before.join('\n').length + (before.length > 0 ? 1 : 0) + column - 1;
  }
}
