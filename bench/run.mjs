/**
 * Runs the benchmarks: `npm run bench [-- --only <name>]`. Each `*.bench.mjs` answers rows; the budgets say what is
 * acceptable. Prints a table and ends with 1 when a row is over its budget.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { dist } from './support.mjs';

const folder = import.meta.dirname;
const budgets = JSON.parse(readFileSync(join(folder, 'budgets.json'), 'utf8'));

function chosen(words) {
  const names = readdirSync(folder).filter((name) => name.endsWith('.bench.mjs'));
  const at = words.indexOf('--only');
  if (at < 0) return names;
  const wanted = names.filter((name) => name.startsWith(words[at + 1] ?? ''));
  if (wanted.length === 0) throw new Error(`no benchmark ${words[at + 1]}; there are ${names.join(', ')}`);
  return wanted;
}

function isWithin(row) {
  const { most = Infinity, least = -Infinity } = budgets[row.budget];
  return row.value <= most && row.value >= least;
}

function line(row) {
  const { unit, most, least, target } = budgets[row.budget];
  const bound = most === undefined ? `>= ${least}` : `<= ${most}`;
  const aim = target === undefined ? '' : ` (target ${target})`;
  const verdict = isWithin(row) ? 'ok' : 'OVER';
  return [row.name, `${row.value} ${unit}`, `${bound}${aim}`, verdict, row.measured ?? '', row.peer ?? ''];
}

function print(lines) {
  const widths = lines[0].map((_, column) => Math.max(...lines.map((cells) => cells[column].length)));
  for (const cells of lines)
    console.log(
      cells
        .map((cell, i) => cell.padEnd(widths[i]))
        .join('  ')
        .trimEnd(),
    );
}

if (!existsSync(join(dist, 'rote.js'))) throw new Error('dist/rote.js is missing: run `npm run build` first');
const rows = [];
for (const name of chosen(process.argv.slice(2))) {
  console.error(`${name} …`);
  const { measure } = await import(`./${name}`);
  rows.push(...(await measure()));
}
print([['what', 'result', 'budget', '', 'measured', 'peer'], ...rows.map(line)]);
process.exitCode = rows.every(isWithin) ? 0 : 1;
