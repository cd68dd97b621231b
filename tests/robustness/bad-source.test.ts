/** Scripts that are missing, broken, refused or end in error: what is said, and the exit code. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type Finished, scratch } from './scratch.ts';

const here = scratch({
  'ok.js': 'export const ok = 1;\nconsole.log(ok);\n',
  'bad.js': 'const a = 1;\nconst b = ;\n',
  'bad.ts': 'interface A { b: string }\n\nexport const a: A = { b: };\n',
  'bad.cjs': 'const a = 1;\nif (a {\n}\n',
  'imports-bad.js': "import './bad.js';\nconsole.log('never');\n",
  'imports-bad.ts': "import './bad.ts';\nconsole.log('never');\n",
  'requires-bad.cjs': "console.log('first');\nrequire('./bad.cjs');\n",
  'read.js': "import { readFileSync } from 'node:fs';\nreadFileSync('/etc/hostname');\n",
  'write.js': "import { writeFileSync } from 'node:fs';\nwriteFileSync('out.txt', 'x');\n",
  'net.js': "await fetch('http://example.com/');\n",
  'env.js': "console.log(process.env.SECRET ?? 'unset');\n",
  'read-late.js': "import { readFile } from 'node:fs/promises';\nawait readFile('/etc/hostname');\n",
  'caught.js': `
import { readFileSync, writeFileSync } from 'node:fs';
for (const use of [() => readFileSync('/etc/hostname'), () => writeFileSync('out.txt', 'x'), () => fetch('http://a.b/')])
  try { await use(); } catch (error) { console.log(error.code); }
process.exitCode = 9;
`,
  'exit.js': "process.on('exit', (code) => console.log('exit', code));\nprocess.exit(42);\n",
  'exit-code.js': 'process.exitCode = 7;\n',
  'throws-after.js': "process.exitCode = 7;\nthrow new TypeError('after');\n",
  'rejects.js': "Promise.reject(new RangeError('late'));\nsetTimeout(() => console.log('never'), 50);\n",
  'throws-text.js': "throw 'just text';\n",
  'throws-null.js': 'throw null;\n',
  'waits.js': "console.log('before');\nawait new Promise(() => {});\n",
  'deep.js': `
function down(n) { return down(n + 1) + 1; }
try { down(0); } catch (error) { console.log(error instanceof RangeError, error.name); }
console.log('goes on');
`,
  'missing-file.js': "// first\nimport { x } from './nope.js';\n",
  'missing-package.js': "export * from 'nopackage';\n",
  'missing-name.js': "import {\n  ok,\n  zz as y,\n} from './ok.js';\n",
  'missing-name.ts':
    "import type { T } from './nope.ts';\n\nimport { zz } from './ok.js';\nexport const n: number = zz;\n",
  'through.js': "import './missing-name.js';\n",
  'missing-builtin.js': "import { nope } from 'node:fs';\n",
  'missing-late.js': "console.log(1);\nawait import('./nope.js');\n",
  'missing-require.cjs': "require('./nope.cjs');\n",
  'optional.js': `
for (const name of ['./nope.js', './bad.js', './imports-bad.js', './missing-name.js', './nope.js', './imports-bad.js', 'nopackage'])
  try { await import(name) } catch (error) { console.log(error.name, error.code) }
console.log((await import('./ok.js')).ok);
`,
  'optional.cjs':
    "for (const name of ['./bad.cjs', './nope.cjs', './bad.cjs']) try { require(name) } catch (error) { console.log(error.name, error.code) }\n",
  'deep-uncaught.ts': 'function down(n: number): number {\n  return down(n + 1) + 1;\n}\ndown(0);\n',
});
mkdirSync(join(here.folder, 'folder'));

/** What belongs to rote and not to the script: its files, its names inside, node's internals. */
const ours = /\/dist\/|chunk-|node_modules|host\/|guest\/|engine\/|cli\/|node:internal|file:\/\/|prelude|wasm-function/;

function say(finished: Finished): string {
  expect(finished.stderr).not.toMatch(ours);
  return finished.stderr;
}

describe('a command line that cannot be run', () => {
  it.each([
    [['missing.js'], 2, 'script not found: missing.js'],
    [['folder'], 2, 'script is not a file: folder'],
    [['ok.js/inside'], 2, 'script not found: ok.js/inside'],
    [['--alow-read', 'ok.js'], 2, 'did you mean --allow-read?'],
    [['--cache-dir=', 'ok.js'], 2, '--cache-dir needs a value'],
    [['--memory-limit', '1', 'ok.js'], 2, '--memory-limit must be a number, between 16 and 2048'],
    [['--memory-limit', '4096', 'ok.js'], 2, '--memory-limit must be a number, between 16 and 2048'],
    [['--timeout', '3000000000', 'ok.js'], 2, '--timeout must be a number, between 1 and 2147483647'],
    [['--report', 'missing/r.json', 'ok.js'], 2, 'cannot write'],
  ])('run %j: %i', async (words, exitCode, message) => {
    const finished = await here.rote(['run', ...words]);
    expect(say(finished)).toContain(message);
    expect(finished).toMatchObject({ exitCode, stdout: '' });
  });
});

describe('a module that cannot be loaded or linked', () => {
  it.each([
    ['missing-file.js', 'missing-file.js:2:19', "Cannot find module '", '> 2 | import { x } from '],
    ['missing-package.js', 'missing-package.js:1:15', "Cannot find package 'nopackage'", '> 1 | export * from '],
    ['missing-name.js', 'missing-name.js:3:3', "'./ok.js' does not provide an export named 'zz'", '> 3 |   zz as y,'],
    ['missing-name.ts', 'missing-name.ts:3:10', "does not provide an export named 'zz'", '> 3 | import { zz }'],
    ['through.js', 'missing-name.js:3:3', "does not provide an export named 'zz'", '> 3 |   zz as y,'],
    ['missing-builtin.js', 'missing-builtin.js:1:10', "'node:fs' does not provide", '> 1 | import { nope }'],
    ['missing-late.js', 'missing-late.js:2:14', "Cannot find module '", '> 2 | await import('],
    ['missing-require.cjs', 'missing-require.cjs:1:9', "Cannot find module './nope.cjs'", '> 1 | require('],
  ])('%s is shown where it was asked for', async (script, place, message, frame) => {
    const finished = await here.rote(['run', script]);
    expect(say(finished)).toContain(message);
    expect(finished.stderr).toContain(`  ${place}\n`);
    expect(finished.stderr).toContain(frame);
    expect(finished.exitCode).toBe(1);
  });

  it.each(['optional.js', 'optional.cjs'])('can be caught, again and again: %s', async (script) => {
    const [ours, theirs] = await Promise.all([here.rote(['run', script]), here.node([script])]);
    expect(ours).toMatchObject({ stdout: theirs.stdout, stderr: '', exitCode: 0 });
  });
});

describe('a syntax error', () => {
  it.each([
    ['bad.js', 'bad.js:2:11', '> 2 | const b = ;\n    |           ^'],
    ['bad.ts', 'bad.ts:3:26', '> 3 | export const a: A = { b: };\n    |                          ^'],
    ['bad.cjs', 'bad.cjs:2:7', '> 2 | if (a {\n    |       ^'],
    ['imports-bad.js', 'bad.js:2:11', '> 2 | const b = ;'],
    ['imports-bad.ts', 'bad.ts:3:26', '> 3 | export const a: A = { b: };'],
    ['requires-bad.cjs', 'bad.cjs:2:7', '> 2 | if (a {'],
  ])('in %s is shown where it is in the original source', async (script, place, frame) => {
    const finished = await here.rote(['run', script]);
    expect(say(finished)).toContain('SyntaxError');
    expect(finished.stderr).toContain(`  ${place}\n`);
    expect(finished.stderr).toContain(frame);
    expect(finished.exitCode).toBe(1);
  });

  it('in an imported module keeps everything from running, in a required one what follows, as under node', async () => {
    for (const script of ['imports-bad.js', 'requires-bad.cjs']) {
      // The second time, its code is in the store.
      const { exitCode, stdout } = await here.rote(['run', script]);
      expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: (await here.node([script])).stdout });
    }
  });
});

describe('what the grants do not cover', () => {
  it.each([
    ['read.js', '--allow-read=/etc/hostname'],
    ['read-late.js', '--allow-read=/etc/hostname'],
    ['write.js', '--allow-write=out.txt'],
    ['net.js', '--allow-net'],
  ])('%s: uncaught it ends with 4, and names %s', async (script, flag) => {
    const finished = await here.rote(['run', script]);
    expect(say(finished)).toContain(flag);
    expect(finished.stderr).toContain('code: denied');
    expect(finished).toMatchObject({ exitCode: 4, stdout: '' });
  });

  it('caught, it is an error like any other and the script goes its own course', async () => {
    const finished = await here.rote(['run', 'caught.js']);
    expect(finished).toMatchObject({ exitCode: 9, stdout: 'EACCES\nEACCES\nEACCES\n', stderr: '' });
  });

  it('an ungranted variable reads as unset, a granted one as it is', async () => {
    const env = { SECRET: 'x' };
    expect(await here.rote(['run', 'env.js'], { env })).toMatchObject({ exitCode: 0, stdout: 'unset\n' });
    expect((await here.rote(['run', '--allow-env=SECRET', 'env.js'], { env })).stdout).toBe('x\n');
    expect((await here.rote(['run', '--allow-env=OTHER', 'env.js'], { env })).stdout).toBe('unset\n');
  });
});

describe('how a script ends', () => {
  it.each(['exit.js', 'exit-code.js', 'throws-after.js', 'rejects.js', 'throws-text.js', 'throws-null.js', 'waits.js'])(
    '%s: stdout and exit code are those of node',
    async (script) => {
      const node = await here.node([script]);
      const finished = await here.rote(['run', script]);
      say(finished);
      expect(finished).toMatchObject({ exitCode: node.exitCode, stdout: node.stdout });
    },
  );

  it('a promise that nobody handles is shown where its error was made', async () => {
    const finished = await here.rote(['run', 'rejects.js']);
    expect(say(finished)).toContain('RangeError: late\n  rejects.js:1:');
  });

  it('an await that nothing settles is a warning and 13', async () => {
    const finished = await here.rote(['run', 'waits.js']);
    expect(say(finished)).toMatch(/^warning: unsettled top-level await/);
    expect(finished.exitCode).toBe(13);
  });

  it('a stack overflow can be caught, and uncaught names its place', async () => {
    const node = await here.node(['deep.js']);
    expect(await here.rote(['run', 'deep.js'])).toMatchObject({ exitCode: 0, stdout: node.stdout, stderr: '' });
    const finished = await here.rote(['run', 'deep-uncaught.ts']);
    expect(say(finished)).toContain('RangeError');
    expect(finished.stderr).toContain('deep-uncaught.ts:2:');
    expect(finished.stderr.split('\n').length).toBeLessThan(30);
    expect(finished.exitCode).toBe(1);
  });
});
