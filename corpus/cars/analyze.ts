// What makes a car thirsty? Principal components, nearest neighbours, and a linear model, compared fairly.
// usage: [TARGET=Miles_per_Gallon] analyze.ts [small|full]
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { type Matrix, components, multiply } from './lib/matrix.ts';
import { neighbourErrors } from './lib/neighbours.ts';
import { ridgeErrors } from './lib/ridge.ts';

type Row = Record<string, string | number | null>;

interface Table {
  readonly names: string[];
  readonly target: string;
  readonly features: Matrix;
  readonly answers: Float64Array;
  readonly labels: string[];
}

interface Scores {
  readonly neighbours: readonly { k: number; error: number }[];
  readonly ridge: readonly { penalty: number; error: number }[];
}

const COLUMNS = ['Miles_per_Gallon', 'Cylinders', 'Displacement', 'Horsepower', 'Weight_in_lbs', 'Acceleration'];

async function load(path: string, limit: number): Promise<Row[]> {
  const text = await readFile(path, 'utf8');
  const rows = JSON.parse(text) as Row[];
  return rows.slice(0, limit);
}

/** Standardized features of the complete rows, and the column that the models foretell. */
function tabulate(all: Row[]): Table {
  const rows = all.filter((row) => COLUMNS.every((name) => row[name] !== null));
  const target = process.env.TARGET ?? 'Miles_per_Gallon';
  const names = COLUMNS.filter((name) => name !== target).concat('Year');
  const n = rows.length;
  const data = new Float64Array(n * names.length);
  names.forEach((name, j) => {
    const values = rows.map((row) => (name === 'Year' ? Number(String(row[name]).slice(0, 4)) : Number(row[name])));
    const mean = values.reduce((a, b) => a + b, 0) / n;
    const spread = Math.sqrt(values.reduce((sum, v) => sum + (v - mean) ** 2, 0) / n);
    for (let i = 0; i < n; i++) data[i * names.length + j] = (values[i]! - mean) / spread;
  });
  const answers = Float64Array.from(rows, (row) => Number(row[target]));
  const labels = rows.map((row) => `${row.Name} (${row.Origin})`);
  return { names, target, features: { data, rows: n, columns: names.length }, answers, labels };
}

/** Tries every setting of both models on held-out cars, several times over. */
function compare(table: Table, neighbours: number[], penalties: number[], folds: number): Scores {
  const errors = neighbourErrors(table.features, table.answers, neighbours, folds);
  const ridge = ridgeErrors(table.features, table.answers, penalties, folds);
  return {
    neighbours: neighbours.map((k, i) => ({ k, error: errors[i]! })),
    ridge: penalties.map((penalty, i) => ({ penalty, error: ridge[i]! })),
  };
}

/** The cars furthest out along each axis. */
function extremes(table: Table, axes: Matrix): { low: string; high: string }[] {
  const scores = multiply(table.features, axes);
  return Array.from({ length: axes.columns }, (_, j) => {
    let low = 0;
    let high = 0;
    for (let i = 1; i < scores.rows; i++) {
      const score = scores.data[i * axes.columns + j]!;
      if (score < scores.data[low * axes.columns + j]!) low = i;
      if (score > scores.data[high * axes.columns + j]!) high = i;
    }
    return { low: table.labels[low]!, high: table.labels[high]! };
  });
}

function render(table: Table, shares: number[], ends: { low: string; high: string }[], scores: Scores): string {
  const best = <T extends { error: number }>(list: readonly T[]): T => list.reduce((a, b) => (b.error < a.error ? b : a));
  const { k, error: near } = best(scores.neighbours);
  const { penalty, error: linear } = best(scores.ridge);
  return [
    `# ${table.target} of ${table.labels.length} cars from ${table.names.join(', ')}`,
    ...ends.slice(0, 3).map(({ low, high }, j) => `axis ${j + 1} (${(shares[j]! * 100).toFixed(2)}%): ${low} … ${high}`),
    `neighbours: best k = ${k}, off by ${near.toFixed(5)}`,
    `linear: best penalty = ${penalty}, off by ${linear.toFixed(5)}`,
    '',
  ].join('\n');
}

async function main(size: 'small' | 'full'): Promise<void> {
  const here = new URL('.', import.meta.url).pathname;
  const rows = await load(`${here}data/cars.json`, size === 'small' ? 60 : 406);
  const table = tabulate(rows);
  const { axes, shares } = components(table.features, size === 'small' ? 40 : 24000);
  const ends = extremes(table, axes);
  const neighbours = size === 'small' ? [1, 5] : [1, 2, 3, 5, 8, 13, 21, 34];
  const penalties = size === 'small' ? [0, 1] : [0, 0.01, 0.1, 1, 3, 10, 30, 100];
  const scores = compare(table, neighbours, penalties, size === 'small' ? 2 : 36);
  const text = render(table, shares, ends, scores);
  await mkdir(`${here}out`, { recursive: true });
  await writeFile(`${here}out/cars.md`, text);
  process.stdout.write(text);
}

await main(process.argv[2] === 'small' ? 'small' : 'full');
