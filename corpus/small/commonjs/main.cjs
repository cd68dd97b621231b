// CommonJS: require, module.exports, a cycle, JSON, __dirname, the module cache, lazy require.
'use strict';

const path = require('node:path');
const { Matrix, identity } = require('./lib/matrix.cjs');
const units = require('./lib/units.json');
const first = require('./lib/first.cjs');

function convert(value, from, to) {
  if (!(from in units) || !(to in units)) throw new Error(`unknown unit ${from} or ${to}`);
  return Number(((value * units[from]) / units[to]).toPrecision(10));
}

function powers(rows, count) {
  const matrix = new Matrix(rows);
  const list = [identity(rows.length)];
  for (let i = 1; i <= count; i++) list.push(list[i - 1].times(matrix));
  return list.map((m) => m.rows);
}

console.log(convert(5, 'mile', 'metre'), convert(100, 'foot', 'mile'));
console.log(powers([[1, 1], [1, 0]], 4).at(-1));
console.log(first.name, first.partner(), require('./lib/second.cjs').partner());
console.log(path.basename(__filename), path.basename(__dirname).length > 0, require.main === module);
console.log(module.exports === exports, typeof require.resolve, path.relative(__dirname, require.resolve('./lib/matrix.cjs')));
console.log(require('./lib/units.json') === units, typeof require.cache, module.id);
function lateTool() {
  return require('./lib/tool.cjs')(6);
}
console.log(lateTool(), lateTool());
console.log(this === module.exports, typeof arguments, arguments.length);
try {
  require('./lib/missing.cjs');
} catch ({ code }) {
  console.log(code);
}
exports.unused = 1;
