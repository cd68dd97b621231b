/**
 * A warm run of a pipeline over 1.2 million records in a fresh process, against joblib's. The files' times are changed
 * before every run, so that both sides have to hash them. Medians of samples taken in turn.
 */
import { copyFileSync, createWriteStream, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';
import { alternating, median, rote, round, scratch, timed } from './support.mjs';

const RECORDS = 1_200_000;
const SAMPLES = 7;
const PYTHON = '/usr/bin/python3';
const FILES = ['measurements.csv', 'cleaned.csv', 'stations.csv'];

/** Measurements by a fixed generator: some rows are broken, some implausible. */
async function generate(file) {
  const out = createWriteStream(file);
  out.write('id,station,day,value\n');
  let state = 12345;
  const next = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 4294967296;
  };
  for (let i = 0; i < RECORDS; ) {
    let block = '';
    for (const end = i + 10_000; i < end; i++) {
      const station = `S${String(Math.floor(next() * 500)).padStart(3, '0')}`;
      const value = next() < 0.01 ? '' : (next() * 160 - 95).toFixed(1);
      block += `${i},${station},${Math.floor(next() * 365)},${value}\n`;
    }
    out.write(block);
  }
  await finished(out.end());
}

/** Puts the times of the files a second into the past, each time to another moment. */
function touch(folder, round) {
  for (const file of FILES) utimesSync(join(folder, file), new Date(), new Date(Date.now() - 5000 - round));
}

export async function measure() {
  const [ours, theirs] = [scratch('pipeline'), scratch('joblib')];
  await generate(join(ours, 'measurements.csv'));
  copyFileSync(join(ours, 'measurements.csv'), join(theirs, 'measurements.csv'));
  for (const name of ['pipeline.mjs', 'pipeline.py'])
    copyFileSync(join(import.meta.dirname, 'pipeline', name), join(name.endsWith('py') ? theirs : ours, name));
  const runOurs = () => rote(['-A', '--cache-dir', 'store', 'pipeline.mjs'], { cwd: ours });
  const runTheirs = () => timed(PYTHON, ['pipeline.py'], { cwd: theirs });
  const cold = { ours: runOurs(), theirs: runTheirs() };
  if (cold.ours.stdout !== cold.theirs.stdout)
    throw new Error(`the pipelines differ:\n${cold.ours.stdout}${cold.theirs.stdout}`);
  const warm = (folder, run) => (i) => {
    touch(folder, i);
    const { ms, stdout } = run();
    if (stdout !== cold.ours.stdout) throw new Error('a warm run printed something else');
    return ms;
  };
  const [oursMs, theirsMs] = alternating(SAMPLES, [warm(ours, runOurs), warm(theirs, runTheirs)]);
  return [
    {
      name: 'pipeline, warm',
      budget: '1.2 M-record pipeline against joblib',
      value: round(median(oursMs) / median(theirsMs), 2),
      measured: `median ${round(median(oursMs))} ms (cold ${round(cold.ours.ms / 1000)} s)`,
      peer: `joblib: median ${round(median(theirsMs))} ms (cold ${round(cold.theirs.ms / 1000)} s)`,
    },
  ];
}
