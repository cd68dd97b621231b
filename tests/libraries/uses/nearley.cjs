// calculate: an Earley parser for sums and products
const { print } = require('../print.cjs');
const { Grammar, Parser } = require('nearley');

const digit = { name: 'digit', symbols: [/[0-9]/], postprocess: ([d]) => Number(d) };
const rules = [
  { name: 'sum', symbols: ['sum', { literal: '+' }, 'product'], postprocess: ([a, , b]) => a + b },
  { name: 'sum', symbols: ['product'], postprocess: ([a]) => a },
  { name: 'product', symbols: ['product', { literal: '*' }, 'number'], postprocess: ([a, , b]) => a * b },
  { name: 'product', symbols: ['number'], postprocess: ([a]) => a },
  { name: 'number', symbols: ['number', 'digit'], postprocess: ([a, b]) => 10 * a + b },
  { name: 'number', symbols: ['digit'], postprocess: ([a]) => a },
  digit,
];

function calculate(count) {
  let sum = 0;
  for (let i = 0; i < count; i += 1) {
    const parser = new Parser(Grammar.fromCompiled({ ParserRules: rules, ParserStart: 'sum' }));
    sum += parser.feed(`${i}*3+2*${i % 7}+12`).results[0];
  }
  return sum;
}

print(calculate(100));
