/** Hello world in a fresh process with a store, against node doing nothing. Medians of samples taken in turn. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { alternating, median, node, rote, round, scratch } from './support.mjs';

const SAMPLES = 21;

export function measure() {
  const folder = scratch('hello');
  writeFileSync(join(folder, 'hello.mjs'), "console.log('hello, world');\n");
  const words = ['--cache-dir', 'store', 'hello.mjs'];
  rote(words, { cwd: folder });
  const [ours, theirs] = alternating(SAMPLES, [
    () => rote(words, { cwd: folder }).ms,
    () => node(['-e', '0'], { cwd: folder }).ms,
  ]);
  return [
    {
      name: 'hello world',
      budget: 'hello world against node',
      value: round(median(ours) / median(theirs), 2),
      measured: `median ${round(median(ours))} ms, least ${round(Math.min(...ours))} ms`,
      peer: `node -e 0: median ${round(median(theirs))} ms, least ${round(Math.min(...theirs))} ms`,
    },
  ];
}
