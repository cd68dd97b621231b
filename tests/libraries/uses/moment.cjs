// calendar: parsing, durations, locales and differences
const { print } = require('../print.cjs');
const moment = require('moment');

function calendar(count) {
  const start = moment.utc('2024-01-31');
  const ends = Array.from({ length: count }, (_, i) => start.clone().add(i, 'months').format('dddd, MMMM Do YYYY'));
  return {
    last: ends.at(-1),
    distinct: new Set(ends).size,
    length: moment.duration(123_456_789).humanize(),
    diff: moment.utc('2025-03-01').diff(start, 'weeks', true),
    strict: moment.utc('31/02/2024', 'DD/MM/YYYY', true).isValid(),
  };
}

print(calendar(300));
