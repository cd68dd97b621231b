/** Many processes on one store. */
import { describe, expect, it } from 'vitest';
import { scratch } from './scratch.ts';

const processes = 16;
const results = 20;

const here = scratch({
  'main.js': `
const mine = Number(process.argv[2]);
function result(n) {
  const wide = n % 5 === 0 ? 2000 : 2;
  let sum = n;
  for (let i = 0; i < 2000; i++) sum = (sum * 33 + i) % 1000003;
  const row = [];
  for (let i = 0; i < wide; i++) row.push(i * n + 0.25);
  return { n, sum, row };
}
for (let n = 0; n < ${results}; n++) {
  const { sum, row } = result(mine * ${results} + n);
  console.log(n, sum, row.length, row.at(-1));
}
`,
});

const all = Array.from({ length: processes }, (_, at) => String(at));

describe(`${processes} runs at once on one store, ${results} new results each`, () => {
  it('all finish without a word, and every result is there afterwards', async () => {
    const began = performance.now();
    const cold = await Promise.all(all.map((at) => here.run(['main.js', at])));
    const tookMs = performance.now() - began;
    for (const { exitCode, stderr, report } of cold) {
      expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
      expect(report.calls).toMatchObject({ hit: 0, stored: results });
    }
    const entries = JSON.parse((await here.rote(['ls', '--json', '--limit', '10000'])).stdout);
    expect(entries.length).toBe(processes * results);
    const status = JSON.parse((await here.rote(['status', '--json'])).stdout);
    expect(status).toMatchObject({ runs: processes, entries: processes * results, traces: processes * results });
    console.info(`${processes} processes, ${processes * results} results: ${Math.round(tookMs)} ms`);

    const warm = await Promise.all(all.map((at) => here.run(['main.js', at])));
    for (const [at, { exitCode, stdout, stderr, report }] of warm.entries()) {
      expect({ exitCode, stdout, stderr }).toEqual({ exitCode: 0, stdout: cold[at]?.stdout, stderr: '' });
      expect(report.calls).toMatchObject({ hit: results, miss: 0, bypass: 0, stored: 0 });
    }
    expect(warm[3]?.stdout).toBe((await here.node(['main.js', '3'])).stdout);
  });

  it('may come while others ask and merge', async () => {
    const asked = ['status', 'ls', 'status', 'ls'].map((command) => here.rote([command, '--json']));
    const runs = all.slice(0, 6).map((at) => here.run(['main.js', String(Number(at) + 100)]));
    for (const { exitCode, stderr } of [...(await Promise.all(asked)), ...(await Promise.all(runs))]) {
      expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
    }
    const again = await Promise.all(all.slice(0, 6).map((at) => here.run(['main.js', String(Number(at) + 100)])));
    for (const { report } of again) expect(report.calls).toMatchObject({ hit: results, stored: 0 });
  });
});
