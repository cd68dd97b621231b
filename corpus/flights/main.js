// Which airports and which hours run late, and how sure can one be?
// usage: node main.js [small|full]
import { byHour, byOrigin } from './lib/groups.js';
import { loadAirports, loadFlights } from './lib/load.js';
import { bootstrapSlopes, fitDelay } from './lib/model.js';
import { clean } from './lib/clean.js';

const PLANS = {
  small: { flights: 'flights-2k.json', limit: 250, replicates: 6 },
  full: { flights: 'flights-20k.json', limit: 20000, replicates: 150 },
};

const plan = PLANS[process.argv[2] ?? 'full'];
const data = (name) => new URL(`./data/${name}`, import.meta.url).pathname;

function printReport(origins, hours, model, spread) {
  const best = origins.slice(0, 10);
  console.log('Airports by average delay (minutes)');
  for (const { key, count, mean, late } of best) {
    console.log(`  ${key.padEnd(5)} ${String(count).padStart(5)} ${mean.toFixed(2).padStart(8)} ${(late * 100).toFixed(1).padStart(6)}% late`);
  }
  console.log('Average delay by hour of departure');
  for (const { key, mean } of hours) {
    const bar = '#'.repeat(Math.max(0, Math.round(mean)));
    console.log(`  ${String(key).padStart(2, '0')} ${mean.toFixed(2).padStart(7)} ${bar}`);
  }
  console.log('Delay model (ordinary least squares)');
  model.names.forEach((name, i) => {
    const { low, high } = spread[i];
    console.log(`  ${name.padEnd(14)} ${model.slopes[i].toFixed(5).padStart(11)}  [${low.toFixed(5)}, ${high.toFixed(5)}]`);
  });
  console.log(`  R² ${model.r2.toFixed(6)} on ${model.n} flights`);
}

const airports = loadAirports(data('airports.csv'));
const raw = loadFlights(data(plan.flights), plan.limit);
const flights = clean(raw, airports);
console.log(`${flights.length} of ${raw.length} flights kept, ${airports.size} airports known`);

const origins = byOrigin(flights);
const hours = byHour(flights);
const model = fitDelay(flights);
const spread = bootstrapSlopes(flights, plan.replicates, 2001);
printReport(origins, hours, model, spread);
