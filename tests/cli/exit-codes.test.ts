import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { bothWays } from '../start.ts';
import { project } from './rote.ts';

const slow = `
function slow(n) { let s = 0; for (let i = 0; i < n; i++) s = (s * 31 + i) % 1000003; console.log('ran'); return s; }
console.log(slow(20000));
`;

const files = {
  'ok.js': "console.log('hello', process.argv.slice(2).join(' '));\n",
  'exit7.js': 'process.exit(7);\n',
  'exit3.js': 'process.exitCode = 3;\n',
  'slow.js': slow,
  'syntax.js': 'const a = 1;\nconst b = ;\n',
  'syntax.ts': 'interface A { b: string }\nconst a: A = { b: };\n',
  'imports-syntax.js': "import './syntax.js';\nconsole.log('never');\n",
  'throws.ts':
    'interface Row { readonly at: number }\n\nfunction parse(row: Row): never {\n  throw new RangeError("bad " + row.at);\n}\n\nparse({ at: 3 });\n',
  'rejects.js': "Promise.reject(new Error('late'));\n",
  'waits.js': "console.log('before');\nawait new Promise(() => {});\n",
  'reads.js': "import { readFileSync } from 'node:fs';\nreadFileSync('/etc/passwd');\n",
  'catches.js':
    "import { readFileSync } from 'node:fs';\ntry { readFileSync('/etc/passwd'); } catch (error) { console.log(error.code); }\n",
  'loops.js': 'for (;;);\n',
  'busy.js': "console.log('busy');\nfor (;;);\n",
  'grows.js': 'const all = [];\nfor (;;) all.push(new Array(1000).fill(all.length));\n',
};

/** Every file of the store becomes something else. */
function damage(folder: string): void {
  for (const name of readdirSync(folder)) {
    const path = join(folder, name);
    if (statSync(path).isDirectory()) damage(path);
    else writeFileSync(path, 'damaged');
  }
}

describe.each(bothWays)('started by %s', (way) => {
  const here = project(files, way);
  afterAll(() => here.remove());

  describe('bad input', () => {
    it.each([
      [['run'], 'no script given'],
      [['run', '--sats', 'ok.js'], 'did you mean --stats?'],
      [['run', '--seed', 'x', 'ok.js'], '--seed must be an integer'],
      [['run', '--clock', 'noon', 'ok.js'], '--clock must be an instant like'],
      [['run', '--resume', 'ok.js'], 'unknown flag --resume'],
      [['run', '--timeout', 'soon', 'ok.js'], '--timeout must be a number'],
      [['run', 'missing.js'], 'script not found: missing.js'],
      [['run', '.'], 'script is not a file'],
      [['run', '--report', 'no/such/folder/r.json', 'ok.js'], 'cannot write'],
      [['sandbox'], 'Usage: rote sandbox'],
      [[], 'Usage: rote'],
      [['rnu', 'ok.js'], 'Did you mean run?'],
      [['ok.js'], 'hint: rote run ok.js'],
      [['status', '--jsn'], '--json'],
      [['why'], 'script'],
      [['why', 'ok.js'], 'no run of ok.js is recorded'],
      [['ls', '--limit', 'many'], '--limit must be a whole number'],
    ])('rote %j ends with 2 and says why on stderr', async (words, message) => {
      const { exitCode, stdout, stderr } = await here.rote([...words]);
      expect(stderr).toContain(message);
      expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
    });
  });

  describe('the exit code of a run', () => {
    it.each([
      ['ok.js', 0],
      ['exit7.js', 7],
      ['exit3.js', 3],
      ['syntax.js', 1],
      ['throws.ts', 1],
      ['rejects.js', 1],
      ['waits.js', 13],
      ['reads.js', 4],
      ['catches.js', 0],
    ])('%s: %i', async (script, expected) => {
      const { exitCode, stderr } = await here.rote(['run', '--no-cache', script]);
      expect({ exitCode, stderr: expected === 0 ? stderr : '' }).toEqual({ exitCode: expected, stderr: '' });
    });

    it('is 3 when the time is up, also inside a loop that never yields', async () => {
      const { exitCode, stderr } = await here.rote(['run', '--no-cache', '--timeout', '300', 'loops.js']);
      expect(stderr).toContain('code: time-limit');
      expect(exitCode).toBe(3);
    });

    it('is 3 when the memory is used up', async () => {
      const { exitCode, stderr } = await here.rote(['run', '--no-cache', '--memory-limit', '32', 'grows.js']);
      expect(stderr).toContain('code: memory-limit');
      expect(exitCode).toBe(3);
    });

    it('is 130 when it is interrupted, however busy the script is', async () => {
      const { exitCode, stdout, stderr } = await here.interrupt('busy.js');
      expect({ exitCode, stdout, stderr }).toEqual({ exitCode: 130, stdout: 'busy\n', stderr: '' });
    });

    it("is told from the script's own by the report", async () => {
      const fault = async (words: string[]) => {
        await here.rote(['run', '--no-cache', '--report', 'fault.json', ...words]);
        return JSON.parse(readFileSync(join(here.folder, 'fault.json'), 'utf8'));
      };
      expect(await fault(['exit3.js'])).toMatchObject({ exitCode: 3, fault: null });
      expect(await fault(['--timeout', '300', 'loops.js'])).toMatchObject({
        exitCode: 3,
        fault: { code: 'time-limit' },
      });
      expect(await fault(['reads.js'])).toMatchObject({ exitCode: 4, fault: { code: 'denied' } });
    });
  });

  describe('what a run says', () => {
    it("leaves stdout to the script and says nothing of its own, and passes the script's arguments on", async () => {
      const { stdout, stderr } = await here.rote(['run', 'ok.js', '--stats', 'a b', '-A']);
      expect({ stdout, stderr }).toEqual({ stdout: 'hello --stats a b -A\n', stderr: '' });
    });

    it.each([
      ['syntax.js', 'syntax.js:2:11', '> 2 | const b = ;'],
      ['syntax.ts', 'syntax.ts:2:19', '> 2 | const a: A = { b: };'],
      ['imports-syntax.js', 'syntax.js:2:11', '> 2 | const b = ;'],
    ])('%s: names the place of a syntax error in the original source', async (script, place, line) => {
      const { stdout, stderr } = await here.rote(['run', '--no-cache', script]);
      expect(stdout).toBe('');
      expect(stderr).toContain(place);
      expect(stderr).toContain(line);
      expect(stderr).toContain('code: syntax-error');
    });

    it("names the place of an uncaught error in the original source and none of rote's own files", async () => {
      const { stderr } = await here.rote(['run', '--no-cache', 'throws.ts']);
      expect(stderr).toContain('RangeError: bad 3');
      expect(stderr).toContain('throws.ts:4:');
      expect(stderr).toContain('> 4 |   throw new RangeError("bad " + row.at);');
      expect(stderr).not.toMatch(/dist\/|host\/|guest\/|node:internal|\$r/);
    });

    it('names the flag that would allow what was denied', async () => {
      expect((await here.rote(['run', '--no-cache', 'reads.js'])).stderr).toContain('--allow-read');
      const allowed = await here.rote(['run', '--no-cache', '--allow-read=/etc', 'reads.js']);
      expect(allowed).toMatchObject({ exitCode: 0, stderr: '' });
    });

    it('prints a table with --stats, on stderr', async () => {
      const { stdout, stderr } = await here.rote(['run', '--stats', '--min-duration', '0', 'slow.js']);
      expect(stdout).toMatch(/^ran\n\d+\n$/);
      expect(stderr).toMatch(/^slow\.js: .*\nfunction +calls +hits/);
      expect(stderr).toContain('slow slow.js:2');
    });

    it('writes the documented report and a Chrome trace', async () => {
      await here.rote(['run', '--report', 'r.json', '--trace', 't.json', '--min-duration', '0', 'slow.js']);
      const report = JSON.parse(readFileSync(join(here.folder, 'r.json'), 'utf8'));
      expect(report).toMatchObject({ version: 1, script: 'slow.js', exitCode: 0, fault: null });
      const numbers = { wallMs: expect.any(Number), guestMs: expect.any(Number), savedMs: expect.any(Number) };
      expect(report).toMatchObject({ ...numbers, calls: { hit: expect.any(Number), stored: expect.any(Number) } });
      const trace = JSON.parse(readFileSync(join(here.folder, 't.json'), 'utf8'));
      expect(trace.traceEvents[0]).toMatchObject({ name: 'slow.js', ph: 'X' });
    });
  });

  describe('a store that cannot be used', () => {
    const script = ['--min-duration', '0', 'slow.js'];

    it('is warned of once, and the script runs and keeps its exit code', async () => {
      here.write({ 'a-file': '' });
      const { exitCode, stdout, stderr } = await here.rote(['run', '--cache-dir', 'a-file/store', ...script]);
      expect(stderr.match(/^warning: /gm)).toHaveLength(1);
      expect(stdout).toMatch(/^ran\n\d+\n$/);
      expect(exitCode).toBe(0);
      expect((await here.rote(['run', '--cache-dir', 'a-file/store', 'exit7.js'])).exitCode).toBe(7);
    });

    it('is a miss where it is damaged, never a wrong value', async () => {
      const store = ['--cache-dir', 'damaged-store'];
      const fresh = await here.rote(['run', ...store, ...script]);
      await here.rote(['status', ...store]);
      damage(join(here.folder, 'damaged-store'));
      const again = await here.rote(['run', ...store, ...script]);
      expect(again).toMatchObject({ exitCode: 0, stdout: fresh.stdout });
      expect((await here.rote(['status', ...store])).exitCode).toBe(0);
      expect(await here.rote(['run', ...store, ...script])).toMatchObject({ exitCode: 0, stdout: fresh.stdout });
    });

    it('ends the commands about it with 5 when it is not readable at all', async () => {
      mkdirSync(join(here.folder, 'odd-store'));
      here.write({ 'odd-store/v1': 'not a folder' });
      const { exitCode, stderr } = await here.rote(['status', '--cache-dir', 'odd-store']);
      expect(stderr).toMatch(/code: store-/);
      expect(exitCode).toBe(5);
    });
  });

  describe('commands about the store', () => {
    const store = ['--cache-dir', 'asked-store'];

    it('say what was stored, why calls ran, and remove it all', async () => {
      await here.rote(['run', ...store, '--min-duration', '0', 'slow.js']);
      await here.rote(['run', ...store, '--min-duration', '0', 'slow.js']);
      const status = JSON.parse((await here.rote(['status', '--json', ...store])).stdout);
      expect(status).toMatchObject({ runs: 2, entries: 1, traces: 1, hits: 1 });
      const entries = JSON.parse((await here.rote(['ls', '--json', ...store])).stdout);
      expect(entries).toMatchObject([{ module: 'slow.js', path: 'slow', line: 2, traces: 1 }]);
      const why = JSON.parse((await here.rote(['why', '--json', ...store, 'slow.js', 'slow'])).stdout);
      expect(why.functions).toMatchObject([{ name: 'slow', file: 'slow.js', line: 2, hits: 1 }]);
      expect((await here.rote(['clear', ...store])).stdout).toMatch(/^cleared .*asked-store: 1 entry/);
      expect(JSON.parse((await here.rote(['status', '--json', ...store])).stdout)).toMatchObject({
        runs: 0,
        entries: 0,
      });
    });

    it('answer in words, without colour where nobody looks', async () => {
      await here.rote(['run', ...store, '--min-duration', '0', 'slow.js']);
      for (const command of [['status'], ['ls'], ['why', 'slow.js']]) {
        const { exitCode, stdout, stderr } = await here.rote([command[0] ?? '', ...store, ...command.slice(1)]);
        expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
        expect(stdout).not.toContain('\u001b');
        expect(stdout).toContain('slow');
      }
    });

    it('make no store where there is none', async () => {
      await here.rote(['status', '--cache-dir', 'nothing-here']);
      expect(readdirSync(here.folder)).not.toContain('nothing-here');
    });
  });
});
