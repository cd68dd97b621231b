/** One process runs hostile scripts and honest ones, as a server does; a thousand of them are run by `npm run soak`. */
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';

it('hostile runs end as they must, and the honest ones between them are answered', async () => {
  const script = fileURLToPath(new URL('../../scripts/soak.mjs', import.meta.url));
  const { stdout } = await promisify(execFile)(process.execPath, [script, '--runs', '44']);
  expect(stdout).toMatch(/^44 runs: 0 wrong; /m);
}, 120_000);
