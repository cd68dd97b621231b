/** A warm hit with small arguments: what one costs beyond the loop around it. Median of the processes' results. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { median, rote, round, scratch } from './support.mjs';

const CALLS = 5000;
const SAMPLES = 5;

const script = `
function slow(a, b, c) {
  let sum = 0;
  for (let i = 0; i < 1000; i++) sum += a * i + b - c;
  return sum;
}
let sum = 0;
let began = performance.now();
for (let i = 0; i < ${CALLS}; i++) sum += i;
const empty = performance.now() - began;
began = performance.now();
for (let i = 0; i < ${CALLS}; i++) sum += slow(1.5, 20, 3);
const calls = performance.now() - began;
console.log(((calls - empty) * 1000) / ${CALLS});
`;

export function measure() {
  const folder = scratch('hit');
  writeFileSync(join(folder, 'hits.mjs'), script);
  const once = () => Number(rote(['--min-duration', '0', '--cache-dir', 'store', 'hits.mjs'], { cwd: folder }).stdout);
  const cold = once();
  const samples = Array.from({ length: SAMPLES }, once);
  return [
    {
      name: 'warm hit',
      budget: 'warm hit, three numbers',
      value: round(median(samples)),
      measured: `median of ${SAMPLES} processes, ${CALLS} hits each; least ${round(Math.min(...samples))} us`,
      peer: `in the process that stored it ${round(cold)} us`,
    },
  ];
}
