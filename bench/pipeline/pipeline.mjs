// Three stages over 1.2 million measurements: clean, aggregate, report.
import { readFileSync, writeFileSync } from 'node:fs';

/** Keeps the rows that are whole and plausible, with the value in tenths. */
function clean(source, target) {
  const lines = readFileSync(source, 'utf8').split('\n');
  const kept = [];
  for (let i = 1; i < lines.length; i++) {
    const cells = lines[i].split(',');
    if (cells.length !== 4 || cells[3] === '') continue;
    const tenths = Math.round(Number(cells[3]) * 10);
    if (tenths > -900 && tenths < 600) kept.push(`${cells[1]},${cells[2]},${tenths}`);
  }
  writeFileSync(target, `${kept.join('\n')}\n`);
  return kept.length;
}

/** Count, sum and extremes per station. */
function aggregate(source, target) {
  const stations = new Map();
  for (const line of readFileSync(source, 'utf8').split('\n')) {
    if (line === '') continue;
    const [station, , text] = line.split(',');
    const value = Number(text);
    const known = stations.get(station);
    if (!known) stations.set(station, [1, value, value, value]);
    else {
      known[0] += 1;
      known[1] += value;
      if (value < known[2]) known[2] = value;
      if (value > known[3]) known[3] = value;
    }
  }
  const rows = [...stations].sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, cells]) => [name, ...cells].join(','));
  writeFileSync(target, `${rows.join('\n')}\n`);
  return rows.length;
}

/** The ten warmest stations. */
function report(source) {
  const rows = readFileSync(source, 'utf8')
    .trim()
    .split('\n')
    .map((line) => line.split(','));
  const means = rows.map(([name, count, sum]) => ({ name, mean: Number(sum) / Number(count) / 10 }));
  means.sort((a, b) => b.mean - a.mean || (a.name < b.name ? -1 : 1));
  return means
    .slice(0, 10)
    .map(({ name, mean }) => `${name} ${mean.toFixed(3)}`)
    .join('\n');
}

console.log(`${clean('measurements.csv', 'cleaned.csv')} rows kept`);
console.log(`${aggregate('cleaned.csv', 'stations.csv')} stations`);
console.log(report('stations.csv'));
