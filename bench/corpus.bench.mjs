/**
 * The realistic scripts of the corpus at full size: the processor time of a cold run against that of the same guest
 * without instrumentation (least of samples taken in turn; wall time would measure the machine's other work), what a
 * warm run saves, and whether it prints what node prints.
 */
import { cpSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { alternating, least, node, reported, root, round, scratch } from './support.mjs';

const SAMPLES = 2;
const loader = pathToFileURL(join(root, 'tests', 'corpus', 'node-loader.mjs')).href;
const taskRun = join(root, 'bench', 'task-run.mjs');

const stories = () =>
  readdirSync(join(root, 'corpus'), { withFileTypes: true })
    .filter((item) => item.isDirectory() && item.name !== 'small')
    .map(({ name }) => ({ name, ...JSON.parse(readFileSync(join(root, 'corpus', name, 'story.json'), 'utf8')) }));

/** A copy of the script's folder with its data and packages. */
function prepare({ name, data = [], packages = [] }, folder) {
  cpSync(join(root, 'corpus', name), folder, { recursive: true });
  mkdirSync(join(folder, 'data'), { recursive: true });
  const modules = join(root, 'node_modules');
  for (const file of data) cpSync(join(modules, 'vega-datasets', 'data', file), join(folder, 'data', file));
  for (const item of packages) cpSync(join(modules, item), join(folder, 'node_modules', item), { recursive: true });
  return folder;
}

function measureStory(story) {
  const folder = scratch(story.name);
  const cwd = prepare(story, join(folder, 'project'));
  const options = { cwd, env: story.env ?? {} };
  const words = [story.entry, ...(story.args?.full ?? [])];
  const measured = (store) =>
    JSON.parse(
      node([taskRun, store, ...words], options)
        .stdout.trim()
        .split('\n')
        .at(-1),
    );
  const store = (i) => join(folder, `store-${i}`);
  const [plain, cold] = alternating(SAMPLES, [() => measured('plain').cpuMs, (i) => measured(store(i))]);
  const first = cold[0].report;
  const warm = reported(['-A', '--cache-dir', store(0), ...words], options);
  const typed = story.entry.endsWith('.ts') ? ['--import', loader] : [];
  const expected = node([...typed, ...words], options).stdout;
  return [
    {
      name: `${story.name}: cold`,
      budget: 'cold run against uninstrumented',
      value: round(least(cold.map(({ cpuMs }) => cpuMs)) / least(plain), 3),
      measured: `least ${Math.round(least(cold.map(({ cpuMs }) => cpuMs)))} ms of processor time`,
      peer: `uninstrumented: least ${Math.round(least(plain))} ms`,
    },
    {
      name: `${story.name}: saved`,
      budget: 'share of the cold run saved',
      value: round(warm.report.savedMs / first.guestMs, 3),
      measured: `saved ${Math.round(warm.report.savedMs)} of ${Math.round(first.guestMs)} ms; warm ${Math.round(warm.report.guestMs)} ms`,
    },
    { name: `${story.name}: output`, budget: 'warm run equal to node', value: warm.stdout === expected ? 1 : 0 },
  ];
}

export function measure() {
  const wanted = process.env.BENCH_SCRIPT;
  return stories()
    .filter(({ name }) => wanted === undefined || name === wanted)
    .flatMap(measureStory);
}
