/** Output that is long, closed early, or interrupted. */
import { execFile, execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { bothWays } from '../start.ts';
import { scratch } from './scratch.ts';

const here = scratch({
  'lines.js': "for (let i = 0; i < 50000; i++) console.log('line', i);\nconsole.error('end');\n",
  'huge.js': "const text = `${'x'.repeat(999_999)}\\n`;\nfor (let i = 0; i < 40; i++) process.stdout.write(text);\n",
  'memo-huge.js':
    "function print(n) { for (let i = 0; i < n; i++) console.log('line', i, 'x'.repeat(90)); return n; }\nconsole.log(print(20000));\n",
  'fifo.js': "import fs from 'node:fs';\nconsole.log('opens');\nfs.readFileSync(process.argv[2]);\n",
  'flood.js': "console.error('floods');\nfor (;;) console.log('x'.repeat(100_000));\n",
  'pass.js':
    "import fs from 'node:fs';\nfs.writeFileSync(process.argv[3], fs.readFileSync(process.argv[2], 'utf8').toUpperCase());\n",
  'busy.js': "console.log('busy');\nfor (;;);\n",
  'waits.js': "console.log('waits');\nprocess.stdin.on('data', () => {});\nfor (;;) await null;\n",
});

describe.each(bothWays)('output, started by %s', (way) => {
  it('of any length arrives whole, also replayed', async () => {
    const { stdout } = await here.rote(['run', 'huge.js'], { way });
    expect(stdout.length).toBe(40_000_000);
    const node = await here.node(['memo-huge.js']);
    const cold = await here.run(['--cache-dir', way, 'memo-huge.js'], { way });
    const warm = await here.run(['--cache-dir', way, 'memo-huge.js'], { way });
    expect(cold.stdout === node.stdout && warm.stdout === node.stdout).toBe(true);
    expect(warm.report.calls).toMatchObject({ hit: 1, miss: 0 });
  });

  it.each([['lines.js'], ['memo-huge.js'], ['memo-huge.js']])(
    '%s: a reader that goes away is no error',
    async (script) => {
      const { exitCode, stderr } = await here.rote(['run', script], {
        way,
        onStart: ({ stdout }) => stdout?.once('data', () => stdout.destroy()),
      });
      expect({ exitCode, stderr: stderr.replace('end\n', '') }).toEqual({ exitCode: 0, stderr: '' });
    },
  );

  it('of a command may be cut off too', async () => {
    const { exitCode, stderr } = await here.rote(['ls'], { way, onStart: ({ stdout }) => stdout?.destroy() });
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
  });
});

describe.each(bothWays)('an interrupt, started by %s', (way) => {
  it.each(['busy.js', 'waits.js'])('ends %s with 130 and not a word', async (script) => {
    const { exitCode, stdout, stderr } = await here.rote(['run', script], {
      way,
      onStart: (child) => child.stdout?.once('data', () => child.kill('SIGINT')),
    });
    expect({ exitCode, stdout, stderr }).toEqual({ exitCode: 130, stdout: `${script.split('.')[0]}\n`, stderr: '' });
  });

  it('ends a script that waits for the other end of a FIFO, and one whose reader is slow', async () => {
    execFileSync('mkfifo', [join(here.folder, `fifo-${way}`)]);
    const opens = await here.rote(['run', 'fifo.js', `fifo-${way}`], {
      way,
      onStart: (child) => child.stdout?.once('data', () => child.kill('SIGINT')),
    });
    expect(opens).toMatchObject({ exitCode: 130, stdout: 'opens\n', stderr: '' });
    const writes = await here.rote(['run', 'flood.js'], {
      way,
      onStart: (child) => {
        child.stdout?.pause();
        child.stderr?.once('data', () => setTimeout(() => child.kill('SIGINT'), 300));
        child.once('exit', () => child.stdout?.resume());
      },
    });
    expect(writes).toMatchObject({ exitCode: 130, stderr: 'floods\n' });
  });
});

describe('a FIFO', () => {
  it.each(bothWays)('is read and written when its other end is there, started by %s', async (way) => {
    const [from, to] = [`from-${way}`, `to-${way}`];
    execFileSync('mkfifo', [from, to], { cwd: here.folder });
    const ends = execFile('sh', ['-c', `sleep 0.5; echo through > ${from}; cat ${to}`], { cwd: here.folder });
    let seen = '';
    ends.stdout?.on('data', (text) => {
      seen += text;
    });
    const { exitCode, stderr } = await here.rote(['run', '-A', 'pass.js', from, to], { way });
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
    if (ends.exitCode === null) await new Promise((resolve) => ends.once('close', resolve));
    expect(seen).toBe('THROUGH\n');
  });
});
