/** Output that is long, closed early, or interrupted. */
import { describe, expect, it } from 'vitest';
import { scratch } from './scratch.ts';

const here = scratch({
  'lines.js': "for (let i = 0; i < 50000; i++) console.log('line', i);\nconsole.error('end');\n",
  'huge.js': "const text = `${'x'.repeat(999_999)}\\n`;\nfor (let i = 0; i < 40; i++) process.stdout.write(text);\n",
  'memo-huge.js':
    "function print(n) { for (let i = 0; i < n; i++) console.log('line', i, 'x'.repeat(90)); return n; }\nconsole.log(print(20000));\n",
  'busy.js': "console.log('busy');\nfor (;;);\n",
  'waits.js': "console.log('waits');\nprocess.stdin.on('data', () => {});\nfor (;;) await null;\n",
});

describe('output', () => {
  it('of any length arrives whole, also replayed', async () => {
    const { stdout } = await here.rote(['run', 'huge.js']);
    expect(stdout.length).toBe(40_000_000);
    const node = await here.node(['memo-huge.js']);
    const cold = await here.run(['memo-huge.js']);
    const warm = await here.run(['memo-huge.js']);
    expect(cold.stdout === node.stdout && warm.stdout === node.stdout).toBe(true);
    expect(warm.report.calls).toMatchObject({ hit: 1, miss: 0 });
  });

  it.each([['lines.js'], ['memo-huge.js'], ['memo-huge.js']])(
    '%s: a reader that goes away is no error',
    async (script) => {
      const { exitCode, stderr } = await here.rote(['run', script], {
        onStart: ({ stdout }) => stdout?.once('data', () => stdout.destroy()),
      });
      expect({ exitCode, stderr: stderr.replace('end\n', '') }).toEqual({ exitCode: 0, stderr: '' });
    },
  );

  it('of a command may be cut off too', async () => {
    const { exitCode, stderr } = await here.rote(['ls'], { onStart: ({ stdout }) => stdout?.destroy() });
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
  });
});

describe('an interrupt', () => {
  it.each(['busy.js', 'waits.js'])('ends %s with 130 and not a word', async (script) => {
    const { exitCode, stdout, stderr } = await here.rote(['run', script], {
      onStart: (child) => child.stdout?.once('data', () => child.kill('SIGINT')),
    });
    expect({ exitCode, stdout, stderr }).toEqual({ exitCode: 130, stdout: `${script.split('.')[0]}\n`, stderr: '' });
  });
});
