// Two cities and five years: the yearly wave, what follows rain, and how well the past foretells tomorrow.
// usage: node main.js [small|full]
import { mkdir, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import * as season from './lib/season.js';
import { backtest } from './lib/backtest.js';
import { readDaily, readHourly, readYearly } from './lib/read.js';
import { transitions } from './lib/chain.js';

const SIZES = {
  small: { days: 120, hours: 96, spans: [5, 15], rounds: 1 },
  full: { days: 1461, hours: 8759, spans: [3, 7, 15, 31, 45, 61, 91], rounds: 28 },
};

const at = (name) => fileURLToPath(new URL(name, import.meta.url));

async function loadAll(days, hours) {
  const [cities, normals, globe] = await Promise.all([
    readDaily(at('data/weather.csv'), days),
    readHourly(at('data/seattle-weather-hourly-normals.csv'), hours),
    readYearly(at('data/global-temp.csv')),
  ]);
  return { cities, normals, globe };
}

function seasons(cities, rounds) {
  const result = new Map();
  for (const [city, days] of cities) {
    result.set(city, season.decompose(days.map((day) => (day.high + day.low) / 2), 365, rounds));
  }
  return result;
}

function foretell(cities, spans) {
  const rows = [];
  for (const [city, days] of cities) {
    for (const span of spans) rows.push({ city, span, ...backtest(days, span) });
  }
  return rows.sort((a, b) => a.error - b.error);
}

async function save(folder, waves, chains) {
  await mkdir(folder, { recursive: true });
  const lines = ['city,day,seasonal,trend'];
  for (const [city, { seasonal, trend }] of waves) {
    const days = Math.min(seasonal.length, trend.length);
    for (let day = 0; day < days; day += 7) {
      lines.push([city, day, seasonal[day].toFixed(4), trend[day].toFixed(4)].join(','));
    }
  }
  await Promise.all([
    writeFile(`${folder}/waves.csv`, `${lines.join('\n')}\n`),
    writeFile(`${folder}/chains.json`, JSON.stringify(Object.fromEntries(chains), null, 1)),
  ]);
  return lines.length;
}

function report(waves, chains, forecasts, curve, warming) {
  for (const [city, { seasonal, noise }] of waves) {
    const swing = Math.max(...seasonal) - Math.min(...seasonal);
    console.log(`${city}: yearly swing ${swing.toFixed(3)} °C, noise ${noise.toFixed(3)} °C`);
    const rows = chains.get(city);
    for (const from of Object.keys(rows)) {
      const to = Object.entries(rows[from]).map(([kind, p]) => `${kind} ${p.toFixed(3)}`);
      console.log(`  after ${from}: ${to.join(', ')}`);
    }
  }
  console.log('Best forecasts of the high of tomorrow:');
  for (const { city, span, error, skill } of forecasts.slice(0, 4)) {
    console.log(`  ${city.padEnd(9)} mean of ${String(span).padStart(2)} days: ${error.toFixed(4)} °C off, skill ${skill.toFixed(4)}`);
  }
  console.log(`Hourly normals: warmest at ${curve.warmest} h, coldest at ${curve.coldest} h, roughness ${curve.roughness.toFixed(5)}`);
  console.log(`Globe: ${(warming * 100).toFixed(4)} °C per century`);
}

async function main(size) {
  const plan = SIZES[size];
  const { cities, normals, globe } = await loadAll(plan.days, plan.hours);
  const waves = seasons(cities, plan.rounds);
  const chains = transitions(cities);
  const forecasts = foretell(cities, plan.spans);
  const curve = season.dailyCurve(normals, plan.rounds * 4);
  const warming = season.slope(globe);
  const written = await save(at('out'), waves, chains);
  report(waves, chains, forecasts, curve, warming);
  console.log(`${written} lines written`);
}

await main(process.argv[2] ?? 'full');
