// JSON as modules: imported with attributes, imported late, and a table made of both.
import planets from './planets.json' with { type: 'json' };

function periods(list, year) {
  return list.map(({ name, au }) => ({ name, days: Math.round(year * Math.sqrt(au ** 3)) }));
}

function table(rows) {
  return rows.map(({ name, days }) => `${name.padEnd(8)}${String(days).padStart(6)}`).join('\n');
}

const { default: settings } = await import('./settings.json', { with: { type: 'json' } });
console.log(table(periods(planets, settings.daysPerYear)));
console.log(planets.length, settings, Object.isFrozen(planets));
planets.push({ name: 'Pluto', au: 39.48 });
const again = await import('./planets.json', { with: { type: 'json' } });
console.log(again.default === planets, again.default.length, Object.keys(again));
console.log(table(periods(planets.slice(-2), settings.daysPerYear)));
