'use strict';

const fs = require('fs');

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

function monthKey(text) {
  const [month, , year] = text.split(' ');
  return Number(year) * 12 + MONTHS.indexOf(month);
}

/** A table of prices: one row per month, one column per symbol, NaN where a stock was not listed yet. */
exports.readPrices = function readPrices(file) {
  const lines = fs.readFileSync(file, 'utf8').trim().split('\n').slice(1);
  const bySymbol = new Map();
  const months = new Set();
  for (const line of lines) {
    const [symbol, date, price] = line.split(',');
    const month = monthKey(date);
    months.add(month);
    if (!bySymbol.has(symbol)) bySymbol.set(symbol, new Map());
    bySymbol.get(symbol).set(month, Number(price));
  }
  const symbols = [...bySymbol.keys()].sort();
  const ordered = [...months].sort((a, b) => a - b);
  const table = ordered.map((month) => symbols.map((symbol) => bySymbol.get(symbol).get(month) ?? NaN));
  return { symbols, months: ordered, table };
};

/** Month-on-month returns for the months in which every stock has a price. */
exports.monthlyReturns = function monthlyReturns({ table }) {
  const returns = [];
  for (let i = 1; i < table.length; i++) {
    const row = table[i].map((price, j) => price / table[i - 1][j] - 1);
    if (row.every(Number.isFinite)) returns.push(row);
  }
  return returns;
};
