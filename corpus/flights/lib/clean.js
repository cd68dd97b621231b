import { greatCircleMiles } from './sphere.js';

const STAMP = /^(\d{4})\/(\d\d)\/(\d\d) (\d\d):(\d\d)$/;

/** Flights with known airports and believable distances, with the date taken apart. */
export function clean(rows, airports) {
  const kept = [];
  for (const { date, delay, distance, origin, destination } of rows) {
    const from = airports.get(origin);
    const to = airports.get(destination);
    const stamp = STAMP.exec(date);
    if (!from || !to || !stamp) continue;
    const flown = greatCircleMiles(from, to);
    const tolerance = Math.max(4, 0.005 * distance);
    if (Math.abs(flown - distance) > tolerance) continue;
    const [, year, month, day, hour, minute] = stamp.map(Number);
    const weekday = new Date(Date.UTC(year, month - 1, day)).getUTCDay();
    kept.push({ origin, destination, delay, distance, hour: hour + minute / 60, weekday, month });
  }
  return kept;
}
