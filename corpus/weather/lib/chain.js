/** For each city: how likely each kind of weather follows each other kind. */
export function transitions(cities) {
  const chains = new Map();
  for (const [city, days] of cities) chains.set(city, chain(days));
  return chains;
}

function chain(days) {
  const counts = {};
  for (let i = 1; i < days.length; i++) {
    const from = days[i - 1].weather;
    const to = days[i].weather;
    counts[from] ??= {};
    counts[from][to] = (counts[from][to] ?? 0) + 1;
  }
  for (const from of Object.keys(counts)) {
    const total = Object.values(counts[from]).reduce((a, b) => a + b, 0);
    for (const to of Object.keys(counts[from])) counts[from][to] /= total;
  }
  return counts;
}
