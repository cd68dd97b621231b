// Many files at once: read together, merged, written back, with failures told apart.
import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

async function readTable(path) {
  const text = await readFile(path, 'utf8');
  const [head, ...lines] = text.trim().split('\n');
  const names = head.split(',');
  return lines.map((line) => Object.fromEntries(line.split(',').map((cell, i) => [names[i], cell])));
}

async function readAll(folder) {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.csv')).sort();
  const tables = await Promise.all(names.map((name) => readTable(join(folder, name))));
  return tables.flat();
}

function totals(rows) {
  const sums = new Map();
  for (const { region, amount } of rows) sums.set(region, (sums.get(region) ?? 0) + Number(amount));
  return [...sums].sort(([a], [b]) => (a < b ? -1 : 1));
}

async function save(sums, folder) {
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'totals.csv'), `region,amount\n${sums.map((row) => row.join(',')).join('\n')}\n`);
  const { size } = await stat(join(folder, 'totals.csv'));
  return size;
}

async function sizeOrReason(path) {
  try {
    return (await readFile(path)).length;
  } catch (error) {
    return `${error.code}: ${error.message}`;
  }
}

const rows = await readAll('sales');
console.log(rows.length, rows[0]);
const sums = totals(rows);
console.log(sums);
console.log(await save(sums, 'out/tables'), 'bytes');
console.log(await Promise.all(['sales/north.csv', 'sales/none.csv', 'sales'].map(sizeOrReason)));
const race = [];
await Promise.all([
  readFile('sales/north.csv').then(() => race.push('file')),
  Promise.resolve().then(() => race.push('microtask')),
]);
console.log(race, await readFile('out/tables/totals.csv', { encoding: 'utf8' }));
