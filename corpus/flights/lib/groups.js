const LATE_MINUTES = 15;

function summarize(groups) {
  const rows = [];
  for (const [key, delays] of groups) {
    let sum = 0;
    let late = 0;
    for (const delay of delays) {
      sum += delay;
      if (delay > LATE_MINUTES) late += 1;
    }
    rows.push({ key, count: delays.length, mean: sum / delays.length, late: late / delays.length });
  }
  return rows;
}

/** Origins with enough flights to say anything, the latest first. */
export function byOrigin(flights) {
  const least = Number(process.env.MIN_FLIGHTS ?? 5);
  const groups = new Map();
  for (const { origin, delay } of flights) {
    const delays = groups.get(origin);
    if (delays) delays.push(delay);
    else groups.set(origin, [delay]);
  }
  return summarize(groups)
    .filter(({ count }) => count >= least)
    .sort((a, b) => b.mean - a.mean || b.count - a.count);
}

/** One row per hour of the day. */
export function byHour(flights) {
  const groups = new Map();
  for (const flight of flights) {
    const hour = Math.floor(flight.hour);
    if (!groups.has(hour)) groups.set(hour, []);
    groups.get(hour).push(flight.delay);
  }
  return summarize(groups).sort((a, b) => a.key - b.key);
}
