/** What a person is told of an error that ends a script: where it is in what was written, and what is behind it. */
import { spawnSync } from 'node:child_process';
import { afterAll, describe, expect, it } from 'vitest';
import { project } from './rote.ts';

const here = project({
  'helper.mjs': 'export const load = 1;\nexport function parse() {}\nexport interface2 = 1;'.replace(
    '\nexport interface2 = 1;',
    '',
  ),
  'typed.ts': 'export interface Row { n: number }\nexport const rows = 1;',
  'broken.mjs': 'const a = 1;\nfunction x( { return }\n',
  'broken.json': '{\n  "a": 1,\n  "b": ,\n}\n',
  'node_modules/lodash/package.json': '{ "name": "lodash", "main": "x.js" }',
  'cycle.mjs': "import { first } from './main.mjs';\nexport const second = first + 1;",
});
afterAll(() => here.remove());

/** Runs a script under both; the exit code is node's. Answers what rote says on stderr, and the class that node names. */
async function told(text: string, name = 'main.mjs'): Promise<string> {
  here.write({ [name]: text });
  const { exitCode, stderr, stdout } = await here.rote(['run', '--no-cache', name]);
  if (!/[.][cm]?tsx?$/.test(name)) {
    const node = spawnSync(process.execPath, [name], { cwd: here.folder, encoding: 'utf8' });
    expect([exitCode, stdout]).toEqual([node.status, node.stdout]);
    const ofNode = /^(?:\w*Error)\b/m.exec(node.stderr)?.[0];
    if (ofNode && stderr !== '') expect(stderr).toContain(ofNode);
  }
  expect(stderr).not.toMatch(/\/dist\/|node:internal|prelude/);
  return stderr.replaceAll(`${here.folder}/`, '');
}

describe('errors behind an error', () => {
  it('tells the chain of causes, each with its own frames', async () => {
    const text = `function low() { throw new RangeError('low') }
function mid() { try { low() } catch (cause) { throw new TypeError('mid', { cause }) } }
try { mid() } catch (cause) { throw new Error('top', { cause }) }`;
    expect(await told(text)).toContain(
      `    at <anonymous> (main.mjs:3:46)
caused by: TypeError: mid
    at mid (main.mjs:2:67)
    at <anonymous> (main.mjs:3:10)
  caused by: RangeError: low
      at low (main.mjs:1:38)
      at mid (main.mjs:2:27)
`,
    );
  });

  it('tells the errors of an AggregateError, and causes that are no errors', async () => {
    const stderr = await told(`const one = new Error('one', { cause: { why: 1 } });
throw new AggregateError([one, 'two'], 'both');`);
    expect(stderr).toContain('error: AggregateError: both');
    expect(stderr).toMatch(
      /^error 1 of 2: Error: one\n {4}at .*main\.mjs:1:.*\n {2}caused by: \{ why: 1 \}\nerror 2 of 2: 'two'$/m,
    );
  });

  it('is not led in circles, nor by getters', async () => {
    const round = await told("const a = new Error('a'); a.cause = a; throw a;");
    expect(round.match(/caused by/g)).toHaveLength(5);
    const got = await told(
      "const a = new Error('a'); Object.defineProperty(a, 'cause', { get() { globalThis.ran = 1; return 1 } }); throw a;",
    );
    expect(got).toContain('caused by: undefined');
  });
});

describe('rejections', () => {
  it.each([
    ["Promise.reject(new TypeError('nobody')); setTimeout(() => console.log('never'), 5);", 'error: TypeError: nobody'],
    ['Promise.reject({ code: 5 });', 'error: Unhandled rejection:\n{ code: 5 }'],
    ['Promise.reject();', 'error: Unhandled rejection:\nundefined'],
    ["(async () => { await null; throw new RangeError('later') })();", 'error: RangeError: later'],
  ])('that nobody handled: %s', async (text, headline) => {
    const stderr = await told(text);
    expect(stderr.startsWith(headline)).toBe(true);
    expect(stderr).toContain('hint: a promise was rejected and nothing handled it');
  });

  it.each([
    "process.on('unhandledRejection', (reason, promise) => console.log(reason.message, promise instanceof Promise)); Promise.reject(new Error('a')); setTimeout(() => console.log('on'), 2);",
    "process.on('uncaughtException', (error, origin) => { console.log(error.message, origin); process.exitCode = 7 }); Promise.reject(new Error('b'));",
    "process.on('uncaughtException', (error, origin) => console.log(error, origin)); setTimeout(() => { throw 'text' }, 1); setTimeout(() => console.log('on'), 3);",
    "process.once('uncaughtException', () => { throw new Error('again') }); throw new Error('first');",
    "process.on('exit', (code) => console.log('exit', code)); throw new Error('at last');",
    "const p = Promise.reject(new Error('late')); setTimeout(() => p.catch(() => console.log('caught')), 1);",
    "await Promise.reject(new Error('awaited'));",
  ])('and listeners of the process: %s', async (text) => {
    await told(text);
  });
});

describe('modules that cannot be loaded', () => {
  it.each([
    ["import { laod } from './helper.mjs'; laod;", 'main.mjs:1:10', "hint: did you mean 'load'?"],
    ["import { parse } from './helpr.mjs'; parse;", 'main.mjs:1:23', "hint: did you mean './helper.mjs'?"],
    ["import { parse } from './helper.js'; parse;", 'main.mjs:1:23', "hint: did you mean './helper.mjs'?"],
    ["import _ from 'lodahs'; _;", 'main.mjs:1:15', "hint: did you mean 'lodash'?"],
    ["import h from 'helper.mjs'; h;", 'main.mjs:1:15', "hint: for the file beside it write './helper.mjs'"],
    [
      "import n from 'nothing-of-that-kind'; n;",
      'main.mjs:1:15',
      'hint: if it is a package: npm install nothing-of-that-kind',
    ],
    ["import './broken.mjs';", 'broken.mjs:2:15', '> 2 | function x( { return }'],
    ["await import('./broken.mjs');", 'broken.mjs:2:15', '> 2 | function x( { return }'],
    ["import data from './broken.json' with { type: 'json' }; data;", 'broken.json:3:8', '> 3 |   "b": ,'],
    [
      "import { second } from './cycle.mjs';\nexport const first = second;",
      'cycle.mjs:2:23',
      '> 2 | export const second = first + 1;',
    ],
  ])('%s', async (text, place, words) => {
    const stderr = await told(text);
    expect(stderr).toContain(`  ${place}\n`);
    expect(stderr).toContain(words);
  });

  it.each([
    ["require('./helpr')", 'MODULE_NOT_FOUND', "hint: did you mean './helper.mjs'?"],
    ["require('./broken.json')", 'broken.json:3:8', "Unexpected token ','"],
    [
      "try { require('./broken.json') } catch (e) { console.log(e.name, e instanceof SyntaxError); throw e }",
      'broken.json:3:8',
      '',
    ],
  ])('%s', async (text, place, words) => {
    const stderr = await told(text, 'main.cjs');
    expect(stderr).toContain(place);
    expect(stderr).toContain(words);
  });

  it('a type that is exported again as a value', async () => {
    const stderr = await told("export { Row, rows } from './typed.ts';", 'main.ts');
    expect(stderr).toContain("hint: it is a type there: take it with 'import type' or 'export type'");
  });
});

describe('positions in TypeScript', () => {
  const fail = "(() => { throw new Error('here') })()";
  it.each<[string, string, string, string?]>([
    ['an enum', `enum Kind {\n  A = 1,\n  B = ${fail},\n}\nconsole.log(Kind.B);`, '3:22'],
    [
      'a namespace',
      `namespace One { export const a = 1 }\nnamespace One {\n  export const b = ${fail} + a;\n}`,
      '3:35',
    ],
    [
      'a parameter property',
      `class P {\n  constructor(private readonly x: number,\n    public y = ${fail}) {}\n}\nnew P(1);`,
      '3:29',
    ],
    [
      'a decorated method',
      `const d = <T>(m: T, _: unknown): T => m;\nclass A {\n  @d\n  run(x: number): never {\n    throw new TypeError('x' + x);\n  }\n}\nnew A().run(1);`,
      '5:11',
    ],
    [
      'a decorator',
      `function d(m: unknown, { name }: { name: string }) {\n  throw new Error(name);\n}\nclass A {\n  @d run() {}\n}`,
      '2:9',
    ],
    [
      'a decorated field',
      `const d = (_: undefined, c: unknown) => (v: number) => v + 1;\nclass A {\n  @d n: number = ${fail};\n}\nnew A();`,
      '3:33',
    ],
    ['an accessor', `class A {\n  accessor n: number = ${fail};\n}\nnew A();`, '2:39'],
    [
      'a resource',
      `function f() {\n  using r = { [Symbol.dispose]() {\n    throw new Error('closing');\n  } };\n}\nf();`,
      '3:11',
    ],
    [
      'an async resource',
      `async function f() {\n  await using r = { async [Symbol.asyncDispose]() {} };\n  throw new RangeError('inside');\n}\nawait f();`,
      '3:9',
    ],
    ['import = require', `import path = require('node:path');\npath.join(1 as never);`, '2:6', 'main.cts'],
    [
      'ES syntax in CommonJS',
      `import { join } from 'node:path';\nexport const a: string = join('a');\nthrow new Error(a);`,
      '3:7',
      'main.cts',
    ],
    [
      'JSX',
      `/** @jsx h */\nconst h = (tag: string, _: unknown, ...all: unknown[]): never => {\n  throw new Error(tag);\n};\nconst page = <div>\n  <b/>\n</div>;`,
      '3:9',
      'main.tsx',
    ],
    ['an assigned field', `class A {\n  plain?: string;\n  n: number = ${fail};\n}\nnew A();`, '3:30'],
  ])('%s', async (_, text, place, name = 'main.ts') => {
    const stderr = await told(text, name);
    expect(stderr).toContain(`  ${name}:`);
    const [line, column] = place.split(':').map(Number) as [number, number];
    expect(stderr).toMatch(new RegExp(`^> ${line} [|]`, 'm'));
    const frames = [...stderr.matchAll(/ at .*?\(main\.\w+:(\d+):(\d+)\)/g)];
    expect(frames[0]?.slice(1).map(Number)).toEqual([line, expect.any(Number)]);
    expect(Math.abs(Number(frames[0]?.[2]) - column)).toBeLessThan(16);
    // No frame stands where nothing was written.
    const lines = text.split('\n');
    for (const [, at, col] of frames)
      expect(lines[Number(at) - 1]?.length ?? -1).toBeGreaterThanOrEqual(Number(col) - 1);
  });
});
