// Are the three species of penguin different, and by how much? Then the same questions of countries.
// usage: node main.mjs [small|full]
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { ckmeans, linearRegression, mean, median, quantile, rSquared, sampleCorrelation, standardDeviation } from 'simple-statistics';
import * as ss from 'simple-statistics';

const MEASURES = ['Beak Length (mm)', 'Beak Depth (mm)', 'Flipper Length (mm)', 'Body Mass (g)'];

/** Penguins with all four measures; every step-th row only. */
function readPenguins(path, step) {
  const rows = JSON.parse(readFileSync(path, 'utf8'));
  return rows
    .filter((_, i) => i % step === 0)
    .filter((row) => MEASURES.every((name) => typeof row[name] === 'number'))
    .map((row) => ({ species: row.Species, island: row.Island, sex: row.Sex, values: MEASURES.map((name) => row[name]) }));
}

/** Location and spread of each measure, by species. */
function describe(penguins) {
  const table = [];
  for (const species of [...new Set(penguins.map((p) => p.species))].sort()) {
    const group = penguins.filter((p) => p.species === species);
    MEASURES.forEach((name, i) => {
      const values = group.map((p) => p.values[i]);
      table.push({ species, name, n: values.length, mean: mean(values), median: median(values), sd: standardDeviation(values) });
    });
  }
  return table;
}

/** Share of relabelled samples whose species differ at least as much as the real ones do. */
function permutationTest(penguins, measure, rounds, seed) {
  const values = penguins.map((p) => p.values[measure]);
  const labels = penguins.map((p) => p.species);
  const between = (names) => {
    const groups = new Map();
    names.forEach((name, i) => {
      const group = groups.get(name);
      if (group) group.push(values[i]);
      else groups.set(name, [values[i]]);
    });
    return standardDeviation([...groups.values()].map((group) => mean(group)));
  };
  const observed = between(labels);
  const shuffle = shuffler(seed);
  let extreme = 0;
  for (let r = 0; r < rounds; r++) if (between(shuffle(labels)) >= observed) extreme += 1;
  return { observed, p: (extreme + 1) / (rounds + 1) };
}

function shuffler(seed) {
  let state = seed;
  return (items) => {
    const copy = items.slice();
    for (let i = copy.length - 1; i > 0; i--) {
      state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
      const j = state % (i + 1);
      [copy[i], copy[j]] = [copy[j], copy[i]];
    }
    return copy;
  };
}

/** Body mass from flipper length, with bootstrapped limits of the slope. */
function massByFlipper(penguins, rounds, seed) {
  const pairs = penguins.map(({ values }) => [values[2], values[3]]);
  const line = linearRegression(pairs);
  const slopes = [];
  let state = seed;
  for (let r = 0; r < rounds; r++) {
    const sample = [];
    for (let i = 0; i < pairs.length; i++) {
      state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
      sample.push(pairs[Math.floor((state / 2 ** 32) * pairs.length)]);
    }
    slopes.push(linearRegression(sample).m);
  }
  const r2 = rSquared(pairs, ss.linearRegressionLine(line));
  return { ...line, r2, low: quantile(slopes, 0.025), high: quantile(slopes, 0.975) };
}

/** Countries in classes by fertility, with natural breaks, one row per year. */
function fertilityClasses(path, classes, years) {
  const rows = JSON.parse(readFileSync(path, 'utf8'));
  const result = [];
  for (const year of years) {
    const ofYear = rows.filter((row) => row.year === year);
    const breaks = ckmeans(ofYear.map((row) => row.fertility), classes).map((group) => group[0]);
    const together = sampleCorrelation(ofYear.map((row) => row.fertility), ofYear.map((row) => row.life_expect));
    result.push({ year, breaks, together });
  }
  return result;
}

function report(table, tests, line, classes) {
  console.log('Penguins');
  for (const { species, name, n, mean: m, median: mid, sd } of table) {
    console.log(`  ${species.padEnd(10)} ${name.padEnd(20)} n=${n}  mean ${m.toFixed(2)}  median ${mid.toFixed(2)}  sd ${sd.toFixed(3)}`);
  }
  console.log('Do the species differ?');
  tests.forEach(({ observed, p }, i) => console.log(`  ${MEASURES[i].padEnd(20)} ${observed.toFixed(4)}  p = ${p.toFixed(4)}`));
  console.log(`Mass = ${line.m.toFixed(4)} · flipper + ${line.b.toFixed(2)}, R² ${line.r2.toFixed(5)}`);
  console.log(`  slope between ${line.low.toFixed(4)} and ${line.high.toFixed(4)}`);
  console.log('Fertility classes of countries');
  for (const { year, breaks, together } of classes) {
    console.log(`  ${year}: ${breaks.map((b) => b.toFixed(2)).join(' | ')}   with life expectancy ${together.toFixed(4)}`);
  }
}

const small = process.argv[2] === 'small';
const file = (name) => fileURLToPath(new URL(`./data/${name}`, import.meta.url));
const penguins = readPenguins(file('penguins.json'), small ? 6 : 1);
const table = describe(penguins);
const tests = MEASURES.map((_, i) => permutationTest(penguins, i, small ? 3 : 1500, 11 + i));
const line = massByFlipper(penguins, small ? 10 : 3000, 5);
const classes = fertilityClasses(file('gapminder.json'), small ? 3 : 6, small ? [1955, 2005] : [1955, 1965, 1975, 1985, 1995, 2005]);
report(table, tests, line, classes);
