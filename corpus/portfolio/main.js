// Five stocks and the index: returns, risk, the best mixes, and what a year may bring.
// usage: node main.js [small|full]
'use strict';

const fs = require('node:fs');
const path = require('node:path');
const { readPrices, monthlyReturns } = require('./lib/prices');
const { moments } = require('./lib/moments');
const { efficientMixes } = require('./lib/mixes');
const { simulate } = require('./lib/simulate');
const config = require('./config.json');

function indexVolatility(file, window) {
  const [, ...lines] = fs.readFileSync(file, 'utf8').trim().split('\n');
  const closes = new Float64Array(lines.length);
  const logs = new Float64Array(lines.length - 1);
  for (let i = 0; i < lines.length; i++) {
    closes[i] = Number(lines[i].split(',')[4]);
    if (i > 0) logs[i - 1] = Math.log(closes[i] / closes[i - 1]);
  }
  const rolling = [];
  for (let end = window; end <= logs.length; end += 5) {
    let sum = 0;
    let square = 0;
    for (let i = end - window; i < end; i++) {
      sum += logs[i];
      square += logs[i] * logs[i];
    }
    const mean = sum / window;
    rolling.push(Math.sqrt((square / window - mean * mean) * 252));
  }
  return { days: closes.length, rolling };
}

function writeReport(folder, summary) {
  fs.mkdirSync(folder, { recursive: true });
  fs.writeFileSync(path.join(folder, 'summary.json'), `${JSON.stringify(summary, null, 2)}\n`);
  const rows = summary.mixes.map(({ risk, gain, weights }) => [risk, gain, ...weights].join(','));
  fs.writeFileSync(path.join(folder, 'mixes.csv'), `risk,gain,${summary.symbols.join(',')}\n${rows.join('\n')}\n`);
  console.log(`Mean yearly return and volatility of ${summary.symbols.length} stocks over ${summary.months} months`);
  for (const { symbol, gain, risk } of summary.stocks) {
    console.log('  %s %s%% ± %s%%', symbol.padEnd(5), (gain * 100).toFixed(2), (risk * 100).toFixed(2));
  }
  console.log('Best mix per unit of risk: %s', summary.best.weights.map((w) => w.toFixed(3)).join(' '));
  console.log('After a year, in percent of the start:');
  for (const [name, value] of Object.entries(summary.outcomes)) console.log('  %s %s', name.padEnd(6), (value * 100).toFixed(3));
  console.log('Index volatility: median %s, highest %s', summary.index.median.toFixed(4), summary.index.highest.toFixed(4));
}

function round(value) {
  return Number(value.toPrecision(9));
}

function summarize(prices, stats, mixes, outcomes, index) {
  const sorted = [...index.rolling].sort((a, b) => a - b);
  const best = mixes.reduce((a, b) => (b.gain / b.risk > a.gain / a.risk ? b : a));
  return {
    symbols: prices.symbols,
    months: prices.months.length,
    stocks: prices.symbols.map((symbol, i) => ({
      symbol,
      gain: round(stats.means[i] * 12),
      risk: round(Math.sqrt(stats.covariance[i][i] * 12)),
    })),
    mixes: mixes.map(({ risk, gain, weights }) => ({ risk: round(risk), gain: round(gain), weights: weights.map(round) })),
    best: { risk: round(best.risk), gain: round(best.gain), weights: best.weights.map(round) },
    outcomes: Object.fromEntries(Object.entries(outcomes).map(([name, value]) => [name, round(value)])),
    index: { median: round(sorted[sorted.length >> 1]), highest: round(sorted.at(-1)) },
  };
}

function main(size) {
  const data = path.join(__dirname, 'data');
  const { trials, paths } = config.sizes[size];
  const prices = readPrices(path.join(data, 'stocks.csv'));
  const returns = monthlyReturns(prices);
  const stats = moments(returns);
  const index = indexVolatility(path.join(data, 'sp500-2000.csv'), 60);
  const mixes = efficientMixes(stats, trials, config.seed);
  const outcomes = simulate(returns, config.holding, paths, config.seed + 1);
  const summary = summarize(prices, stats, mixes, outcomes, index);
  writeReport(path.join(__dirname, 'out'), summary);
}

main(process.argv[2] || 'full');
