// formats: money, bytes, percent, ordinals and parsing back
const { print } = require('../print.cjs');
const numeral = require('numeral');

function formats(count) {
  const all = Array.from({ length: count }, (_, i) => numeral(i * 1234.567).format('$0,0.00'));
  return {
    last: all.at(-1),
    all: all.join('').length,
    other: ['0.0b', '0.00%', '0o', '0.00a', '00:00:00'].map((f) => numeral(12_345.678).format(f)),
    back: numeral('(1,234.5)').value(),
  };
}

print(formats(1_000));
