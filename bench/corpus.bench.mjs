/**
 * The realistic scripts of the corpus at full size: a cold run with all that memoization adds to it against the same guest
 * without instrumentation (least of samples taken in turn), what a warm run saves, and whether it prints what node prints.
 */
import { cpSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { alternating, least, node, reported, root, round, scratch } from './support.mjs';

const SAMPLES = 2;
const loader = pathToFileURL(join(root, 'tests', 'corpus', 'node-loader.mjs')).href;
const plainRun = join(root, 'bench', 'plain-run.mjs');

const stories = () =>
  readdirSync(join(root, 'corpus'), { withFileTypes: true })
    .filter((item) => item.isDirectory() && item.name !== 'small')
    .map(({ name }) => ({ name, ...JSON.parse(readFileSync(join(root, 'corpus', name, 'story.json'), 'utf8')) }));

/** A copy of the script's folder with its data and packages. */
function prepare({ name, data = [], packages = [] }) {
  const folder = join(scratch(name), 'project');
  cpSync(join(root, 'corpus', name), folder, { recursive: true });
  mkdirSync(join(folder, 'data'), { recursive: true });
  const modules = join(root, 'node_modules');
  for (const file of data) cpSync(join(modules, 'vega-datasets', 'data', file), join(folder, 'data', file));
  for (const item of packages) cpSync(join(modules, item), join(folder, 'node_modules', item), { recursive: true });
  return folder;
}

function measureStory(story) {
  const cwd = prepare(story);
  const options = { cwd, env: story.env ?? {} };
  const words = [story.entry, ...(story.args?.full ?? [])];
  const run = (store) => reported(['-A', '--cache-dir', store, ...words], options);
  const whole = ({ guestMs, overheadMs }) => guestMs + overheadMs;
  const plain = () => Number(/guestMs ([\d.]+)/.exec(node([plainRun, ...words], options).stdout)[1]);
  const [uninstrumented, cold] = alternating(SAMPLES, [
    plain,
    (i) => whole(run(join(scratch('store'), `${i}`)).report),
  ]);
  const store = join(scratch('store'), 'warm');
  const first = run(store).report;
  const best = least([...cold, whole(first)]);
  const warm = run(store);
  const typed = story.entry.endsWith('.ts') ? ['--import', loader] : [];
  const expected = node([...typed, ...words], options).stdout;
  return [
    {
      name: `${story.name}: cold`,
      budget: 'cold run against uninstrumented',
      value: round(best / least(uninstrumented), 3),
      measured: `least ${Math.round(best)} ms`,
      peer: `uninstrumented: least ${Math.round(least(uninstrumented))} ms`,
    },
    {
      name: `${story.name}: saved`,
      budget: 'share of the cold run saved',
      value: round(warm.report.savedMs / first.guestMs, 3),
      measured: `saved ${Math.round(warm.report.savedMs)} of ${Math.round(first.guestMs)} ms; warm ${Math.round(whole(warm.report))} ms`,
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
