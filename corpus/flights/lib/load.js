import { readFileSync } from 'node:fs';

/** Airports by their three-letter code. */
export function loadAirports(path) {
  const [head, ...lines] = readFileSync(path, 'utf8').trim().split('\n');
  const names = head.split(',');
  const iata = names.indexOf('iata');
  const latitude = names.indexOf('latitude');
  const longitude = names.indexOf('longitude');
  const airports = new Map();
  for (const line of lines) {
    const cells = line.includes('"') ? splitQuoted(line) : line.split(',');
    airports.set(cells[iata], { latitude: Number(cells[latitude]), longitude: Number(cells[longitude]) });
  }
  return airports;
}

function splitQuoted(line) {
  const cells = [];
  for (const match of line.matchAll(/(?:^|,)(?:"([^"]*)"|([^,]*))/g)) cells.push(match[1] ?? match[2]);
  return cells;
}

/** The first flights of a file, as they are. */
export function loadFlights(path, limit) {
  const rows = JSON.parse(readFileSync(path, 'utf8'));
  return rows.slice(0, limit);
}
