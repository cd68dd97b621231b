import { readFile } from 'node:fs/promises';

function* records(text) {
  const lines = text.trim().split(/\r?\n/);
  const names = lines[0].split(',');
  for (let i = 1; i < lines.length; i++) {
    const cells = lines[i].split(',');
    const record = {};
    for (let j = 0; j < names.length; j++) record[names[j]] = cells[j];
    yield record;
  }
}

/** The days of each city, at most so many of each. */
export async function readDaily(path, limit) {
  const text = await readFile(path, 'utf8');
  const cities = new Map();
  for (const record of records(text)) {
    const { location, date, temp_max: high, temp_min: low, precipitation: rain, wind, weather } = record;
    if (!cities.has(location)) cities.set(location, []);
    const days = cities.get(location);
    if (days.length < limit) days.push({ date, high: +high, low: +low, rain: +rain, wind: +wind, weather });
  }
  return cities;
}

/** Hourly temperatures as one typed array. */
export async function readHourly(path, limit) {
  const text = await readFile(path, 'utf8');
  const values = [];
  for (const { temperature } of records(text)) {
    if (values.push(Number(temperature)) === limit) break;
  }
  return Float64Array.from(values);
}

/** Pairs of year and anomaly. */
export async function readYearly(path) {
  const text = await readFile(path, 'utf8');
  const pairs = [];
  for (const { year, temp } of records(text)) pairs.push([Number(year), Number(temp)]);
  return pairs;
}
